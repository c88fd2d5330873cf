import {
  type Check,
  failed,
  formatInstant,
  type Instant,
  instantFromMilliseconds,
  type Problem,
  passed,
  problem,
} from '@trusted-tech/model'
import { CLOCK_TOLERANCE_SECONDS } from '../verify-input.js'

const DAY = 86_400_000
const TOLERANCE = CLOCK_TOLERANCE_SECONDS * 1000

/**
 * Step 7: the credential is current at `evaluateAt`, and lives no longer than the accreditation allows.
 *
 * Expiry is exact; `validFrom` and the signing time may lie ahead by the clock tolerance. A credential that had not
 * been signed at `evaluateAt` was not yet valid then, whatever its `validFrom` says.
 * Does not look at status or at the accreditation's own dates.
 *
 * @see Specification, section 6 "Time, status, and what happens to earlier credentials"
 */
export function checkValidity(facts: {
  readonly validFrom: Instant
  readonly validUntil: Instant
  readonly signedAt: Instant | undefined
  readonly now: Instant
  readonly evaluateAt: Instant
  /** The shortest that any accreditation of the path allows. */
  readonly maxLifetimeDays?: number
}): Check {
  const { validFrom, validUntil, signedAt, now, evaluateAt, maxLifetimeDays } = facts
  const unreadable = [validFrom, validUntil].findIndex((date) => !Number.isFinite(date))
  if (unreadable >= 0) return failed([problem('DATE_MALFORMED', unreadable === 0 ? '/validFrom' : '/validUntil')])
  const problems: Problem[] = []
  if (validFrom >= validUntil) {
    problems.push(problem('VALIDITY_RANGE', '/validUntil', { expected: 'later than validFrom' }))
  }
  if (evaluateAt >= validUntil) {
    problems.push(
      problem('EXPIRED', '/validUntil', {
        expected: `after ${formatInstant(evaluateAt)}`,
        actual: formatInstant(validUntil),
      }),
    )
  }
  if (validFrom > evaluateAt + TOLERANCE) {
    problems.push(
      problem('NOT_YET_VALID', '/validFrom', {
        expected: `not after ${formatInstant(evaluateAt)}`,
        actual: formatInstant(validFrom),
      }),
    )
  }
  problems.push(...signingTimeProblems({ signedAt, now, evaluateAt, validUntil }))
  if (maxLifetimeDays !== undefined && validUntil - validFrom > maxLifetimeDays * DAY) {
    problems.push(
      problem('LIFETIME_EXCEEDED', '/validUntil', {
        expected: `at most ${formatInstant(instantFromMilliseconds(validFrom + maxLifetimeDays * DAY))}`,
        actual: formatInstant(validUntil),
      }),
    )
  }
  const [first, ...rest] = problems
  return first === undefined
    ? passed([], { clockToleranceSeconds: CLOCK_TOLERANCE_SECONDS, issuanceTime: 'claimed' })
    : failed([first, ...rest])
}

/** A missing signing time is never replaced by `validFrom`, or a backdated credential would choose its own key period. */
function signingTimeProblems(facts: {
  readonly signedAt: Instant | undefined
  readonly now: Instant
  readonly evaluateAt: Instant
  readonly validUntil: Instant
}): readonly Problem[] {
  const { signedAt, now, evaluateAt, validUntil } = facts
  if (signedAt === undefined) return [problem('ISSUANCE_TIME', '/iat', { expected: 'the signing time' })]
  if (signedAt > now + TOLERANCE) {
    return [problem('ISSUANCE_TIME', '/iat', { expected: 'not in the future', actual: formatInstant(signedAt) })]
  }
  if (signedAt >= validUntil) {
    return [problem('VALIDITY_RANGE', '/iat', { expected: 'before validUntil', actual: formatInstant(signedAt) })]
  }
  if (signedAt > evaluateAt + TOLERANCE) {
    return [
      problem('NOT_YET_VALID', '/iat', {
        expected: `signed by ${formatInstant(evaluateAt)}`,
        actual: formatInstant(signedAt),
      }),
    ]
  }
  return []
}
