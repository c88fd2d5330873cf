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
import { verifySync } from '@trusted-tech/verifier/sync'
import type { Arranged } from './arrange-sets.js'
import { composeSubject } from './compose-subject.js'
import { draftPointer } from './draft-pointer.js'
import { draftRefused } from './draft-refused.js'
import type { Issue, IssuingDesk } from './issue.js'
import { lintClaim } from './lint-claim.js'
import { ISSUING_QUESTION, reportedProblems } from './reported-problems.js'

/**
 * What issuing a certificate or a declaration takes: its members from the draft, the lint before it is signed, and the
 * verification of what came out.
 *
 * @throws {TrustedTechError} `ERR_DRAFT_REFUSED` for a catalogue that trust data does not have, and a date that is none
 */
export function claimToIssue(options: {
  readonly desk: IssuingDesk
  readonly trust: TrustState
  readonly arranged: Arranged<ClaimDraft>
}): Issue {
  const { desk, trust, arranged } = options
  const draft = arranged.value
  const { type, name, description, scheme } = draft
  const catalogue = trust.catalogue(scheme)
  if (catalogue === undefined) {
    throw draftRefused([problem('CATALOGUE_UNKNOWN', '/scheme/id', { actual: `${scheme.id} ${scheme.version}` })])
  }
  return {
    desk,
    credential: {
      type,
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
      ...(draft.validFrom === undefined ? {} : { validFrom: dateOf(draft.validFrom, '/validFrom') }),
      validUntil: dateOf(draft.validUntil, '/validUntil'),
      subject: (id) => composeSubject({ id, draft, catalogue }),
    },
    async lint(document, now) {
      const { problems, accreditation } = await lintClaim({ document, signer: desk.signer, trust, now })
      const [first, ...rest] = problems.map((one) => inDraft(one, arranged))
      if (first !== undefined) return { ok: false, problems: [first, ...rest] }
      return { ok: true, value: withHint(document, accreditation, trust) }
    },
    verifyOutput(secured, now): readonly Problem[] {
      const input = { input: secured, trust: { ok: true, value: trust }, now } as const
      return reportedProblems(verifySync({ ...input, question: ISSUING_QUESTION }), { status: 'published later' })
    },
  }
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
