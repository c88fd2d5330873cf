import { fail, type JsonPointer, ok, type Result } from '../result.js'
import { FIRST_INSTANT, type Instant, LAST_INSTANT } from './instant.js'

const DATE_TIME =
  /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?(?:Z|([+-])([0-9]{2}):([0-9]{2}))$/
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/**
 * Reads a date and time with its offset from UTC.
 *
 * Taken: what RFC 3339 and XSD `dateTimeStamp` both write, in the years 0001 to 9999, on days that exist, with an offset
 * of at most 14 hours. Up to nine digits of a second's fraction are taken; what is below a millisecond is cut off.
 * Refused: a missing offset, lower-case `t` and `z`, a space for the `T`, leap seconds and 24:00 (two readers give them
 * two meanings), signs and years of more than four digits, anything around it.
 *
 * It does not compare with any clock.
 *
 * @param pointer where the text stands, for the problem.
 * @returns the instant, or `DATE_MALFORMED`.
 * @example
 * parseInstant('2026-11-24T10:00:00+01:00') // { ok: true, value: 1795510800000 }
 * @see RFC 3339 section 5.6, "Internet Date/Time Format"; VC Data Model 2.0 section 4.9, "Validity Period"
 */
export function parseInstant(text: string, pointer: JsonPointer = ''): Result<Instant> {
  // From JavaScript, an array of one text would pass for that text.
  const match = typeof text === 'string' ? DATE_TIME.exec(text) : null
  if (match === null) return malformed(pointer)
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return malformed(pointer)
  if (hour > 23 || minute > 59 || second > 59) return malformed(pointer)
  const offset = offsetMinutes(match)
  if (offset === undefined) return malformed(pointer)

  const milliseconds = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'))
  const minutes = (daysSinceEpoch(year, month, day) * 24 + hour) * 60 + minute - offset
  const value = (minutes * 60 + second) * 1000 + milliseconds
  // An offset can lead out of the years that can be written.
  return value < FIRST_INSTANT || value > LAST_INSTANT ? malformed(pointer) : ok(value as Instant)
}

function malformed(pointer: JsonPointer): Result<Instant> {
  return fail('DATE_MALFORMED', pointer, { expected: 'a date and time with offset, as 2026-11-24T10:00:00Z' })
}

function offsetMinutes(match: RegExpExecArray): number | undefined {
  if (match[8] === undefined) return 0
  const hours = Number(match[9])
  const minutes = Number(match[10])
  if (minutes > 59 || hours * 60 + minutes > 14 * 60) return undefined
  return (match[8] === '-' ? -1 : 1) * (hours * 60 + minutes)
}

function daysInMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 && leap ? 29 : (DAYS_IN_MONTH[month - 1] as number)
}

/** Days from 1970-01-01 in the proleptic Gregorian calendar. `Date.UTC` reads the years 0 to 99 as 1900 to 1999. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  // Counted in years that begin in March, so that the leap day is the last one.
  const shifted = month > 2 ? year : year - 1
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}
