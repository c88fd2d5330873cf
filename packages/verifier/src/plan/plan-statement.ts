import type { Instant } from '@trusted-tech/model'
import { type AccreditationStatement, isInForce, type MembershipStatement, type Statement } from '@trusted-tech/trust'
import type { SignatureOf } from './job-ledger.js'
import type { PlanContext } from './plan-context.js'
import { concludeStatus, planStatus } from './plan-status.js'
import { authenticityProblems } from './planned-document.js'
import type { ConcludedStatement, PlannedStatement } from './planned-statement.js'

export type { ConcludedStatement, PlannedStatement } from './planned-statement.js'

/** Plans a statement once, however many claims of a presentation rest on it. */
export function planStatement<Kind extends Statement>(statement: Kind, context: PlanContext): PlannedStatement<Kind> {
  const before = context.statements.get(statement)
  if (before !== undefined) return before as PlannedStatement<Kind>
  const planned = planAnew(statement, context)
  context.statements.set(statement, planned)
  return planned
}

function planAnew<Kind extends Statement>(statement: Kind, context: PlanContext): PlannedStatement<Kind> {
  // A stapled status list may know worse of it.
  const known = context.stapled.length === 0 ? context.memo?.statement(statement, context.asked.now) : undefined
  if (known !== undefined) return { statement, known }
  const source = statement.listed ? 'bundled' : 'stapled'
  const document = context.planner.plan(statement.opened, source, [statement.type])
  return { statement, document, status: planStatus(document, context) }
}

/**
 * What anchors say about a party, in statements that are listed: its membership, its name, its control group. A
 * statement that is merely stapled, or made by a delegated body, says nothing here.
 */
export function planAnchorStatements(party: string, context: PlanContext): readonly PlannedStatement[] {
  if (!context.trust.ok) return []
  const trust = context.trust.value
  return trust
    .statementsAbout(party)
    .filter(({ issuer, listed }) => listed && trust.isAnchor(issuer))
    .map((statement) => planStatement(statement, context))
}

type Answers = Map<AccreditationStatement | undefined, ConcludedStatement>

/** What came of statements once signatures were settled: one answer under each accreditation of the issuer. */
const settled = new WeakMap<SignatureOf, Map<PlannedStatement, Answers>>()

/**
 * Concludes a statement, once under each accreditation of its issuer: its key may come from there.
 *
 * @param voucher the accreditation of the statement's issuer that is relied on; none where an anchor made it
 */
export function concludeStatement<Kind extends Statement>(
  planned: PlannedStatement<Kind>,
  context: PlanContext,
  signatureOf: SignatureOf,
  voucher: AccreditationStatement | undefined,
): ConcludedStatement<Kind> {
  if ('known' in planned) return planned.known
  const statements = settled.get(signatureOf) ?? new Map<PlannedStatement, Answers>()
  settled.set(signatureOf, statements)
  const answers: Answers = statements.get(planned) ?? new Map()
  statements.set(planned, answers)
  const before = answers.get(voucher)
  if (before !== undefined) return before as ConcludedStatement<Kind>
  const concluded = {
    statement: planned.statement,
    problems: authenticityProblems(planned.document, signatureOf, voucher),
    status: concludeStatus(planned.status, context, signatureOf, { about: planned.statement.id, voucher }),
  }
  answers.set(voucher, concluded)
  if (context.stapled.length === 0) context.memo?.keepStatement(planned, concluded)
  return concluded
}

/** The membership of a party that is authentic, in force at a time, and of good status. */
export function membershipInForce(
  statements: readonly ConcludedStatement[],
  party: string,
  at: Instant,
): MembershipStatement | undefined {
  for (const { statement, problems, status } of statements) {
    if (statement.type !== 'MembershipCredential' || statement.subject !== party) continue
    if (problems.length === 0 && status.outcome === 'good' && isInForce(statement, at)) return statement
  }
  return undefined
}
