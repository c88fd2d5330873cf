import type { AuditEntry } from '@trusted-tech/issuer'
import type { Tables } from '../tables.js'

/** An audit row as the entry that was written. */
export function entryOf(row: Tables['audit']): AuditEntry {
  const { sequence, issuer, credential, act, reason, recorded_at } = row
  return { sequence, issuer, credential, act, ...(reason === null ? {} : { reason }), recordedAt: recorded_at }
}
