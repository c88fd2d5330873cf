import { formatInstant, type Instant } from '@trusted-tech/model'
import type { IssuanceStore, StatusAct } from './issuance-store.js'

interface StatusOptions {
  /** The credential. */
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
 * Does not publish: `publishStatusLists` does. May be repeated by whoever did not see the answer.
 *
 * @throws {TrustedTechError} `ERR_CREDENTIAL_UNKNOWN` for a credential that this issuer did not issue.
 * @example
 * ```ts
 * await revokeCredential({ id, issuer: 'did:web:assessor.example', reason: 'assessed another build', store, now })
 * ```
 * @see W3C Bitstring Status List v1.0, section 2.1 "BitstringStatusListEntry"
 */
export async function revokeCredential(options: StatusOptions): Promise<void> {
  await record('revoked', options)
}

/**
 * Suspends a credential until it is reinstated, with the next status list.
 *
 * @throws {TrustedTechError} as {@link revokeCredential}; `ERR_STATUS_IRREVERSIBLE` when it is revoked.
 */
export async function suspendCredential(options: StatusOptions): Promise<void> {
  await record('suspended', options)
}

/**
 * Lifts a suspension, with the next status list.
 *
 * @throws {TrustedTechError} as {@link suspendCredential}: a revocation is never lifted.
 */
export async function reinstateCredential(options: StatusOptions): Promise<void> {
  await record('reinstated', options)
}

async function record(act: StatusAct, { id, issuer, reason, store, now }: StatusOptions): Promise<void> {
  await store.change({ issuer, credential: id, act, reason, recordedAt: formatInstant(now) })
}
