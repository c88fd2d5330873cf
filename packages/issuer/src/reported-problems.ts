import { CHECK_IDS, type Problem, type Report } from '@trusted-tech/model'
import type { Question } from '@trusted-tech/verifier'

/** Samples and unknown vendors are for whoever relies on a credential to decide, not for its issuer. */
export const ISSUING_QUESTION: Question = { allowSample: true, allowUnknownVendor: true }

/**
 * Everything in a report that stops an issue, each thing once: checks that failed, checks that could not be decided, and
 * assessments that a verifier would leave out. A competent assessor does not sign those in the first place.
 *
 * @param options.status `ignored` altogether; or `published later`: that no list tells about a new index yet is how it
 * has to be, and anything worse stops the issue
 */
export function reportedProblems(
  report: Report,
  options: { readonly status: 'ignored' | 'published later' },
): readonly Problem[] {
  const found: Problem[] = [...report.problems]
  for (const { checks, verified } of report.credentials) {
    for (const id of CHECK_IDS) {
      const check = checks[id]
      if (check.state !== 'failed' && check.state !== 'indeterminate') continue
      if (id === 'status' && (options.status === 'ignored' || check.state === 'indeterminate')) continue
      found.push(...check.problems)
    }
    found.push(...(verified?.excluded ?? []).flatMap(({ reasons }) => reasons))
  }
  const distinct = new Map(found.map((one) => [JSON.stringify([one.code, one.pointer, one.about ?? null]), one]))
  const problems = [...distinct.values()]
  // What an earlier problem left unreached is no reason of its own; if it is all there is, it is one.
  const reasons = problems.filter(({ code }) => code !== 'NOT_REACHED')
  return reasons.length > 0 ? reasons : problems
}
