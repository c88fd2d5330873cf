import {
  type Check,
  failed,
  formatInstant,
  type Instant,
  indeterminate,
  passed,
  problem,
  REASONS,
  type Result,
} from '@trusted-tech/model'
import type { TrustState } from '@trusted-tech/trust'
import { CLOCK_TOLERANCE_SECONDS } from '../verify-input.js'

/**
 * Step 2: there is trust data from the pinned root, and it is current.
 *
 * Absent or expired trust data is indeterminate; wrong trust data (signature, digest, root) fails. Nobody goes on with
 * less trust data than was signed. Does not check rollback: the single-key manifest has no versions to hold on to.
 *
 * @see Specification, section 7 "Trust bundle"
 */
export function checkTrust(trust: Result<TrustState>, now: Instant): Check {
  if (!trust.ok) {
    const [first] = trust.problems
    return REASONS[first.code].outcomes[0] === 'failed' ? failed(trust.problems) : indeterminate(trust.problems)
  }
  const { issuedAt, expires } = trust.value
  if (issuedAt > now + CLOCK_TOLERANCE_SECONDS * 1000) {
    return indeterminate([
      problem('CLOCK_SUSPECT', '/issuedAt', {
        expected: `not after ${formatInstant(now)}`,
        actual: formatInstant(issuedAt),
      }),
    ])
  }
  if (now >= expires) {
    return indeterminate([
      problem('BUNDLE_EXPIRED', '/expires', {
        expected: `after ${formatInstant(now)}`,
        actual: formatInstant(expires),
      }),
    ])
  }
  return passed()
}
