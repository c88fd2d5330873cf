import type { Instant } from '@trusted-tech/model'
import type { VerificationKey } from '@trusted-tech/proofs'

/** The `typ` of a trust manifest. */
export const MANIFEST_TYP = 'trust-manifest+jwt'

/** What a manifest says of one file. */
export interface ListedFile {
  /** Bytes. */
  readonly length: number
  /** Lower-case hex. */
  readonly sha256: string
}

declare const opened: unique symbol

/** A manifest whose signature by the pinned root was verified. Only `openManifest` makes one. */
export interface Manifest {
  readonly version: number
  readonly issuedAt: Instant
  readonly expires: Instant
  readonly root: VerificationKey
  /** RFC 7638 thumbprint of the root. */
  readonly rootThumbprint: string
  readonly files: ReadonlyMap<string, ListedFile>
  /** SHA-256 of the manifest's exact bytes, hex. */
  readonly digest: string
  /** Whether it had expired at the `now` it was opened with: then verdicts are at best indeterminate. */
  readonly expired: boolean
  /** `BUNDLE_EXPIRED`, `CLOCK_SUSPECT`: what does not stop it from being opened, and caps every verdict. */
  readonly warnings: readonly import('@trusted-tech/model').Problem[]
  readonly [opened]: true
}
