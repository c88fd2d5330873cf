import { describe, expect, it } from 'vitest'
import { REQUEST_LEASE_SECONDS } from '../../issuance-store.js'
import { codeOf, deskAt, ISSUER, OTHER, recordOf, type StoreFactory } from './store-desk.js'

const ASKED = { key: 'order-7', content: 'one' }

/** The part of the contract about requests that are repeated. */
export function describeRequests(createStore: StoreFactory): void {
  describe('a request', () => {
    it('THREAT-165 has one answer under its key, byte for byte, however often it is asked', async () => {
      const desk = deskAt(await createStore())
      expect(await desk.answerTo(ASKED)).toBeUndefined()
      const record = await desk.answer('a', ASKED)
      for (let turn = 0; turn < 2; turn += 1) {
        expect(await desk.store.answerTo({ issuer: ISSUER, request: ASKED })).toEqual(record)
        expect(await codeOf(desk.begin('b', ASKED, 1_000_000))).toBe('ERR_REQUEST_IN_FLIGHT')
      }
      expect(await desk.acts()).toEqual(['issued a'])
    })

    it('THREAT-165 with the same key and another content is refused, answered or not', async () => {
      const desk = deskAt(await createStore())
      const other = { key: 'order-7', content: 'other' }
      await desk.begin('a', ASKED)
      expect(await codeOf(desk.begin('b', other, 1_000_000))).toBe('ERR_REQUEST_CONFLICT')
      expect(await codeOf(desk.answerTo(other))).toBe('ERR_REQUEST_CONFLICT')
      await desk.answer('c', ASKED, 1_000_000)
      expect(await codeOf(desk.begin('d', other, 2_000_000))).toBe('ERR_REQUEST_CONFLICT')
      expect(await codeOf(desk.answerTo(other))).toBe('ERR_REQUEST_CONFLICT')
    })

    it('THREAT-165 is begun by one of many that come at once, and the others are told', async () => {
      const desk = deskAt(await createStore())
      const attempts = await Promise.allSettled(Array.from({ length: 16 }, (_, turn) => desk.answer(`${turn}`, ASKED)))
      const codes = attempts.map((one) => (one.status === 'rejected' ? one.reason.code : 'issued'))
      expect(codes.filter((code) => code === 'issued')).toHaveLength(1)
      expect(codes.filter((code) => code === 'ERR_REQUEST_IN_FLIGHT')).toHaveLength(15)
      expect(await desk.acts()).toHaveLength(1)
    })

    it('THREAT-165 without a key is known by its content, also by what was issued under a key', async () => {
      const desk = deskAt(await createStore())
      const bare = { content: 'one' }
      await desk.answer('a', ASKED)
      expect(await desk.answerTo(bare)).toBe('a')
      await desk.answer('b', { key: 'order-8', content: 'one' })
      expect(await desk.answerTo(bare)).toBe('b')
      expect(await desk.answerTo({ content: 'other' })).toBeUndefined()
      await desk.answer('c', { content: 'other' })
      expect(await desk.answerTo({ content: 'other' })).toBe('c')
      expect(await desk.answerTo(ASKED)).toBe('a')
    })

    it('THREAT-165 with a key that looks like a content is not that content', async () => {
      const desk = deskAt(await createStore())
      await desk.answer('a', { content: 'one' })
      for (const key of ['one', 'content:one', 'key:one']) {
        expect(await desk.answerTo({ key, content: 'one' })).toBeUndefined()
        await desk.answer(key, { key, content: 'one' })
        expect(await desk.answerTo({ key, content: 'one' })).toBe(key)
      }
    })

    it('THREAT-165 is in flight for a while after whoever began it crashed, and then free', async () => {
      const desk = deskAt(await createStore())
      await desk.begin('crashed', ASKED)
      for (const second of [0, REQUEST_LEASE_SECONDS - 1, 1 - REQUEST_LEASE_SECONDS]) {
        expect(await codeOf(desk.begin(`at ${second}`, ASKED, second))).toBe('ERR_REQUEST_IN_FLIGHT')
      }
      await desk.answer('a', ASKED, REQUEST_LEASE_SECONDS)
      expect(await desk.answerTo(ASKED)).toBe('a')
    })

    it('THREAT-173 is not kept by a clock that was set back since', async () => {
      const desk = deskAt(await createStore())
      await desk.begin('crashed', ASKED)
      await desk.answer('a', ASKED, -86_400)
      expect(await desk.answerTo(ASKED)).toBe('a')
    })

    it('THREAT-165 that was taken over is not answered by whoever was too slow', async () => {
      const desk = deskAt(await createStore())
      const slow = await desk.begin('slow', ASKED)
      const taken = await desk.begin('b', ASKED, REQUEST_LEASE_SECONDS)
      expect(await codeOf(desk.store.commit(recordOf('slow', slow)))).toBe('ERR_REQUEST_IN_FLIGHT')
      await desk.store.commit(recordOf('b', taken))
      expect(await codeOf(desk.store.commit(recordOf('slow', slow)))).toBe('ERR_REQUEST_IN_FLIGHT')
      expect(await desk.answerTo(ASKED)).toBe('b')
      expect(await desk.acts()).toEqual(['issued b'])
    })

    it('that is given up is free at once, and its places stay burnt', async () => {
      const desk = deskAt(await createStore())
      const burnt = await desk.begin('a', ASKED)
      await desk.release('a')
      const places = await desk.begin('b', ASKED)
      expect(places).not.toEqual(burnt)
      expect(await codeOf(desk.store.commit(recordOf('a', burnt)))).toBe('ERR_REQUEST_IN_FLIGHT')
      await desk.store.commit(recordOf('b', places))
    })

    it('that was answered or taken over is not given up any more', async () => {
      const desk = deskAt(await createStore())
      await desk.answer('a', ASKED)
      await desk.release('a')
      expect(await desk.answerTo(ASKED)).toBe('a')
      await desk.begin('slow', { content: 'x' })
      await desk.begin('b', { content: 'x' }, REQUEST_LEASE_SECONDS)
      await desk.release('slow')
      await desk.release('unheard-of')
      expect(await codeOf(desk.begin('c', { content: 'x' }, REQUEST_LEASE_SECONDS))).toBe('ERR_REQUEST_IN_FLIGHT')
    })

    it('that is refused burns nothing', async () => {
      const desk = deskAt(await createStore({ capacity: 2 }))
      await desk.answer('a', ASKED)
      for (let turn = 0; turn < 5; turn += 1) await codeOf(desk.begin(`${turn}`, ASKED))
      await desk.reserve('b')
      expect(await desk.store.lists(ISSUER)).toHaveLength(2)
    })

    it('of another issuer is another request', async () => {
      const store = await createStore()
      const [desk, other] = [deskAt(store), deskAt(store, { issuer: OTHER, seed: 2 })]
      await desk.answer('a', ASKED)
      expect(await other.answerTo(ASKED)).toBeUndefined()
      expect(await other.answerTo({ content: ASKED.content })).toBeUndefined()
      await other.answer('b', { ...ASKED, content: 'other' })
      expect([await desk.answerTo(ASKED), await other.answerTo({ content: 'other' })]).toEqual(['a', 'b'])
    })
  })
}
