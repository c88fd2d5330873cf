import type { Algorithm } from '../algorithms.js'
import type { VerificationKey } from '../keys/verification-key.js'

/** One signature to be checked: which key is said to have signed which bytes. */
export interface SignatureJob {
  readonly algorithm: Algorithm
  readonly key: VerificationKey
  readonly message: Uint8Array
  /** As JOSE has it: R and S of Ed25519; r and s of ECDSA side by side. */
  readonly signature: Uint8Array
}

/** `unavailable`: this runtime does not offer the algorithm. It says nothing about the signature. */
export type SignatureResult = 'valid' | 'invalid' | 'unavailable'

/** Work with its signatures still unchecked. Settle the jobs, then conclude with the results in the same order. */
export interface Plan<T> {
  readonly jobs: readonly SignatureJob[]
  conclude(results: readonly SignatureResult[]): T
}
