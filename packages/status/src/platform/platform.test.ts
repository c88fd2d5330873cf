import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deflateBomb } from '../testing/lists.js'
import * as browser from './browser.js'
import * as node from './node.js'

const runs = { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) }
const bytes = fc.uint8Array({ minLength: 1, maxLength: 4096 })

describe.each([
  ['node', node],
  ['browser', browser],
])('%s platform', (_name, platform) => {
  test('inflates what it deflated', () => {
    fc.assert(
      fc.property(bytes, (input) => {
        const inflated = platform.inflateExact(platform.deflate(input), input.length)
        expect(inflated).toEqual(input)
        expect(Object.getPrototypeOf(inflated)).toBe(Uint8Array.prototype)
      }),
      runs,
    )
  })

  test('inflates stored blocks', () => {
    const input = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 2_654_435_761) >>> 24)
    expect(platform.inflateExact(deflateRawSync(input, { level: 0 }), input.length)).toEqual(input)
  })

  test('THREAT-087 stops at the announced length', () => {
    for (const input of [
      new Uint8Array(5000),
      Uint8Array.from({ length: 5000 }, (_, i) => (i * 2_654_435_761) >>> 24),
    ]) {
      for (const level of [0, 6]) {
        const body = deflateRawSync(input, { level })
        expect(platform.inflateExact(body, 4999)).toBe('tooLong')
        expect(platform.inflateExact(body, 5000)).toEqual(input)
        expect(platform.inflateExact(body, 5001)).toBe('malformed')
      }
    }
  })

  test('THREAT-087 a deflate bomb costs no memory', async () => {
    const bomb = await deflateBomb(256)
    expect(bomb.length).toBeLessThan(300 * 1024)
    expect(platform.inflateExact(bomb, 16_384)).toBe('tooLong')
    const before = process.resourceUsage().maxRSS
    const rss = process.memoryUsage().rss
    for (let i = 0; i < 2; i++) expect(platform.inflateExact(bomb, 131_072)).toBe('tooLong')
    // In KiB. 256 MiB would show in both, whatever else the process holds.
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(32 * 1024)
    expect(process.memoryUsage().rss - rss).toBeLessThan(32 * 1024 * 1024)
  })

  test('THREAT-088 the stream ends at the last byte, not before and not after', () => {
    fc.assert(
      fc.property(
        bytes,
        fc.uint8Array({ minLength: 1, maxLength: 20 }),
        fc.integer({ min: 0, max: 9 }),
        (input, tail, level) => {
          const body = deflateRawSync(input, { level })
          expect(platform.inflateExact(Buffer.concat([body, tail]), input.length)).toBe('malformed')
          expect(platform.inflateExact(body.subarray(0, -1), input.length)).toBe('malformed')
        },
      ),
      runs,
    )
  })

  test('does not throw on noise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 0, max: 400 }), (noise, size) => {
        const inflated = platform.inflateExact(noise, size)
        if (typeof inflated !== 'string') expect(inflated).toHaveLength(size)
      }),
      runs,
    )
  })
})

describe('both platforms', () => {
  test('have the CRC of RFC 1952', () => {
    const check = new TextEncoder().encode('123456789')
    expect(node.crc32(check)).toBe(0xcbf43926)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (input) => {
        expect(browser.crc32(input)).toBe(node.crc32(input))
      }),
      runs,
    )
  })

  test('read what the other wrote', () => {
    fc.assert(
      fc.property(bytes, (input) => {
        expect(node.inflateExact(browser.deflate(input), input.length)).toEqual(input)
        expect(browser.inflateExact(node.deflate(input), input.length)).toEqual(input)
      }),
      runs,
    )
  })

  test('give the same bytes, or none, for a stream with one bit turned over', () => {
    fc.assert(
      fc.property(bytes, fc.nat(), (input, position) => {
        const body = Uint8Array.from(node.deflate(input))
        const bit = position % (body.length * 8)
        body[bit >> 3] = (body[bit >> 3] as number) ^ (1 << (bit & 7))
        const a = node.inflateExact(body, input.length)
        const b = browser.inflateExact(body, input.length)
        // fflate takes some code tables that zlib refuses; where both give bytes, they are the same.
        if (typeof a !== 'string') expect(b).toEqual(a)
      }),
      runs,
    )
  })
})
