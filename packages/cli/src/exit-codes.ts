import type { Report } from '@trusted-tech/model'

/** What the process says to scripts, the same for every command. */
export const EXIT = {
  /** Accepted, or done. */
  done: 0,
  rejected: 1,
  usage: 2,
  /** Stale or missing evidence; a policy that cannot be decided. */
  indeterminate: 3,
  /** A named file cannot be read or written; also what went wrong inside the program, because 1 would be a verdict. */
  file: 4,
  /** Accepted, but the buyer's policy is not satisfied. */
  policyUnsatisfied: 5,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** The exit code of one report. */
export function exitCodeOf({ verdict, policy }: Pick<Report, 'verdict' | 'policy'>): ExitCode {
  if (verdict === 'rejected') return EXIT.rejected
  if (verdict === 'indeterminate' || policy.state === 'unknown') return EXIT.indeterminate
  return policy.state === 'unsatisfied' ? EXIT.policyUnsatisfied : EXIT.done
}

const WORST_FIRST: readonly ExitCode[] = [
  EXIT.file,
  EXIT.rejected,
  EXIT.indeterminate,
  EXIT.policyUnsatisfied,
  EXIT.done,
]

/** The exit code of many: the worst, in the order 4, 1, 3, 5, 0. */
export function worstExitCode(codes: readonly ExitCode[]): ExitCode {
  return WORST_FIRST.find((code) => codes.includes(code)) ?? EXIT.file
}
