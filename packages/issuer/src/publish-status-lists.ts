import { addDays, type Instant, type JsonObject, TrustedTechError } from '@trusted-tech/model'
import { type Signer, type VerificationMethod, vcJwt } from '@trusted-tech/proofs'
import { createBits, createStatusList, MAX_LIST_VALIDITY_DAYS, setBit } from '@trusted-tech/status'
import type { IssuanceStore, StatusListState } from './issuance-store.js'
import { isStillGood } from './published-before.js'
import { refuseForeignSigner } from './refuse-foreign-signer.js'
import { signingTime } from './signing-time.js'

/** A status list to be put where its id says, or into trust data. */
export interface PublishedStatusList {
  /** The URL that status entries name. */
  readonly id: string
  /** The list as `vc+jwt`. */
  readonly secured: string
  /** Whether it was signed now. One that was published before and is still good is not signed again. */
  readonly isNew: boolean
}

/** Lists that are out there, by id, and the methods that they can be verified with. */
export interface PublishedBefore {
  readonly lists: ReadonlyMap<string, string>
  /** The issuer's published methods, where its DID does not carry them itself. */
  readonly verificationMethods?: readonly VerificationMethod[]
}

/**
 * Derives every status list of an issuer from its records, as they are now, and signs it, unless it was published before
 * with the same bits and is good for long enough. A clock that was set back does not date a list before an earlier one.
 *
 * Does not check that the signer's key is the published one, and writes nothing: where the lists go is the caller's.
 * An issuer that has issued nothing has no list.
 *
 * @param options.validDays how long a list is good for: a whole number, at most 100 by the profile
 * @param options.before what was published before; without it every list is signed anew
 * @returns the lists, ordered by id
 * @throws {TrustedTechError} `ERR_ARGUMENT_INVALID` on a validity of no day or of more than 100, and for a signer of
 * another party; `ERR_STORE_BEHIND` when a list published before has a revocation that is not on record;
 * `ERR_CLOCK_BEHIND`
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
  readonly before?: PublishedBefore
}): Promise<readonly PublishedStatusList[]> {
  const { issuer, signer, store, validDays, before } = options
  refuseForeignSigner(signer, issuer)
  if (!Number.isInteger(validDays) || validDays < 1 || validDays > MAX_LIST_VALIDITY_DAYS) {
    throw new TrustedTechError(
      'ERR_ARGUMENT_INVALID',
      `A status list is valid for 1 to ${MAX_LIST_VALIDITY_DAYS} days.`,
    )
  }
  const now = await signingTime({ issuer, store, now: options.now })
  const window = { validFrom: now, validUntil: addDays(now, validDays) }
  const states = await store.lists(issuer)
  const derived = states.map((state) => {
    const current = { id: state.listId, issuer, purpose: state.purpose, bits: bitsOf(state) }
    const secured = before?.lists.get(current.id)
    const { verificationMethods = [] } = before ?? {}
    const kept =
      secured !== undefined &&
      isStillGood({ secured, verificationMethods, kid: signer.verificationMethod, current, now, validDays })
    return { current, kept: kept ? secured : undefined }
  })
  if (derived.some(({ kept }) => kept === undefined)) await store.noteSigning({ issuer, at: now })
  return Promise.all(
    derived.map(async ({ current, kept }) => {
      const { id } = current
      if (kept !== undefined) return { id, secured: kept, isNew: false }
      const document = createStatusList({ ...current, ...window }) as unknown as JsonObject
      return { id, secured: await vcJwt.secure(document, signer, { signedAt: now }), isNew: true }
    }),
  )
}

function bitsOf({ length, set }: Pick<StatusListState, 'length' | 'set'>): Uint8Array {
  const bits = createBits(length)
  for (const index of set) setBit(bits, index)
  return bits
}
