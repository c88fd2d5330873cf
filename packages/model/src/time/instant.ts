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
  // What is no instant is told by an exception, as `Date` has it.
  if (!(at >= FIRST_INSTANT && at <= LAST_INSTANT)) return new Date(at).toISOString()
  // Not by `Date`, which takes three times as long: a report has several.
  const days = Math.floor(at / DAY)
  const { year, month, day } = calendarDay(days)
  const milliseconds = at - days * DAY
  const seconds = Math.floor(milliseconds / 1000)
  const fraction = milliseconds - seconds * 1000
  const time = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  const century = Math.floor(year / 100)
  return `${two(century)}${two(year - century * 100)}-${two(month)}-${two(day)}T${time}${
    fraction === 0 ? '' : `.${`${fraction}`.padStart(3, '0')}`
  }Z`
}

const TWO_DIGITS = Array.from({ length: 100 }, (_, value) => `${value}`.padStart(2, '0'))

function two(value: number): string {
  return TWO_DIGITS[value] as string
}

/** The day of the proleptic Gregorian calendar that lies so many days after 1970-01-01. */
function calendarDay(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  // Counted in years that begin in March, so that the leap day is the last one, in eras of 400 years.
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096)
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365)
  const dayOfYear = dayOfEra - (yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  return { year: era * 400 + yearOfEra + (month < 3 ? 1 : 0), month, day }
}
