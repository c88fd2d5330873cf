import { base58 } from '@scure/base'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALGORITHM_NAMES } from '../algorithms.js'
import { mustImport, testKey } from '../testing/keys.js'
import { encodeMultikeyBytes } from '../testing/multikey-bytes.js'
import { importPublicKey } from './import-public-key.js'
import { exportMultikey } from './multikey.js'

const RUNS = Number(process.env['TTA_RUNS'] ?? 300)

function refusal(publicKeyMultibase: string): readonly [string, string] | 'imported' {
  const result = importPublicKey({ publicKeyMultibase })
  return result.ok ? 'imported' : [result.problems[0].code, result.problems[0].pointer]
}

describe('Controlled Identifiers, "Multikey"', () => {
  it.each([
    ['EdDSA', 'z6Mk'],
    ['ES256', 'zDna'],
    ['ES384', 'z82L'],
  ] as const)('%s keys start with %s and come back as they were', (algorithm, start) => {
    for (let index = 0; index < 20; index++) {
      const { key } = testKey(algorithm, `multikey ${index}`)
      const text = exportMultikey(key)
      expect(text.startsWith(start)).toBe(true)
      expect(mustImport({ publicKeyMultibase: text })).toEqual(key)
    }
  })

  it('one key has one text: whatever imports, exports as the same text', () => {
    const texts = fc.constantFrom(...ALGORITHM_NAMES).map((algorithm) => exportMultikey(testKey(algorithm).key))
    const edited = fc
      .tuple(texts, fc.nat(80), fc.constantFrom(...'123456789ABCabc0OIl-_ =z'))
      .map(([text, at, char]) => {
        const index = at % text.length
        return text.slice(0, index) + char + text.slice(index + 1)
      })
    fc.assert(
      fc.property(edited, (text) => {
        const result = importPublicKey({ publicKeyMultibase: text })
        if (result.ok) expect(exportMultikey(result.value)).toBe(text)
      }),
      { seed: 20261124, numRuns: RUNS },
    )
  })

  it.each([
    ['empty', ''],
    ['only the prefix', 'z'],
    ['another base', 'u7QEOq0TGs4QPxVFqVZWKQ'],
    ['hexadecimal', 'f00'],
    ['a letter that base58 does not have', 'z6Mk0OIl'],
    ['white space', 'z6Mk a'],
    ['a line break at the end', `${exportMultikey(testKey('EdDSA').key)}\n`],
    ['a leading 1, a zero byte', exportMultikey(testKey('EdDSA').key).replace('z', 'z1')],
    ['no multicodec', `z${base58.encode(new Uint8Array(32).fill(9))}`],
    // Base58 takes quadratic time: decoding this would outlast the test.
    ['600,000 characters', `z${'6'.repeat(600_000)}`],
  ])('THREAT-017 malformed text is refused: %s', (_label, text) => {
    expect(refusal(text)).toEqual(['KEY_MALFORMED', '/publicKeyMultibase'])
  })

  it.each(ALGORITHM_NAMES)('THREAT-017 %s of a wrong length is refused', (algorithm) => {
    for (const length of [0, 31, 34, 47, 50, 64, 65]) {
      const bytes = new Uint8Array(length).fill(2)
      expect(refusal(encodeMultikeyBytes(algorithm, bytes))).toEqual(['KEY_MALFORMED', '/publicKeyMultibase'])
    }
  })

  it.each([
    ['ES256', 33],
    ['ES384', 49],
  ] as const)('THREAT-017 %s takes compressed points only', (algorithm, length) => {
    for (const prefix of [0, 1, 4, 5, 6, 7]) {
      const bytes = new Uint8Array(length).fill(1)
      bytes[0] = prefix
      expect(refusal(encodeMultikeyBytes(algorithm, bytes))).toEqual(['KEY_MALFORMED', '/publicKeyMultibase'])
    }
  })

  it.each(['ES256', 'ES384'] as const)(
    'THREAT-017 %s: an x that is on no point, or beyond p, is refused',
    (algorithm) => {
      const length = algorithm === 'ES256' ? 32 : 48
      let refused = 0
      for (let x = 0; x < 20; x++) {
        const bytes = new Uint8Array(length + 1)
        bytes[0] = 2
        bytes[length] = x
        if (refusal(encodeMultikeyBytes(algorithm, bytes)) !== 'imported') refused++
      }
      // About half of all x are on no point.
      expect(refused).toBeGreaterThan(3)
      expect(refused).toBeLessThan(17)
      const beyond = new Uint8Array(length + 1).fill(0xff)
      beyond[0] = 2
      expect(refusal(encodeMultikeyBytes(algorithm, beyond))).toEqual(['KEY_MALFORMED', '/publicKeyMultibase'])
    },
  )

  it.each([
    ['secp256k1', [0xe7, 0x01], 33],
    ['X25519', [0xec, 0x01], 32],
    ['P-521', [0x82, 0x24], 67],
    ['BLS12-381 G1', [0xea, 0x01], 48],
  ] as const)('THREAT-018 %s is ALG_NOT_ALLOWED', (_label, multicodec, length) => {
    const text = `z${base58.encode(Uint8Array.from([...multicodec, ...new Uint8Array(length).fill(2)]))}`
    expect(refusal(text)).toEqual(['ALG_NOT_ALLOWED', '/publicKeyMultibase'])
  })
})
