import { type Check, failed, notRequested, problem } from '@trusted-tech/model'

/**
 * The issuance log. This version reads no log proofs: an accreditation that requires logged issuance can therefore not
 * be satisfied, and says so instead of passing. `notRequested` in every other case.
 *
 * @see Specification, section 6 "Time, status, and what happens to earlier credentials"
 */
export function checkLog(requireLogged: boolean): Check {
  return requireLogged
    ? failed([problem('NOT_LOGGED', '', { expected: 'a proof that the issuance was logged' })])
    : notRequested
}
