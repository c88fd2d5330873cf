import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { problem } from '../result.js'
import { CHECK_IDS, type CheckId } from './check-ids.js'
import {
  type Check,
  type CheckState,
  type Checks,
  CONDITIONAL_CHECKS,
  failed,
  indeterminate,
  notApplicable,
  notRequested,
  OPTIONAL_CHECKS,
  passed,
} from './checks.js'
import { decideVerdict, type Verdict, worstVerdict } from './verdict.js'

const RUNS = { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) }
const somewhere = problem('NOT_REACHED')
const IN_STATE: Readonly<Record<CheckState, Check>> = {
  passed: passed(),
  failed: failed([somewhere]),
  indeterminate: indeterminate([somewhere]),
  notApplicable: notApplicable('nothing to look at'),
  notRequested,
}
const STATES = Object.keys(IN_STATE) as readonly CheckState[]
const allPassed = Object.fromEntries(CHECK_IDS.map((id) => [id, passed()])) as unknown as Checks

/**
 * Written out, not computed: what one check in a state does to a verdict that is otherwise good.
 * The columns are passed, failed, indeterminate, notApplicable, notRequested; a(ccepted), r(ejected), i(ndeterminate).
 */
const TABLE: Readonly<Record<CheckId, string>> = {
  input: 'a r i i i',
  trust: 'a r i i i',
  form: 'a r i i i',
  structure: 'a r i i i',
  issuer: 'a r i i i',
  key: 'a r i i i',
  signature: 'a r i i i',
  validity: 'a r i i i',
  accreditation: 'a r i a i',
  party: 'a r i a i',
  status: 'a r i a i',
  events: 'a r i a a',
  log: 'a r i a a',
  catalogue: 'a r i i i',
  product: 'a r i a a',
  evidence: 'a r i a a',
  surveillance: 'a r i a i',
  presentation: 'a r i a a',
  presenter: 'a r i a a',
}
const LETTERS: Readonly<Record<string, Verdict>> = { a: 'accepted', r: 'rejected', i: 'indeterminate' }
const CELLS = CHECK_IDS.flatMap((id) =>
  STATES.map((state, column) => [id, state, LETTERS[TABLE[id].split(' ')[column] as string] as Verdict] as const),
)

describe('the verdict on one credential (specification, section 10)', () => {
  it('is accepted when every check passed', () => {
    expect(decideVerdict(allPassed)).toBe('accepted')
  })

  it('is accepted with nothing asked and nothing to excuse but what the specification names', () => {
    const excused = Object.fromEntries(OPTIONAL_CHECKS.map((id) => [id, notRequested]))
    expect(decideVerdict({ ...allPassed, ...excused })).toBe('accepted')
  })

  it.each(CELLS)('%s %s: %s', (id, state, verdict) => {
    expect(decideVerdict({ ...allPassed, [id]: IN_STATE[state] })).toBe(verdict)
  })

  it.each(CELLS)('%s %s beside a failed check: rejected', (id, state) => {
    for (const other of CHECK_IDS) {
      if (other === id) continue
      expect(decideVerdict({ ...allPassed, [id]: IN_STATE[state], [other]: IN_STATE.failed })).toBe('rejected')
    }
  })

  it.each(CHECK_IDS)('THREAT-057 without the check %s nothing is accepted', (id) => {
    const { [id]: _, ...rest } = allPassed
    expect(decideVerdict(rest as Checks)).toBe('indeterminate')
    expect(decideVerdict({ ...allPassed, [id]: undefined } as unknown as Checks)).toBe('indeterminate')
    expect(decideVerdict({ ...allPassed, [id]: {} } as unknown as Checks)).toBe('indeterminate')
    expect(decideVerdict({ ...allPassed, [id]: { state: 'ok' } } as unknown as Checks)).toBe('indeterminate')
    expect(decideVerdict({ ...allPassed, [id]: { state: true } } as unknown as Checks)).toBe('indeterminate')
  })

  it('THREAT-057 no check at all is indeterminate', () => {
    expect(decideVerdict({} as Checks)).toBe('indeterminate')
  })

  it('THREAT-057 a verdict is accepted only if each single check would leave it so', () => {
    const state = fc.constantFrom(...STATES, 'missing' as const)
    const all = fc.tuple(
      ...CHECK_IDS.map(() => fc.oneof({ arbitrary: fc.constant('passed' as const), weight: 12 }, state)),
    )
    fc.assert(
      fc.property(all, (states) => {
        const checks = Object.fromEntries(
          CHECK_IDS.flatMap((id, i) => {
            const one = states[i] as CheckState | 'missing'
            return one === 'missing' ? [] : [[id, IN_STATE[one]]]
          }),
        ) as unknown as Checks
        const alone = CHECK_IDS.map((id) => {
          const { [id]: one, ...others } = { ...allPassed, [id]: checks[id] }
          return decideVerdict((one === undefined ? others : { ...others, [id]: one }) as Checks)
        })
        expect(decideVerdict(checks)).toBe(worstVerdict(alone))
      }),
      RUNS,
    )
  })

  it('every check that may be unasked may also be inapplicable, and no check twice', () => {
    for (const id of OPTIONAL_CHECKS) expect(CONDITIONAL_CHECKS).toContain(id)
    expect(new Set(CONDITIONAL_CHECKS).size).toBe(CONDITIONAL_CHECKS.length)
    expect(new Set(CHECK_IDS).size).toBe(CHECK_IDS.length)
  })
})

describe('the worst of several verdicts', () => {
  it.each<[readonly Verdict[], Verdict]>([
    [['accepted'], 'accepted'],
    [['accepted', 'accepted'], 'accepted'],
    [['accepted', 'indeterminate'], 'indeterminate'],
    [['indeterminate', 'rejected'], 'rejected'],
    [['accepted', 'rejected', 'indeterminate'], 'rejected'],
    [['rejected'], 'rejected'],
    [['indeterminate'], 'indeterminate'],
  ])('of %j is %s, in any order', (verdicts, worst) => {
    expect(worstVerdict(verdicts)).toBe(worst)
    expect(worstVerdict([...verdicts].reverse())).toBe(worst)
  })

  it('THREAT-129 of none is rejected: nothing was verified', () => {
    expect(worstVerdict([])).toBe('rejected')
  })
})
