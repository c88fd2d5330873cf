import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { ED25519_TORSION_SUBGROUP, ed25519 } from '@noble/curves/ed25519.js'
import type { Json } from '@trusted-tech/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALGORITHM_NAMES, ALGORITHMS } from '../algorithms.js'
import * as browser from '../platform/browser.js'
import * as node from '../platform/node.js'
import { testKey } from '../testing/keys.js'
import { encodeMultikeyBytes } from '../testing/multikey-bytes.js'
import { isEd25519Point } from './ed25519-point.js'
import { importPublicKey } from './import-public-key.js'

const RUNS = Number(process.env['TTA_RUNS'] ?? 300)
const FIELD = { 'P-256': 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n } as const
const P = 2n ** 255n - 19n

const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const littleEndian = (value: bigint, sign: 0 | 1) => {
  const bytes = Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse()
  bytes[31] = bytes[31]! | (sign << 7)
  return bytes
}
const bigEndian = (value: bigint, length: number) => Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex')
const okp = (encoded: Uint8Array): Json => ({ kty: 'OKP', crv: 'Ed25519', x: base64url(encoded) })

/** Code and pointer of the first problem. */
function refusal(input: Parameters<typeof importPublicKey>[0]): readonly [string, string] | 'imported' {
  const result = importPublicKey(input)
  return result.ok ? 'imported' : [result.problems[0].code, result.problems[0].pointer]
}

const [ed, p256, p384] = [testKey('EdDSA'), testKey('ES256'), testKey('ES384')]

describe('a public key of the profile', () => {
  it.each(ALGORITHM_NAMES)('%s is imported from a JWK, with nothing but its own members kept', (algorithm) => {
    const { publicKeyJwk } = testKey(algorithm)
    const jwk = { ...publicKeyJwk, kid: 'x', use: 'sig', key_ops: ['verify'], alg: algorithm, ext: true }
    const result = importPublicKey({ publicKeyJwk: jwk })
    expect(result).toMatchObject({ ok: true, value: { algorithm, jwk: publicKeyJwk } })
    if (!result.ok) return
    expect(Object.keys(result.value.jwk)).toEqual(Object.keys(publicKeyJwk))
    expect(Object.isFrozen(result.value)).toBe(true)
    expect(Object.isFrozen(result.value.jwk)).toBe(true)
  })

  it('is EdDSA when its JWK calls the algorithm Ed25519', () => {
    expect(importPublicKey({ publicKeyJwk: { ...ed.publicKeyJwk, alg: 'Ed25519' } })).toMatchObject({
      ok: true,
      value: { algorithm: 'EdDSA' },
    })
  })

  it('is not accepted from both spellings at once', () => {
    const input = { publicKeyJwk: ed.publicKeyJwk as Json, publicKeyMultibase: 'z6Mk' }
    expect(refusal(input)).toEqual(['KEY_MALFORMED', ''])
  })

  it.each([null, [], 'text', 7, true])('is not %j', (publicKeyJwk) => {
    expect(refusal({ publicKeyJwk })).toEqual(['KEY_MALFORMED', '/publicKeyJwk'])
  })
})

it.each([{}, { publicKeyMultibase: 7 }, { publicKeyMultibase: null }, { publicKeyPem: 'x' }])(
  'a key is not %j',
  (input) => {
    expect(refusal(input as never)).toEqual(['KEY_MALFORMED', '/publicKeyMultibase'])
  },
)

describe('THREAT-013 Ed25519 keys for which anyone can sign', () => {
  const torsion = ED25519_TORSION_SUBGROUP.map((hex) => ['canonical', hex] as const)
  const aliases = [0n, 1n, P - 1n, P, P + 1n].flatMap((y) =>
    ([0, 1] as const).map(
      (sign) =>
        [`y = ${y - P < -1n ? y : `p + ${y - P}`}, sign ${sign}`, littleEndian(y, sign).toString('hex')] as const,
    ),
  )
  const ordersOfEight = ED25519_TORSION_SUBGROUP.map((hex) => Buffer.from(hex, 'hex')).flatMap((encoded) =>
    [0x00, 0x80].map((bit) => {
      const flipped = Buffer.from(encoded)
      flipped[31] = (flipped[31]! & 0x7f) | bit
      return ['either sign', flipped.toString('hex')] as const
    }),
  )

  it('are eight points', () => {
    expect(new Set(torsion.map(([, hex]) => hex)).size).toBe(8)
  })

  it.each([...torsion, ...aliases, ...ordersOfEight])('of small order are refused: %s, %s', (_label, hex) => {
    const encoded = Buffer.from(hex, 'hex')
    expect(refusal({ publicKeyJwk: okp(encoded) })).toEqual(['KEY_WEAK', '/publicKeyJwk/x'])
    expect(refusal({ publicKeyMultibase: encodeMultikeyBytes('EdDSA', encoded) })).toEqual([
      'KEY_WEAK',
      '/publicKeyMultibase',
    ])
  })

  it('in every encoding with y >= p are refused, whatever the sign', () => {
    for (let excess = 0n; excess < 19n; excess++) {
      for (const sign of [0, 1] as const) {
        expect(refusal({ publicKeyJwk: okp(littleEndian(P + excess, sign)) })).toEqual(['KEY_WEAK', '/publicKeyJwk/x'])
      }
    }
  })

  it('are not confused with the good keys beside them', () => {
    for (let y = 2n; y < 40n; y++) {
      const encoded = littleEndian(y, 0)
      const expected = isEd25519Point(encoded) ? 'imported' : ['KEY_MALFORMED', '/publicKeyJwk/x']
      expect(refusal({ publicKeyJwk: okp(encoded) })).toEqual(expected)
    }
  })
})

describe('THREAT-017 points that are on no curve of the profile', () => {
  it('Ed25519: a y without an x is refused', () => {
    // RFC 8032 decoding fails for y = 2: no square root.
    expect(isEd25519Point(littleEndian(2n, 0))).toBe(false)
    expect(refusal({ publicKeyJwk: okp(littleEndian(2n, 0)) })).toEqual(['KEY_MALFORMED', '/publicKeyJwk/x'])
  })

  it('Ed25519: the points with x = 0 or y = 0 are on the curve; being weak is another matter', () => {
    for (const y of [0n, 1n, P - 1n]) expect(isEd25519Point(littleEndian(y, 0))).toBe(true)
  })

  it('Ed25519: the curve test agrees with an independent decoder on any 32 bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (encoded) => {
        let decoded = true
        try {
          ed25519.Point.fromBytes(encoded, true)
        } catch {
          decoded = false
        }
        expect(isEd25519Point(encoded)).toBe(decoded)
      }),
      { seed: 20261124, numRuns: RUNS },
    )
  })

  it.each([
    ['ES256', p256],
    ['ES384', p384],
  ] as const)('%s: a changed coordinate, zero and infinity are refused', (algorithm, { publicKeyJwk }) => {
    if (publicKeyJwk.kty !== 'EC') throw new Error('an EC key')
    const length = ALGORITHMS[algorithm].coordinateBytes
    const y = Buffer.from(publicKeyJwk.y, 'base64url')
    y[length - 1] = y[length - 1]! ^ 1
    const zero = base64url(new Uint8Array(length))
    const bad = [
      { ...publicKeyJwk, y: base64url(y) },
      { ...publicKeyJwk, x: zero, y: zero },
      { ...publicKeyJwk, x: publicKeyJwk.y, y: publicKeyJwk.x },
    ]
    for (const jwk of bad) expect(refusal({ publicKeyJwk: jwk })).toEqual(['KEY_MALFORMED', '/publicKeyJwk'])
  })

  it('a coordinate of p or more is refused, though it stands for a point modulo p', () => {
    // x = 5 is on P-256; so is x = p + 5 for a reader that reduces.
    const point = node.decompressPoint('P-256', Buffer.concat([Buffer.from([2]), bigEndian(5n, 32)]))
    expect(point).toBeDefined()
    const y = base64url(point!.y)
    expect(refusal({ publicKeyJwk: { kty: 'EC', crv: 'P-256', x: base64url(point!.x), y } })).toBe('imported')
    const x = base64url(bigEndian(FIELD['P-256'] + 5n, 32))
    expect(refusal({ publicKeyJwk: { kty: 'EC', crv: 'P-256', x, y } })).toEqual(['KEY_MALFORMED', '/publicKeyJwk'])
  })

  it.each([
    ['cut', (x: Buffer) => x.subarray(1)],
    ['with a leading zero', (x: Buffer) => Buffer.concat([Buffer.from([0]), x])],
    ['empty', () => Buffer.alloc(0)],
    ['very long', () => Buffer.alloc(100_000)],
  ])('a coordinate that is %s is refused', (_label, change) => {
    for (const { publicKeyJwk } of [ed, p256, p384]) {
      const x = base64url(change(Buffer.from(publicKeyJwk.x, 'base64url')))
      expect(refusal({ publicKeyJwk: { ...publicKeyJwk, x } })).toEqual(['KEY_MALFORMED', '/publicKeyJwk/x'])
    }
  })

  it('a leading zero that was dropped makes a P-256 coordinate too short', () => {
    // Found by trying keys until x starts with a zero byte.
    let jwk = p256.publicKeyJwk
    for (
      let index = 0;
      !Buffer.from(jwk.x, 'base64url')
        .subarray(0, 1)
        .equals(Buffer.from([0]));
      index++
    ) {
      jwk = testKey('ES256', `leading zero ${index}`).publicKeyJwk
    }
    expect(refusal({ publicKeyJwk: jwk })).toBe('imported')
    const x = base64url(Buffer.from(jwk.x, 'base64url').subarray(1))
    expect(refusal({ publicKeyJwk: { ...jwk, x } })).toEqual(['KEY_MALFORMED', '/publicKeyJwk/x'])
  })

  it.each(['x=', ' x', 'x\n', '+', 'é'])('a coordinate in other than canonical base64url is refused: %j', (suffix) => {
    const x = `${ed.publicKeyJwk.x.slice(0, -1)}${suffix}`
    expect(refusal({ publicKeyJwk: { ...ed.publicKeyJwk, x } })).toEqual(['KEY_MALFORMED', '/publicKeyJwk/x'])
  })

  it.each([
    ['P-256 called P-384', { ...p256.publicKeyJwk, crv: 'P-384' }, '/publicKeyJwk/x'],
    ['P-384 called P-256', { ...p384.publicKeyJwk, crv: 'P-256' }, '/publicKeyJwk/x'],
    ['P-256 called OKP', { ...p256.publicKeyJwk, kty: 'OKP' }, '/publicKeyJwk/kty'],
    ['Ed25519 called EC', { ...ed.publicKeyJwk, kty: 'EC' }, '/publicKeyJwk/kty'],
    ['Ed25519 with a y', { ...ed.publicKeyJwk, y: ed.publicKeyJwk.x }, '/publicKeyJwk/y'],
    ['P-256 without y', { kty: 'EC', crv: 'P-256', x: p256.publicKeyJwk.x }, '/publicKeyJwk/y'],
    ['no curve', { kty: 'EC' }, '/publicKeyJwk/crv'],
    ['a curve in other letters', { ...ed.publicKeyJwk, crv: 'ed25519' }, '/publicKeyJwk/crv'],
  ])('a mislabelled key is refused: %s', (_label, publicKeyJwk, pointer) => {
    expect(refusal({ publicKeyJwk })).toEqual(['KEY_MALFORMED', pointer])
  })

  it('Node and browser platforms judge the same points', () => {
    const curve = fc.constantFrom('Ed25519', 'P-256', 'P-384')
    const bytes = fc.uint8Array({ minLength: 96, maxLength: 96 })
    fc.assert(
      fc.property(curve, bytes, fc.boolean(), (crv, random, onCurve) => {
        const length = crv === 'P-384' ? 48 : 32
        if (crv === 'Ed25519') {
          const x = random.subarray(0, length)
          // Non-canonical encodings never get this far.
          expect(node.isPoint(crv, x)).toBe(browser.isPoint(crv, x))
          return
        }
        const compressed = Uint8Array.from([2 + (random[95]! & 1), ...random.subarray(0, length)])
        const point = node.decompressPoint(crv, compressed)
        const twin = browser.decompressPoint(crv, compressed)
        expect(point && { x: base64url(point.x), y: base64url(point.y) }).toEqual(
          twin && { x: base64url(twin.x), y: base64url(twin.y) },
        )
        const y = onCurve && point ? point.y : random.subarray(length, 2 * length)
        const x = random.subarray(0, length)
        expect(node.isPoint(crv, x, y)).toBe(browser.isPoint(crv, x, y))
        expect(node.isPoint(crv, x, y)).toBe(onCurve && point !== undefined)
      }),
      { seed: 20261124, numRuns: RUNS },
    )
  })
})

describe('THREAT-018 keys of algorithms outside the profile', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' }) as Json
  const k256 = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey.export({ format: 'jwk' }) as Json
  const p521 = generateKeyPairSync('ec', { namedCurve: 'P-521' }).publicKey.export({ format: 'jwk' }) as Json
  const x25519 = generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' }) as Json
  const ed448 = generateKeyPairSync('ed448').publicKey.export({ format: 'jwk' }) as Json

  it.each([
    ['RSA', rsa, 'kty'],
    ['RSA with e = 1', { kty: 'RSA', n: 'AQAB', e: 'AQ' }, 'kty'],
    ['secp256k1', k256, 'crv'],
    ['P-521', p521, 'crv'],
    ['X25519', x25519, 'crv'],
    ['Ed448', ed448, 'crv'],
    ['ML-DSA', { kty: 'AKP', alg: 'ML-DSA-65', pub: 'AA' }, 'kty'],
  ])('%s is ALG_NOT_ALLOWED', (_label, publicKeyJwk, member) => {
    expect(refusal({ publicKeyJwk })).toEqual(['ALG_NOT_ALLOWED', `/publicKeyJwk/${member}`])
  })

  it('a symmetric key is refused for the secret that it shows', () => {
    expect(refusal({ publicKeyJwk: { kty: 'oct', k: 'AAAA' } })).toEqual(['KEY_MALFORMED', '/publicKeyJwk/k'])
    expect(refusal({ publicKeyJwk: { kty: 'oct' } })).toEqual(['ALG_NOT_ALLOWED', '/publicKeyJwk/kty'])
  })
})

describe('a JWK that says something else than its key', () => {
  it.each(ALGORITHM_NAMES)('THREAT-003 %s with the alg of another algorithm is KEY_ALG_MISMATCH', (algorithm) => {
    for (const alg of ['EdDSA', 'ES256', 'ES384', 'ES512', 'HS256', 'none', '', null, 7, ['EdDSA']]) {
      if (alg === algorithm) continue
      const publicKeyJwk = { ...testKey(algorithm).publicKeyJwk, alg }
      expect(refusal({ publicKeyJwk })).toEqual(['KEY_ALG_MISMATCH', '/publicKeyJwk/alg'])
    }
  })

  it.each(['enc', '', 'SIG', null, ['sig']])('with use %j is KEY_PURPOSE', (use) => {
    expect(refusal({ publicKeyJwk: { ...ed.publicKeyJwk, use } })).toEqual(['KEY_PURPOSE', '/publicKeyJwk/use'])
  })

  it.each([
    [[], 'KEY_PURPOSE'],
    [['sign'], 'KEY_PURPOSE'],
    [['encrypt', 'wrapKey'], 'KEY_PURPOSE'],
    ['verify', 'KEY_MALFORMED'],
    [['verify', 'verify'], 'KEY_MALFORMED'],
    [null, 'KEY_MALFORMED'],
  ])('with key_ops %j is %s', (operations, code) => {
    const publicKeyJwk = { ...ed.publicKeyJwk, key_ops: operations }
    expect(refusal({ publicKeyJwk })).toEqual([code, '/publicKeyJwk/key_ops'])
  })

  it.each(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'])('with a private member %s is refused', (member) => {
    const publicKeyJwk = { ...ed.publicKeyJwk, [member]: 'c2VjcmV0' }
    const result = importPublicKey({ publicKeyJwk })
    expect(refusal({ publicKeyJwk })).toEqual(['KEY_MALFORMED', `/publicKeyJwk/${member}`])
    expect(JSON.stringify(result)).not.toContain('c2VjcmV0')
  })
})

it('a key that Node would import is imported, and only such a key, for any 32 bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (x) => {
      const result = importPublicKey({ publicKeyJwk: okp(x) })
      if (result.ok) expect(() => createPublicKey({ key: { ...result.value.jwk }, format: 'jwk' })).not.toThrow()
    }),
    { seed: 20261124, numRuns: RUNS },
  )
})
