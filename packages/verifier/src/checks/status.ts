import { type Check, type Claim, failed, indeterminate, notApplicable, passed, problem } from '@trusted-tech/model'
import type { EvaluatedStatus } from '@trusted-tech/status'

/**
 * Step 9: the credential is neither revoked nor suspended, as far as the lists at hand can say.
 *
 * Status that cannot be established is indeterminate, never good. A declaration may have no status entries. The status
 * of the accreditations above is part of step 8.
 *
 * @see Specification, section 6 "Time, status, and what happens to earlier credentials"
 */
export function checkStatus(status: EvaluatedStatus, claim: Claim): Check {
  if (claim.type[1] === 'ConformityDeclaration' && claim.credentialStatus === undefined) {
    return notApplicable('a declaration may have no status entries, and this one has none')
  }
  if (status.outcome === 'good') return passed(status.notes)
  const [first = problem('STATUS_UNAVAILABLE', '/credentialStatus'), ...rest] = status.problems
  return status.outcome === 'indeterminate'
    ? indeterminate([first, ...rest], status.notes)
    : failed([first, ...rest], status.notes)
}
