import type { StatusPurpose } from '@trusted-tech/status'
import { describe, expect, it } from 'vitest'
import type { IssuedRecord } from '../../issuance-store.js'
import { codeOf, deskAt, ISSUER, type StoreFactory } from './store-desk.js'

/** The part of the contract about changes of status. */
export function describeChanges(createStore: StoreFactory): void {
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
