import type { Catalogue, Instant, Problem, PublishedKey, Result } from '@trusted-tech/model'
import type { Opened, SignatureResult, VerificationKey } from '@trusted-tech/proofs'
import type { Statement } from './statement.js'

/** A catalogue of the trust folder. */
export interface CatalogueEntry {
  readonly catalogue: Catalogue
  /** Its path in the folder. */
  readonly path: string
  /** SHA-256 of its exact bytes, hex. */
  readonly sha256: string
}

/**
 * Signature results that outlive one verdict, so that a statement is verified once however many credentials rest on
 * it. A result belongs to a document *and* a key: keyed by the document alone, a stapled statement that names another
 * key under the same `kid` could leave its `invalid` behind for everybody.
 */
export interface SignatureMemo {
  get(opened: Opened, key: VerificationKey): SignatureResult | undefined
  /** Keeps `valid` and `invalid`; `unavailable` says something about a runtime and is not kept. */
  set(opened: Opened, key: VerificationKey, result: SignatureResult): void
}

/**
 * What a pinned root vouches for: immutable, made once by `openTrust`, read by every verdict.
 *
 * Members are parsed when they are first asked for and kept; all of their digests were checked before. It vouches for
 * bytes being listed, not for what they say: signatures, dates and status of statements and lists are the verifier's
 * to check.
 *
 * @see Specification, section 7 "Trust bundle"
 */
export interface TrustState {
  readonly kind: 'single-key manifest'
  /** No versions are kept between runs, so an older manifest of the same root would be taken. Reports say so. */
  readonly rollback: 'notChecked'
  /** RFC 7638 thumbprint of the pinned root key. */
  readonly root: string
  readonly version: number
  readonly issuedAt: Instant
  /** From this time on a verdict is at best indeterminate. */
  readonly expires: Instant
  /** SHA-256 of the manifest's bytes, hex. */
  readonly digest: string
  readonly anchors: readonly string[]
  isAnchor(did: string): boolean
  /**
   * The key history that the folder lists for an anchor or an accredited issuer. `undefined` where it lists none; a
   * failure where the one it lists is unusable, which is no reason to take keys from elsewhere.
   */
  keyHistory(did: string): Result<readonly PublishedKey[]> | undefined
  /** Accreditations and memberships about a DID, in the shard's order. */
  statementsAbout(did: string): readonly Statement[]
  /** What was unusable where statements about this DID would be; `about` names the file, the pointer its line. */
  statementProblems(did: string): readonly Problem[]
  /** Authentic only once their signatures are verified. */
  statusLists(listId: string): readonly Opened[]
  statusListProblems(listId: string): readonly Problem[]
  /** By id and version; `undefined` where the folder has none, or several that differ. */
  catalogue(reference: { readonly id: string; readonly version: string }): CatalogueEntry | undefined
  /** By the digest that a credential pins, SHA-256 or stronger. */
  catalogueByDigest(digestSri: string): CatalogueEntry | undefined
  catalogueProblems(): readonly Problem[]
  /** Whether a published key is the root's own: then nothing may be signed with it but the manifest. */
  isRootKey(publicKeyMultibase: string): boolean
  readonly signatures: SignatureMemo
}
