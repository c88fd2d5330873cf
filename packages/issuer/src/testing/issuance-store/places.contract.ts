import { MIN_LIST_ENTRIES, STATUS_PURPOSES, type StatusPurpose } from '@trusted-tech/status'
import { describe, expect, it } from 'vitest'
import { codeOf, deskAt, ISSUER, OTHER, type StoreFactory } from './store-desk.js'

/** The part of the contract about places in status lists. */
export function describePlaces(createStore: StoreFactory): void {
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
}

function scripted(...numbers: readonly number[]): () => number {
  let next = 0
  return () => numbers[next++ % numbers.length] ?? 0
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
