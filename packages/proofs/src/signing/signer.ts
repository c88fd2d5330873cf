import type { Algorithm } from '../algorithms.js'

/**
 * Something that holds a private key and signs with it: a key in memory, a key store, an HSM.
 *
 * `sign` takes bytes because securing mechanisms make them. No product surface may pass a caller's bytes to it.
 */
export interface Signer {
  /** Absolute DID URL with a fragment, becomes the `kid`. */
  readonly verificationMethod: string
  readonly algorithm: Algorithm
  /** @returns the signature as JOSE has it: 64 bytes for EdDSA and ES256, 96 for ES384, never DER */
  sign(data: Uint8Array): Promise<Uint8Array>
}
