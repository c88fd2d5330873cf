import { decodeBase64url, fail, ok, type Result } from '@trusted-tech/model'
import { ALGORITHM_NAMES, ALGORITHMS, type Algorithm } from '../algorithms.js'
import { decodeBase58, encodeBase58 } from './base58.js'
import type { PublicJwk, VerificationKey } from './verification-key.js'

/** A P-384 Multikey has 70 characters. Base58 takes quadratic time, so longer text is refused before it is decoded. */
const MAX_LENGTH = 100

/** Keys that are well formed and not of the profile, so that the reason says so. The multicodec is two bytes. */
const OTHER_ALGORITHMS: ReadonlySet<string> = new Set([
  '231,1', // secp256k1
  '236,1', // X25519
  '130,36', // P-521
  '133,36', // RSA
  '234,1', // BLS12-381 G1
  '235,1', // BLS12-381 G2
])

/** A public key as it stood in a Multikey: for `EC`, the compressed point. */
export interface MultikeyMaterial {
  readonly algorithm: Algorithm
  readonly bytes: Uint8Array
}

/**
 * Splits a `publicKeyMultibase` into algorithm and key bytes.
 *
 * Checks base58-btc with its `z`, the multicodec, and the exact length. Does not check the point;
 * `importPublicKey` does, and is what callers use.
 *
 * @see Controlled Identifiers v1.0, "Multikey"
 */
export function parseMultikey(text: string, pointer: string): Result<MultikeyMaterial> {
  if (text.length > MAX_LENGTH || !text.startsWith('z')) {
    return fail('KEY_MALFORMED', pointer, { expected: 'a base58-btc Multikey, starting with z' })
  }
  const decoded = decodeBase58(text.slice(1))
  if (decoded === undefined) return fail('KEY_MALFORMED', pointer, { expected: 'base58-btc' })
  for (const algorithm of ALGORITHM_NAMES) {
    const row = ALGORITHMS[algorithm]
    if (decoded[0] !== row.multicodec[0] || decoded[1] !== row.multicodec[1]) continue
    const bytes = decoded.subarray(2)
    const length = row.kty === 'OKP' ? row.coordinateBytes : row.coordinateBytes + 1
    if (bytes.length !== length) {
      return fail('KEY_MALFORMED', pointer, { expected: `${length} bytes for ${row.crv}`, actual: `${bytes.length}` })
    }
    return ok({ algorithm, bytes })
  }
  if (OTHER_ALGORITHMS.has(`${decoded[0]},${decoded[1]}`)) {
    return fail('ALG_NOT_ALLOWED', pointer, { expected: 'Ed25519, P-256 or P-384' })
  }
  return fail('KEY_MALFORMED', pointer, { expected: 'the multicodec of Ed25519, P-256 or P-384' })
}

/**
 * Writes a key as a Multikey, the `publicKeyMultibase` of a verification method and the text of a `did:key`.
 *
 * @example
 * exportMultikey(key) // 'z6Mk…'
 * @see Controlled Identifiers v1.0, "Multikey"
 */
export function exportMultikey(key: VerificationKey): string {
  return encodeMultikey(key.algorithm, key.jwk)
}

function encodeMultikey(algorithm: Algorithm, jwk: PublicJwk): string {
  const point = coordinate(jwk.x)
  const sign = jwk.kty === 'EC' ? [2 + (coordinate(jwk.y).at(-1)! & 1)] : []
  return `z${encodeBase58(Uint8Array.from([...ALGORITHMS[algorithm].multicodec, ...sign, ...point]))}`
}

function coordinate(text: string): Uint8Array {
  const decoded = decodeBase64url(text)
  return decoded.ok ? decoded.value : new Uint8Array()
}
