import { type Instant, parseInstant } from '@trusted-tech/model'

/**
 * The time of a document whose dates the structure check has parsed.
 *
 * What could not be parsed becomes no number: it is neither before nor after anything, and fails the validity check.
 */
export function parsedInstant(text: string): Instant {
  const parsed = parseInstant(text)
  return parsed.ok ? parsed.value : (Number.NaN as Instant)
}
