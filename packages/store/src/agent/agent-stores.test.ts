import { describe, expect, it } from 'vitest'
import { openStore } from '../open-store.js'
import { scratchFolder } from '../testing/scratch-folder.js'

const scratch = scratchFolder()

describe('an agent’s records in SQLite', () => {
  it('keep keys, replaced by kid and without what is not theirs', async () => {
    const store = await openStore({ path: scratch('keys.db') })
    const keys = store.keyRecords()
    const record = { kid: 'b', kms: 'local', type: 'Ed25519', publicKeyHex: '00', meta: '{}' }
    await keys.put({ ...record, privateKeyHex: 'secret' } as typeof record)
    await keys.put({ ...record, kid: 'a' })
    await keys.put({ ...record, meta: '{"use":"sig"}' })
    expect(await keys.list()).toEqual([
      { ...record, kid: 'a' },
      { ...record, meta: '{"use":"sig"}' },
    ])
    expect(await keys.get('c')).toBeUndefined()
    expect([await keys.remove('a'), await keys.remove('a')]).toEqual([true, false])
    await store.close()
  })

  it('keep DIDs, of which one alone has an alias', async () => {
    const store = await openStore({ path: scratch('dids.db') })
    const dids = store.didRecords()
    const plain = { did: 'did:key:z', provider: 'did:key', keyIds: [], services: '[]' }
    const web = { did: 'did:web:a.example', provider: 'did:web', alias: 'a.example', controllerKeyId: 'k2' }
    const named = { ...web, keyIds: ['k2', 'k1'], services: '[]' }
    expect([await dids.put(named), await dids.put(plain), await dids.put(named)]).toEqual([true, true, true])
    expect(await dids.put({ ...plain, alias: 'a.example' })).toBe(false)
    expect(await dids.list()).toEqual([plain, named])
    expect(await dids.getByAlias('a.example')).toEqual(named)
    expect([await dids.remove(named.did), await dids.getByAlias('a.example')]).toEqual([true, undefined])
    await store.close()
  })

  it('keep sealed keys, which are never replaced, under one encryption', async () => {
    const store = await openStore({ path: scratch('sealed.db') })
    const keys = store.sealedKeys()
    const sealed = { nonce: 'n', ciphertext: 'c' }
    const encryption = { kdf: 'scrypt', n: 131072, r: 8, p: 1, salt: 's', check: sealed } as const
    expect(await keys.readEncryption()).toBeUndefined()
    const proposals = [encryption, { ...encryption, salt: 't' }].map((one) => keys.establishEncryption(one))
    expect(await Promise.all(proposals)).toEqual([encryption, encryption])
    const record = { kid: 'a', type: 'Ed25519', publicKeyHex: '00', sealed }
    expect(await keys.insert(record, 's')).toBe('kept')
    expect(await keys.insert({ ...record, publicKeyHex: '11' }, 's')).toBe('exists')
    expect(await keys.insert({ ...record, kid: 'b' }, 't')).toBe('resealed')
    expect(await keys.list()).toEqual([record])
    const interrupted = keys.reseal(() => {
      throw new Error('half way')
    })
    await expect(interrupted).rejects.toThrow('half way')
    expect([await keys.readEncryption(), await keys.list()]).toEqual([encryption, [record]])
    const resealed = { ...record, sealed: { nonce: 'm', ciphertext: 'd' } }
    await keys.reseal(() => ({ encryption: { ...encryption, salt: 't' }, records: [resealed] }))
    expect([(await keys.readEncryption())?.salt, await keys.list()]).toEqual(['t', [resealed]])
    expect([await keys.remove('a'), await keys.get('a')]).toEqual([true, undefined])
    await store.close()
  })
})
