import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as browser from './browser.js'
import * as node from './node.js'

const copied = (bytes: Uint8Array | undefined) => bytes && new Uint8Array(bytes)
const RUNS = { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) }

describe('both platforms are one', () => {
  it('export the same names', () => {
    expect(Object.keys(browser).sort()).toEqual(Object.keys(node).sort())
  })

  it('decode the same bytes to the same text, or neither does', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 4 }),
      fc.string({ unit: 'binary' }).map((text) => node.textToUtf8(text)),
      fc.constantFrom([0xef, 0xbb, 0xbf], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82]),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const bytes = new Uint8Array(pieces.flatMap((part) => [...part]))
        expect(browser.utf8ToText(bytes)).toBe(node.utf8ToText(bytes))
      }),
      RUNS,
    )
  })

  it('encode the same text to the same bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(browser.textToUtf8(text)).toEqual(node.textToUtf8(text))
        expect(browser.utf8Length(text)).toBe(node.utf8Length(text))
        expect(node.utf8Length(text)).toBe(node.textToUtf8(text).length)
        expect(node.utf8ToText(node.textToUtf8(text))).toBe(text)
      }),
      RUNS,
    )
  })

  it('write the same base64url of a text, short or long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(1, 3, 5_000), (piece, times) => {
        const text = piece.repeat(times)
        const expected = node.bytesToBase64url(node.textToUtf8(text))
        expect(node.textToBase64url(text)).toBe(expected)
        expect(browser.textToBase64url(text)).toBe(expected)
      }),
      RUNS,
    )
    const beyond = 'é'.repeat(100_000)
    expect(node.textToBase64url(beyond)).toBe(node.bytesToBase64url(node.textToUtf8(beyond)))
  })

  it('read and write the same base64url', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'AQgw_-+/= \nŁ\u0100zZ019') })
    fc.assert(
      fc.property(noise, fc.uint8Array({ maxLength: 40 }), (text, bytes) => {
        expect(browser.base64urlToBytes(text)).toEqual(node.base64urlToBytes(text))
        expect(copied(node.borrowBase64urlBytes(text))).toEqual(node.base64urlToBytes(text))
        expect(browser.borrowBase64urlBytes(text)).toEqual(node.base64urlToBytes(text))
        const canonical = node.bytesToBase64url(bytes)
        expect(copied(node.borrowBase64urlBytes(canonical))).toEqual(bytes)
        expect(browser.bytesToBase64url(bytes)).toBe(node.bytesToBase64url(bytes))
      }),
      { ...RUNS, numRuns: RUNS.numRuns * 4 },
    )
  })

  it('take a view into a larger buffer for what it shows', () => {
    const view = new Uint8Array([0xff, 0x48, 0x69, 0xff]).subarray(1, 3)
    for (const platform of [node, browser]) {
      expect(platform.utf8ToText(view)).toBe('Hi')
      expect(platform.bytesToBase64url(view)).toBe('SGk')
    }
  })

  it('return plain bytes, whose slice is a copy', () => {
    for (const platform of [node, browser]) {
      for (const bytes of [platform.textToUtf8('Hi'), platform.base64urlToBytes('SGk')]) {
        expect(Object.getPrototypeOf(bytes)).toBe(Uint8Array.prototype)
      }
    }
  })

  it('write long base64url whole', () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7) & 0xff)
    expect(browser.bytesToBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
  })
})
