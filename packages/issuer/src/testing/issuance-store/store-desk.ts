import { instantFromSeconds, TrustedTechError } from '@trusted-tech/model'
import { STATUS_PURPOSES, type StatusPurpose } from '@trusted-tech/status'
import type { IssuanceStore, IssuedRecord, IssueRequest, StatusAct, StatusPlace } from '../../issuance-store.js'
import { seededRandomness } from '../seeded-randomness.js'

export const ISSUER = 'did:web:assessor.example'
export const OTHER = 'did:web:other-assessor.example'
export const NOW = '2026-11-01T12:00:00Z'

/** Makes an empty store. `capacity`: how many places of a list are given out before the next list is opened. */
export type StoreFactory = (options?: { readonly capacity?: number }) => Promise<IssuanceStore>

/** One issuer’s use of a store, in the fewest words. */
export function deskAt(
  store: IssuanceStore,
  options: { readonly issuer?: string; readonly seed?: number; readonly purposes?: readonly StatusPurpose[] } = {},
) {
  const { issuer = ISSUER, seed = 1, purposes = STATUS_PURPOSES } = options
  const randomness = seededRandomness(seed)
  const reserve = (credential: string, random = (bound: number) => randomness.below(bound)) =>
    store.reserve({
      issuer,
      credential,
      purposes,
      listIdFor: (purpose, n) => `https://${issuer.slice(8)}/status/${purpose}/${n}`,
      random,
    })
  /** Begins to answer a request, at a second of the clock. */
  const begin = (credential: string, request: IssueRequest, second = 0) =>
    store.reserve({
      issuer,
      credential,
      purposes,
      listIdFor: (purpose, n) => `https://${issuer.slice(8)}/status/${purpose}/${n}`,
      random: (bound) => randomness.below(bound),
      request: { ...request, askedAt: instantFromSeconds(1_793_000_000 + second) },
    })
  return {
    store,
    reserve,
    begin,
    answerTo: async (request: IssueRequest) => (await store.answerTo({ issuer, request }))?.id,
    release: (credential: string) => store.release({ issuer, credential }),
    /** Answers a request, as far as a credential on record. */
    async answer(id: string, request: IssueRequest, second?: number): Promise<IssuedRecord> {
      const record = recordOf(id, await begin(id, request, second), issuer)
      await store.commit(record)
      return record
    },
    async issue(id: string): Promise<IssuedRecord> {
      const record = recordOf(id, await reserve(id), issuer)
      await store.commit(record)
      return record
    },
    change: (credential: string, act: StatusAct, changes: { recordedAt?: string; reason?: string } = {}) =>
      store.change({ issuer, credential, act, reason: 'a reason', recordedAt: NOW, ...changes }),
    async set(purpose: StatusPurpose): Promise<readonly number[]> {
      return (await store.lists(issuer)).find((list) => list.purpose === purpose)?.set ?? []
    },
    async acts(): Promise<readonly string[]> {
      return (await store.history({ issuer })).map(({ act, credential }) => `${act} ${credential}`)
    },
  }
}

export function recordOf(id: string, places: readonly StatusPlace[], issuer = ISSUER): IssuedRecord {
  return {
    id,
    issuer,
    type: 'ConformityCertificate',
    subject: 'pkg:generic/a/b',
    issuedAt: NOW,
    secured: `header.${id}.signature`,
    places,
  }
}

export async function refusal(attempt: Promise<unknown>): Promise<TrustedTechError> {
  const error = await attempt.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (error instanceof TrustedTechError) return error
  throw new Error('not refused', { cause: error })
}

export async function codeOf(attempt: Promise<unknown>): Promise<string> {
  return (await refusal(attempt)).code
}
