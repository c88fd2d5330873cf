import {
  addDays,
  type Check,
  formatInstant,
  type Instant,
  indeterminate,
  notApplicable,
  type Product,
  parseDuration,
  parseInstant,
  passed,
  problem,
} from '@trusted-tech/model'

/**
 * Step 13, first half: surveillance that the certificate itself promises is not overdue.
 *
 * Overdue within `grace` is a note, beyond it indeterminate. Does not read surveillance credentials.
 *
 * @see Specification, section 9 "Verification, in order", step 13
 */
export function checkSurveillance(facts: {
  readonly surveillance: Product['surveillance']
  readonly evaluateAt: Instant
}): Check {
  const { surveillance, evaluateAt } = facts
  if (surveillance === undefined) return notApplicable('the credential names no surveillance')
  const nextDue = parseInstant(surveillance.nextDue)
  const grace = parseDuration(surveillance.grace)
  if (!nextDue.ok || !grace.ok) {
    return indeterminate([problem('SURVEILLANCE_OVERDUE', '/credentialSubject/surveillance')])
  }
  if (evaluateAt < nextDue.value) return passed()
  const overdue = problem('SURVEILLANCE_OVERDUE', '/credentialSubject/surveillance/nextDue', {
    expected: `after ${formatInstant(evaluateAt)}`,
    actual: surveillance.nextDue,
  })
  return evaluateAt < addDays(nextDue.value, grace.value) ? passed([overdue]) : indeterminate([overdue])
}
