import {
  type Check,
  type Claim,
  type Contradiction,
  findContradictions,
  type Problem,
  passed,
  problem,
} from '@trusted-tech/model'
import type { ConcludedClaim } from '../conclude-claim.js'

/**
 * Step 13, second half: what claims of one presentation say about each other, as notes of the surveillance check.
 *
 * `SUPERSEDED`: another one by the same issuer on the same product names it as its predecessor. `CONFLICT`: another one
 * says the opposite on a required criterion; among accepted ones alone, of which findings are made. What was not
 * verified to be signed says nothing. Notes change no verdict.
 *
 * @see Specification, section 9 "Verification, in order", step 13
 */
export function compareClaims(concluded: readonly ConcludedClaim[]): readonly ConcludedClaim[] {
  if (concluded.length < 2) return concluded
  const conflicts = conflictsAmong(concluded)
  return concluded.map((one) => {
    const notes = [...replacements(one, concluded), ...conflictNotes(one, conflicts)]
    if (notes.length === 0) return one
    const { report } = one
    const surveillance = withNotes(report.checks.surveillance, notes)
    return { ...one, report: { ...report, checks: { ...report.checks, surveillance } } }
  })
}

/** The claim, if its signature was verified: else its words are anybody's. */
function signedClaim({ claim, report }: ConcludedClaim): Claim | undefined {
  return report.verified === undefined ? undefined : claim
}

function replacements(one: ConcludedClaim, concluded: readonly ConcludedClaim[]): readonly Problem[] {
  const claim = signedClaim(one)
  if (claim === undefined) return []
  const { id, issuer, credentialSubject } = claim
  return concluded.flatMap((another) => {
    const other = signedClaim(another)
    return other?.credentialSubject.supersedes === id &&
      other.issuer.id === issuer.id &&
      other.credentialSubject.id === credentialSubject.id
      ? [problem('SUPERSEDED', '/id', { actual: other.id })]
      : []
  })
}

function conflictsAmong(concluded: readonly ConcludedClaim[]): readonly Contradiction[] {
  const counted = concluded.flatMap(({ report, results }) =>
    report.verdict === 'accepted' && results !== undefined ? [results] : [],
  )
  if (counted.length < 2) return []
  return findContradictions({
    claims: counted.map((one) => one.counted),
    catalogues: counted.map((one) => one.catalogue),
  })
}

function conflictNotes({ claim }: ConcludedClaim, conflicts: readonly Contradiction[]): readonly Problem[] {
  if (claim === undefined) return []
  const { assessments } = claim.credentialSubject.conformity
  return conflicts
    .filter(({ between: [own] }) => own.credential === claim.id)
    .map(({ between: [own, other] }) => {
      // After a crosswalk the claim names the criterion of its own catalogue.
      const named = own.carried?.from ?? own.criterion
      const at = assessments.findIndex(({ criterion, result }) => criterion === named && result === own.result)
      return problem('CONFLICT', `/credentialSubject/conformity/assessments/${at}/result`, {
        expected: `${other.result}, as in ${other.credential}`,
        actual: own.result,
      })
    })
}

function withNotes(check: Check, notes: readonly Problem[]): Check {
  return 'notes' in check ? { ...check, notes: [...notes, ...check.notes] } : passed(notes)
}
