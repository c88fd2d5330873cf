import { describe, expect, it } from 'vitest'
import type { IssuedEntry, IssuedQuery } from '../../issuance-store.js'
import { codeOf, deskAt, ISSUER, OTHER, recordOf, type StoreFactory } from './store-desk.js'

/** The part of the contract about finding what was issued. */
export function describeSearch(createStore: StoreFactory): void {
  describe('a search', () => {
    const everything = async (store: Awaited<ReturnType<StoreFactory>>, query: Partial<IssuedQuery> = {}) => {
      const pages: (readonly IssuedEntry[])[] = []
      let after: string | undefined
      do {
        const asked = { issuer: ISSUER, limit: 3, ...query, ...(after === undefined ? {} : { after }) }
        const page = await store.search(asked)
        pages.push(page.found)
        after = page.next
      } while (after !== undefined)
      return pages
    }

    it('gives each credential once, in order, page by page, without its bytes', async () => {
      const desk = deskAt(await createStore())
      for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) {
        await desk.issue(id)
        await desk.reserve(`burnt after ${id}`)
      }
      const pages = await everything(desk.store)
      expect(pages.map((page) => page.map(({ id }) => id))).toEqual([
        ['a', 'b', 'c'],
        ['d', 'e', 'f'],
      ])
      const { secured: _secured, places: _places, ...facts } = recordOf('a', [])
      expect(pages[0]?.[0]).toEqual({ ...facts, state: 'good' })
    })

    it('tells how each stands now', async () => {
      const desk = deskAt(await createStore())
      for (const id of ['good', 'suspended', 'lifted', 'revoked', 'both']) await desk.issue(id)
      for (const id of ['suspended', 'lifted', 'both']) await desk.change(id, 'suspended')
      await desk.change('lifted', 'reinstated')
      for (const id of ['revoked', 'both']) await desk.change(id, 'revoked')
      const states = (await everything(desk.store)).flat().map(({ id, state }) => [id, state])
      expect(states).toEqual([
        ['good', 'good'],
        ['suspended', 'suspended'],
        ['lifted', 'good'],
        ['revoked', 'revoked'],
        ['both', 'revoked'],
      ])
      for (const state of ['good', 'suspended', 'revoked'] as const) {
        const ids = (await everything(desk.store, { state, limit: 1 })).flat().map(({ id }) => id)
        expect(ids).toEqual(states.filter((one) => one[1] === state).map(([id]) => id))
      }
    })

    it('finds by the exact subject and type, together with the state', async () => {
      const desk = deskAt(await createStore())
      const issue = async (id: string, subject: string, type: string) =>
        desk.store.commit({ ...recordOf(id, await desk.reserve(id)), subject, type })
      await issue('a', 'pkg:generic/a/b', 'ConformityCertificate')
      await issue('b', 'pkg:generic/a/bc', 'ConformityCertificate')
      await issue('c', 'pkg:generic/a/b', 'ConformityDeclaration')
      await desk.change('a', 'revoked')
      const found = async (query: Partial<IssuedQuery>) =>
        (await everything(desk.store, query)).flat().map(({ id }) => id)
      expect(await found({ subject: 'pkg:generic/a/b' })).toEqual(['a', 'c'])
      expect(await found({ subject: 'pkg:generic/a/b', type: 'ConformityDeclaration' })).toEqual(['c'])
      expect(await found({ type: 'ConformityCertificate', state: 'good' })).toEqual(['b'])
      expect(await found({ subject: "' or 1=1 --" })).toEqual([])
    })

    it('finds nothing of another issuer', async () => {
      const store = await createStore()
      await deskAt(store).issue('a')
      await deskAt(store, { issuer: OTHER, seed: 2 }).issue('b')
      expect((await everything(store)).flat().map(({ id }) => id)).toEqual(['a'])
      expect(await store.search({ issuer: 'did:web:nobody.example', limit: 1000 })).toEqual({ found: [] })
    })

    it.each([0, -1, 1001, 1.5, Number.NaN])('has no pages of %d', async (limit) => {
      expect(await codeOf((await createStore()).search({ issuer: ISSUER, limit }))).toBe('ERR_ARGUMENT_INVALID')
    })

    it.each(['-1', '1.5', 'x', '', ' 1', '01', '9'.repeat(16)])('does not begin after %j', async (after) => {
      const store = await createStore()
      expect(await codeOf(store.search({ issuer: ISSUER, limit: 1, after }))).toBe('ERR_ARGUMENT_INVALID')
    })
  })
}
