import type { AuditEntry, IssuedState } from '@trusted-tech/issuer'

/** How a credential stands, by everything that was said of it: a revocation outweighs whatever came after. */
export function standingOf(history: readonly Pick<AuditEntry, 'act'>[]): IssuedState {
  const acts = history.map(({ act }) => act)
  if (acts.includes('revoked')) return 'revoked'
  return acts.lastIndexOf('suspended') > acts.lastIndexOf('reinstated') ? 'suspended' : 'good'
}
