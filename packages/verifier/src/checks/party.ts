import { type Check, type Instant, indeterminate, type Party, problem } from '@trusted-tech/model'
import {
  type AuthenticStatement,
  type ControlGroups,
  checkStatedParty,
  controlGroupsAt,
  deriveParty,
  NO_CONTROL_GROUPS,
} from '@trusted-tech/trust'
import type { ReadableClaim } from '../plan/plan-claim.js'
import { type ConcludedStatement, membershipInForce } from '../plan/plan-statement.js'
import type { CheckedAccreditation } from './accreditation.js'

/**
 * Step 8, second half: the party that the credential states is no more than what trust data derives.
 *
 * Control groups and roles are what anchors say in listed statements, never what the credential says.
 *
 * @see Specification, section 5 "Accreditation scope and party"
 */
export function checkParty(facts: {
  readonly plan: ReadableClaim
  readonly anchorStatements: readonly ConcludedStatement[]
  readonly accreditation: CheckedAccreditation
  readonly signedAt: Instant | undefined
}): { readonly check: Check; readonly party: Party | undefined } {
  const { plan, anchorStatements, accreditation, signedAt } = facts
  const issuer = plan.claim.issuer.id
  const { manufacturer, conformity } = plan.claim.credentialSubject
  const membership = signedAt === undefined ? undefined : membershipInForce(anchorStatements, issuer, signedAt)
  const issuerGroups = groupsOf(issuer, anchorStatements, signedAt)
  const manufacturerGroups = groupsOf(manufacturer.id, anchorStatements, signedAt)
  const judge = (accredited: boolean) => {
    const party = deriveParty({
      issuer,
      manufacturer: manufacturer.id,
      accredited,
      issuerGroups,
      manufacturerGroups,
      membershipRole: membership?.document.credentialSubject.role,
    })
    const independence = accreditation.path?.independence
    return { party, check: checkStatedParty({ stated: conformity.statedParty, derived: party, independence }) }
  }
  const judged = judge(accreditation.check.state === 'passed')
  // Without an accreditation that holds there is no telling; that is the accreditation check's to report, not this one's.
  const { check } = accreditation
  if (check.state !== 'failed' && check.state !== 'indeterminate') return judged
  if (judged.check.state !== 'failed' || judge(true).check.state !== 'passed') return judged
  const problems = check.state === 'failed' ? ([problem('NOT_REACHED')] as const) : check.problems
  return { party: undefined, check: indeterminate(problems) }
}

function groupsOf(
  party: string,
  anchorStatements: readonly ConcludedStatement[],
  signedAt: Instant | undefined,
): ControlGroups {
  if (signedAt === undefined) return NO_CONTROL_GROUPS
  const statements: AuthenticStatement[] = []
  for (const { statement, problems, status } of anchorStatements) {
    if (statement.subject !== party || problems.length > 0) continue
    statements.push({ statement, good: status.outcome === 'good' })
  }
  return controlGroupsAt({ statements, at: signedAt })
}
