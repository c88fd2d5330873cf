import type { Instant, JsonObject, Result } from '@trusted-tech/model'
import type { Algorithm } from '../algorithms.js'
import type { Untrusted } from '../jws/compact-jws.js'
import type { JoseClaims } from '../jws/jose-claims.js'
import type { ProtectedHeader } from '../jws/protected-header.js'
import type { VerificationKey } from '../keys/verification-key.js'
import type { SignatureJob } from '../settle/signature-job.js'
import type { Signer } from '../signing/signer.js'

/** The securing mechanisms of this version. */
export type MechanismName = 'vc+jwt' | 'vp+jwt'

/**
 * A secured document whose form was checked. Nothing in it is trusted: its signature job is still to be settled.
 *
 * `document` is what was signed. There is no other copy of it: decisions are taken on it, and it is what is returned.
 */
export interface Opened {
  readonly mechanism: MechanismName
  readonly kind: 'credential' | 'presentation'
  readonly header: ProtectedHeader
  /** The claimed key, an absolute DID URL. */
  readonly kid: string
  readonly algorithm: Algorithm
  /** The payload without the JOSE claims. */
  readonly document: JsonObject
  readonly claims: JoseClaims
  /** The claimed signing time, from `iat`; absent when the signer claimed none. */
  readonly signedAt?: Instant
  /** The exact input. */
  readonly compact: string
  /** @returns `KEY_ALG_MISMATCH` when the key is for another algorithm than the header says */
  signatureJob(key: VerificationKey): Result<SignatureJob>
}

/** Claims that a caller may add when securing; `iat` comes from `signedAt`. */
export type AddedClaims = Omit<JoseClaims, 'iat'>

/** One way to secure a document. A new mechanism is a new object and one line in the table. */
export interface SecuringMechanism<Name extends MechanismName = MechanismName> {
  readonly name: Name
  /** Whether the input says that it is this mechanism's. A guess from the outside: `open` decides. */
  detect(input: Untrusted): boolean
  /**
   * Secures a document.
   *
   * @throws `ERR_ARGUMENT_INVALID` when the document has members that are JOSE claims
   */
  secure(
    document: JsonObject,
    signer: Signer,
    options: { readonly signedAt: Instant; readonly claims?: AddedClaims },
  ): Promise<string>
  /** Form, header, claimed key, signature job. `maxBytes` replaces the mechanism's own limit. */
  open(input: Untrusted, limits?: { readonly maxBytes?: number }): Result<Opened>
}
