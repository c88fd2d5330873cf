import {
  type AccreditedBody,
  checkDocumentText,
  checkJsonForm,
  checkSchema,
  type Instant,
  type JsonObject,
  type Mandatee,
  type Member,
  type Problem,
} from '@trusted-tech/model'
import type { VerificationMethod } from '@trusted-tech/proofs'
import { parseScope } from '@trusted-tech/trust'
import { verifySecured } from '@trusted-tech/verifier'
import type { IssuedRecord } from './issuance-store.js'
import { type IssuingDesk, issue } from './issue.js'
import { systemRandomness } from './randomness.js'

/** A statement about a body: what an alliance, an accrediting body or a manufacturer issues. */
export type StatementDraft =
  | { readonly type: 'AccreditationCredential'; readonly subject: Omit<AccreditedBody, 'type'> }
  | { readonly type: 'MembershipCredential'; readonly subject: Omit<Member, 'type'> }
  | { readonly type: 'MandateCredential'; readonly subject: Omit<Mandatee, 'type'> }

const SUBJECT_TYPES = {
  AccreditationCredential: 'AccreditedBody',
  MembershipCredential: 'Member',
  MandateCredential: 'Mandatee',
} as const

/**
 * Issues an accreditation, a membership or a mandate.
 *
 * Checks schema, JSON form, texts and, of an accreditation, that its scope names all six dimensions; signs, verifies the
 * output and records it. Does not check whether the issuer may make the statement: it has effect only if the right role
 * lists it in trust data.
 *
 * @param options.verificationMethods the issuer's published methods, where its DID does not carry them itself
 * @throws {TrustedTechError} `ERR_DRAFT_REFUSED` with problems; `ERR_OUTPUT_UNVERIFIABLE` when the signer's key is not
 * the published one
 * @example
 * ```ts
 * const record = await issueStatement({ issuer, signer, store, statusBase, now, draft, validFrom, validUntil })
 * ```
 * @see Specification, section 5 "Accreditation scope and party"
 */
export async function issueStatement(
  options: Omit<IssuingDesk, 'randomness'> & {
    readonly randomness?: IssuingDesk['randomness']
    readonly draft: StatementDraft
    readonly validFrom: Instant
    readonly validUntil: Instant
    readonly verificationMethods?: readonly VerificationMethod[]
  },
): Promise<IssuedRecord> {
  const { draft, validFrom, validUntil, verificationMethods = [], randomness = systemRandomness } = options
  const { type, subject } = draft
  return issue({
    desk: { ...options, randomness },
    credential: {
      type,
      validFrom,
      validUntil,
      status: ['revocation', 'suspension'],
      subject: () => ({ ...(subject as unknown as JsonObject), type: SUBJECT_TYPES[type] }),
    },
    lint: (document) => [
      ...checkSchema(type, document),
      ...checkJsonForm(document),
      ...checkDocumentText(document),
      ...scopeProblems(draft),
    ],
    verifyOutput: async (secured) => (await verifySecured({ input: secured, verificationMethods })).problems,
  })
}

function scopeProblems(draft: StatementDraft): readonly Problem[] {
  if (draft.type !== 'AccreditationCredential') return []
  const scope = parseScope({ accreditedFor: draft.subject.accreditedFor, accreditation: 'the draft' })
  return scope.ok ? [] : scope.problems
}
