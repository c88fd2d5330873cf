import { addDays, type Instant, type JsonObject, TrustedTechError } from '@trusted-tech/model'
import { type Signer, vcJwt } from '@trusted-tech/proofs'
import { createBits, createStatusList, setBit } from '@trusted-tech/status'
import type { IssuanceStore } from './issuance-store.js'

export interface PublishedStatusList {
  readonly id: string
  readonly secured: string
}

/**
 * Derives every status list of an issuer from its records and signs it.
 *
 * @param options.validDays how long a list is good for; at most 100, by the profile
 * @throws {TrustedTechError} `ERR_ARGUMENT_INVALID` on a validity of no day or of more than 100.
 * @see W3C Bitstring Status List v1.0, section 2.2 "BitstringStatusListCredential"
 */
export async function publishStatusLists(options: {
  readonly issuer: string
  readonly signer: Signer
  readonly store: IssuanceStore
  readonly now: Instant
  readonly validDays: number
}): Promise<readonly PublishedStatusList[]> {
  const { issuer, signer, store, now, validDays } = options
  if (!Number.isInteger(validDays) || validDays < 1 || validDays > 100) {
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'A status list is valid for 1 to 100 days.')
  }
  const published: PublishedStatusList[] = []
  for (const { listId, purpose, length, set } of await store.lists(issuer)) {
    const bits = createBits(length)
    for (const index of set) setBit(bits, index)
    const document = createStatusList({
      id: listId,
      issuer,
      purpose,
      bits,
      validFrom: now,
      validUntil: addDays(now, validDays),
    })
    published.push({
      id: listId,
      secured: await vcJwt.secure(document as unknown as JsonObject, signer, { signedAt: now }),
    })
  }
  return published
}
