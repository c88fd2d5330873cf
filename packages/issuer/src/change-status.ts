import { formatInstant, type Instant, TrustedTechError } from '@trusted-tech/model'
import type { IssuanceStore, StatusPurpose } from './issuance-store.js'

interface StatusOptions {
  readonly id: string
  readonly issuer: string
  /** Why, in the words of the record. */
  readonly reason: string
  readonly store: IssuanceStore
  readonly now: Instant
}

/**
 * Revokes a credential for good. The change is on record when this returns; buyers see it with the next status list.
 *
 * @throws {TrustedTechError} `ERR_CREDENTIAL_UNKNOWN` for a credential that this issuer did not issue.
 * @see W3C Bitstring Status List v1.0, section 2.1 "BitstringStatusListEntry"
 */
export async function revokeCredential(options: StatusOptions): Promise<void> {
  await setStatus(options, 'revocation', true)
}

/** Suspends a credential until it is reinstated. Errors as {@link revokeCredential}. */
export async function suspendCredential(options: StatusOptions): Promise<void> {
  await setStatus(options, 'suspension', true)
}

/**
 * Lifts a suspension.
 *
 * @throws {TrustedTechError} `ERR_STATUS_IRREVERSIBLE` when the credential is revoked: a revocation is never lifted.
 */
export async function reinstateCredential(options: StatusOptions): Promise<void> {
  const changes = await options.store.changes(options.id)
  if (changes.some(({ purpose, value }) => purpose === 'revocation' && value)) {
    throw new TrustedTechError('ERR_STATUS_IRREVERSIBLE', `${options.id} is revoked; a revocation is never lifted.`)
  }
  await setStatus(options, 'suspension', false)
}

async function setStatus(options: StatusOptions, purpose: StatusPurpose, value: boolean): Promise<void> {
  const { id, issuer, reason, store, now } = options
  const record = await store.find(id)
  if (record === undefined || record.issuer !== issuer) {
    throw new TrustedTechError('ERR_CREDENTIAL_UNKNOWN', `${issuer} has issued no credential ${id}.`)
  }
  if (!record.places.some((place) => place.purpose === purpose)) {
    throw new TrustedTechError('ERR_CREDENTIAL_UNKNOWN', `${id} has no status entry for ${purpose}.`)
  }
  await store.change({ credential: id, purpose, value, reason, recordedAt: formatInstant(now) })
}
