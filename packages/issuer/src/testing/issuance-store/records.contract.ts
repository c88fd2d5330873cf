import { describe, expect, it } from 'vitest'
import type { StatusPlace } from '../../issuance-store.js'
import { codeOf, deskAt, ISSUER, OTHER, recordOf, type StoreFactory } from './store-desk.js'

/** The part of the contract about what was issued. */
export function describeRecords(createStore: StoreFactory): void {
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

    it.each<readonly [string, (own: readonly StatusPlace[], others: readonly StatusPlace[]) => readonly StatusPlace[]]>(
      [
        ['another credential’s', (_own, others) => others],
        ['one of its own and one of another credential', ([own], [, other]) => [own, other] as StatusPlace[]],
        ['one of two', ([first]) => [first] as StatusPlace[]],
        ['one twice', ([first]) => [first, first] as StatusPlace[]],
        ['none', () => []],
        ['places that nobody reserved', (own) => own.map((place) => ({ ...place, index: (place.index + 1) % 100 }))],
      ],
    )('THREAT-160 takes no credential whose places are %s', async (_label, places) => {
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
}
