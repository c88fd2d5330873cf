import type { Json } from '@trusted-tech/model'
import { expect, it } from 'vitest'
import type { Algorithm } from './algorithms.js'
import { openJws } from './jws/open-jws.js'
import { importPublicKey } from './keys/import-public-key.js'
import { settle } from './settle/settle.js'
import { settleSync } from './settle/settle-sync.js'
import type { SignatureJob } from './settle/signature-job.js'
import { mustImport } from './testing/keys.js'
import { describeVectors, readVectors } from './testing/public-vectors.js'

interface Suite<Group> {
  readonly numberOfTests: number
  readonly testGroups: readonly Group[]
}
interface SignatureGroup {
  readonly publicKeyJwk?: Json
  readonly publicKey: { readonly uncompressed?: string; readonly pk?: string }
  readonly tests: readonly {
    readonly tcId: number
    readonly msg: string
    readonly sig: string
    readonly result: string
  }[]
}
interface KeyGroup {
  readonly comment: string
  readonly private: { readonly keys: readonly { readonly [member: string]: Json }[] }
  readonly public?: { readonly keys: readonly { readonly [member: string]: Json }[] }
  readonly tests: readonly { readonly tcId: number; readonly jws: string; readonly result: string }[]
}

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'))
const base64url = (hex: string) => Buffer.from(hex, 'hex').toString('base64url')

/** The group's key as raw coordinates, so that nothing depends on the suite's own JWK. */
function jwkOf(algorithm: Algorithm, { publicKey }: SignatureGroup): Json {
  if (algorithm === 'EdDSA') return { kty: 'OKP', crv: 'Ed25519', x: base64url(publicKey.pk!) }
  const point = publicKey.uncompressed!
  return { kty: 'EC', crv: 'P-256', x: base64url(point.slice(2, 66)), y: base64url(point.slice(66)) }
}

describeVectors('Wycheproof signatures', 'wycheproof', () => {
  it.each<readonly [string, string, Algorithm, number]>([
    ['THREAT-014', 'ed25519_test', 'EdDSA', 151],
    ['THREAT-016', 'ecdsa_secp256r1_sha256_p1363_test', 'ES256', 262],
  ])('%s %s: both settles give the expected result for every vector', async (_row, file, algorithm, count) => {
    const suite = readVectors<Suite<SignatureGroup>>(`wycheproof/testvectors_v1/${file}.json`)
    const jobs: SignatureJob[] = []
    const expected: string[] = []
    for (const group of suite.testGroups) {
      const key = mustImport({ publicKeyJwk: jwkOf(algorithm, group) })
      for (const { tcId, msg, sig, result } of group.tests) {
        jobs.push({ algorithm, key, message: bytes(msg), signature: bytes(sig) })
        // No vector is left out and none differs: `acceptable` does not occur in these two files.
        expected.push(`${tcId} ${result}`)
      }
    }
    expect(jobs).toHaveLength(count)
    expect(count).toBe(suite.numberOfTests)
    const label = (results: readonly string[]) =>
      results.map((result, index) => `${expected[index]!.split(' ')[0]} ${result}`)
    expect(label(settleSync(jobs))).toEqual(expected)
    expect(label(await settle(jobs))).toEqual(expected)
  })

  it('every key of the signature suites has one thumbprint however it is spelled', () => {
    for (const file of ['ed25519_test', 'ecdsa_secp256r1_sha256_p1363_test']) {
      const algorithm = file.startsWith('ed') ? 'EdDSA' : 'ES256'
      for (const group of readVectors<Suite<SignatureGroup>>(`wycheproof/testvectors_v1/${file}.json`).testGroups) {
        if (group.publicKeyJwk === undefined) continue
        expect(mustImport({ publicKeyJwk: group.publicKeyJwk })).toEqual(
          mustImport({ publicKeyJwk: jwkOf(algorithm, group) }),
        )
      }
    }
  })
})

describeVectors('Wycheproof JSON Web Keys', 'wycheproof', () => {
  const HMAC = 'ALG_NOT_ALLOWED /header/alg'
  const KID = 'KEY_NOT_FOUND /header/kid'
  /**
   * First problem of the token's header and of importing each public key, per vector. The suite calls 2, 5, 13, 14 and 15
   * valid; they are HMAC and RSA, which the profile does not have, so they are refused with all others: these are the
   * differences, and deliberate. No vector that the suite calls invalid is accepted.
   */
  const outcomes: Readonly<Record<number, readonly [header: string, ...keys: string[]]>> = {
    1: [HMAC, 'KEY_MALFORMED /publicKeyJwk/k', 'imported'],
    2: [HMAC, 'KEY_MALFORMED /publicKeyJwk/k', 'KEY_MALFORMED /publicKeyJwk/k'],
    3: [HMAC, 'KEY_MALFORMED /publicKeyJwk/k', 'KEY_MALFORMED /publicKeyJwk/k'],
    4: [HMAC, 'KEY_MALFORMED /publicKeyJwk/k', 'KEY_MALFORMED /publicKeyJwk/k'],
    5: [HMAC, 'ALG_NOT_ALLOWED /publicKeyJwk/kty'],
    6: [HMAC, 'ALG_NOT_ALLOWED /publicKeyJwk/kty'],
    7: [HMAC, 'ALG_NOT_ALLOWED /publicKeyJwk/kty'],
    8: ['FORMAT_UNSUPPORTED ', 'ALG_NOT_ALLOWED /publicKeyJwk/kty'],
    9: ['FORMAT_UNSUPPORTED ', 'ALG_NOT_ALLOWED /publicKeyJwk/kty'],
    10: [HMAC, 'KEY_MALFORMED /publicKeyJwk/k'],
    11: [HMAC, 'KEY_MALFORMED /publicKeyJwk/k'],
    12: [HMAC, 'KEY_MALFORMED /publicKeyJwk/k'],
    13: [HMAC, 'KEY_MALFORMED /publicKeyJwk/k'],
    14: [HMAC, 'KEY_MALFORMED /publicKeyJwk/k'],
    15: [HMAC, 'KEY_MALFORMED /publicKeyJwk/k'],
    16: [HMAC, 'KEY_MALFORMED /publicKeyJwk/k'],
    17: [HMAC, 'KEY_MALFORMED /publicKeyJwk/k'],
    18: [HMAC, 'KEY_MALFORMED /publicKeyJwk/k'],
    19: [KID, 'KEY_ALG_MISMATCH /publicKeyJwk/alg'],
    20: [KID, 'KEY_ALG_MISMATCH /publicKeyJwk/alg'],
    21: [KID, 'KEY_PURPOSE /publicKeyJwk/use'],
    22: [KID, 'KEY_MALFORMED /publicKeyJwk'],
    23: [KID, 'KEY_ALG_MISMATCH /publicKeyJwk/alg'],
    24: [KID, 'ALG_NOT_ALLOWED /publicKeyJwk/kty'],
    25: [HMAC, 'KEY_MALFORMED /publicKeyJwk/k'],
    26: [HMAC, 'KEY_MALFORMED /publicKeyJwk/k'],
  }
  const suite = () => readVectors<Suite<KeyGroup>>('wycheproof/testvectors_v1/json_web_key_test.json')

  it('THREAT-002, THREAT-003, THREAT-017, THREAT-018: every token is refused, and every key is judged as listed', () => {
    const found: Record<number, readonly string[]> = {}
    for (const group of suite().testGroups) {
      const keys = (group.public ?? group.private).keys.map((jwk) => {
        // Without its private part, so that what is judged is the rest. A symmetric key is nothing else.
        const { d, p, q, dp, dq, qi, ...publicKeyJwk } = jwk
        const imported = importPublicKey({ publicKeyJwk })
        return imported.ok ? 'imported' : `${imported.problems[0].code} ${imported.problems[0].pointer}`
      })
      for (const { tcId, jws } of group.tests) {
        // Their tokens have no typ, and a payload that is no JSON; the first other problem is what counts here.
        const opened = openJws({ input: jws, typ: 'JWT', maxBytes: 65536 })
        if (opened.ok) throw new Error(`${tcId} opened`)
        const header = opened.problems.find(({ code }) => code !== 'TYP_MISMATCH')
        found[tcId] = [`${header?.code} ${header?.pointer}`, ...keys]
      }
    }
    expect(found).toEqual(outcomes)
    expect(Object.keys(found)).toHaveLength(suite().numberOfTests)
  })

  it('the only vectors that the suite calls valid and that are refused are HMAC and RSA', () => {
    const valid = suite().testGroups.flatMap(({ tests }) => tests.filter(({ result }) => result === 'valid'))
    expect(valid.map(({ tcId }) => tcId)).toEqual([2, 5, 13, 14, 15])
  })
})
