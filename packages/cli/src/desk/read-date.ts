import { type Instant, parseInstant, printable } from '@trusted-tech/model'
import { usageError } from '../command-line/usage.js'

/**
 * A time that somebody wrote behind a flag: RFC 3339 with offset, or a day, of which the last second in UTC is meant.
 *
 * @throws {TrustedTechError} `ERR_USAGE_INVALID`
 */
export function readDate(flag: string, written: string): Instant {
  const read = parseInstant(/^\d{4}-\d{2}-\d{2}$/.test(written) ? `${written}T23:59:59Z` : written)
  if (read.ok) return read.value
  throw usageError(
    `--${flag} ${printable(written)}: write a day, 2027-12-31, or a time with offset, 2027-12-31T12:00:00Z`,
  )
}
