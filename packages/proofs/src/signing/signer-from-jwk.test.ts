import { generateKeyPairSync } from 'node:crypto'
import { p256, p384 } from '@noble/curves/nist.js'
import { type Json, TrustedTechError } from '@trusted-tech/model'
import { describe, expect, it } from 'vitest'
import { ALGORITHM_NAMES, ALGORITHMS } from '../algorithms.js'
import * as browser from '../platform/browser.js'
import { settle } from '../settle/settle.js'
import { settleSync } from '../settle/settle-sync.js'
import { testKey } from '../testing/keys.js'
import { signerFromJwk } from './signer-from-jwk.js'

const message = new TextEncoder().encode('a message')

function refusal(privateKeyJwk: Json, verificationMethod = 'did:web:assessor.example#1'): TrustedTechError {
  try {
    signerFromJwk({ privateKeyJwk, verificationMethod })
  } catch (error) {
    if (error instanceof TrustedTechError) return error
    throw error
  }
  throw new Error('not refused')
}

describe.each(ALGORITHM_NAMES)('a signer for %s', (algorithm) => {
  const { privateKeyJwk, key, kid, signer } = testKey(algorithm)

  it('signs as JOSE has it, for both settles', async () => {
    const signature = await signer.sign(message)
    expect(signature).toHaveLength(2 * ALGORITHMS[algorithm].coordinateBytes)
    const jobs = [{ algorithm, key, message, signature }]
    expect(settleSync(jobs)).toEqual(['valid'])
    expect(await settle(jobs)).toEqual(['valid'])
    expect(signer).toMatchObject({ verificationMethod: kid, algorithm })
  })

  it('shows no private member', () => {
    expect(JSON.stringify(signer)).not.toContain(privateKeyJwk.d)
    expect(Object.keys(signer).sort()).toEqual(['algorithm', 'sign', 'verificationMethod'])
  })

  it('signs in a browser too, with a signature that Node takes', async () => {
    const opened = browser.openPrivateKey(
      ALGORITHMS[algorithm],
      privateKeyJwk,
      Buffer.from(privateKeyJwk.d, 'base64url'),
    )
    const signature = await opened!.sign(message)
    expect(settleSync([{ algorithm, key, message, signature }])).toEqual(['valid'])
  })

  it('is not made of a private key with another’s public half', () => {
    const { d } = testKey(algorithm, 'second').privateKeyJwk
    const error = refusal({ ...privateKeyJwk, d })
    expect(error.code).toBe('ERR_KEY_INVALID')
    expect(error.message).not.toContain(d)
  })

  it.each([
    ['none', undefined],
    ['empty', ''],
    ['too short', 'AAAA'],
    ['too long', 'A'.repeat(100_000)],
    ['no text', 7],
    ['no base64url', `${'='.repeat(43)}`],
  ])('is not made without a good d: %s', (_label, d) => {
    const { d: _d, ...rest } = privateKeyJwk
    expect(refusal(d === undefined ? rest : { ...rest, d }).code).toBe('ERR_KEY_INVALID')
  })

  it('is not made of a key for something else', () => {
    expect(refusal({ ...privateKeyJwk, use: 'enc' }).code).toBe('ERR_KEY_INVALID')
    expect(refusal({ ...privateKeyJwk, key_ops: ['verify'] }).code).toBe('ERR_KEY_INVALID')
    expect(refusal({ ...privateKeyJwk, alg: 'HS256' }).code).toBe('ERR_KEY_INVALID')
    expect(() =>
      signerFromJwk({ privateKeyJwk: { ...privateKeyJwk, key_ops: ['sign'], use: 'sig' }, verificationMethod: kid }),
    ).not.toThrow()
  })
})

describe('a public half that differs by its sign only', () => {
  it.each([
    ['ES256', p256],
    ['ES384', p384],
  ] as const)('%s: -y in place of y is refused', (algorithm, curve) => {
    const { privateKeyJwk: jwk } = testKey(algorithm)
    if (jwk.kty !== 'EC') throw new Error('an EC key')
    const point = curve.Point.fromBytes(curve.getPublicKey(Buffer.from(jwk.d, 'base64url'), false)).negate()
    const y = Buffer.from(point.toBytes(false))
      .subarray(1 + ALGORITHMS[algorithm].coordinateBytes)
      .toString('base64url')
    expect(y).not.toBe(jwk.y)
    expect(refusal({ ...jwk, y }).code).toBe('ERR_KEY_INVALID')
  })
})

describe('a scalar out of range', () => {
  it.each(['ES256', 'ES384'] as const)('%s: 0, n and more are refused, in browsers too', (algorithm) => {
    const { privateKeyJwk } = testKey(algorithm)
    const length = ALGORITHMS[algorithm].coordinateBytes
    const n = Buffer.from(ALGORITHMS[algorithm].order, 'hex')
    for (const d of [Buffer.alloc(length), n, Buffer.alloc(length, 0xff)]) {
      expect(refusal({ ...privateKeyJwk, d: d.toString('base64url') }).code).toBe('ERR_KEY_INVALID')
      expect(browser.openPrivateKey(ALGORITHMS[algorithm], privateKeyJwk, d)).toBeUndefined()
    }
  })
})

describe('THREAT-018 a signer for an algorithm outside the profile', () => {
  it.each<readonly [string, Json]>([
    ['RSA', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }) as Json],
    ['secp256k1', generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey.export({ format: 'jwk' }) as Json],
    ['HMAC', { kty: 'oct', k: 'AAAA' }],
  ])('%s is refused', (_label, jwk) => {
    expect(refusal(jwk).code).toMatch(/^ERR_KEY_(UNSUPPORTED|INVALID)$/)
  })
})

describe('a verification method', () => {
  it.each(['', 'key-1', '#key-1', 'did:web:a.example', 'https://a.example#1', 'did:web:a.example#1 '])(
    'has to be an absolute DID URL with a fragment, which this is not: %j',
    (verificationMethod) => {
      expect(refusal(testKey('EdDSA').privateKeyJwk, verificationMethod).code).toBe('ERR_ARGUMENT_INVALID')
    },
  )
})

it.each([null, [], 'text', 7])('a JWK %j is refused', (jwk) => {
  expect(refusal(jwk).code).toBe('ERR_KEY_INVALID')
})
