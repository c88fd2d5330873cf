import type { ClaimDraft } from '@trusted-tech/model'
import type { TrustState } from '@trusted-tech/trust'
import { claimToIssue } from './claim-to-issue.js'
import type { DraftFiles } from './draft-files.js'
import type { IssuedRecord } from './issuance-store.js'
import { type IssuingDesk, issue, lintBeforeIssue } from './issue.js'
import { issueOnce } from './issue-once.js'
import { readDraft } from './read-draft.js'

/** A draft at a desk, with what it is held to. */
export interface DraftAtDesk extends IssuingDesk {
  /** Current trust data: the accreditation and the catalogue come from there. */
  readonly trust: TrustState
  readonly draft: ClaimDraft
  /** The files that the draft names, by path; a draft without files needs none. */
  readonly files?: DraftFiles
}

/**
 * Issues a certificate or a declaration from a draft.
 *
 * Before signing, the draft is held to the profile, to the catalogue by digest, and to the scope of the issuer's
 * accreditation down to each assessment: what is outside is refused, not left out. After signing, the output is verified
 * as a buyer would, and only then recorded. The same draft in another order is the same credential.
 *
 * With `once`, the same draft again gives the credential that is on record, byte for byte, also when the first call's
 * answer was lost, when the process crashed, or when several ask at once; under a key of its own it is issued again.
 *
 * Does not check that what the assessments say is true. Does not publish the status list that names the new credential:
 * until `publishStatusLists` has, its status cannot be told.
 *
 * @param options.once whether an earlier answer counts: to the same `key`, or without one to the same content, which is
 * the meaning of the draft with the bytes of its files
 * @throws {TrustedTechError} `ERR_DRAFT_REFUSED` before anything was signed, its problems with pointers into the draft
 * (what only issuing adds, such as `/issuer`, has its pointer in the credential); `ERR_OUTPUT_UNVERIFIABLE` with the
 * verifier's problems, when nothing was recorded; `ERR_ARGUMENT_INVALID` for a signer of another party, or a key that is
 * none; `ERR_REQUEST_CONFLICT` for a key that stands for another content; `ERR_REQUEST_IN_FLIGHT` when the same request
 * is being answered elsewhere; `ERR_CLOCK_BEHIND`
 * @example
 * ```ts
 * const { secured } = await issueClaim({ issuer, signer, store, statusBase, now, trust, draft })
 * ```
 * @see Specification, section 3.1 "Fields of a certificate or declaration"
 */
export async function issueClaim(
  options: DraftAtDesk & { readonly once?: { readonly key?: string } },
): Promise<IssuedRecord> {
  const { trust, draft, files, once, ...desk } = options
  const arranged = readDraft(draft, files)
  if (once === undefined) return issue(claimToIssue({ desk, trust, arranged }))
  return (await issueOnce({ desk, trust, arranged, key: once.key })).record
}

/**
 * Holds a draft to everything that {@link issueClaim} would, short of signing. Nothing is reserved, signed or recorded.
 *
 * @throws {TrustedTechError} as `issueClaim` before it signs
 * @example
 * await lintDraft({ issuer, signer, store, statusBase, now, trust, draft })
 */
export async function lintDraft({ trust, draft, files, ...desk }: DraftAtDesk): Promise<void> {
  await lintBeforeIssue(claimToIssue({ desk, trust, arranged: readDraft(draft, files) }))
}
