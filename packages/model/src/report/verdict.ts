import { CHECK_IDS } from './check-ids.js'
import { type Checks, OPTIONAL_CHECKS } from './checks.js'

export type Verdict = 'accepted' | 'rejected' | 'indeterminate'

/**
 * The verdict on one credential, from all of its checks.
 *
 * Any failed check rejects. Else any required check that neither passed nor is `notApplicable` makes the verdict
 * indeterminate; `notRequested` is allowed for the optional checks alone, and an optional check that ran counts like
 * any other.
 */
export function decideVerdict(checks: Checks): Verdict {
  let verdict: Verdict = 'accepted'
  for (const id of CHECK_IDS) {
    const state = checks[id]?.state
    if (state === 'failed') return 'rejected'
    if (state === 'passed' || state === 'notApplicable') continue
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
