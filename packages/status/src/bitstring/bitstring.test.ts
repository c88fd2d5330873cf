import { crc32 } from 'node:zlib'
import { createList, decodeList } from '@digitalbazaar/vc-bitstring-status-list'
import type { ReasonCode } from '@trusted-tech/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deflateBomb, encodedListOf, type GzipParts, gzipParts } from '../testing/lists.js'
import { createBits, readBit, setBit } from './bits.js'
import { MAX_LIST_ENTRIES, MIN_LIST_ENTRIES } from './bitstring-limits.js'
import { decodeBitstring } from './decode-bitstring.js'
import { encodeBitstring } from './encode-bitstring.js'

const runs = { seed: 20261124, numRuns: Math.min(100, Number(process.env['TTA_RUNS'] ?? 100)) }
const LAST = MIN_LIST_ENTRIES - 1
/** The value that the recommendation prints in its example 3. */
const W3C_EXAMPLE = 'uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA'

const indexes = fc.uniqueArray(fc.nat({ max: LAST }), { maxLength: 200 })

function bitsWith(set: readonly number[], length = MIN_LIST_ENTRIES): Uint8Array {
  const bits = createBits(length)
  for (const index of set) setBit(bits, index)
  return bits
}

/** `toEqual` walks an array byte by byte, which takes longer than everything that is tested here. */
function expectDecoded(encoded: string, bits: Uint8Array, options: { maxBytes?: number } = {}) {
  const decoded = decodeBitstring(encoded, options)
  expect(decoded.ok ? Buffer.compare(decoded.value, bits) : decoded.problems).toBe(0)
}

function expectRefused(encoded: unknown, code: ReasonCode, options: { maxBytes?: number } = {}) {
  const decoded = decodeBitstring(encoded, { ...options, pointer: '/credentialSubject/encodedList', about: 'urn:list' })
  expect(decoded).toMatchObject({
    ok: false,
    problems: [{ code, pointer: '/credentialSubject/encodedList', about: 'urn:list' }],
  })
}

describe('a bit', () => {
  test('THREAT-089 known bits 0, 7, 8 and the last: the most significant bit comes first', () => {
    const bits = bitsWith([0, 7, 8, LAST])
    expect([bits[0], bits[1], bits.at(-1)]).toEqual([0b1000_0001, 0b1000_0000, 0b0000_0001])
    expect([0, 7, 8, LAST].map((index) => readBit(bits, index))).toEqual([true, true, true, true])
    expect([1, 6, 9, 15, LAST - 1].map((index) => readBit(bits, index))).toEqual([false, false, false, false, false])
    expect(bits.reduce((sum, byte) => sum + byte, 0)).toBe(0x81 + 0x80 + 1)
  })

  test.each([-1, LAST + 1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 32, 2 ** 53])(
    'THREAT-084 %s is no index',
    (index) => {
      const bits = bitsWith([0])
      expect(readBit(bits, index)).toBeUndefined()
      expect(() => setBit(bits, index)).toThrow(expect.objectContaining({ code: 'ERR_ARGUMENT_INVALID' }))
    },
  )

  test('can be cleared without touching its neighbours', () => {
    const bits = bitsWith([6, 7, 8])
    setBit(bits, 7, false)
    expect([...bits.subarray(0, 2)]).toEqual([0b0000_0010, 0b1000_0000])
  })

  test('THREAT-089 a list of fewer than 131,072 entries is not made', () => {
    for (const length of [0, 8, LAST, MIN_LIST_ENTRIES + 1, MAX_LIST_ENTRIES + 8, Number.NaN]) {
      expect(() => createBits(length)).toThrow(expect.objectContaining({ code: 'ERR_ARGUMENT_INVALID' }))
    }
    expect(() => encodeBitstring(new Uint8Array(MIN_LIST_ENTRIES / 8 - 1))).toThrow(/ERR|bytes/)
    expect(createBits()).toHaveLength(16_384)
  })
})

describe('Bitstring Status List v1.0, section 3.3 "Bitstring Generation Algorithm" and 3.4 "Bitstring Expansion Algorithm"', () => {
  test('what was encoded is decoded', () => {
    fc.assert(
      fc.property(indexes, (set) => {
        const bits = bitsWith(set)
        expectDecoded(encodeBitstring(bits), bits)
      }),
      runs,
    )
  })

  test('the longest list goes through, dense as it may be', () => {
    const bits = Uint8Array.from({ length: MAX_LIST_ENTRIES / 8 }, (_, i) => Math.imul(i, 2_654_435_761) >>> 24)
    expectDecoded(encodeBitstring(bits), bits)
  })

  test('the value of example 3 is a list of 131,072 clear entries', () => {
    expectDecoded(W3C_EXAMPLE, createBits())
  })

  test('the text says nothing about the machine that wrote it', () => {
    expect(Buffer.from(encodeBitstring(createBits()).slice(1), 'base64url').subarray(0, 10).toString('hex')).toBe(
      '1f8b08000000000000ff',
    )
  })
})

describe('interoperability with @digitalbazaar/vc-bitstring-status-list', () => {
  test('it reads what we wrote', async () => {
    await fc.assert(
      fc.asyncProperty(indexes, async (set) => {
        const theirs = await decodeList({ encodedList: encodeBitstring(bitsWith(set)) })
        const chosen = new Set(set)
        expect(theirs.length).toBe(MIN_LIST_ENTRIES)
        for (const index of [...set, 0, 7, 8, LAST]) expect(theirs.getStatus(index)).toBe(chosen.has(index))
      }),
      { ...runs, numRuns: Math.min(30, runs.numRuns) },
    )
  })

  test('we read what it wrote', async () => {
    await fc.assert(
      fc.asyncProperty(indexes, async (set) => {
        const theirs = await createList({ length: MIN_LIST_ENTRIES })
        for (const index of set) theirs.setStatus(index, true)
        expectDecoded(await theirs.encode(), bitsWith(set))
      }),
      { ...runs, numRuns: Math.min(30, runs.numRuns) },
    )
  })

  test('a whole list agrees bit by bit', async () => {
    const set = Array.from({ length: 1000 }, (_, i) => (i * 7919) % MIN_LIST_ENTRIES)
    const theirs = await decodeList({ encodedList: encodeBitstring(bitsWith(set)) })
    const ours = bitsWith(set)
    let differing = 0
    for (let index = 0; index < MIN_LIST_ENTRIES; index++) {
      if (theirs.getStatus(index) !== readBit(ours, index)) differing++
    }
    expect(differing).toBe(0)
  })
})

describe('THREAT-087 a gzip bomb', () => {
  const rssOf = (work: () => void) => {
    const before = process.resourceUsage().maxRSS
    work()
    return (process.resourceUsage().maxRSS - before) * 1024
  }

  test('of 255 KiB for 256 MiB is refused by its length, its announcement or its first byte too many', async () => {
    const body = await deflateBomb(256)
    const size = 256 * 1024 * 1024
    expect(body.length).toBeGreaterThan(250 * 1024)
    const honest = encodedListOf({ body, crc: 0, size })
    const lying = encodedListOf({ body, crc: crc32(createBits()), size: MIN_LIST_ENTRIES / 8 })
    const grown = rssOf(() => {
      for (let i = 0; i < 4; i++) {
        expectRefused(honest, 'STATUS_LIST_SIZE')
        expectRefused(lying, 'STATUS_LIST_SIZE')
        expectRefused(honest, 'STATUS_LIST_SIZE', { maxBytes: 1024 * 1024 })
        expectRefused(lying, 'STATUS_LIST_FORMAT', { maxBytes: 1024 * 1024 })
      }
    })
    expect(grown).toBeLessThan(32 * 1024 * 1024)
  })

  test('that fits into the length of an honest list stops at the announced bytes', async () => {
    const body = await deflateBomb(16)
    expect(body.length).toBeLessThan(17 * 1024)
    const lying = encodedListOf({ body, crc: crc32(createBits()), size: MIN_LIST_ENTRIES / 8 })
    expectRefused(lying, 'STATUS_LIST_SIZE')
  })

  test('a list longer than the caller allows is refused before it is inflated', () => {
    const encoded = encodeBitstring(createBits(2 * MIN_LIST_ENTRIES))
    expectRefused(encoded, 'STATUS_LIST_SIZE', { maxBytes: MIN_LIST_ENTRIES / 8 })
    expect(decodeBitstring(encoded, { maxBytes: MIN_LIST_ENTRIES / 4 }).ok).toBe(true)
  })

  test('an announced length is held to what comes out', () => {
    expectRefused(encodedListOf({ ...gzipParts(createBits()), size: 2 ** 32 - 1 }), 'STATUS_LIST_FORMAT')
  })
})

describe('THREAT-088 an encoded list is one gzip member and nothing else', () => {
  const bits = bitsWith([1, 94_567])
  const parts = gzipParts(bits)
  const good = encodedListOf(parts)
  const bytes = Buffer.from(good.slice(1), 'base64url')
  const text = (...pieces: readonly Uint8Array[]) => `u${Buffer.concat(pieces).toString('base64url')}`
  const changed = (offset: number, value: number) => {
    const copy = Buffer.from(bytes)
    copy[offset < 0 ? copy.length + offset : offset] = value
    return text(copy)
  }

  test('the untouched one is read', () => {
    expectDecoded(good, bits)
  })

  test.each<[string, unknown]>([
    ['two members', text(bytes, bytes)],
    ['an empty second member', text(bytes, Buffer.from('1f8b080000000000000303000000000000000000', 'hex'))],
    ['a trailing byte', text(bytes, Buffer.of(0))],
    ['trailing bytes', text(bytes, Buffer.from('and so on'))],
    ['trailing bytes that look like a trailer', text(bytes, bytes.subarray(-8))],
    [
      'a byte between the stream and its trailer',
      encodedListOf({ ...parts, body: Buffer.concat([parts.body, Buffer.of(0)]) }),
    ],
    ['another CRC', encodedListOf({ ...parts, crc: (parts.crc ^ 1) >>> 0 })],
    ['another length', encodedListOf({ ...parts, size: parts.size + 1 })],
    ['a stream cut short', encodedListOf({ ...parts, body: parts.body.subarray(0, -1) })],
    ['a raw deflate stream', text(parts.body)],
    ['a zlib stream', text(Buffer.of(0x78, 0x9c), parts.body)],
    ['another method', changed(2, 7)],
    ['a reserved flag', changed(3, 0x20)],
    ['a truncated member', text(bytes.subarray(0, 17))],
    ['nothing', 'u'],
    ['no text', ''],
    ['no multibase prefix', good.slice(1)],
    ['multibase base64url with padding', `U${good.slice(1)}`],
    ['base64 padding', `${good}=`],
    ['the other alphabet', `${good.slice(0, -1)}+`],
    ['white space', `${good}\n`],
    ['a number', 7],
    ['null', null],
    ['an array', [good]],
  ])('%s', (_name, encoded) => {
    expectRefused(encoded, 'STATUS_LIST_FORMAT')
  })

  test('RFC 1952, section 2.3.1.2 "Compliance": optional fields are skipped, and their CRC is checked', () => {
    const fixed = Buffer.of(0x1f, 0x8b, 8, 0x02 | 0x04 | 0x08 | 0x10, 1, 2, 3, 4, 0, 3)
    const fields = Buffer.concat([
      fixed,
      Buffer.of(3, 0, 9, 9, 9),
      Buffer.from('list.bin\0'),
      Buffer.from('a comment\0'),
    ])
    const crc = Buffer.alloc(2)
    crc.writeUInt16LE(crc32(fields) & 0xffff)
    expect(decodeBitstring(encodedListOf({ ...parts, header: Buffer.concat([fields, crc]) }))).toEqual({
      ok: true,
      value: bits,
    })
    crc[0] = (crc[0] as number) ^ 1
    expectRefused(encodedListOf({ ...parts, header: Buffer.concat([fields, crc]) }), 'STATUS_LIST_FORMAT')
  })

  test.each<[string, GzipParts['header']]>([
    ['extra field', Buffer.of(0x1f, 0x8b, 8, 0x04, 0, 0, 0, 0, 0, 3, 0xff, 0xff)],
    ['name', Buffer.from('1f8b0808000000000003', 'hex')],
  ])('an %s that does not end', (name, header) => {
    const body = name === 'name' ? Buffer.alloc(100, 1) : parts.body
    expectRefused(
      encodedListOf({ header: header as Buffer, body, crc: 0x01010101, size: 0x4000 }),
      'STATUS_LIST_FORMAT',
    )
  })

  test('THREAT-089 a list of fewer than 131,072 entries', () => {
    expectRefused(encodedListOf(gzipParts(new Uint8Array(16_383))), 'STATUS_LIST_SIZE')
    expectRefused(encodedListOf(gzipParts(new Uint8Array(0))), 'STATUS_LIST_SIZE')
  })

  test('no byte can be changed in its body or trailer unnoticed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (offset, mask) => {
        const copy = Buffer.from(bytes)
        copy[offset] = (copy[offset] as number) ^ mask
        const decoded = decodeBitstring(text(copy))
        if (decoded.ok) expect(Buffer.compare(decoded.value, bits)).toBe(0)
        else expect(['STATUS_LIST_FORMAT', 'STATUS_LIST_SIZE']).toContain(decoded.problems[0].code)
      }),
      { ...runs, numRuns: 300 },
    )
  })

  test('noise of any kind is a problem, never an exception', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.string(),
          fc.uint8Array({ maxLength: 400 }).map((noise) => text(noise)),
        ),
        (noise) => {
          expect(decodeBitstring(noise).ok).toBe(false)
        },
      ),
      { ...runs, numRuns: 300 },
    )
  })
})
