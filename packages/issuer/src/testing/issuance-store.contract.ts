import { TrustedTechError } from '@trusted-tech/model'
import { MIN_LIST_ENTRIES, STATUS_PURPOSES, type StatusPurpose } from '@trusted-tech/status'
import { describe, expect, it } from 'vitest'
import type { IssuanceStore, IssuedRecord, StatusAct, StatusPlace } from '../issuance-store.js'
import { seededRandomness } from './seeded-randomness.js'

const ISSUER = 'did:web:assessor.example'
const OTHER = 'did:web:other-assessor.example'
const NOW = '2026-11-01T12:00:00Z'

/** Makes an empty store. `capacity`: how many places of a list are given out before the next list is opened. */
export type StoreFactory = (options?: { readonly capacity?: number }) => Promise<IssuanceStore>

/**
 * The contract of `IssuanceStore` as tests, the same for every implementation.
 *
 * @example
 * describeIssuanceStore('in memory', async (options) => createMemoryIssuanceStore(options))
 */
export function describeIssuanceStore(name: string, createStore: StoreFactory): void {
  describe(`an issuance store, ${name}`, () => {
    describe('places in status lists', () => {
      it('are one in a list of each purpose', async () => {
        const desk = deskAt(await createStore())
        const places = await desk.reserve('a')
        expect(places.map(({ purpose, listId }) => [purpose, listId])).toEqual([
          ['revocation', `https://${ISSUER.slice(8)}/status/revocation/0`],
          ['suspension', `https://${ISSUER.slice(8)}/status/suspension/0`],
        ])
        for (const { index } of places) {
          expect(Number.isInteger(index) && index >= 0 && index < MIN_LIST_ENTRIES).toBe(true)
        }
      })

      it('THREAT-160 are never given twice, to 64 callers at once, 10,000 times', async () => {
        const desk = deskAt(await createStore())
        const caller = async (caller: number) => {
          const taken: string[] = []
          for (let turn = 0; turn < 157; turn += 1) {
            for (const { listId, index } of await desk.reserve(`${caller}-${turn}`)) taken.push(`${listId} ${index}`)
          }
          return taken
        }
        const taken = (await Promise.all(Array.from({ length: 64 }, (_, number) => caller(number)))).flat()
        expect(taken).toHaveLength(2 * 64 * 157)
        expect(new Set(taken).size).toBe(taken.length)
      })

      it('THREAT-093 say nothing about the order of issue: indexes are uniform and independent', async () => {
        const desk = deskAt(await createStore(), { seed: 20261124 })
        const indexes: Record<StatusPurpose, number[]> = { revocation: [], suspension: [] }
        for (let turn = 0; turn < 6400; turn += 1) {
          for (const { purpose, index } of await desk.reserve(`${turn}`)) indexes[purpose].push(index)
        }
        // 63 degrees of freedom: mean 63, standard deviation 11.2. Indexes given in order would be far beyond.
        for (const purpose of STATUS_PURPOSES) {
          expect(chiSquare(indexes[purpose], 64)).toBeGreaterThan(25)
          expect(chiSquare(indexes[purpose], 64)).toBeLessThan(110)
        }
        // Neither does one index tell the next, nor the one list the other.
        expect(Math.abs(correlation(indexes.revocation.slice(1), indexes.revocation.slice(0, -1)))).toBeLessThan(0.05)
        expect(Math.abs(correlation(indexes.revocation, indexes.suspension))).toBeLessThan(0.05)
      })

      it('are drawn with the generator of the caller, within the list', async () => {
        const store = await createStore()
        const bounds: number[] = []
        const desk = deskAt(store)
        const places = await desk.reserve('a', (bound) => {
          bounds.push(bound)
          return 11
        })
        expect(places.map(({ index }) => index)).toEqual([11, 11])
        expect(bounds).toEqual([MIN_LIST_ENTRIES, MIN_LIST_ENTRIES])
      })

      it('THREAT-162 that were reserved and never recorded stay burnt', async () => {
        const desk = deskAt(await createStore())
        await desk.reserve('crashed', () => 7)
        expect((await desk.reserve('next', scripted(7, 8, 7, 9))).map(({ index }) => index)).toEqual([8, 9])
      })

      it('are not the same ones for a second reservation of one credential', async () => {
        const desk = deskAt(await createStore())
        await desk.reserve('a')
        expect(await codeOf(desk.reserve('a'))).toBe('ERR_ARGUMENT_INVALID')
      })

      it.each([
        ['below the list', -1],
        ['beyond the list', MIN_LIST_ENTRIES],
        ['between two places', 1.5],
        ['that is no number', Number.NaN],
      ])('an index %s is not taken from the generator', async (_label, index) => {
        const desk = deskAt(await createStore())
        expect(await codeOf(desk.reserve('a', () => index))).toBe('ERR_ARGUMENT_INVALID')
      })

      it('a generator that finds nothing new ends in an error, not in a search without end', async () => {
        const desk = deskAt(await createStore())
        await desk.reserve('a', () => 5)
        expect(await codeOf(desk.reserve('b', () => 5))).toBe('ERR_STATUS_EXHAUSTED')
      })

      it('THREAT-178 a list is left before it is full, and the next one is opened, once', async () => {
        const desk = deskAt(await createStore({ capacity: 100 }))
        const places = (await Promise.all(Array.from({ length: 250 }, (_, turn) => desk.reserve(`${turn}`)))).flat()
        const used = new Map<string, number>()
        for (const { listId } of places) used.set(listId, (used.get(listId) ?? 0) + 1)
        expect([...used].sort()).toEqual(
          STATUS_PURPOSES.flatMap((purpose) =>
            [100, 100, 50].map((count, number) => [`https://${ISSUER.slice(8)}/status/${purpose}/${number}`, count]),
          ),
        )
        expect(new Set(places.map(({ listId, index }) => `${listId} ${index}`)).size).toBe(500)
        expect((await desk.store.lists(ISSUER)).map(({ length }) => length)).toEqual(Array(6).fill(MIN_LIST_ENTRIES))
      })

      it('THREAT-178 a new list does not take the id of one that is there', async () => {
        const store = await createStore({ capacity: 1 })
        const reserve = (issuer: string, credential: string) =>
          store.reserve({
            issuer,
            credential,
            purposes: ['revocation'],
            listIdFor: () => 'https://assessor.example/status',
            random: () => 3,
          })
        await reserve(ISSUER, 'a')
        expect(await codeOf(reserve(ISSUER, 'b'))).toBe('ERR_ARGUMENT_INVALID')
        expect(await codeOf(reserve(OTHER, 'a'))).toBe('ERR_ARGUMENT_INVALID')
      })
    })

    describe('the record', () => {
      it('returns what was committed, byte for byte', async () => {
        const desk = deskAt(await createStore())
        const record = await desk.issue('a')
        expect(await desk.store.find({ issuer: ISSUER, id: 'a' })).toEqual(record)
        expect(await desk.store.find({ issuer: ISSUER, id: 'b' })).toBeUndefined()
      })

      it('does not change with the object that was committed', async () => {
        const desk = deskAt(await createStore())
        const places = (await desk.reserve('a')).map((place) => ({ ...place }))
        const record = { ...recordOf('a', places), places }
        await desk.store.commit(record)
        const before = structuredClone(record)
        for (const place of places) place.index += 1
        record.secured = 'another'
        expect(await desk.store.find({ issuer: ISSUER, id: 'a' })).toEqual(before)
      })

      it('has each id once', async () => {
        const desk = deskAt(await createStore())
        const record = await desk.issue('a')
        expect(await codeOf(desk.store.commit({ ...record, secured: 'another' }))).toBe('ERR_ARGUMENT_INVALID')
        expect(await desk.store.find({ issuer: ISSUER, id: 'a' })).toEqual(record)
        expect(await desk.acts()).toEqual(['issued a'])
      })

      it.each<
        readonly [string, (own: readonly StatusPlace[], others: readonly StatusPlace[]) => readonly StatusPlace[]]
      >([
        ['another credential’s', (_own, others) => others],
        ['one of its own and one of another credential', ([own], [, other]) => [own, other] as StatusPlace[]],
        ['one of two', ([first]) => [first] as StatusPlace[]],
        ['one twice', ([first]) => [first, first] as StatusPlace[]],
        ['none', () => []],
        ['places that nobody reserved', (own) => own.map((place) => ({ ...place, index: (place.index + 1) % 100 }))],
      ])('THREAT-160 takes no credential whose places are %s', async (_label, places) => {
        const desk = deskAt(await createStore())
        const [own, others] = [await desk.reserve('a'), await desk.reserve('b')]
        expect(await codeOf(desk.store.commit(recordOf('a', places(own, others))))).toBe('ERR_ARGUMENT_INVALID')
        expect(await desk.store.find({ issuer: ISSUER, id: 'a' })).toBeUndefined()
        expect(await desk.acts()).toEqual([])
      })

      it('THREAT-160 takes no credential without a reservation, or with another issuer’s', async () => {
        const desk = deskAt(await createStore())
        const other = deskAt(desk.store, { issuer: OTHER })
        const places = await other.reserve('a')
        expect(await codeOf(desk.store.commit(recordOf('a', places)))).toBe('ERR_ARGUMENT_INVALID')
        expect(await codeOf(desk.store.commit(recordOf('a', [])))).toBe('ERR_ARGUMENT_INVALID')
      })
    })

    describe('changes of status', () => {
      it('THREAT-161 are rows that lists are derived from, in any order of calls', async () => {
        const desk = deskAt(await createStore())
        const records: IssuedRecord[] = []
        for (let turn = 0; turn < 40; turn += 1) records.push(await desk.issue(`${turn}`))
        await Promise.all(
          records.map(({ id }, turn) => (turn % 2 === 0 ? desk.change(id, 'revoked') : desk.change(id, 'suspended'))),
        )
        expect(await desk.set('revocation')).toEqual(indexes(records, 'revocation', (turn) => turn % 2 === 0))
        expect(await desk.set('suspension')).toEqual(indexes(records, 'suspension', (turn) => turn % 2 === 1))
      })

      it('are in the next list when they are acknowledged', async () => {
        const desk = deskAt(await createStore())
        const { places } = await desk.issue('a')
        const [revocation, suspension] = places.map(({ index }) => index)
        expect([await desk.set('revocation'), await desk.set('suspension')]).toEqual([[], []])
        await desk.change('a', 'suspended')
        expect(await desk.set('suspension')).toEqual([suspension])
        await desk.change('a', 'reinstated')
        expect(await desk.set('suspension')).toEqual([])
        await desk.change('a', 'suspended')
        await desk.change('a', 'revoked')
        expect([await desk.set('revocation'), await desk.set('suspension')]).toEqual([[revocation], [suspension]])
      })

      it('THREAT-092 never lift a revocation, and follow none but another revocation', async () => {
        const desk = deskAt(await createStore())
        const { places } = await desk.issue('a')
        await desk.change('a', 'revoked')
        expect(await codeOf(desk.change('a', 'reinstated'))).toBe('ERR_STATUS_IRREVERSIBLE')
        expect(await codeOf(desk.change('a', 'suspended'))).toBe('ERR_STATUS_IRREVERSIBLE')
        await desk.change('a', 'revoked')
        expect(await desk.set('revocation')).toEqual([places[0]?.index])
        expect(await desk.acts()).toEqual(['issued a', 'revoked a', 'revoked a'])
      })

      it('THREAT-092 at once: whoever comes after a revocation is refused', async () => {
        const desk = deskAt(await createStore())
        for (let turn = 0; turn < 20; turn += 1) {
          const id = `${turn}`
          await desk.issue(id)
          await desk.change(id, 'suspended')
          await Promise.allSettled([
            desk.change(id, 'reinstated'),
            desk.change(id, 'revoked'),
            desk.change(id, 'reinstated'),
          ])
          const acts = (await desk.store.history({ issuer: ISSUER, credential: id })).map(({ act }) => act)
          expect(acts.indexOf('revoked')).toBe(acts.length - 1)
        }
      })

      it('of a credential without a record, reserved or not, are refused', async () => {
        const desk = deskAt(await createStore())
        await desk.reserve('reserved')
        expect(await codeOf(desk.change('reserved', 'revoked'))).toBe('ERR_CREDENTIAL_UNKNOWN')
        expect(await codeOf(desk.change('unheard-of', 'revoked'))).toBe('ERR_CREDENTIAL_UNKNOWN')
        expect(await desk.acts()).toEqual([])
      })

      it('in a list that the credential has no place in are refused', async () => {
        const desk = deskAt(await createStore(), { purposes: ['revocation'] })
        await desk.issue('a')
        expect(await codeOf(desk.change('a', 'suspended'))).toBe('ERR_CREDENTIAL_UNKNOWN')
      })
    })

    describe('the audit record', () => {
      it('has what happened in the order in which it happened, whatever the clock says', async () => {
        const desk = deskAt(await createStore())
        await desk.issue('a')
        await desk.issue('b')
        await desk.change('b', 'suspended', { recordedAt: '2026-11-03T00:00:00Z', reason: 'vulnerability' })
        await desk.change('a', 'revoked', { recordedAt: '2026-11-02T00:00:00Z', reason: 'another build' })
        await desk.change('b', 'reinstated', { recordedAt: '2026-11-04T00:00:00Z', reason: 'fixed' })
        const base = { issuer: ISSUER }
        expect(await desk.store.history({ issuer: ISSUER })).toEqual([
          { ...base, sequence: 1, act: 'issued', credential: 'a', recordedAt: NOW },
          { ...base, sequence: 2, act: 'issued', credential: 'b', recordedAt: NOW },
          {
            ...base,
            sequence: 3,
            act: 'suspended',
            credential: 'b',
            recordedAt: '2026-11-03T00:00:00Z',
            reason: 'vulnerability',
          },
          {
            ...base,
            sequence: 4,
            act: 'revoked',
            credential: 'a',
            recordedAt: '2026-11-02T00:00:00Z',
            reason: 'another build',
          },
          {
            ...base,
            sequence: 5,
            act: 'reinstated',
            credential: 'b',
            recordedAt: '2026-11-04T00:00:00Z',
            reason: 'fixed',
          },
        ])
        const ofB = await desk.store.history({ issuer: ISSUER, credential: 'b' })
        expect(ofB.map(({ sequence }) => sequence)).toEqual([2, 3, 5])
      })

      it('counts each issuer’s entries without a gap, also when many write at once', async () => {
        const store = await createStore()
        const desks = [deskAt(store), deskAt(store, { issuer: OTHER, seed: 2 })]
        await Promise.all(
          desks.flatMap((desk) =>
            Array.from({ length: 50 }, async (_, turn) => {
              await desk.issue(`${turn}`)
              await desk.change(`${turn}`, 'revoked')
            }),
          ),
        )
        for (const issuer of [ISSUER, OTHER]) {
          const history = await store.history({ issuer })
          expect(history.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 100 }, (_, place) => place + 1))
        }
      })
    })

    describe('another issuer', () => {
      it('has lists, records and history of its own', async () => {
        const store = await createStore()
        const [desk, other] = [deskAt(store), deskAt(store, { issuer: OTHER, seed: 2 })]
        await desk.issue('a')
        await desk.change('a', 'revoked')
        await other.issue('b')
        expect(await store.find({ issuer: OTHER, id: 'a' })).toBeUndefined()
        expect(await store.history({ issuer: OTHER, credential: 'a' })).toEqual([])
        expect((await store.history({ issuer: OTHER })).map(({ credential }) => credential)).toEqual(['b'])
        expect((await store.lists(OTHER)).map(({ listId, set }) => [listId, set])).toEqual(
          STATUS_PURPOSES.map((purpose) => [`https://${OTHER.slice(8)}/status/${purpose}/0`, []]),
        )
      })

      it('does not revoke, suspend or reinstate what this one issued, and does not learn that it exists', async () => {
        const store = await createStore()
        const [desk, other] = [deskAt(store), deskAt(store, { issuer: OTHER })]
        await desk.issue('a')
        for (const act of ['revoked', 'suspended', 'reinstated'] as const) {
          const [known, unknown] = [
            await refusal(other.change('a', act)),
            await refusal(other.change('unheard-of', act)),
          ]
          expect(known.code).toBe('ERR_CREDENTIAL_UNKNOWN')
          expect(known.message.replace(' a.', '')).toBe(unknown.message.replace(' unheard-of.', ''))
        }
        expect(await desk.set('revocation')).toEqual([])
        expect(await desk.acts()).toEqual(['issued a'])
      })

      it('may have a credential of the same id: it is another credential', async () => {
        const store = await createStore()
        const [desk, other] = [deskAt(store), deskAt(store, { issuer: OTHER, seed: 2 })]
        const [own, others] = [await desk.issue('a'), await other.issue('a')]
        await other.change('a', 'revoked')
        expect(await store.find({ issuer: ISSUER, id: 'a' })).toEqual(own)
        expect(await store.find({ issuer: OTHER, id: 'a' })).toEqual(others)
        expect([await desk.set('revocation'), await other.set('revocation')]).toEqual([[], [others.places[0]?.index]])
      })
    })
  })
}

/** One issuer’s use of a store, in the fewest words. */
function deskAt(
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
  return {
    store,
    reserve,
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

function recordOf(id: string, places: readonly StatusPlace[], issuer = ISSUER): IssuedRecord {
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

function indexes(
  records: readonly IssuedRecord[],
  purpose: StatusPurpose,
  which: (turn: number) => boolean,
): readonly number[] {
  return records
    .filter((_, turn) => which(turn))
    .flatMap(({ places }) => places.filter((place) => place.purpose === purpose).map(({ index }) => index))
    .sort((one, other) => one - other)
}

function scripted(...numbers: readonly number[]): () => number {
  let next = 0
  return () => numbers[next++ % numbers.length] ?? 0
}

async function refusal(attempt: Promise<unknown>): Promise<TrustedTechError> {
  const error = await attempt.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (error instanceof TrustedTechError) return error
  throw new Error('not refused', { cause: error })
}

async function codeOf(attempt: Promise<unknown>): Promise<string> {
  return (await refusal(attempt)).code
}

function chiSquare(values: readonly number[], buckets: number): number {
  const counts = Array<number>(buckets).fill(0)
  for (const value of values) counts[Math.floor((value / MIN_LIST_ENTRIES) * buckets)]! += 1
  const expected = values.length / buckets
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
}

function correlation(one: readonly number[], other: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [a, b] = [mean(one), mean(other)]
  let [covariance, varianceOne, varianceOther] = [0, 0, 0]
  for (const [at, value] of one.entries()) {
    const [x, y] = [value - a, (other[at] ?? 0) - b]
    covariance += x * y
    varianceOne += x * x
    varianceOther += y * y
  }
  return covariance / Math.sqrt(varianceOne * varianceOther)
}
