import { type Instant, parseInstant } from '@trusted-tech/model'
import { describe, expect, it } from 'vitest'
import { checkSurveillance } from './surveillance.js'

const at = (text: string): Instant => {
  const parsed = parseInstant(text)
  if (!parsed.ok) throw new Error(text)
  return parsed.value
}
const DUE = { interval: 'P365D', nextDue: '2026-10-02T00:00:00Z', grace: 'P30D' }
const check = (evaluateAt: string, changes = {}) =>
  checkSurveillance({ surveillance: { ...DUE, ...changes }, evaluateAt: at(evaluateAt) })

describe('the surveillance check', () => {
  it('is not applicable where nothing is promised', () => {
    const facts = { surveillance: undefined, evaluateAt: at('2026-11-01T00:00:00Z') }
    expect(checkSurveillance(facts).state).toBe('notApplicable')
  })

  it.each([
    ['2026-10-01T23:59:59Z', 'passed', []],
    ['2026-10-02T00:00:00Z', 'passed', ['SURVEILLANCE_OVERDUE']],
    ['2026-10-31T23:59:59Z', 'passed', ['SURVEILLANCE_OVERDUE']],
    ['2026-11-01T00:00:00Z', 'indeterminate', []],
  ])('due on 2 October with 30 days of grace, at %s: %s', (evaluateAt, state, noted) => {
    const found = check(evaluateAt)
    expect(found.state).toBe(state)
    const notes = 'notes' in found ? found.notes.map(({ code }) => code) : []
    expect(notes).toEqual(noted)
    if ('problems' in found) {
      expect(found.problems).toMatchObject([
        { code: 'SURVEILLANCE_OVERDUE', pointer: '/credentialSubject/surveillance/nextDue' },
      ])
    }
  })

  it.each([{ nextDue: 'soon' }, { grace: 'P1M' }])('%j cannot be told', (changes) => {
    expect(check('2026-01-01T00:00:00Z', changes)).toMatchObject({
      state: 'indeterminate',
      problems: [{ code: 'SURVEILLANCE_OVERDUE', pointer: '/credentialSubject/surveillance' }],
      notes: [],
    })
  })
})
