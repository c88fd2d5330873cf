import { type Instant, parseInstant } from '@trusted-tech/model'
import { describe, expect, it } from 'vitest'
import { checkValidity } from './validity.js'

const at = (text: string): Instant => {
  const parsed = parseInstant(text)
  if (!parsed.ok) throw new Error(text)
  return parsed.value
}
const FACTS = {
  validFrom: at('2026-10-01T00:00:00Z'),
  validUntil: at('2027-10-01T00:00:00Z'),
  signedAt: at('2026-10-01T08:00:00Z'),
  now: at('2026-11-01T12:00:00Z'),
  evaluateAt: at('2026-11-01T12:00:00Z'),
}
const told = (changes: Partial<Parameters<typeof checkValidity>[0]>) => {
  const check = checkValidity({ ...FACTS, ...changes })
  return check.state === 'failed' ? check.problems.map(({ code, pointer }) => `${code} ${pointer}`) : check.state
}

describe('validity', () => {
  it('passes, with the tolerance and the kind of time it rests on', () => {
    expect(checkValidity(FACTS)).toEqual({
      state: 'passed',
      notes: [],
      evidence: { clockToleranceSeconds: 60, issuanceTime: 'claimed' },
    })
  })

  it.each<[string, Partial<Parameters<typeof checkValidity>[0]>, string[]]>([
    ['no signing time', { signedAt: undefined }, ['ISSUANCE_TIME /iat']],
    ['a signing time to come', { signedAt: at('2026-11-01T12:01:01Z') }, ['ISSUANCE_TIME /iat']],
    [
      'a signing time behind the end',
      { signedAt: at('2026-10-20T00:00:00Z'), validUntil: at('2026-10-20T00:00:00Z') },
      ['EXPIRED /validUntil', 'VALIDITY_RANGE /iat'],
    ],
    ['a signing time after the time asked for', { evaluateAt: at('2026-10-01T07:58:59Z') }, ['NOT_YET_VALID /iat']],
    ['an end that has come', { validUntil: FACTS.evaluateAt }, ['EXPIRED /validUntil']],
    ['a begin to come', { validFrom: at('2026-11-01T12:01:01Z') }, ['NOT_YET_VALID /validFrom']],
    [
      'an end before the begin',
      { validFrom: at('2027-10-01T00:00:00Z'), evaluateAt: at('2026-11-01T12:00:00Z') },
      ['VALIDITY_RANGE /validUntil', 'NOT_YET_VALID /validFrom'],
    ],
    ['a life beyond the limit', { maxLifetimeDays: 364 }, ['LIFETIME_EXCEEDED /validUntil']],
  ])('%s', (_, changes, expected) => {
    expect(told(changes)).toEqual(expected)
  })

  it.each(['validFrom', 'validUntil'])('a %s that could not be read passes no comparison', (member) => {
    expect(told({ [member]: Number.NaN as Instant })).toEqual([`DATE_MALFORMED /${member}`])
  })

  it('passes with a life of exactly the limit', () => {
    expect(told({ maxLifetimeDays: 365 })).toBe('passed')
  })
})
