import { type Problem, problem, type SupportReport } from '@trusted-tech/model'
import type { Opened } from '@trusted-tech/proofs'
import { parseStatement } from '@trusted-tech/trust'
import { profileType } from '../checks/structure.js'
import type { ConcludedClaim } from '../conclude-claim.js'
import type { SignatureOf } from '../plan/job-ledger.js'
import type { PlanContext } from '../plan/plan-context.js'
import { authenticityProblems, idOf, type PlannedDocument } from '../plan/planned-document.js'
import { LIMITS } from '../verify-input.js'

/**
 * What became of each stapled document: taken into account after its own verification, or ignored and why.
 *
 * Support never adds trust, and one that fails changes a verdict only by being missing.
 */
export function reportSupport(facts: {
  readonly context: PlanContext
  readonly concluded: readonly ConcludedClaim[]
  readonly signatureOf: SignatureOf
}): readonly SupportReport[] {
  const { context, concluded, signatureOf } = facts
  if (context.supports.length === 0 && context.unreadable.length === 0) return []
  const relied = new Set(concluded.flatMap(({ accreditations }) => accreditations.map(({ opened }) => opened.compact)))
  const reports = context.supports.map(({ opened, pointer }): SupportReport => {
    const id = idOf(opened)
    const type = profileType(opened.document)
    const problems = ignoredBecause(opened, pointer, relied, context, signatureOf)
    return {
      ...(id === undefined ? {} : { id }),
      ...(type === undefined ? {} : { type }),
      state: problems.length === 0 ? 'used' : 'ignored',
      problems,
    }
  })
  return [...reports, ...context.unreadable.map(({ problems }) => ({ state: 'ignored', problems }) as const)]
}

function ignoredBecause(
  opened: Opened,
  pointer: string,
  relied: ReadonlySet<string>,
  context: PlanContext,
  signatureOf: SignatureOf,
): readonly Problem[] {
  const type = profileType(opened.document)
  if (type === 'AccreditationCredential') {
    if (relied.has(opened.compact)) return []
    return context.stapledStatements.some((statement) => statement.opened === opened)
      ? [problem('ACCREDITATION_DIFFERS', pointer, { actual: 'no claim rests on it' })]
      : leftOut(opened, pointer, context)
  }
  // A membership counts from the bundle alone: one that is listed there has been taken into account.
  if (type === 'MembershipCredential') {
    return isListed(opened, context)
      ? []
      : [problem('ACCREDITATION_NOT_PUBLISHED', pointer, { expected: 'listed in the trust data' })]
  }
  const planned: PlannedDocument | undefined = context.planner.planned(opened)
  if (planned === undefined) return [problem('STATUS_LIST_MISMATCH', pointer, { actual: 'nothing presented names it' })]
  const keys = planned.key.from === 'one' ? [undefined] : [...planned.key.keys.keys()]
  const attempts = keys.map((voucher) => authenticityProblems(planned, signatureOf, voucher))
  return attempts.find((problems) => problems.length === 0) ?? attempts[0] ?? []
}

/** Why a stapled accreditation was not looked at. */
function leftOut(opened: Opened, pointer: string, context: PlanContext): readonly Problem[] {
  const statement = parseStatement({ opened, listed: false })
  if (!statement.ok) return statement.problems
  if (context.stapledStatements.some((one) => one.opened.compact === opened.compact)) {
    return [problem('ACCREDITATION_DIFFERS', pointer, { actual: 'stapled twice' })]
  }
  const expected = `at most ${LIMITS.stapledAccreditationsPerBody} accreditations of one body`
  return [problem('LIMIT_SIZE', pointer, { expected })]
}

/** Whether trust data lists these very bytes as a statement about somebody whom a claim names. */
function isListed(opened: Opened, context: PlanContext): boolean {
  return [...context.statements.keys()].some(
    (statement) => statement.listed && statement.opened.compact === opened.compact,
  )
}
