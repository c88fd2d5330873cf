import {
  addDays,
  type Check,
  formatInstant,
  type Instant,
  indeterminate,
  notApplicable,
  type Problem,
  type Product,
  parseDuration,
  parseInstant,
  passed,
  problem,
} from '@trusted-tech/model'

/**
 * Step 13: surveillance that the certificate itself promises is not overdue; and what is known to replace it.
 *
 * Overdue within `grace` is a note, beyond it indeterminate. Does not read surveillance credentials.
 *
 * @see Specification, section 9 "Verification, in order", step 13
 */
export function checkSurveillance(facts: {
  readonly surveillance: Product['surveillance']
  readonly evaluateAt: Instant
  /** Notes on supersession and contradiction among the claims presented together. */
  readonly notes: readonly Problem[]
}): Check {
  const { surveillance, evaluateAt, notes } = facts
  if (surveillance === undefined) {
    return notes.length === 0 ? notApplicable('the credential names no surveillance') : passed(notes)
  }
  const nextDue = parseInstant(surveillance.nextDue)
  const grace = parseDuration(surveillance.grace)
  if (!nextDue.ok || !grace.ok) {
    return indeterminate([problem('SURVEILLANCE_OVERDUE', '/credentialSubject/surveillance')], notes)
  }
  if (evaluateAt < nextDue.value) return passed(notes)
  const overdue = problem('SURVEILLANCE_OVERDUE', '/credentialSubject/surveillance/nextDue', {
    expected: `after ${formatInstant(evaluateAt)}`,
    actual: surveillance.nextDue,
  })
  return evaluateAt < addDays(nextDue.value, grace.value)
    ? passed([...notes, overdue])
    : indeterminate([overdue], notes)
}
