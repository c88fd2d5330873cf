import {
  decodeBase64url,
  encodeBase64url,
  fail,
  isJsonObject,
  type Json,
  type JsonObject,
  ok,
  type Result,
} from '@trusted-tech/model'
import { decompressPoint, isPoint } from '#platform'
import { ALGORITHMS, type Algorithm, algorithmFromCurve } from '../algorithms.js'
import { isWeakEd25519Encoding } from './ed25519-encoding.js'
import { parseMultikey } from './multikey.js'
import { type PublicJwk, sealVerificationKey, type VerificationKey } from './verification-key.js'

/** A public key as documents spell it. */
export type PublicKeyInput = { readonly publicKeyMultibase: string } | { readonly publicKeyJwk: Json }

/** RFC 7518, sections 6.2.2, 6.3.2, 6.4; RFC 8037, section 2; RFC 9964 (`priv`). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'] as const
/** Curves and key types that are well known and not of the profile. */
const OTHER_ALGORITHMS: ReadonlySet<unknown> = new Set(['RSA', 'oct', 'AKP', 'secp256k1', 'P-521', 'Ed448', 'X25519'])

/**
 * Makes a verification key of untrusted key material. The one way in: keys of DIDs, of trust data and of pinned roots
 * all come through here.
 *
 * Checks the key type and curve against the profile's algorithms, lengths and canonical encoding, that the point is on
 * its curve and not at infinity, that an Ed25519 key is neither of small order nor in a non-canonical encoding, and
 * that a JWK carries no private member and no `alg`, `use` or `key_ops` that speaks against verifying with it.
 *
 * Does not check who controls the key, what it may be used for, or when it was in force.
 *
 * @returns the key, or `KEY_MALFORMED`, `KEY_WEAK`, `ALG_NOT_ALLOWED` (well formed, not of the profile),
 * `KEY_ALG_MISMATCH` (a JWK's `alg` belongs to another curve), `KEY_PURPOSE` (`use`, `key_ops`); pointers go into the
 * input
 * @example
 * const key = importPublicKey({ publicKeyMultibase: 'z6Mkf5rGMoatrSj1f4CyvuHBeXJELe9RPdzo2PKGNCKVtZxP' })
 * if (key.ok) key.value.algorithm // 'EdDSA'
 * @see RFC 8032, section 5.1.3 "Decoding"; RFC 7518, section 6.2 "Parameters for Elliptic Curve Keys"
 */
export function importPublicKey(input: PublicKeyInput): Result<VerificationKey> {
  const fields: { readonly publicKeyMultibase?: unknown; readonly publicKeyJwk?: unknown } = input
  if (fields.publicKeyMultibase !== undefined && fields.publicKeyJwk !== undefined) {
    return fail('KEY_MALFORMED', '', { expected: 'publicKeyMultibase or publicKeyJwk, not both' })
  }
  if (typeof fields.publicKeyMultibase === 'string') return importMultikey(fields.publicKeyMultibase)
  if (isJsonObject(fields.publicKeyJwk)) return importJwk(fields.publicKeyJwk)
  return fail('KEY_MALFORMED', fields.publicKeyJwk === undefined ? '/publicKeyMultibase' : '/publicKeyJwk', {
    expected: 'a Multikey text or a JWK object',
  })
}

function importMultikey(text: string): Result<VerificationKey> {
  const pointer = '/publicKeyMultibase'
  const parsed = parseMultikey(text, pointer)
  if (!parsed.ok) return parsed
  const { algorithm, bytes } = parsed.value
  const row = ALGORITHMS[algorithm]
  if (row.kty === 'OKP') return admit(algorithm, bytes, undefined, pointer)
  const point = decompressPoint(row.crv, bytes)
  if (point === undefined) return fail('KEY_MALFORMED', pointer, { expected: `a point on ${row.crv}` })
  return admit(algorithm, point.x, point.y, pointer)
}

function importJwk(jwk: JsonObject): Result<VerificationKey> {
  for (const member of PRIVATE_MEMBERS) {
    // A private key in a public place is compromised, whatever it was meant to say.
    if (Object.hasOwn(jwk, member)) {
      return fail('KEY_MALFORMED', `/publicKeyJwk/${member}`, { expected: 'a public key without private members' })
    }
  }
  const { kty, crv, alg, use, key_ops: operations } = jwk
  if (OTHER_ALGORITHMS.has(kty)) return fail('ALG_NOT_ALLOWED', '/publicKeyJwk/kty', { expected: 'OKP or EC' })
  if (OTHER_ALGORITHMS.has(crv)) {
    return fail('ALG_NOT_ALLOWED', '/publicKeyJwk/crv', { expected: 'Ed25519, P-256 or P-384' })
  }
  const algorithm = algorithmFromCurve(crv)
  if (algorithm === undefined) {
    return fail('KEY_MALFORMED', '/publicKeyJwk/crv', { expected: 'Ed25519, P-256 or P-384' })
  }
  const row = ALGORITHMS[algorithm]
  if (kty !== row.kty) return fail('KEY_MALFORMED', '/publicKeyJwk/kty', { expected: `${row.kty} for ${row.crv}` })
  const names: readonly Json[] = row.names
  if (alg !== undefined && !names.includes(alg)) {
    return fail('KEY_ALG_MISMATCH', '/publicKeyJwk/alg', { expected: row.names[0] })
  }
  if (use !== undefined && use !== 'sig') return fail('KEY_PURPOSE', '/publicKeyJwk/use', { expected: 'sig' })
  if (operations !== undefined) {
    if (!Array.isArray(operations) || new Set(operations).size !== operations.length) {
      return fail('KEY_MALFORMED', '/publicKeyJwk/key_ops', { expected: 'a list without duplicates' })
    }
    if (!operations.includes('verify')) return fail('KEY_PURPOSE', '/publicKeyJwk/key_ops', { expected: 'verify' })
  }
  const x = readCoordinate(jwk['x'], row.coordinateBytes)
  if (x === undefined) return malformedCoordinate('x', row)
  if (row.kty === 'OKP') {
    if (jwk['y'] !== undefined) return fail('KEY_MALFORMED', '/publicKeyJwk/y', { expected: 'no y in an OKP key' })
    return admit(algorithm, x, undefined, '/publicKeyJwk/x')
  }
  const y = readCoordinate(jwk['y'], row.coordinateBytes)
  if (y === undefined) return malformedCoordinate('y', row)
  return admit(algorithm, x, y, '/publicKeyJwk')
}

function admit(
  algorithm: Algorithm,
  x: Uint8Array,
  y: Uint8Array | undefined,
  pointer: string,
): Result<VerificationKey> {
  const { crv } = ALGORITHMS[algorithm]
  if (crv === 'Ed25519' && isWeakEd25519Encoding(x)) {
    return fail('KEY_WEAK', pointer, { expected: 'a canonical Ed25519 point of large order' })
  }
  const jwk: PublicJwk =
    crv === 'Ed25519'
      ? { kty: 'OKP', crv, x: encodeBase64url(x) }
      : { kty: 'EC', crv, x: encodeBase64url(x), y: encodeBase64url(y!) }
  if (!isPoint(crv, x, y)) return fail('KEY_MALFORMED', pointer, { expected: `a point on ${crv}` })
  return ok(sealVerificationKey(algorithm, jwk))
}

function readCoordinate(value: Json | undefined, length: number): Uint8Array | undefined {
  // 48 bytes are 64 characters: what is longer is not worth decoding.
  if (typeof value !== 'string' || value.length > 64) return undefined
  const decoded = decodeBase64url(value)
  return decoded.ok && decoded.value.length === length ? decoded.value : undefined
}

function malformedCoordinate(member: 'x' | 'y', row: { readonly crv: string; readonly coordinateBytes: number }) {
  return fail('KEY_MALFORMED', `/publicKeyJwk/${member}`, {
    expected: `${row.coordinateBytes} bytes in base64url for ${row.crv}`,
  })
}
