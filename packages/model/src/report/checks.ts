import type { Json } from '../json/json.js'
import type { Problem } from '../result.js'
import type { CheckId } from './check-ids.js'

/** The checks that may read `notRequested`: nobody asked, or the trust data has no such material yet. */
export const OPTIONAL_CHECKS: readonly CheckId[] = ['events', 'log', 'product', 'evidence', 'presentation', 'presenter']

/**
 * The checks that may read `notApplicable`, because some type of credential has nothing for them to look at. Of every
 * other check the verdict takes that answer for none: no credential is without a signature to check.
 */
export const CONDITIONAL_CHECKS: readonly CheckId[] = [
  'accreditation',
  'party',
  'status',
  'surveillance',
  ...OPTIONAL_CHECKS,
]

/**
 * What one check found. A failed or indeterminate check has at least one problem, the most specific first.
 * A warning is a passed check with a note.
 */
export type Check =
  | { readonly state: 'passed'; readonly notes: readonly Problem[]; readonly evidence?: Json }
  | {
      readonly state: 'failed' | 'indeterminate'
      readonly problems: readonly [Problem, ...Problem[]]
      readonly notes: readonly Problem[]
      readonly evidence?: Json
    }
  | { readonly state: 'notApplicable'; readonly because: string }
  | { readonly state: 'notRequested' }

export type CheckState = Check['state']

/** One answer per check: a check that is forgotten does not compile. */
export type Checks = Readonly<Record<CheckId, Check>>

export function passed(notes: readonly Problem[] = [], evidence?: Json): Check {
  return evidence === undefined ? { state: 'passed', notes } : { state: 'passed', notes, evidence }
}

export function failed(problems: readonly [Problem, ...Problem[]], notes: readonly Problem[] = []): Check {
  return { state: 'failed', problems, notes }
}

export function indeterminate(problems: readonly [Problem, ...Problem[]], notes: readonly Problem[] = []): Check {
  return { state: 'indeterminate', problems, notes }
}

/** Only where a table in the specification says so for the credential's type. */
export function notApplicable(because: string): Check {
  return { state: 'notApplicable', because }
}

export const notRequested: Check = { state: 'notRequested' }
