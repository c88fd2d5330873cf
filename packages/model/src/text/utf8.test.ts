import { describe, expect, it } from 'vitest'
import { decodeUtf8, encodeUtf8, isWellFormed } from './utf8.js'

describe('THREAT-035 UTF-8 is read without repair', () => {
  it.each([
    ['ASCII', 'plain'],
    ['two, three and four bytes', 'é東😀'],
    ['the edges of each length', '\u0001\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff\u{10000}\u{10ffff}'],
    ['a byte order mark that is not first', 'a\ufeff'],
    ['nothing', ''],
  ])('takes %s', (_, text) => {
    expect(decodeUtf8(encodeUtf8(text))).toEqual({ ok: true, value: text })
  })

  it.each([
    ['a byte order mark', [0xef, 0xbb, 0xbf, 0x61]],
    ['U+0000', [0x61, 0x00]],
    ['overlong in two bytes', [0xc1, 0xbf]],
    ['overlong in three', [0xe0, 0x9f, 0xbf]],
    ['overlong in four', [0xf0, 0x8f, 0xbf, 0xbf]],
    ['an encoded surrogate', [0xed, 0xbf, 0xbf]],
    ['beyond U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
    ['a truncated sequence', [0xf0, 0x9f, 0x98]],
    ['0xFE', [0xfe]],
  ])('refuses %s', (_, bytes) => {
    expect(decodeUtf8(new Uint8Array(bytes))).toMatchObject({
      ok: false,
      problems: [{ code: 'ENCODING', pointer: '' }],
    })
  })

  it('knows lone surrogates', () => {
    expect(isWellFormed('a😀')).toBe(true)
    expect(isWellFormed('a\ud83d')).toBe(false)
    expect(isWellFormed('\ude00\ud83d')).toBe(false)
  })
})
