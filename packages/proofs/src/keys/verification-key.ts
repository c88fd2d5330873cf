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

const sealed = new WeakSet<VerificationKey>()

/** Seals a key that was checked. Called by `importPublicKey` alone. */
export function sealVerificationKey(algorithm: Algorithm, jwk: PublicJwk): VerificationKey {
  const key = Object.freeze({ algorithm, jwk: Object.freeze(jwk) }) as VerificationKey
  sealed.add(key)
  return key
}

/**
 * Refuses a key that `importPublicKey` did not make: a hand-made look-alike could hold a small-order point, for which
 * anyone can sign.
 *
 * @throws `ERR_ARGUMENT_INVALID`
 */
export function assertSealed(key: VerificationKey): void {
  if (!sealed.has(key)) {
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'a verification key is made by importPublicKey only')
  }
}
