import { TrustedTechError } from '@trusted-tech/model'
import type { Algorithm } from '../algorithms.js'

/** A public key of the profile as a JWK with the members of its RFC 7638 thumbprint and nothing else. */
export type PublicJwk =
  | { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string }
  | { readonly kty: 'EC'; readonly crv: 'P-256' | 'P-384'; readonly x: string; readonly y: string }

declare const imported: unique symbol

/**
 * A public key that was checked: right length, canonical, on its curve, not of small order.
 * Only `importPublicKey` makes one, so a signature job cannot name an unchecked key.
 */
export interface VerificationKey {
  readonly algorithm: Algorithm
  readonly jwk: PublicJwk
  readonly [imported]: true
}

const nativeKeys = new WeakMap<object, object>()

/** Seals a checked key and remembers the platform's own key object for it. Called by `importPublicKey` alone. */
export function sealVerificationKey(algorithm: Algorithm, jwk: PublicJwk, native: object): VerificationKey {
  const key = Object.freeze({ algorithm, jwk: Object.freeze(jwk) }) as VerificationKey
  nativeKeys.set(key, native)
  return key
}

/**
 * The platform's key object behind a key.
 *
 * @throws `ERR_ARGUMENT_INVALID` for an object that `importPublicKey` did not make: a hand-made look-alike could hold
 * a small-order point, for which anyone can sign
 */
export function nativeKey(key: VerificationKey): object {
  const native = nativeKeys.get(key)
  if (native === undefined) {
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'a verification key is made by importPublicKey only')
  }
  return native
}
