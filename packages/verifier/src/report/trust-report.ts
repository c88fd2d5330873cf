import { formatInstant, type Result, type TrustReport } from '@trusted-tech/model'
import type { TrustState } from '@trusted-tech/trust'

/** What the report says of the trust data: its kind, its age, and that rollback was not checked. */
export function reportTrust(trust: Result<TrustState>): TrustReport {
  if (!trust.ok) return { trust: 'none', rollback: 'notChecked' }
  const { kind, rollback, root, version, issuedAt, expires, digest } = trust.value
  return {
    trust: kind,
    rollback,
    root,
    version,
    issuedAt: formatInstant(issuedAt),
    expires: formatInstant(expires),
    digest,
  }
}
