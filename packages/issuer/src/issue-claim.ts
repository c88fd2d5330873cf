import {
  type ClaimDraft,
  encodeUtf8,
  type Instant,
  type JsonObject,
  type Problem,
  parseInstant,
  problem,
} from '@trusted-tech/model'
import { digestSri } from '@trusted-tech/proofs'
import type { TrustState } from '@trusted-tech/trust'
import { verify } from '@trusted-tech/verifier'
import type { Arranged } from './arrange-sets.js'
import { composeSubject } from './compose-subject.js'
import type { DraftFiles } from './draft-files.js'
import { draftPointer } from './draft-pointer.js'
import { draftRefused } from './draft-refused.js'
import type { IssuedRecord } from './issuance-store.js'
import { type IssuingDesk, issue } from './issue.js'
import { lintClaim } from './lint-claim.js'
import { readDraft } from './read-draft.js'
import { ISSUING_QUESTION, reportedProblems } from './reported-problems.js'

/**
 * Issues a certificate or a declaration from a draft.
 *
 * Before signing, the draft is held to the profile, to the catalogue by digest, and to the scope of the issuer's
 * accreditation down to each assessment: what is outside is refused, not left out. After signing, the output is verified
 * as a buyer would, and only then recorded. The same draft in another order is the same credential.
 *
 * Does not check that what the assessments say is true. Does not publish the status list that names the new credential:
 * until `publishStatusLists` has, its status cannot be told.
 *
 * @param options.trust current trust data: the accreditation and the catalogue come from there
 * @param options.files the files that the draft names, by path; a draft without files needs none
 * @throws {TrustedTechError} `ERR_DRAFT_REFUSED` before anything was signed, its problems with pointers into the draft
 * (what only issuing adds, such as `/issuer`, has its pointer in the credential); `ERR_OUTPUT_UNVERIFIABLE` with the
 * verifier's problems, when nothing was recorded; `ERR_ARGUMENT_INVALID` for a signer of another party
 * @example
 * ```ts
 * const { secured } = await issueClaim({ issuer, signer, store, statusBase, now, trust, draft })
 * ```
 * @see Specification, section 3.1 "Fields of a certificate or declaration"
 */
export async function issueClaim(
  options: IssuingDesk & { readonly trust: TrustState; readonly draft: ClaimDraft; readonly files?: DraftFiles },
): Promise<IssuedRecord> {
  const { trust, signer, now } = options
  const arranged = readDraft(options.draft, options.files)
  const draft = arranged.value
  const { type, name, description, scheme } = draft
  const catalogue = trust.catalogue(scheme)
  if (catalogue === undefined) {
    throw draftRefused([problem('CATALOGUE_UNKNOWN', '/scheme/id', { actual: `${scheme.id} ${scheme.version}` })])
  }
  return issue({
    desk: options,
    credential: {
      type,
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
      ...(draft.validFrom === undefined ? {} : { validFrom: dateOf(draft.validFrom, '/validFrom') }),
      validUntil: dateOf(draft.validUntil, '/validUntil'),
      subject: (id) => composeSubject({ id, draft, catalogue }),
    },
    async lint(document) {
      const { problems, accreditation } = await lintClaim({ document, signer, trust, now })
      const [first, ...rest] = problems.map((one) => inDraft(one, arranged))
      if (first !== undefined) return { ok: false, problems: [first, ...rest] }
      return { ok: true, value: withHint(document, accreditation, trust) }
    },
    async verifyOutput(secured): Promise<readonly Problem[]> {
      const input = { input: secured, trust: { ok: true, value: trust }, now } as const
      return reportedProblems(await verify({ ...input, question: ISSUING_QUESTION }), { status: 'published later' })
    },
  })
}

/** The author has the draft, and not the claim; what is wrong with another document, such as an accreditation, is there. */
function inDraft(found: Problem, { sourceOf }: Arranged<ClaimDraft>): Problem {
  return found.about === undefined ? { ...found, pointer: sourceOf(draftPointer(found.pointer)) } : found
}

function dateOf(text: string, pointer: string): Instant {
  const parsed = parseInstant(text, pointer)
  if (!parsed.ok) throw draftRefused(parsed.problems)
  return parsed.value
}

/** Names the accreditation that the credential rests on, as a hint to whoever verifies; a declaration rests on none. */
function withHint(document: JsonObject, accreditation: string | undefined, trust: TrustState): JsonObject {
  const subject = document['credentialSubject'] as JsonObject
  const issuer = (document['issuer'] as JsonObject)['id'] as string
  const relied = trust.statementsAbout(issuer).find(({ id }) => id === accreditation)
  if (relied === undefined) return document
  const digestSRI = digestSri(encodeUtf8(relied.opened.compact), 'sha256')
  return { ...document, credentialSubject: { ...subject, accreditation: { id: relied.id, digestSRI } } }
}
