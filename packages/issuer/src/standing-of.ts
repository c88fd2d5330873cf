import type { AuditEntry, IssuedState } from './issuance-store.js'

/**
 * How a credential stands, by everything that was said of it: a revocation outweighs whatever came after.
 *
 * @param history what `IssuanceStore.history` gives of one credential
 * @example
 * standingOf(await store.history({ issuer, credential: id }))
 */
export function standingOf(history: readonly Pick<AuditEntry, 'act'>[]): IssuedState {
  const acts = history.map(({ act }) => act)
  if (acts.includes('revoked')) return 'revoked'
  return acts.lastIndexOf('suspended') > acts.lastIndexOf('reinstated') ? 'suspended' : 'good'
}
