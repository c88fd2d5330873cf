import { fail, type JsonPointer, ok, type Result } from '../result.js'

const DAYS = /^P(0|[1-9][0-9]{0,4})D$/

/**
 * Reads a duration in whole days, the only ISO 8601 durations of the profile: years and months have no fixed length.
 *
 * @param pointer where the text stands, for the problem.
 * @returns the number of days, 0 to 99,999, or `DATE_MALFORMED`.
 * @example
 * parseDuration('P365D') // { ok: true, value: 365 }
 */
export function parseDuration(text: string, pointer: JsonPointer = ''): Result<number> {
  const match = typeof text === 'string' ? DAYS.exec(text) : null
  return match === null
    ? fail('DATE_MALFORMED', pointer, { expected: 'a duration in whole days, as P365D' })
    : ok(Number(match[1]))
}
