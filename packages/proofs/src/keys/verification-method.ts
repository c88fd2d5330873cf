import type { VerificationKey } from './verification-key.js'

/** What a key may be used for: `assertionMethod` issues, `authentication` presents. */
export type KeyPurpose = 'assertionMethod' | 'authentication'

/**
 * A key as a DID document lists it.
 *
 * @see Controlled Identifiers v1.0, "Verification Methods"
 */
export interface VerificationMethod {
  /** Absolute DID URL, what a `kid` is compared with, character by character. */
  readonly id: string
  /** The DID that controls the key. */
  readonly controller: string
  readonly purposes: readonly KeyPurpose[]
  readonly key: VerificationKey
}
