import { fail, type JsonPointer, ok, type Result } from '../result.js'
import { FIRST_INSTANT, type Instant, LAST_INSTANT } from './instant.js'

/**
 * Reads a JWT time claim (`iat`, `nbf`, `exp`): a number of whole seconds since 1970-01-01T00:00:00Z.
 *
 * A text, a boolean or an array is not taken for a number. A number of milliseconds leads past the year 9999 and is
 * refused by that.
 *
 * @param pointer where the claim stands, for the problem.
 * @returns the instant; `CLAIM_TYPE` where it is no whole number, `DATE_MALFORMED` where no year has four digits.
 * @example
 * parseNumericDate(1795510800, '/iat') // { ok: true, value: 1795510800000 }
 * parseNumericDate('never', '/exp')    // CLAIM_TYPE at /exp
 * @see RFC 7519 section 2, "Terminology", NumericDate
 */
export function parseNumericDate(claim: unknown, pointer: JsonPointer = ''): Result<Instant> {
  if (typeof claim !== 'number' || !Number.isInteger(claim)) {
    return fail('CLAIM_TYPE', pointer, { expected: 'a whole number of seconds since 1970' })
  }
  const milliseconds = claim * 1000
  if (milliseconds < FIRST_INSTANT || milliseconds > LAST_INSTANT) {
    return fail('DATE_MALFORMED', pointer, { expected: 'seconds, not milliseconds, up to the year 9999' })
  }
  return ok(milliseconds as Instant)
}
