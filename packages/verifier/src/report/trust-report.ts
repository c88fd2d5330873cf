import { formatInstant, type Result, type TrustReport } from '@trusted-tech/model'
import type { TrustState } from '@trusted-tech/trust'

/** What the report says of the trust data: its kind, its age, and that rollback was not checked. */
export function reportTrust(trust: Result<TrustState>): TrustReport {
  if (!trust.ok) return { trust: 'none', rollback: 'notChecked' }
  const known = reports.get(trust.value)
  if (known !== undefined) return known
  const { kind, rollback, root, version, issuedAt, expires, digest } = trust.value
  const report: TrustReport = Object.freeze({
    trust: kind,
    rollback,
    root,
    version,
    issuedAt: formatInstant(issuedAt),
    expires: formatInstant(expires),
    digest,
  })
  reports.set(trust.value, report)
  return report
}

/** Every verdict on one trust state says the same of it. */
const reports = new WeakMap<TrustState, TrustReport>()
