import { createDecipheriv, createPrivateKey, scryptSync } from 'node:crypto'
import { inspect } from 'node:util'
import { TrustedTechError } from '@trusted-tech/model'
import { settle } from '@trusted-tech/proofs'
import { beforeAll, describe, expect, it } from 'vitest'
import { createMemorySealedKeyStore } from '../records/memory-sealed-key-store.js'
import type { KeyEncryption, SealedKeyRecord, SealedKeyStore } from '../records/sealed-key-store.js'
import type { EncryptedKeyManagementSystem } from './encrypted-key-management-system.js'
import { KEY_TYPES, publicKeyFromHex } from './key-types.js'
import { openKeyManagementSystem } from './open-key-management-system.js'

const passphrase = 'harbour lights at café seven'
const message = new TextEncoder().encode('a message')
const bytes = (text: string) => Buffer.from(text, 'base64url')

async function codeOf(work: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof work === 'function' ? work() : work)
  } catch (error) {
    if (error instanceof TrustedTechError) return error.code
    throw error
  }
  return 'nothing was thrown'
}

/** A store whose rows a test can change, as whoever holds the file can. */
function openStore(rows: { encryption?: KeyEncryption; records: SealedKeyRecord[] }): SealedKeyStore {
  return {
    readEncryption: async () => rows.encryption,
    establishEncryption: async (wanted) => (rows.encryption ??= wanted),
    insert: async (record) => {
      if (rows.records.some(({ kid }) => kid === record.kid)) return 'exists'
      rows.records.push(record)
      return 'kept'
    },
    get: async (kid) => rows.records.find((record) => record.kid === kid),
    list: async () => rows.records,
    remove: async () => false,
    reseal: async (work) => {
      Object.assign(rows, work({ encryption: rows.encryption!, records: rows.records }))
    },
  }
}

describe('keys at rest', () => {
  const rows: { encryption?: KeyEncryption; records: SealedKeyRecord[] } = { records: [] }
  let kms: EncryptedKeyManagementSystem
  /** The private keys in every spelling, decrypted here by nothing but Node and the stored record. */
  let spellings: string[]

  beforeAll(async () => {
    kms = await openKeyManagementSystem({ store: openStore(rows), passphrase })
    for (const type of Object.keys(KEY_TYPES)) await kms.createKey({ type })
    const { n, r, p, salt } = rows.encryption!
    const key = scryptSync(passphrase.normalize('NFKC'), bytes(salt), 32, { N: n, r, p, maxmem: 256 * 1024 * 1024 })
    spellings = rows.records.flatMap(({ kid, type, publicKeyHex, sealed }) => {
      const ciphertext = bytes(sealed.ciphertext)
      const decipher = createDecipheriv('aes-256-gcm', key, bytes(sealed.nonce))
      decipher.setAAD(
        Buffer.from(JSON.stringify(['trusted-tech key store', 1, 'private key', kid, type, publicKeyHex])),
      )
      decipher.setAuthTag(ciphertext.subarray(-16))
      const der = Buffer.concat([decipher.update(ciphertext.subarray(0, -16)), decipher.final()])
      const { d } = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ format: 'jwk' })
      return [d!, bytes(d!).toString('hex'), bytes(d!).toString('base64')]
    })
  })

  it('THREAT-169 are AES-256-GCM under scrypt with N = 2^17, r = 8, p = 1, and in no record in clear', () => {
    expect(rows.encryption).toMatchObject({ kdf: 'scrypt', n: 131072, r: 8, p: 1 })
    expect(rows.records).toHaveLength(3)
    for (const spelling of spellings) expect(JSON.stringify(rows)).not.toContain(spelling)
  })

  it('THREAT-169 are not in what the open system shows, lists or returns', async () => {
    for (const { kid } of rows.records) await kms.sign({ keyRef: { kid }, data: message })
    const shown = inspect(kms, { showHidden: true, depth: 12 }) + JSON.stringify([kms, await kms.listKeys()])
    for (const spelling of spellings) expect(shown).not.toContain(spelling)
  })

  it('THREAT-169 are not in an error about a damaged record', async () => {
    const [record] = rows.records
    const cut = { ...record!, sealed: { ...record!.sealed, ciphertext: record!.sealed.ciphertext.slice(0, -8) } }
    const damaged = await openKeyManagementSystem({ store: openStore({ ...rows, records: [cut] }), passphrase })
    const error = await damaged.sign({ keyRef: { kid: cut.kid }, data: message }).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'ERR_KEYSTORE_RECORD_DAMAGED' })
    for (const spelling of spellings) expect(inspect(error, { depth: 12 })).not.toContain(spelling)
  })

  it.each(Object.keys(KEY_TYPES))('%s signs as JOSE has it, also after a restart', async (type) => {
    const record = rows.records.find((one) => one.type === type)!
    const again = await openKeyManagementSystem({ store: openStore(rows), passphrase })
    const key = publicKeyFromHex(type, record.publicKeyHex)
    const { algorithm } = key
    const signature = bytes(await again.sign({ keyRef: record, algorithm, data: message }))
    expect(await settle([{ algorithm, key, message, signature }])).toEqual(['valid'])
  })

  it('has each key under the thumbprint of its public half', async () => {
    expect(rows.records.map(({ kid }) => kid)).toEqual(rows.records.map(() => expect.stringMatching(/^[\w-]{43}$/)))
  })

  it('opens with the passphrase in another Unicode form', async () => {
    await openKeyManagementSystem({ store: openStore(rows), passphrase: passphrase.normalize('NFD') })
  })

  it('THREAT-170 a wrong passphrase is named as such', async () => {
    const wrong = `${passphrase}!`
    const error = await openKeyManagementSystem({ store: openStore(rows), passphrase: wrong }).catch(
      (it: unknown) => it,
    )
    expect(error).toMatchObject({ code: 'ERR_KEYSTORE_PASSPHRASE_WRONG' })
    expect(inspect(error)).not.toContain(passphrase)
  })

  it('THREAT-169 a store without passphrase is not opened', async () => {
    const store = createMemorySealedKeyStore()
    expect(await codeOf(openKeyManagementSystem({ store, passphrase: '' }))).toBe('ERR_ARGUMENT_INVALID')
    expect(await store.readEncryption()).toBeUndefined()
  })

  it.each<[string, (record: SealedKeyRecord, other: SealedKeyRecord) => SealedKeyRecord]>([
    ['cut', (it) => ({ ...it, sealed: { ...it.sealed, ciphertext: it.sealed.ciphertext.slice(0, 20) } })],
    ['cut by one byte', (it) => ({ ...it, sealed: { ...it.sealed, ciphertext: shorten(it.sealed.ciphertext) } })],
    ['emptied', (it) => ({ ...it, sealed: { nonce: '', ciphertext: '' } })],
    ['without its ciphertext', (it) => ({ ...it, sealed: { nonce: it.sealed.nonce } as never })],
    ['under another nonce', (it, other) => ({ ...it, sealed: { ...it.sealed, nonce: other.sealed.nonce } })],
    ['with another key’s ciphertext', (it, other) => ({ ...it, sealed: other.sealed })],
    ['with another public key', (it, other) => ({ ...it, publicKeyHex: other.publicKeyHex })],
    ['of another type', (it, other) => ({ ...it, type: other.type })],
    ['of another key id', (it, other) => ({ ...other, kid: it.kid })],
  ])('THREAT-170 a record %s does not sign', async (_label, change) => {
    const [first, second] = rows.records
    const records = [change(first!, second!)]
    const changed = await openKeyManagementSystem({ store: openStore({ ...rows, records }), passphrase })
    expect(await codeOf(changed.sign({ keyRef: first!, data: message }))).toBe('ERR_KEYSTORE_RECORD_DAMAGED')
  })

  it.each<[string, Partial<Record<keyof KeyEncryption, unknown>>]>([
    ['a cheap N', { n: 2 ** 14 }],
    ['an N beyond memory', { n: 2 ** 30 }],
    ['an N that is no power of two', { n: 2 ** 17 + 1 }],
    ['an N that is no number', { n: '131072' }],
    ['another r', { r: 1024 }],
    ['another p', { p: 1_000_000 }],
    ['another function', { kdf: 'pbkdf2' }],
    ['a short salt', { salt: 'AAAA' }],
    ['a long salt', { salt: 'A'.repeat(100_000) }],
    ['no salt', { salt: undefined }],
  ])('THREAT-170 parameters with %s are refused before they are used', async (_label, change) => {
    const store = openStore({ ...rows, encryption: { ...rows.encryption!, ...change } as KeyEncryption })
    expect(await codeOf(openKeyManagementSystem({ store, passphrase }))).toBe('ERR_KEYSTORE_PARAMETERS_REFUSED')
  })

  it('THREAT-170 parameters whose check was cut are damaged, not a wrong passphrase', async () => {
    const check = { ...rows.encryption!.check, ciphertext: 'AAAA' }
    const store = openStore({ ...rows, encryption: { ...rows.encryption!, check } })
    expect(await codeOf(openKeyManagementSystem({ store, passphrase }))).toBe('ERR_KEYSTORE_RECORD_DAMAGED')
  })

  it('a key is never replaced', async () => {
    const [{ kid, type }] = rows.records as [SealedKeyRecord]
    expect(await codeOf(kms.createKey({ type, kid }))).toBe('ERR_KEYSTORE_KEY_EXISTS')
    expect(await codeOf(kms.createKey({ type, kid: 'a/b' }))).toBe('ERR_ARGUMENT_INVALID')
  })

  it('only signs, with its own keys and their own algorithm', async () => {
    const [{ kid }] = rows.records as [SealedKeyRecord]
    expect(await codeOf(kms.importKey())).toBe('ERR_KEYSTORE_OPERATION_REFUSED')
    expect(await codeOf(kms.sharedSecret())).toBe('ERR_KEYSTORE_OPERATION_REFUSED')
    expect(await codeOf(kms.signEthTX())).toBe('ERR_KEYSTORE_OPERATION_REFUSED')
    expect(await codeOf(kms.createKey({ type: 'Secp256k1' }))).toBe('ERR_KEY_UNSUPPORTED')
    expect(await codeOf(kms.sign({ keyRef: { kid }, data: message, algorithm: 'ES256K' }))).toBe('ERR_KEY_UNSUPPORTED')
    expect(await codeOf(kms.sign({ keyRef: { kid: 'none' }, data: message }))).toBe('ERR_KEYSTORE_KEY_UNKNOWN')
  })

  it('two processes that start one store at once end with the parameters of the first', async () => {
    const store = createMemorySealedKeyStore()
    const [one, two] = await Promise.all([1, 2].map(() => openKeyManagementSystem({ store, passphrase })))
    const { kid } = await one!.createKey({ type: 'Ed25519' })
    expect(await two!.sign({ keyRef: { kid }, data: message })).toMatch(/^[\w-]{86}$/)
  })
})

function shorten(text: string): string {
  return bytes(text).subarray(0, -1).toString('base64url')
}
