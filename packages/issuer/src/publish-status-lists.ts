import { addDays, type Instant, type JsonObject, TrustedTechError } from '@trusted-tech/model'
import { type Signer, vcJwt } from '@trusted-tech/proofs'
import { createBits, createStatusList, MAX_LIST_VALIDITY_DAYS, setBit } from '@trusted-tech/status'
import type { IssuanceStore, StatusListState } from './issuance-store.js'
import { refuseForeignSigner } from './refuse-foreign-signer.js'

/** A status list to be put where its id says, or into trust data. */
export interface PublishedStatusList {
  /** The URL that status entries name. */
  readonly id: string
  /** The list as `vc+jwt`. */
  readonly secured: string
}

/**
 * Derives every status list of an issuer from its records, as they are now, and signs it.
 *
 * Does not check that the signer's key is the published one, and writes nothing: where the lists go is the caller's.
 * An issuer that has issued nothing has no list.
 *
 * @param options.validDays how long a list is good for: a whole number, at most 100 by the profile
 * @returns the lists, ordered by id
 * @throws {TrustedTechError} `ERR_ARGUMENT_INVALID` on a validity of no day or of more than 100, and for a signer of
 * another party.
 * @example
 * ```ts
 * const lists = await publishStatusLists({ issuer: 'did:web:assessor.example', signer, store, now, validDays: 30 })
 * ```
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
  refuseForeignSigner(signer, issuer)
  if (!Number.isInteger(validDays) || validDays < 1 || validDays > MAX_LIST_VALIDITY_DAYS) {
    throw new TrustedTechError(
      'ERR_ARGUMENT_INVALID',
      `A status list is valid for 1 to ${MAX_LIST_VALIDITY_DAYS} days.`,
    )
  }
  const window = { validFrom: now, validUntil: addDays(now, validDays) }
  const lists = await store.lists(issuer)
  return Promise.all(
    lists.map(async ({ listId, purpose, length, set }) => {
      const bits = bitsOf({ length, set })
      const document = createStatusList({ id: listId, issuer, purpose, bits, ...window })
      return {
        id: listId,
        secured: await vcJwt.secure(document as unknown as JsonObject, signer, { signedAt: now }),
      }
    }),
  )
}

function bitsOf({ length, set }: Pick<StatusListState, 'length' | 'set'>): Uint8Array {
  const bits = createBits(length)
  for (const index of set) setBit(bits, index)
  return bits
}
