import type { Json } from '@trusted-tech/model'
import { describe, expect, it } from 'vitest'
import { ALGORITHM_NAMES } from '../algorithms.js'
import { testKey } from '../testing/keys.js'
import { encodeMultikeyBytes } from '../testing/multikey-bytes.js'
import { resolveSelfContainedDid } from './resolve-self-contained-did.js'

const jwkDid = (jwk: unknown) => `did:jwk:${Buffer.from(JSON.stringify(jwk)).toString('base64url')}`

function refusal(did: string): readonly [string, string] | 'resolved' {
  const result = resolveSelfContainedDid(did)
  return result.ok ? 'resolved' : [result.problems[0].code, result.problems[0].pointer]
}

describe('did:key', () => {
  const identity = Uint8Array.from([1, ...new Uint8Array(31)])
  // Keys and DIDs as the method's specification publishes them side by side.
  it.each([
    [
      'did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp',
      { kty: 'OKP', crv: 'Ed25519', x: 'O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik' },
    ],
    [
      'did:key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv',
      {
        kty: 'EC',
        crv: 'P-256',
        x: 'igrFmi0whuihKnj9R3Om1SoMph72wUGeFaBbzG2vzns',
        y: 'efsX5b10x8yjyrj4ny3pGfLcY7Xby1KzgqOdqnsrJIM',
      },
    ],
    [
      'did:key:z82Lm1MpAkeJcix9K8TMiLd5NMAhnwkjjCBeWHXyu3U4oT2MVJJKXkcVBgjGhnLBn2Kaau9',
      {
        kty: 'EC',
        crv: 'P-384',
        x: 'lInTxl8fjLKp_UCrxI0WDklahi-7-_6JbtiHjiRvMvhedhKVdHBfi2HCY8t_QJyc',
        y: 'y6N1IC-2mXxHreETBW7K3mBcw0qGr3CWHCs-yl09yCQRLcyfGv7XhqAngHOu51Zv',
      },
    ],
  ])('%s is the key that its specification says', (did, jwk) => {
    const result = resolveSelfContainedDid(did)
    expect(result).toMatchObject({ ok: true, value: [{ key: { jwk } }] })
  })

  it.each([
    'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK',
    'did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169',
  ])('%s has one method, which issues and presents', (did) => {
    const result = resolveSelfContainedDid(did)
    expect(result).toMatchObject({
      ok: true,
      value: [{ id: `${did}#${did.slice(8)}`, controller: did, purposes: ['assertionMethod', 'authentication'] }],
    })
    expect(result.ok && result.value).toHaveLength(1)
  })

  it.each([
    ['THREAT-018 secp256k1', 'did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme', 'ALG_NOT_ALLOWED'],
    ['THREAT-018 X25519', 'did:key:z6LSeu9HkTHSfLLeUs2nnzUSNedgDUevfNQgQjQC23ZCit6F', 'ALG_NOT_ALLOWED'],
    ['THREAT-013 the identity point', `did:key:${encodeMultikeyBytes('EdDSA', identity)}`, 'KEY_WEAK'],
    ['nonsense', 'did:key:z6Mk', 'KEY_MALFORMED'],
  ])('%s is not resolved', (_label, did, code) => {
    expect(refusal(did)).toEqual([code, ''])
  })
})

describe('did:jwk', () => {
  it.each(ALGORITHM_NAMES)('%s is the key that the DID encodes, at #0', (algorithm) => {
    const { publicKeyJwk, key } = testKey(algorithm)
    const did = jwkDid(publicKeyJwk)
    expect(resolveSelfContainedDid(did)).toEqual({
      ok: true,
      value: [{ id: `${did}#0`, controller: did, purposes: ['assertionMethod', 'authentication'], key }],
    })
  })

  it('is the P-256 key of the method specification’s example', () => {
    const did =
      'did:jwk:eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImFjYklRaXVNczNpOF91c3pFakoydHBUdFJNNEVVM3l6OTFQSDZDZEgyVjAiLCJ5IjoiX0tjeUxqOXZXTXB0bm1LdG00NkdxRHo4d2Y3NEk1TEtncmwyR3pIM25TRSJ9'
    expect(resolveSelfContainedDid(did)).toMatchObject({
      ok: true,
      value: [{ key: { algorithm: 'ES256', jwk: { x: 'acbIQiuMs3i8_uszEjJ2tpTtRM4EU3yz91PH6CdH2V0' } } }],
    })
  })

  const { publicKeyJwk, privateKeyJwk } = testKey('EdDSA')
  it.each<readonly [string, string, string]>([
    ['a private key', jwkDid(privateKeyJwk), 'KEY_MALFORMED'],
    ['a key for encryption', jwkDid({ ...publicKeyJwk, use: 'enc' }), 'KEY_PURPOSE'],
    ['THREAT-003 another alg', jwkDid({ ...publicKeyJwk, alg: 'ES256' }), 'KEY_ALG_MISMATCH'],
    [
      'THREAT-013 a small-order key',
      jwkDid({ ...publicKeyJwk, x: Buffer.alloc(32).toString('base64url') }),
      'KEY_WEAK',
    ],
    ['THREAT-018 RSA', jwkDid({ kty: 'RSA', n: 'AQAB', e: 'AQAB' }), 'ALG_NOT_ALLOWED'],
    ['a list', jwkDid([publicKeyJwk]), 'KEY_MALFORMED'],
    ['no JSON', `did:jwk:${Buffer.from('{').toString('base64url')}`, 'KEY_MALFORMED'],
    [
      'THREAT-030 duplicate members',
      `did:jwk:${Buffer.from('{"kty":"OKP","kty":"OKP"}').toString('base64url')}`,
      'KEY_MALFORMED',
    ],
    ['THREAT-022 trailing bits', 'did:jwk:e30B_', 'KEY_MALFORMED'],
  ])('with %s is not resolved', (_label, did, code) => {
    expect(refusal(did)).toEqual([code, ''])
  })
})

describe('other DIDs', () => {
  const { did, kid } = testKey('EdDSA')
  it.each([
    'did:web:alliance.example',
    'did:example:123',
    'did:constructor:x',
    'did:__proto__:x',
    kid,
    `${did}?versionId=1`,
    `${did}/path`,
    ` ${did}`,
    `${did}\n`,
    did.toUpperCase(),
    'did:key:',
    'did:key',
    '',
    `did:key:z${'6'.repeat(100_000)}`,
  ])('do not carry their keys: %.40j', (text) => {
    expect(refusal(text)).toEqual(['KEY_NOT_FOUND', ''])
  })

  it('whatever a JWK in a DID looks like, resolving does not throw', () => {
    const odd: readonly Json[] = [null, {}, { kty: {} }, { kty: 'EC', crv: [] }, { kty: 'OKP', crv: 'Ed25519', x: 7 }]
    for (const jwk of odd) expect(refusal(jwkDid(jwk))[0]).toBe('KEY_MALFORMED')
  })
})
