import {
  CHECK_IDS,
  type Check,
  type CheckId,
  type Checks,
  failed,
  indeterminate,
  type Problem,
  passed,
  problem,
  REASONS,
} from '@trusted-tech/model'

const notReached: Check = indeterminate([problem('NOT_REACHED')])

/** Every check, none of them reached: a check that never ran reads as indeterminate, not as passed. */
export const NONE_REACHED: Checks = Object.fromEntries(CHECK_IDS.map((id) => [id, notReached])) as unknown as Checks

/**
 * The checks up to and including the steps that reading a document covers, from the problems that stopped it: the check
 * that the registry names for the first problem fails, those before it passed, those after it were not reached.
 */
export function stoppedWhileReading(
  problems: readonly [Problem, ...Problem[]],
  reading: readonly CheckId[] = ['input', 'form', 'structure'],
): Checks {
  const [first] = problems
  // A key id that is none is a fault of the header: no key was looked for.
  const named = REASONS[first.code].check === 'key' ? 'form' : REASONS[first.code].check
  const stop = reading.includes(named) ? named : (reading[reading.length - 1] ?? 'structure')
  const checks: Partial<Record<CheckId, Check>> = {}
  for (const id of reading) {
    if (id === stop) {
      checks[id] = failed(problems)
      break
    }
    checks[id] = passed()
  }
  return { ...NONE_REACHED, ...checks }
}
