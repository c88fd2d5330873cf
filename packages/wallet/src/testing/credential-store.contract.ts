import { describe, expect, it } from 'vitest'
import type { CredentialStore, HeldCredential } from '../credential-store.js'

/**
 * The contract of `CredentialStore` as tests, the same for every implementation.
 *
 * @example
 * describeCredentialStore('in memory', async () => createMemoryCredentialStore())
 */
export function describeCredentialStore(name: string, createStore: () => Promise<CredentialStore>): void {
  describe(`a credential store, ${name}`, () => {
    it('returns what was put, unchanged', async () => {
      const store = await createStore()
      const odd = heldOf('urn:uuid:b', {
        secured: 'a.b.c',
        subject: 'pkg:generic/ü/"quoted"',
        issuer: 'did:web:x.example',
      })
      await store.put(odd)
      expect(await store.get(odd.id)).toEqual(odd)
      expect(await store.get('urn:uuid:none')).toBeUndefined()
    })

    it('does not change with the object that was put', async () => {
      const store = await createStore()
      const put = { ...heldOf('urn:uuid:a') }
      await store.put(put)
      put.secured = 'another'
      expect((await store.get('urn:uuid:a'))?.secured).toBe('secured urn:uuid:a')
    })

    it('has each id once: the later one', async () => {
      const store = await createStore()
      await store.put(heldOf('urn:uuid:a'))
      await store.put(heldOf('urn:uuid:a', { secured: 'later' }))
      expect(await store.list()).toEqual([heldOf('urn:uuid:a', { secured: 'later' })])
    })

    it('lists everything by id, whatever came first', async () => {
      const store = await createStore()
      for (const id of ['c', 'a', 'B', 'b']) await store.put(heldOf(id))
      expect((await store.list()).map(({ id }) => id)).toEqual(['B', 'a', 'b', 'c'])
    })

    it('removes, and says whether there was something', async () => {
      const store = await createStore()
      await store.put(heldOf('urn:uuid:a'))
      expect([await store.remove('urn:uuid:a'), await store.remove('urn:uuid:a')]).toEqual([true, false])
      expect(await store.list()).toEqual([])
    })

    it('is empty when it is new', async () => {
      expect(await (await createStore()).list()).toEqual([])
    })
  })
}

export function heldOf(id: string, changes: Partial<HeldCredential> = {}): HeldCredential {
  return {
    id,
    type: 'ConformityCertificate',
    issuer: 'did:web:assessor.example',
    subject: 'pkg:generic/a/b',
    validUntil: '2027-10-01T00:00:00Z',
    receivedAt: '2026-11-01T12:00:00Z',
    secured: `secured ${id}`,
    ...changes,
  }
}
