import {
  type AccreditedBody,
  type Instant,
  isJsonObject,
  type JsonObject,
  joinPointer,
  type Mandatee,
  type Member,
  type Problem,
  problem,
} from '@trusted-tech/model'
import type { VerificationMethod } from '@trusted-tech/proofs'
import { verifySecuredSync } from '@trusted-tech/verifier/sync'
import { type Arranged, arrangeSets } from './arrange-sets.js'
import { draftRefused } from './draft-refused.js'
import type { IssuedRecord } from './issuance-store.js'
import { type Issue, type IssuingDesk, issue } from './issue.js'
import { lintStatement } from './lint-statement.js'

/** A statement about a body: what an alliance, an accrediting body or a manufacturer issues. */
export type StatementDraft =
  | { readonly type: 'AccreditationCredential'; readonly subject: Omit<AccreditedBody, 'type'> }
  | { readonly type: 'MembershipCredential'; readonly subject: Omit<Member, 'type'> }
  | { readonly type: 'MandateCredential'; readonly subject: Omit<Mandatee, 'type'> }

/** A statement at a desk. */
export interface StatementAtDesk extends IssuingDesk {
  readonly draft: StatementDraft
  readonly validFrom: Instant
  readonly validUntil: Instant
  readonly verificationMethods?: readonly VerificationMethod[]
}

const SUBJECT_TYPES = {
  AccreditationCredential: 'AccreditedBody',
  MembershipCredential: 'Member',
  MandateCredential: 'Mandatee',
} as const satisfies Record<StatementDraft['type'], string>

/**
 * Issues an accreditation, a membership or a mandate.
 *
 * Checks schema, JSON form, texts, dates, product ids and, of an accreditation, that its scope names all six dimensions
 * in a form that trust data can read; signs, verifies the output and records it. Sets are sorted here.
 * Does not check whether the issuer may make the statement: it has effect only if the right role lists it in trust data,
 * or, of a mandate, if it is the manufacturer's.
 *
 * @param options.verificationMethods the issuer's published methods, where its DID does not carry them itself
 * @throws {TrustedTechError} `ERR_DRAFT_REFUSED` before anything was signed, its problems with pointers into the draft,
 * or into the credential for what the draft does not hold; `ERR_OUTPUT_UNVERIFIABLE` when the signer's key is not the
 * published one, and nothing was recorded; `ERR_ARGUMENT_INVALID` for a signer of another party
 * @example
 * ```ts
 * const record = await issueStatement({ issuer, signer, store, statusBase, now, draft, validFrom, validUntil })
 * ```
 * @see Specification, section 5 "Accreditation scope and party"
 */
export async function issueStatement(options: StatementAtDesk): Promise<IssuedRecord> {
  return issue(statementToIssue(options, arrangeStatement(options.draft)))
}

/**
 * A draft in the one order of its sets.
 *
 * @throws {TrustedTechError} `ERR_DRAFT_REFUSED`
 */
export function arrangeStatement(draft: StatementDraft): Arranged<StatementDraft> {
  const malformed = statementDraftProblems(draft)
  if (malformed.length > 0) throw draftRefused(malformed)
  return arrangeSets(draft)
}

/** What issuing a statement takes: its members, the lint, and the verification of what came out. */
export function statementToIssue(options: StatementAtDesk, arranged: Arranged<StatementDraft>): Issue {
  const { validFrom, validUntil, verificationMethods = [] } = options
  const { type, subject } = arranged.value
  return {
    desk: options,
    credential: {
      type,
      validFrom,
      validUntil,
      subject: () => ({ ...(subject as unknown as JsonObject), type: SUBJECT_TYPES[type] }),
    },
    async lint(document, now) {
      const [first, ...rest] = lintStatement({ document, type, now }).map((one) => ({
        ...one,
        pointer: arranged.sourceOf(one.pointer.replace(/^\/credentialSubject(?=\/|$)/, '/subject')),
      }))
      return first === undefined ? { ok: true, value: document } : { ok: false, problems: [first, ...rest] }
    },
    verifyOutput: (secured) => verifySecuredSync({ input: secured, verificationMethods }).problems,
  }
}

/** A draft may come from a file that no type has seen. The schema checks what is in the subject. */
function statementDraftProblems(draft: unknown): readonly Problem[] {
  if (!isJsonObject(draft)) return [problem('SCHEMA_INVALID', '', { expected: 'a draft' })]
  const { type, subject, ...lost } = draft
  const types = Object.keys(SUBJECT_TYPES)
  return [
    ...Object.keys(lost).map((member) =>
      problem('SCHEMA_INVALID', joinPointer('', member), { expected: 'a member of a draft' }),
    ),
    ...(types.some((known) => known === type)
      ? []
      : [problem('SCHEMA_INVALID', '/type', { expected: types.join(' or ') })]),
    ...(isJsonObject(subject) ? [] : [problem('SCHEMA_INVALID', '/subject', { expected: 'the subject' })]),
  ]
}
