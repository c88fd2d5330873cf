import { createHash } from 'node:crypto'
import type { AuditEntry, IssuedRecord } from '@trusted-tech/issuer'
import { canonicalJson } from '@trusted-tech/model'

/** The last entry of an issuer's audit record. Kept outside of the store, it shows later that nothing before it changed. */
export interface AuditHead {
  readonly issuer: string
  /** 0 where nothing is on record. */
  readonly sequence: number
  /** SHA-256 over everything up to here, in hexadecimal. */
  readonly hash: string
}

/** What the first entry of every chain follows. */
export const CHAIN_START = '0'.repeat(64)

/**
 * The hash of an entry: SHA-256 over the hash before it and the entry's canonical JSON. The entry `issued` has a digest
 * of the credential's record in it, so that the chain holds the record as well.
 *
 * @see RFC 8785 section 3.2, "Generation of Canonical JSON Data"
 */
export function chainHash(options: {
  readonly previous: string
  readonly entry: AuditEntry
  readonly record?: IssuedRecord
}): string {
  const { previous, entry, record } = options
  const { sequence, issuer, credential, act, reason, recordedAt } = entry
  const text = canonicalJson({
    sequence,
    issuer,
    credential,
    act,
    recordedAt,
    ...(reason === undefined ? {} : { reason }),
    ...(record === undefined ? {} : { record: recordDigest(record) }),
  })
  return createHash('sha256').update(Buffer.from(previous, 'hex')).update(text, 'utf8').digest('hex')
}

function recordDigest({ id, issuer, type, subject, issuedAt, secured, places }: IssuedRecord): string {
  const json = { id, issuer, type, subject, issuedAt, secured, places: places.map((place) => ({ ...place })) }
  return createHash('sha256').update(canonicalJson(json), 'utf8').digest('hex')
}
