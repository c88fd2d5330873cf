import { CHECK_IDS } from './check-ids.js'
import { type Checks, CONDITIONAL_CHECKS, OPTIONAL_CHECKS } from './checks.js'

export type Verdict = 'accepted' | 'rejected' | 'indeterminate'

/**
 * The verdict on one credential, from all of its checks.
 *
 * Any failed check rejects. Else any check that did not pass makes the verdict indeterminate, but for two excuses:
 * `notApplicable`, taken of {@link CONDITIONAL_CHECKS} alone, and `notRequested`, taken of {@link OPTIONAL_CHECKS} alone.
 * An optional check that ran counts like any other. A check that is missing, or in a state that is none, did not pass.
 *
 * Does not look at what a check found: its problems, notes and evidence are for the reader.
 *
 * @example
 * decideVerdict({ ...checks, signature: failed([problem('SIG_INVALID')]) }) // 'rejected'
 * @see Specification, section 10 "Result"
 */
export function decideVerdict(checks: Checks): Verdict {
  let verdict: Verdict = 'accepted'
  for (const id of CHECK_IDS) {
    const state = checks[id]?.state
    if (state === 'failed') return 'rejected'
    if (state === 'passed') continue
    if (state === 'notApplicable' && CONDITIONAL_CHECKS.includes(id)) continue
    if (state === 'notRequested' && OPTIONAL_CHECKS.includes(id)) continue
    verdict = 'indeterminate'
  }
  return verdict
}

const ORDER: readonly Verdict[] = ['rejected', 'indeterminate', 'accepted']

/** The worst of several verdicts; of none, `rejected`. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  return ORDER.find((verdict) => verdicts.includes(verdict)) ?? 'rejected'
}
