import { beforeAll, describe, expect, it } from 'vitest'
import { createMemoryCredentialStore } from './memory-credential-store.js'
import { selectCredentials } from './select-credentials.js'
import { heldOf } from './testing/credential-store.contract.js'

describe('selecting held credentials', () => {
  const store = createMemoryCredentialStore()
  const ids = async (conditions: object) => (await selectCredentials({ store, ...conditions })).map(({ id }) => id)
  beforeAll(async () => {
    await store.put(heldOf('gate', { subject: 'pkg:npm/gate' }))
    await store.put(heldOf('gate declared', { subject: 'pkg:npm/gate', type: 'ConformityDeclaration' }))
    await store.put(heldOf('gates', { subject: 'pkg:npm/gates' }))
    await store.put(heldOf('other', { subject: 'pkg:npm/gate', issuer: 'did:web:other.example' }))
  })

  it.each<readonly [object, readonly string[]]>([
    [{}, ['gate', 'gate declared', 'gates', 'other']],
    [{ product: 'pkg:npm/gate' }, ['gate', 'gate declared', 'other']],
    [{ product: 'pkg:npm/gate', type: 'ConformityCertificate' }, ['gate', 'other']],
    [{ product: 'pkg:npm/gate', type: 'ConformityCertificate', issuer: 'did:web:other.example' }, ['other']],
    [{ issuer: 'did:web:nobody.example' }, []],
  ])('by %j', async (conditions, expected) => {
    expect(await ids(conditions)).toEqual(expected)
  })

  it.each(['pkg:npm/gate@1.0.0', 'pkg:npm/gat', 'pkg:npm/GATE', ''])(
    'ids are compared exactly, and %j is another',
    async (product) => {
      expect(await ids({ product })).toEqual([])
    },
  )
})
