import {
  type Check,
  type Claim,
  failed,
  indeterminate,
  type NamedBody,
  type Problem,
  passed,
  problem,
} from '@trusted-tech/model'
import { deadEnds, leadsToAnchor } from '@trusted-tech/trust'
import type { ReadableClaim } from '../plan/plan-claim.js'
import type { PlanContext } from '../plan/plan-context.js'
import { type ConcludedStatement, membershipInForce } from '../plan/plan-statement.js'

/**
 * Step 5, first half: the issuer is known for this role.
 *
 * The issuer of a certificate has accreditations that lead up to an anchor; whether they hold is step 8. The issuer of a
 * declaration is the manufacturer of the product, and a member: an unknown vendor leaves the check indeterminate, or
 * passed with a note where the question allows it. Names are compared with what anchors say: another is a note.
 *
 * @see Specification, section 5 "Accreditation scope and party"
 */
export function checkIssuer(facts: {
  readonly plan: ReadableClaim
  readonly context: PlanContext
  readonly anchorStatements: readonly ConcludedStatement[]
}): Check {
  const { plan, context, anchorStatements } = facts
  const notes = nameNotes(plan.claim, anchorStatements)
  return plan.chain === undefined
    ? declarationIssuer(plan.claim, context, anchorStatements, notes)
    : certificateIssuer(plan.chain.graph, context, notes)
}

function certificateIssuer(
  graph: NonNullable<ReadableClaim['chain']>['graph'],
  context: PlanContext,
  notes: readonly Problem[],
): Check {
  if (leadsToAnchor(graph)) return passed(notes)
  const unknown = problem('ISSUER_NOT_TRUSTED', '/issuer/id', {
    expected: 'an accredited issuer',
    actual: graph.issuer,
  })
  const problems: readonly [Problem, ...Problem[]] = [
    unknown,
    ...deadEnds(graph).filter(({ code }) => code !== 'ISSUER_NOT_TRUSTED'),
  ]
  // Trust data that has expired may simply not know the issuer yet.
  const { trust, asked } = context
  return trust.ok && asked.now >= trust.value.expires ? indeterminate(problems, notes) : failed(problems, notes)
}

function declarationIssuer(
  claim: Claim,
  context: PlanContext,
  anchorStatements: readonly ConcludedStatement[],
  notes: readonly Problem[],
): Check {
  const vendor = claim.issuer.id
  const { manufacturer } = claim.credentialSubject
  if (vendor !== manufacturer.id) {
    return failed([problem('ISSUER_NOT_TRUSTED', '/issuer/id', { expected: manufacturer.id, actual: vendor })], notes)
  }
  if (membershipInForce(anchorStatements, vendor, context.asked.evaluateAt) !== undefined) return passed(notes)
  const unknown = problem('VENDOR_UNKNOWN', '/issuer/id', { expected: 'a member', actual: vendor })
  const reasons = anchorStatements.flatMap(({ statement, problems, status }) =>
    statement.type === 'MembershipCredential' && statement.subject === vendor ? [...problems, ...status.problems] : [],
  )
  return context.asked.allowUnknownVendor
    ? passed([...notes, unknown, ...reasons])
    : indeterminate([unknown, ...reasons], notes)
}

/** What people are shown comes from accreditation or membership; a different claimed name is told. */
function nameNotes(claim: Claim, anchorStatements: readonly ConcludedStatement[]): readonly Problem[] {
  const notes: Problem[] = []
  const compare = (party: NamedBody, pointer: string) => {
    let known: string | undefined
    for (const { statement, problems } of anchorStatements) {
      if (statement.subject !== party.id || problems.length > 0) continue
      const { name } = statement.document.credentialSubject
      if (name === party.name) return
      known ??= name
    }
    if (known !== undefined) notes.push(problem('NAME_DIFFERS', pointer, { expected: known, actual: party.name }))
  }
  compare(claim.issuer, '/issuer/name')
  compare(claim.credentialSubject.manufacturer, '/credentialSubject/manufacturer/name')
  return notes
}
