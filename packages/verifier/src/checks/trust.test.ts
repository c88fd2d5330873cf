import { fail, type Instant, type ReasonCode, type Result } from '@trusted-tech/model'
import type { TrustState } from '@trusted-tech/trust'
import { describe, expect, it } from 'vitest'
import { checkTrust } from './trust.js'

const NOW = 1_793_534_400_000 as Instant
const state = (issuedAt: number, expires: number) =>
  ({ ok: true, value: { issuedAt: NOW + issuedAt, expires: NOW + expires } }) as Result<TrustState>
const told = (trust: Result<TrustState>) => {
  const check = checkTrust(trust, NOW)
  return 'problems' in check ? `${check.state} ${check.problems[0].code} ${check.problems[0].pointer}` : check.state
}

describe('the trust check', () => {
  it.each([
    ['issued before, to expire later', -1000, 1, 'passed'],
    ['issued within the tolerance', 60_000, 90_000, 'passed'],
    ['issued later than that', 60_001, 90_000, 'indeterminate CLOCK_SUSPECT /issuedAt'],
    ['expired now', -1000, 0, 'indeterminate BUNDLE_EXPIRED /expires'],
    ['expired before', -1000, -1, 'indeterminate BUNDLE_EXPIRED /expires'],
  ])('%s', (_, issuedAt, expires, expected) => {
    expect(told(state(issuedAt, expires))).toBe(expected)
  })

  it.each<[ReasonCode, string]>([
    ['BUNDLE_MISSING', 'indeterminate'],
    ['BUNDLE_EXPIRED', 'indeterminate'],
    ['ALGORITHM_UNAVAILABLE', 'indeterminate'],
    ['ROOT_NOT_PINNED', 'failed'],
    ['SIG_INVALID', 'failed'],
    ['BUNDLE_INCONSISTENT', 'failed'],
    ['KEY_ROLE_REUSE', 'failed'],
    ['BUNDLE_FORMAT', 'failed'],
  ])('trust data refused with %s: %s', (code, expected) => {
    expect(told(fail(code, '/x'))).toBe(`${expected} ${code} /x`)
  })
})
