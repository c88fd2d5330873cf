import { describe, expect, it } from 'vitest'
import { createMemoryIssuanceStore } from './memory-issuance-store.js'
import { refusalOf } from './testing/desk.js'
import { describeIssuanceStore } from './testing/issuance-store.contract.js'
import { seededRandomness } from './testing/seeded-randomness.js'

describeIssuanceStore('in memory', async (options) => createMemoryIssuanceStore(options))

describe('a store in memory', () => {
  it.each([0, -1, 1.5, 65_537, Number.NaN])('has no capacity of %d', async (capacity) => {
    const error = await refusalOf(Promise.resolve().then(() => createMemoryIssuanceStore({ capacity })))
    expect(error.code).toBe('ERR_ARGUMENT_INVALID')
  })

  it('leaves a list when half of it is used, unless told to leave it earlier', async () => {
    const store = createMemoryIssuanceStore()
    const randomness = seededRandomness(4)
    const lists = new Set<string>()
    for (let turn = 0; turn < 65_537; turn += 1) {
      const [place] = await store.reserve({
        issuer: 'did:web:assessor.example',
        credential: `${turn}`,
        purposes: ['revocation'],
        listIdFor: (purpose, n) => `https://assessor.example/${purpose}/${n}`,
        random: (bound) => randomness.below(bound),
      })
      if (turn === 65_535) expect(lists.size).toBe(1)
      lists.add(place?.listId ?? '')
    }
    expect(lists.size).toBe(2)
  })

  it('hands out nothing that changes it', async () => {
    const store = createMemoryIssuanceStore()
    const base = { issuer: 'did:web:assessor.example', credential: 'a' }
    const places = await store.reserve({
      ...base,
      purposes: ['revocation'],
      listIdFor: () => 'https://l.example/1',
      random: () => 1,
    })
    const record = { id: 'a', issuer: base.issuer, type: 'T', subject: 's', issuedAt: '', secured: 'x', places }
    await store.commit(record)
    const found = await store.find({ issuer: base.issuer, id: 'a' })
    expect(Object.isFrozen(found) && Object.isFrozen(found?.places) && Object.isFrozen(found?.places[0])).toBe(true)
    const [entry] = await store.history({ issuer: base.issuer })
    expect(Object.isFrozen(entry)).toBe(true)
  })
})
