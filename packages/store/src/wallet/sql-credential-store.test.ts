import { readFileSync } from 'node:fs'
import type { HeldCredential } from '@trusted-tech/wallet'
import Database from 'libsql'
import { describe, expect, it } from 'vitest'
import { describeCredentialStore } from '../../../wallet/src/testing/credential-store.contract.js'
import { openStore } from '../open-store.js'
import { codeOf, scratchFolder } from '../testing/scratch-folder.js'

const scratch = scratchFolder()
const key = new Uint8Array(32).fill(7)

const held = (id: string): HeldCredential => ({
  id,
  type: 'ConformityCertificate',
  issuer: 'did:web:assessor.example',
  subject: 'pkg:generic/tidewater-instruments/gauge-gateway',
  validUntil: '2027-11-01T12:00:00Z',
  receivedAt: '2026-11-01T12:00:00Z',
  secured: `header.${id}-é.signature`,
})

let stores = 0
describeCredentialStore('in SQLite', async () => {
  stores += 1
  const store = await openStore({ path: scratch(`contract-${stores}.db`) })
  return store.credentials({ key })
})

describe('a wallet in SQLite', () => {
  it('gives back what was put, replaces by id, lists by id, and removes', async () => {
    const store = await openStore({ path: scratch('usual.db') })
    const wallet = await store.credentials({ key })
    await wallet.put(held('b'))
    await wallet.put(held('a'))
    await wallet.put({ ...held('b'), secured: 'renewed' })
    expect(await wallet.list()).toEqual([held('a'), { ...held('b'), secured: 'renewed' }])
    expect(await wallet.get('a')).toEqual(held('a'))
    expect(await wallet.get('c')).toBeUndefined()
    expect([await wallet.remove('a'), await wallet.remove('a')]).toEqual([true, false])
    await store.close()
  })

  it('THREAT-169 leaves nothing readable on the disk, not even the ids: that of a list names its issuer', async () => {
    const path = scratch('sealed.db')
    const store = await openStore({ path })
    await (await store.credentials({ key })).put(held('https://known.example/status/1'))
    await store.close()
    const bytes = readFileSync(path).toString('latin1')
    for (const word of ['header.', 'gauge-gateway', 'assessor.example', 'known.example'])
      expect(bytes).not.toContain(word)
  })

  it('THREAT-170 refuses another key at once, also when it holds nothing', async () => {
    const store = await openStore({ path: scratch('wrong.db') })
    await store.credentials({ key })
    expect(await codeOf(store.credentials({ key: new Uint8Array(32).fill(8) }))).toBe('ERR_STORE_KEY_WRONG')
    expect(await codeOf(store.credentials({ key: new Uint8Array(16) }))).toBe('ERR_ARGUMENT_INVALID')
    await store.close()
  })

  it.each([
    ['was changed', `update held_credential set sealed = zeroblob(length(sealed)) where rowid = 1`],
    ['was cut', `update held_credential set sealed = x'00' where rowid = 1`],
    [
      'belongs to another id',
      `update held_credential set sealed = (select sealed from held_credential where rowid = 2) where rowid = 1`,
    ],
  ])('does not open a record that %s', async (label, change) => {
    const path = scratch(`${label}.db`)
    const store = await openStore({ path })
    const wallet = await store.credentials({ key })
    await wallet.put(held('a'))
    await wallet.put(held('b'))
    new Database(path).exec(change)
    expect(await codeOf(wallet.get('a'))).toBe('ERR_STORE_DAMAGED')
    expect(await wallet.get('b')).toEqual(held('b'))
    await store.close()
  })
})
