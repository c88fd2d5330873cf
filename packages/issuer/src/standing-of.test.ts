import { expect, it } from 'vitest'
import { standingOf } from './standing-of.js'

it.each([
  [['issued'], 'good'],
  [['issued', 'suspended'], 'suspended'],
  [['issued', 'suspended', 'reinstated'], 'good'],
  [['issued', 'suspended', 'reinstated', 'suspended'], 'suspended'],
  [['issued', 'suspended', 'revoked', 'revoked'], 'revoked'],
] as const)('after %j a credential is %s', (acts, standing) => {
  expect(standingOf(acts.map((act) => ({ act })))).toBe(standing)
})
