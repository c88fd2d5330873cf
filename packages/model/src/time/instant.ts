import { TrustedTechError } from '../errors.js'

declare const instant: unique symbol

/** A point in time: milliseconds since 1970-01-01T00:00:00Z, an integer. Made by `parseInstant` or `instantFromMilliseconds`. */
export type Instant = number & { readonly [instant]: true }

/** 0001-01-01T00:00:00Z, the first instant that RFC 3339 and XSD can both write. */
export const FIRST_INSTANT = -62_135_596_800_000 as Instant
/** 9999-12-31T23:59:59.999Z, the last one. */
export const LAST_INSTANT = 253_402_300_799_999 as Instant

/** The length of a day in milliseconds; instants know no leap seconds. */
const DAY = 86_400_000

/**
 * The instant that lies `milliseconds` after 1970-01-01T00:00:00Z.
 *
 * Beyond the years 0001 to 9999 the first or last instant is returned, so that arithmetic on dates from data neither
 * throws nor changes which of two is later.
 *
 * @throws TrustedTechError `ERR_ARGUMENT_INVALID` where the number is no integer.
 * @example
 * formatInstant(instantFromMilliseconds(0)) // '1970-01-01T00:00:00Z'
 */
export function instantFromMilliseconds(milliseconds: number): Instant {
  if (!Number.isInteger(milliseconds)) {
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'an instant is a whole number of milliseconds')
  }
  // Adding 0 turns -0 into 0.
  return (Math.min(Math.max(milliseconds, FIRST_INSTANT), LAST_INSTANT) + 0) as Instant
}

/**
 * The instant that lies `seconds` after 1970-01-01T00:00:00Z, with the same treatment of what is out of range as
 * {@link instantFromMilliseconds}. A claim such as `iat` goes through {@link parseNumericDate} instead, which refuses.
 *
 * @throws TrustedTechError `ERR_ARGUMENT_INVALID` where the number is no integer.
 */
export function instantFromSeconds(seconds: number): Instant {
  if (!Number.isInteger(seconds)) {
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'an instant is a whole number of seconds here')
  }
  return instantFromMilliseconds(seconds * 1000)
}

/**
 * The instant `days` times 24 hours later; earlier if negative. Out of range as in {@link instantFromMilliseconds}.
 *
 * @throws TrustedTechError `ERR_ARGUMENT_INVALID` where `days` is no integer.
 */
export function addDays(from: Instant, days: number): Instant {
  if (!Number.isInteger(days)) throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'days must be whole')
  return instantFromMilliseconds(from + days * DAY)
}

/**
 * Writes an instant as RFC 3339 in UTC, with milliseconds only where they are not zero.
 *
 * @example
 * formatInstant(instantFromMilliseconds(1500)) // '1970-01-01T00:00:01.500Z'
 * @see RFC 3339 section 5.6, "Internet Date/Time Format"
 */
export function formatInstant(at: Instant): string {
  const text = new Date(at).toISOString()
  return at % 1000 === 0 ? `${text.slice(0, -5)}Z` : text
}
