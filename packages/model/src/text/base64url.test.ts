import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBase64url, encodeBase64url } from './base64url.js'

const RUNS = { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) }
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

describe('RFC 4648 section 10 test vectors, unpadded', () => {
  it.each([
    ['', ''],
    ['f', 'Zg'],
    ['fo', 'Zm8'],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg'],
    ['fooba', 'Zm9vYmE'],
    ['foobar', 'Zm9vYmFy'],
  ])('%j', (text, encoded) => {
    const bytes = new TextEncoder().encode(text)
    expect(encodeBase64url(bytes)).toBe(encoded)
    expect(decodeBase64url(encoded)).toEqual({ ok: true, value: bytes })
  })
})

describe('THREAT-022 one text for given bytes', () => {
  it.each([
    ['padding', 'Zg=='],
    ['padding of a whole group', 'Zm9v='],
    ['half the padding', 'Zg='],
    ['only padding', '='],
    ['a line feed at the end', 'Zm9v\n'],
    ['a line break within', 'Zm\r\n9v'],
    ['a space', 'Zm 9v'],
    ['a tab at the start', '\tZm9v'],
    ['U+0000', 'Zm9v\0'],
    ['the other alphabet: +', 'ab+_'],
    ['the other alphabet: /', 'ab/-'],
    ['a full stop', 'Zm9v.'],
    ['a percent sign', 'Zm9v%3D'],
    ['trailing bits of two digits', 'Zh'],
    ['trailing bits of three digits', 'Zm9'],
    ['one digit', 'Z'],
    ['five digits', 'Zm9vY'],
    ['a letter that looks Latin', 'Zm9\u0443'],
    ['a letter whose low byte is a digit', 'Zm9\u0176'],
    ['a letter whose low byte is A', '\u0141\u0141\u0141\u0141'],
    ['a surrogate pair', '\ud83d\ude00'],
    ['a full-width digit', 'Zm9\uff10'],
  ])('%s is refused', (_, text) => {
    expect(decodeBase64url(text)).toMatchObject({ ok: false, problems: [{ code: 'ENCODING', pointer: '' }] })
  })

  it('every length and every last digit: exactly those with zero trailing bits', () => {
    for (const last of ALPHABET) {
      const sextet = ALPHABET.indexOf(last)
      expect(decodeBase64url(`A${last}`).ok).toBe(sextet % 16 === 0)
      expect(decodeBase64url(`AA${last}`).ok).toBe(sextet % 4 === 0)
      expect(decodeBase64url(`AAA${last}`).ok).toBe(true)
      expect(decodeBase64url(`AAAA${last}`).ok).toBe(false)
    }
  })

  it('decoding undoes encoding', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeBase64url(encodeBase64url(bytes))).toEqual({ ok: true, value: bytes })
      }),
      RUNS,
    )
  })

  it('encoding undoes decoding, so no second text is taken', () => {
    const unit = fc.constantFrom(...ALPHABET, '=', '+', '/', ' ', '\n')
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
        const decoded = decodeBase64url(text)
        if (decoded.ok) expect(encodeBase64url(decoded.value)).toBe(text)
        const canonical = /^[A-Za-z0-9_-]*$/.test(text) && Buffer.from(text, 'base64url').toString('base64url') === text
        expect(decoded.ok).toBe(canonical)
      }),
      { ...RUNS, numRuns: RUNS.numRuns * 4 },
    )
  })
})
