import {
  createECDH,
  createHash,
  createPrivateKey,
  createPublicKey,
  ECDH,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import type { Algorithm } from '../algorithms.js'
import { isEd25519Point } from '../keys/ed25519-point.js'
import type { PublicJwk } from '../keys/verification-key.js'
import type { DigestAlgorithm, PrivateJwk, PrivateKey } from './platform.js'

const OPENSSL_CURVE = { 'P-256': 'prime256v1', 'P-384': 'secp384r1' } as const
const OPENSSL_HASH = { EdDSA: null, ES256: 'sha256', ES384: 'sha384' } as const satisfies Record<
  Algorithm,
  string | null
>

/** A key as `crypto.verify` and `crypto.sign` take it: signatures are r and s side by side, never DER. */
interface NodeKey {
  readonly key: KeyObject
  readonly dsaEncoding: 'ieee-p1363'
}

export function asciiBytes(text: string): Uint8Array {
  return Buffer.from(text, 'latin1')
}

export function asciiText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

export function digest(algorithm: DigestAlgorithm, bytes: Uint8Array): Uint8Array {
  return createHash(algorithm).update(bytes).digest()
}

export function decompressPoint(
  crv: 'P-256' | 'P-384',
  compressed: Uint8Array,
): { readonly x: Uint8Array; readonly y: Uint8Array } | undefined {
  try {
    const point = ECDH.convertKey(compressed, OPENSSL_CURVE[crv], undefined, undefined, 'uncompressed') as Buffer
    return splitPoint(point)
  } catch {
    return undefined
  }
}

export function admitPublicKey(jwk: PublicJwk, x: Uint8Array, _y?: Uint8Array): object | undefined {
  // OpenSSL looks at an Ed25519 point only when it verifies; an EC point it checks while importing.
  if (jwk.crv === 'Ed25519' && !isEd25519Point(x)) return undefined
  try {
    const native: NodeKey = { key: createPublicKey({ key: { ...jwk }, format: 'jwk' }), dsaEncoding: 'ieee-p1363' }
    return native
  } catch {
    return undefined
  }
}

export function openPrivateKey(algorithm: Algorithm, jwk: PrivateJwk, d: Uint8Array): PrivateKey | undefined {
  try {
    const key = createPrivateKey({ key: { ...jwk }, format: 'jwk' })
    const signingKey: NodeKey = { key, dsaEncoding: 'ieee-p1363' }
    const hash = OPENSSL_HASH[algorithm]
    return {
      ...publicHalf(jwk.crv, key, d),
      sign: async (data) => new Uint8Array(sign(hash, data, signingKey)),
    }
  } catch {
    return undefined
  }
}

/**
 * Verifies one signature, synchronously, with the key object made at import.
 *
 * @throws when OpenSSL does not offer the algorithm, as under some FIPS providers
 */
export function verifySignature(
  algorithm: Algorithm,
  native: object,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  return verify(OPENSSL_HASH[algorithm], message, native as NodeKey, signature)
}

function publicHalf(crv: PrivateJwk['crv'], key: KeyObject, d: Uint8Array) {
  if (crv === 'Ed25519') {
    const { x } = createPublicKey(key).export({ format: 'jwk' })
    return { x: new Uint8Array(Buffer.from(x!, 'base64url')) }
  }
  // The JWK's own x and y are what is to be checked, so the public half is computed from the scalar.
  const exchange = createECDH(OPENSSL_CURVE[crv])
  exchange.setPrivateKey(d)
  return splitPoint(exchange.getPublicKey())
}

function splitPoint(uncompressed: Uint8Array): { readonly x: Uint8Array; readonly y: Uint8Array } {
  const half = (uncompressed.length - 1) / 2
  return { x: uncompressed.subarray(1, 1 + half), y: uncompressed.subarray(1 + half) }
}
