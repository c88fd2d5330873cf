import { describe, expect, it } from 'vitest'
import { deskAt, ISSUER, NOW, OTHER, type StoreFactory } from './store-desk.js'

/** The part of the contract about the audit record. */
export function describeAudit(createStore: StoreFactory): void {
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
}
