import { createPublicKey, ECDH, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { encodeBase64url, type Json, TrustedTechError } from '@trusted-tech/model'
import { type Algorithm, importPublicKey, type VerificationKey } from '@trusted-tech/proofs'

/** A kind of key, under the name Veramo has for it. */
interface KeyType {
  readonly algorithm: Algorithm
  /** Names under which Veramo's callers ask for the one signature that such a key makes. */
  readonly algorithms: readonly string[]
  /** OpenSSL's name of the curve; absent where there are no points to compress. */
  readonly curve?: string
  readonly crv: 'Ed25519' | 'P-256' | 'P-384'
  readonly coordinateBytes: number
  readonly digest: string | null
  generate(): { readonly publicKey: KeyObject; readonly privateKey: KeyObject }
}

/** The key types of the profile. Veramo has no name for P-384 of its own; its key type is an open list. */
export const KEY_TYPES: Readonly<Record<string, KeyType>> = {
  Ed25519: {
    algorithm: 'EdDSA',
    algorithms: ['EdDSA', 'Ed25519'],
    crv: 'Ed25519',
    coordinateBytes: 32,
    digest: null,
    generate: () => generateKeyPairSync('ed25519'),
  },
  Secp256r1: {
    algorithm: 'ES256',
    algorithms: ['ES256'],
    curve: 'prime256v1',
    crv: 'P-256',
    coordinateBytes: 32,
    digest: 'sha256',
    generate: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  },
  Secp384r1: {
    algorithm: 'ES384',
    algorithms: ['ES384'],
    curve: 'secp384r1',
    crv: 'P-384',
    coordinateBytes: 48,
    digest: 'sha384',
    generate: () => generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  },
}

/**
 * @throws {TrustedTechError} `ERR_KEY_UNSUPPORTED` for a type outside the profile, secp256k1 and X25519 for instance
 */
export function keyTypeOf(type: string): KeyType {
  const found = Object.hasOwn(KEY_TYPES, type) ? KEY_TYPES[type] : undefined
  if (found === undefined) {
    throw new TrustedTechError(
      'ERR_KEY_UNSUPPORTED',
      `Key type ${type}: expected ${Object.keys(KEY_TYPES).join(', ')}.`,
    )
  }
  return found
}

/** The public half as Veramo writes it: 32 bytes of Ed25519, or the uncompressed point, in hex. */
export function publicKeyHexOf(key: KeyObject): string {
  const { x, y } = (key.type === 'public' ? key : createPublicKey(key)).export({ format: 'jwk' })
  const first = Buffer.from(x ?? '', 'base64url').toString('hex')
  return y === undefined ? first : `04${first}${Buffer.from(y, 'base64url').toString('hex')}`
}

/**
 * Reads a public key of Veramo's, whose points may be compressed or not.
 *
 * @throws {TrustedTechError} `ERR_KEY_UNSUPPORTED`, `ERR_KEY_INVALID`
 */
export function publicKeyFromHex(type: string, publicKeyHex: string): VerificationKey {
  const { curve, crv, coordinateBytes } = keyTypeOf(type)
  const invalid = (cause?: unknown) =>
    new TrustedTechError('ERR_KEY_INVALID', `The public key is none of type ${type}.`, { cause })
  if (!/^(?:[0-9a-fA-F]{2})+$/.test(publicKeyHex) || publicKeyHex.length > 200) throw invalid()
  let jwk: Json
  if (curve === undefined) jwk = { kty: 'OKP', crv, x: encodeBase64url(Buffer.from(publicKeyHex, 'hex')) }
  else {
    let point: Buffer
    try {
      point = ECDH.convertKey(Buffer.from(publicKeyHex, 'hex'), curve, undefined, undefined, 'uncompressed') as Buffer
    } catch (cause) {
      throw invalid(cause)
    }
    const x = encodeBase64url(point.subarray(1, 1 + coordinateBytes))
    jwk = { kty: 'EC', crv, x, y: encodeBase64url(point.subarray(1 + coordinateBytes)) }
  }
  const imported = importPublicKey({ publicKeyJwk: jwk })
  if (!imported.ok) throw invalid()
  return imported.value
}
