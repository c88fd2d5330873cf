import { createHash } from 'node:crypto'
import { settle } from '@trusted-tech/proofs'
import { beforeEach, describe, expect, it } from 'vitest'
import { createMemorySealedKeyStore } from '../records/memory-sealed-key-store.js'
import type { SealedKeyStore } from '../records/sealed-key-store.js'
import type { EncryptedKeyManagementSystem } from './encrypted-key-management-system.js'
import { publicKeyFromHex } from './key-types.js'
import { changePassphrase, openKeyManagementSystem } from './open-key-management-system.js'

const passphrase = 'harbour lights at seven'
const newPassphrase = 'quay at dawn'
const message = new TextEncoder().encode('a message')
const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')

let store: SealedKeyStore
let kms: EncryptedKeyManagementSystem
beforeEach(async () => {
  store = createMemorySealedKeyStore()
  kms = await openKeyManagementSystem({ store, passphrase })
})

describe('a data key', () => {
  it('is made once, is the same in every process and after a restart, and differs by name', async () => {
    const other = await openKeyManagementSystem({ store, passphrase })
    const [one, two] = await Promise.all([kms.dataKey('wallet'), other.dataKey('wallet')])
    expect(one).toHaveLength(32)
    expect(two).toEqual(one)
    expect(await kms.dataKey('other')).not.toEqual(one)
  })

  it('is in no list of keys, signs nothing, and its bytes are not in the store', async () => {
    const key = await kms.dataKey('wallet')
    expect(await kms.listKeys()).toEqual([])
    await expect(kms.sign({ keyRef: { kid: 'data:wallet' }, data: message })).rejects.toMatchObject({
      code: 'ERR_KEY_UNSUPPORTED',
    })
    const stored = JSON.stringify(await store.list())
    for (const encoding of ['hex', 'base64', 'base64url'] as const)
      expect(stored).not.toContain(Buffer.from(key).toString(encoding))
  })
})

describe('a passphrase that is changed', () => {
  it('opens every key afterwards, and the old one none', async () => {
    const { kid, type, publicKeyHex } = await kms.createKey({ type: 'Ed25519' })
    const wallet = await kms.dataKey('wallet')
    await changePassphrase({ store, passphrase, newPassphrase })
    await expect(openKeyManagementSystem({ store, passphrase })).rejects.toMatchObject({
      code: 'ERR_KEYSTORE_PASSPHRASE_WRONG',
    })
    const reopened = await openKeyManagementSystem({ store, passphrase: newPassphrase })
    expect(await reopened.dataKey('wallet')).toEqual(wallet)
    const signature = Buffer.from(await reopened.sign({ keyRef: { kid }, data: message }), 'base64url')
    const key = publicKeyFromHex(type, publicKeyHex)
    expect(await settle([{ algorithm: 'EdDSA', key, message, signature }])).toEqual(['valid'])
  })

  it('THREAT-170 changes nothing with a wrong old one, an empty new one, or a damaged key', async () => {
    await kms.createKey({ type: 'Ed25519' })
    const before = digest([await store.readEncryption(), await store.list()])
    const attempts = [
      changePassphrase({ store, passphrase: 'wrong', newPassphrase }),
      changePassphrase({ store, passphrase, newPassphrase: '' }),
      changePassphrase({ store: withDamage(store), passphrase, newPassphrase }),
    ]
    const codes = (await Promise.allSettled(attempts)).map((one) =>
      one.status === 'rejected' ? one.reason.code : 'changed',
    )
    expect(codes).toEqual(['ERR_KEYSTORE_PASSPHRASE_WRONG', 'ERR_ARGUMENT_INVALID', 'ERR_KEYSTORE_RECORD_DAMAGED'])
    expect(digest([await store.readEncryption(), await store.list()])).toBe(before)
  })

  it('lets no process add a key under the old one: it would never open again', async () => {
    await changePassphrase({ store, passphrase, newPassphrase })
    await expect(kms.createKey({ type: 'Ed25519' })).rejects.toMatchObject({ code: 'ERR_KEYSTORE_PASSPHRASE_WRONG' })
    await expect(kms.dataKey('wallet')).rejects.toMatchObject({ code: 'ERR_KEYSTORE_PASSPHRASE_WRONG' })
    expect(await store.list()).toEqual([])
  })

  it('of two changes at once one is made, and the other is told', async () => {
    const changes = ['one', 'two'].map((next) => changePassphrase({ store, passphrase, newPassphrase: next }))
    const states = (await Promise.allSettled(changes)).map(({ status }) => status)
    expect([...states].sort()).toEqual(['fulfilled', 'rejected'])
    const winner = states[0] === 'fulfilled' ? 'one' : 'two'
    await openKeyManagementSystem({ store, passphrase: winner })
  })

  it('of a store without keys is refused', async () => {
    const empty = createMemorySealedKeyStore()
    await expect(changePassphrase({ store: empty, passphrase, newPassphrase })).rejects.toMatchObject({
      code: 'ERR_KEYSTORE_KEY_UNKNOWN',
    })
  })
})

/** The store as somebody left it who changed one record. */
function withDamage(sound: SealedKeyStore): SealedKeyStore {
  return {
    ...sound,
    reseal: (work) =>
      sound.reseal(({ encryption, records }) =>
        work({ encryption, records: records.map((record) => ({ ...record, publicKeyHex: '00' })) }),
      ),
  }
}
