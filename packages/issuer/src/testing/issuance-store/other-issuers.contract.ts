import { STATUS_PURPOSES } from '@trusted-tech/status'
import { describe, expect, it } from 'vitest'
import { deskAt, ISSUER, OTHER, refusal, type StoreFactory } from './store-desk.js'

/** The part of the contract about several issuers at one store. */
export function describeOtherIssuers(createStore: StoreFactory): void {
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
        const [known, unknown] = [await refusal(other.change('a', act)), await refusal(other.change('unheard-of', act))]
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
}
