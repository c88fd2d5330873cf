import { canonicalJson, formatInstant, type Instant, type Json } from '@trusted-tech/model'
import { sha256Hex } from '@trusted-tech/proofs'
import type { IssuedRecord, IssueRequest } from './issuance-store.js'
import { issue } from './issue.js'
import { arrangeStatement, type StatementAtDesk, type StatementDraft, statementToIssue } from './issue-statement.js'
import { standingOf } from './standing-of.js'

/** A statement on record, and how it came there. */
export interface StatementOnRecord {
  readonly record: IssuedRecord
  /** `false` for one that was issued before; nothing was done then. */
  readonly isNew: boolean
  /** Of the one that is told: one that is revoked is not. */
  readonly standing: 'good' | 'suspended'
}

/**
 * Issues a statement, or gives the one on record that says the same until the same day, byte for byte: also when the
 * first call's answer was lost, when the process crashed, or when several ask at once.
 *
 * From when on it is valid makes no difference: whoever asks again does so later. After a revocation it is issued anew,
 * and that is the answer from then on. Does not look for statements that say something else about the same subject.
 *
 * @throws {TrustedTechError} as `issueStatement`; `ERR_REQUEST_IN_FLIGHT` when somebody else is issuing the same
 * @example
 * ```ts
 * const { record, isNew } = await issueStatementOnce({ ...desk, draft, validFrom: desk.now, validUntil })
 * ```
 */
export async function issueStatementOnce(options: StatementAtDesk): Promise<StatementOnRecord> {
  const { store, issuer, now, validUntil } = options
  const arranged = arrangeStatement(options.draft)
  const prepared = statementToIssue(options, arranged)
  const content = contentOf(arranged.value, validUntil)
  let request: IssueRequest = { content }
  for (;;) {
    // What has ended is no answer: the lint says so.
    const record = validUntil <= now ? undefined : await store.answerTo({ issuer: issuer.id, request })
    if (record === undefined) return { record: await issue({ ...prepared, request }), isNew: true, standing: 'good' }
    const standing = standingOf(await store.history({ issuer: issuer.id, credential: record.id }))
    if (standing !== 'revoked') return { record, isNew: false, standing }
    // The request for its successor, known by what it succeeds.
    request = { key: `after ${record.id}`, content }
  }
}

function contentOf(draft: StatementDraft, validUntil: Instant): string {
  return sha256Hex(canonicalJson({ draft, validUntil: formatInstant(validUntil) } as unknown as Json))
}
