import { describe, expect, it } from 'vitest'
import { type ExitCode, exitCodeOf, worstExitCode } from './exit-codes.js'

describe('exit codes', () => {
  it.each([
    ['accepted', 'notRequested', 0],
    ['accepted', 'satisfied', 0],
    ['accepted', 'unsatisfied', 5],
    ['accepted', 'unknown', 3],
    ['rejected', 'satisfied', 1],
    ['rejected', 'unsatisfied', 1],
    ['rejected', 'unknown', 1],
    ['indeterminate', 'satisfied', 3],
    ['indeterminate', 'unsatisfied', 3],
  ] as const)('%s with the policy %s is %i', (verdict, state, expected) => {
    expect(exitCodeOf({ verdict, policy: { state } })).toBe(expected)
  })

  it('of many are the worst in the order 4, 1, 3, 5, 0, whatever the order of the files', () => {
    const order: readonly ExitCode[] = [4, 1, 3, 5, 0]
    for (const [index, code] of order.entries()) {
      const better = order.slice(index)
      expect(worstExitCode(better)).toBe(code)
      expect(worstExitCode([...better].reverse())).toBe(code)
    }
  })

  it('of no file is never success', () => {
    expect(worstExitCode([])).toBe(4)
  })
})
