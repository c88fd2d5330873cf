import { type CredentialType, type Problem, problem, type Result } from '@trusted-tech/model'
import type { Opened, VerificationKey } from '@trusted-tech/proofs'
import type { AccreditationStatement } from '@trusted-tech/trust'
import type { SignatureOf } from './job-ledger.js'

/** Where a document came from. Only what is `bundled` was listed by digest under the pinned root. */
export type Source = 'input' | 'bundled' | 'stapled'

/**
 * Where the key that a header names comes from.
 *
 * `one`: trust data or the DID itself fixes it; `vouchedBy` is the listed membership that carries it, if so.
 * `accreditations`: only accreditations about the issuer carry it, each its own. Such a key counts for as much as the
 * accreditation does, and only together with it: else anybody could accredit a body with a key of their own.
 */
export type PlannedKey =
  | { readonly from: 'one'; readonly key: Result<VerificationKey>; readonly vouchedBy?: PlannedDocument }
  | { readonly from: 'accreditations'; readonly keys: ReadonlyMap<AccreditationStatement, Result<VerificationKey>> }

/** A signed document on its way through verification: opened and held to its structure, its key found, its signature planned. */
export interface PlannedDocument {
  readonly opened: Opened
  readonly source: Source
  readonly type: CredentialType | undefined
  readonly structure: readonly Problem[]
  /** The key that its header names, looked up for its issuer at its signing time. */
  readonly key: PlannedKey
}

/** The document's `id`, for the `about` of a problem. */
export function idOf(opened: Opened): string | undefined {
  const id = opened.document['id']
  return typeof id === 'string' ? id : undefined
}

/**
 * What stands against a document being what its issuer signed: structure, key, signature, and the same of a membership
 * that carries the key. Empty means authentic. Says nothing about authority, dates or status.
 *
 * @param voucher the accreditation of the issuer that is relied on, whose key it must be where accreditations carry it
 */
export function authenticityProblems(
  document: PlannedDocument,
  signatureOf: SignatureOf,
  voucher: AccreditationStatement | undefined,
): readonly Problem[] {
  const about = idOf(document.opened)
  const tell = (problems: readonly Problem[]) =>
    about === undefined ? problems : problems.map((one) => ({ ...one, about }))
  if (document.structure.length > 0) return tell(document.structure)
  const key = keyUnder(document.key, voucher)
  if (!key.ok) return tell(key.problems)
  const result = signatureOf(document.opened, key.value)
  if (result === 'unavailable') return tell([problem('ALGORITHM_UNAVAILABLE', '/header/alg')])
  if (result !== 'valid') return tell([problem('SIG_INVALID')])
  const { vouchedBy } = document.key.from === 'one' ? document.key : { vouchedBy: undefined }
  // A membership is made by an anchor, whose keys trust data fixes: this goes no deeper.
  return vouchedBy === undefined ? [] : authenticityProblems(vouchedBy, signatureOf, undefined)
}

/** The key to verify with, given the accreditation that is relied on. */
export function keyUnder(key: PlannedKey, voucher: AccreditationStatement | undefined): Result<VerificationKey> {
  if (key.from === 'one') return key.key
  const found = voucher === undefined ? undefined : key.keys.get(voucher)
  return found ?? { ok: false, problems: [problem('KEY_NOT_FOUND', '/header/kid')] }
}
