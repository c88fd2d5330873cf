import { createECDH, createPrivateKey, createPublicKey, ECDH, hash, type KeyObject, sign, verify } from 'node:crypto'
import type { AlgorithmRow } from '../algorithms.js'
import { isEd25519Point } from '../keys/ed25519-point.js'
import type { PublicJwk, VerificationKey } from '../keys/verification-key.js'
import type { DigestAlgorithm, PrivateJwk, PrivateKey } from './platform.js'

const OPENSSL_CURVE = { 'P-256': 'prime256v1', 'P-384': 'secp384r1' } as const
const OPENSSL_HASH = { Ed25519: null, 'P-256': 'sha256', 'P-384': 'sha384' } as const

/** A key as `crypto.verify` and `crypto.sign` take it: signatures are r and s side by side, never DER. */
interface NodeKey {
  readonly key: KeyObject
  readonly dsaEncoding: 'ieee-p1363'
}

/** Bytes of a message are cut from blocks: a buffer of its own for each costs more than everything written into it. */
const BLOCK_BYTES = 128 * 1024
let block = Buffer.allocUnsafeSlow(BLOCK_BYTES)
let used = 0

export function asciiBytes(...parts: readonly string[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const bytes = freshBuffer(length)
  let at = 0
  for (const part of parts) at += bytes.write(part, at, 'latin1')
  return bytes
}

/** Never the same bytes twice: who holds them may read them later. */
function freshBuffer(length: number): Buffer {
  // A large one would only waste the rest of its block.
  if (length > BLOCK_BYTES / 4) return Buffer.allocUnsafeSlow(length)
  if (used + length > BLOCK_BYTES) {
    block = Buffer.allocUnsafeSlow(BLOCK_BYTES)
    used = 0
  }
  used += length
  return block.subarray(used - length, used)
}

export function asciiText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

export function digest(algorithm: DigestAlgorithm, bytes: Uint8Array): Uint8Array {
  return hash(algorithm, bytes, 'buffer')
}

export function hexDigest(algorithm: DigestAlgorithm, bytes: Uint8Array): string {
  return hash(algorithm, bytes, 'hex')
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

export function isPoint(crv: PublicJwk['crv'], x: Uint8Array, y?: Uint8Array): boolean {
  // OpenSSL looks at an Ed25519 point only when it verifies.
  if (crv === 'Ed25519') return isEd25519Point(x)
  try {
    ECDH.convertKey(Uint8Array.from([4, ...x, ...y!]), OPENSSL_CURVE[crv])
    return true
  } catch {
    return false
  }
}

export function openPrivateKey(_algorithm: AlgorithmRow, jwk: PrivateJwk, d: Uint8Array): PrivateKey | undefined {
  try {
    const key = createPrivateKey({ key: { ...jwk }, format: 'jwk' })
    const signingKey: NodeKey = { key, dsaEncoding: 'ieee-p1363' }
    const hash = OPENSSL_HASH[jwk.crv]
    return {
      ...publicHalf(jwk.crv, key, d),
      sign: async (data) => new Uint8Array(sign(hash, data, signingKey)),
    }
  } catch {
    return undefined
  }
}

const verifyingKeys = new WeakMap<VerificationKey, NodeKey>()

/**
 * Verifies one signature, synchronously. A key's native object is made once, from the JWK: from DER it would cost
 * three quarters of a verification.
 *
 * @throws when OpenSSL does not offer the algorithm, as under some FIPS providers
 */
export function verifySignature(key: VerificationKey, message: Uint8Array, signature: Uint8Array): boolean {
  let native = verifyingKeys.get(key)
  if (native === undefined) {
    native = { key: createPublicKey({ key: { ...key.jwk }, format: 'jwk' }), dsaEncoding: 'ieee-p1363' }
    verifyingKeys.set(key, native)
  }
  return verify(OPENSSL_HASH[key.jwk.crv], message, native, signature)
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
