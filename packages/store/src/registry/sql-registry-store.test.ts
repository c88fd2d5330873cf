import { describe, expect, it } from 'vitest'
import { openStore } from '../open-store.js'
import { scratchFolder } from '../testing/scratch-folder.js'

const scratch = scratchFolder()
const key = {
  id: 'did:web:a.example#k1',
  publicKeyMultibase: 'z6Mk',
  purposes: ['assertionMethod'],
  from: '2026-01-01T00:00:00Z',
} as const

describe('the records of an alliance', () => {
  it('keep bodies with their keys, changed in one step or not at all', async () => {
    const store = await openStore({ path: scratch('bodies.db') })
    const registry = store.registry()
    const body = { did: 'did:web:a.example', name: 'A', keys: [key] }
    expect(await registry.changeBody(body.did, (found) => ({ ...body, name: found?.name ?? 'A' }))).toEqual(body)
    const refused = registry.changeBody(body.did, () => {
      throw new Error('refused')
    })
    await expect(refused).rejects.toThrow('refused')
    expect(await registry.bodies()).toEqual([body])
    await registry.changeBody(body.did, (found) => ({
      ...body,
      keys: [...(found?.keys ?? []), { ...key, id: 'did:web:a.example#k2' }],
    }))
    expect((await registry.bodies())[0]?.keys).toHaveLength(2)
    await store.close()
  })

  it('keep the newest list of an id, whatever comes later', async () => {
    const store = await openStore({ path: scratch('lists.db') })
    const registry = store.registry()
    const list = {
      id: 'https://a.example/status/revocation/0',
      issuer: 'did:web:a.example',
      validFrom: 2,
      secured: 'second',
    }
    await registry.keepLists([list])
    await registry.keepLists([{ ...list, validFrom: 1, secured: 'first' }])
    expect(await registry.lists()).toEqual([list])
    await registry.keepLists([{ ...list, validFrom: 3, secured: 'third' }])
    expect((await registry.lists()).map(({ secured }) => secured)).toEqual(['third'])
    await store.close()
  })

  it('give the number of an edition once, to two processes too, and after a restart', async () => {
    const [one, other] = await Promise.all([1, 2].map(() => openStore({ path: scratch('editions.db') })))
    const begin = (store = one) => store!.registry().beginEdition({ begunAt: '2026-11-24T12:00:00Z' })
    const numbers = await Promise.all([begin(one), begin(other), begin(one), begin(other)])
    expect([...numbers].sort()).toEqual([1, 2, 3, 4])
    await Promise.all([one!.close(), other!.close()])
    const again = await openStore({ path: scratch('editions.db') })
    expect(await begin(again)).toBe(5)
    await again.close()
  })
})
