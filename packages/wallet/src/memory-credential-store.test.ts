import { expect, it } from 'vitest'
import { createMemoryCredentialStore } from './memory-credential-store.js'
import { describeCredentialStore, heldOf } from './testing/credential-store.contract.js'

describeCredentialStore('in memory', async () => createMemoryCredentialStore())

it('a store in memory hands out nothing that changes it', async () => {
  const store = createMemoryCredentialStore()
  await store.put(heldOf('a'))
  expect(Object.isFrozen(await store.get('a'))).toBe(true)
  expect(Object.isFrozen((await store.list())[0])).toBe(true)
})
