import { instantFromSeconds } from '@trusted-tech/model'
import { describe, expect, it } from 'vitest'
import { deskAt, ISSUER, OTHER, type StoreFactory } from './store-desk.js'

const at = (second: number) => instantFromSeconds(1_793_000_000 + second)

/** The part of the contract about when something was signed last. */
export function describeClock(createStore: StoreFactory): void {
  describe('the signing clock', () => {
    it('THREAT-173 has the latest time that was noted, and never goes back', async () => {
      const { store } = deskAt(await createStore())
      expect(await store.latestSigning(ISSUER)).toBeUndefined()
      for (const [second, latest] of [
        [5, 5],
        [3, 5],
        [7, 7],
        [7, 7],
        [-1, 7],
      ] as const) {
        await store.noteSigning({ issuer: ISSUER, at: at(second) })
        expect(await store.latestSigning(ISSUER)).toBe(at(latest))
      }
    })

    it('THREAT-173 is set by reservations, and is each issuer’s own', async () => {
      const store = await createStore()
      const reserve = (credential: string, second?: number) =>
        store.reserve({
          issuer: ISSUER,
          credential,
          purposes: ['revocation'],
          listIdFor: () => 'https://assessor.example/status',
          random: () => credential.length,
          ...(second === undefined ? {} : { signedAt: at(second) }),
        })
      await reserve('a', 9)
      await reserve('bb', 4)
      await reserve('ccc')
      expect(await store.latestSigning(ISSUER)).toBe(at(9))
      expect(await store.latestSigning(OTHER)).toBeUndefined()
    })
  })
}
