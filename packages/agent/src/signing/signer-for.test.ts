import { TrustedTechError } from '@trusted-tech/model'
import { resolveSelfContainedDid, settle } from '@trusted-tech/proofs'
import { MemoryPrivateKeyStore } from '@veramo/key-manager'
import { KeyManagementSystem } from '@veramo/kms-local'
import { beforeAll, describe, expect, it } from 'vitest'
import { createTrustedTechAgent, type TrustedTechAgent } from '../create-trusted-tech-agent.js'
import { resolveVerificationMethods } from '../dids/resolve-verification-methods.js'
import type { EncryptedKeyManagementSystem } from '../keystore/encrypted-key-management-system.js'
import { openKeyManagementSystem } from '../keystore/open-key-management-system.js'
import type { DidRecordStore } from '../records/did-record-store.js'
import type { KeyRecordStore } from '../records/key-record-store.js'
import { createMemoryDidRecordStore } from '../records/memory-did-record-store.js'
import { createMemoryKeyRecordStore } from '../records/memory-key-record-store.js'
import { createMemorySealedKeyStore } from '../records/memory-sealed-key-store.js'
import { signerFor } from './signer-for.js'

const message = new TextEncoder().encode('what a securing mechanism made')
const TYPES = [
  ['Ed25519', 'EdDSA'],
  ['Secp256r1', 'ES256'],
  ['Secp384r1', 'ES384'],
] as const

let local: EncryptedKeyManagementSystem
let keyStore: KeyRecordStore
let didStore: DidRecordStore
let agent: TrustedTechAgent

beforeAll(async () => {
  local = await openKeyManagementSystem({ store: createMemorySealedKeyStore(), passphrase: 'a test' })
  keyStore = createMemoryKeyRecordStore()
  didStore = createMemoryDidRecordStore()
  agent = createTrustedTechAgent({ keyStore, didStore, kms: { local } })
})

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error('nothing was thrown'),
    (caught: unknown) => caught,
  )
  if (error instanceof TrustedTechError) return error.code
  throw error
}

describe.each(['key', 'jwk', 'web'])('a did:%s', (method) => {
  it.each(TYPES)('with a key of type %s signs with %s, for both purposes', async (type, algorithm) => {
    const alias = `${type.toLowerCase()}.assessor.example`
    const { did } = await agent.didManagerCreate({
      provider: `did:${method}`,
      ...(method === 'web' ? { alias } : {}),
      options: { key: { type } },
    })
    for (const purpose of ['assertionMethod', 'authentication'] as const) {
      const signer = await signerFor(agent, did, purpose)
      expect(signer.algorithm).toBe(algorithm)
      const methods = await resolveVerificationMethods(agent, did)
      const listed = methods.ok ? methods.value.find(({ id }) => id === signer.verificationMethod) : undefined
      const signature = await signer.sign(message)
      expect(await settle([{ algorithm, key: listed!.key, message, signature }])).toEqual(['valid'])
    }
    if (method !== 'web') expect(resolveSelfContainedDid(did).ok).toBe(true)
  })
})

it('a DID has an Ed25519 key unless told', async () => {
  const { did } = await agent.didManagerCreate()
  expect((await signerFor(agent, did, 'assertionMethod')).algorithm).toBe('EdDSA')
})

it('DIDs and keys survive a restart: a new agent over the same stores signs with the same key', async () => {
  const sealed = createMemorySealedKeyStore()
  const start = async () =>
    createTrustedTechAgent({
      keyStore,
      didStore,
      kms: { local: await openKeyManagementSystem({ store: sealed, passphrase: 'a test' }) },
    })
  const before = await start()
  const { did } = await before.didManagerCreate({ provider: 'did:web', alias: 'restarted.example' })
  const { verificationMethod } = await signerFor(before, did, 'assertionMethod')
  const after = await start()
  expect((await signerFor(after, did, 'assertionMethod')).verificationMethod).toBe(verificationMethod)
  expect(await after.listUsableProofFormats(await after.didManagerGet({ did }))).toEqual(['vc+jwt', 'vp+jwt'])
})

it('many did:jwk of P-256 all resolve, whatever their coordinates begin with', async () => {
  for (let count = 0; count < Number(process.env['TTA_RUNS'] ?? 300); count += 1) {
    const { did } = await agent.didManagerCreate({ provider: 'did:jwk', options: { key: { type: 'Secp256r1' } } })
    expect(resolveSelfContainedDid(did).ok, did).toBe(true)
  }
})

describe('a did:web', () => {
  it.each([
    undefined,
    '',
    'localhost',
    'UPPER.example',
    '10.0.0.1',
    'a..example',
    'a.example/x',
    'a.example#k',
    '-a.example',
  ])('is not made of %j', async (alias) => {
    const made = agent.didManagerCreate({ provider: 'did:web', ...(alias === undefined ? {} : { alias }) })
    expect(await codeOf(made)).toBe('ERR_ARGUMENT_INVALID')
  })

  it('signs with its newest key that serves the purpose, or with the one that is named', async () => {
    const { did, keys } = await agent.didManagerCreate({ provider: 'did:web', alias: 'rotating.example' })
    const first = keys[0]!.kid
    for (const purposes of [['assertionMethod'], ['authentication']]) {
      const key = await agent.keyManagerCreate({ kms: 'local', type: 'Ed25519', meta: { purposes } })
      await agent.didManagerAddKey({ did, key: { ...key, kms: 'local' } })
    }
    const { keys: all } = await agent.didManagerGet({ did })
    const signer = await signerFor(agent, did, 'assertionMethod')
    expect(signer.verificationMethod).toBe(`${did}#${all[1]!.kid}`)
    expect((await signerFor(agent, did, 'authentication')).verificationMethod).toBe(`${did}#${all[2]!.kid}`)
    expect((await signerFor(agent, did, 'assertionMethod', first)).verificationMethod).toBe(`${did}#${first}`)
    expect(await codeOf(signerFor(agent, did, 'authentication', all[1]!.kid))).toBe('ERR_KEYSTORE_DID_MISMATCH')
  })

  it('of somebody else is not looked up: this agent opens no connection', async () => {
    const { didResolutionMetadata, didDocument } = await agent.resolveDid({ didUrl: 'did:web:other.example' })
    expect(didDocument).toBeNull()
    expect(didResolutionMetadata.error).toBe('notFound')
  })

  it('keeps its name to itself', async () => {
    await agent.didManagerCreate({ provider: 'did:key', alias: 'desk.example' })
    await expect(agent.didManagerCreate({ provider: 'did:web', alias: 'desk.example' })).rejects.toThrow(
      /already exists/,
    )
    const [taken] = await didStore.list()
    expect(await didStore.put({ ...taken!, did: 'did:web:thief.example', alias: 'desk.example' })).toBe(false)
  })
})

it('THREAT-019 no method of ours takes bytes to sign; Veramo’s keyManagerSign is the one raw way, and is documented so', () => {
  const raw = agent.availableMethods().filter((name) => /sign/i.test(name) && !/did|resolve/i.test(name))
  expect(raw.sort()).toEqual(['keyManagerSign', 'keyManagerSignEthTX', 'keyManagerSignJWT'])
})

describe('THREAT-170 a signer is refused', () => {
  it('for a DID that is not this agent’s', async () => {
    expect(await codeOf(signerFor(agent, 'did:web:other.example', 'assertionMethod'))).toBe('ERR_KEYSTORE_DID_UNKNOWN')
  })

  it('when the records give a did:key the key of another', async () => {
    const { did } = await agent.didManagerCreate()
    const { keys } = await agent.didManagerCreate()
    await didStore.put({ ...(await didStore.get(did))!, keyIds: [keys[0]!.kid] })
    expect(await codeOf(signerFor(agent, did, 'assertionMethod'))).toBe('ERR_KEYSTORE_DID_MISMATCH')
  })

  it('when the private key is not that of the listed public key', async () => {
    const { did, keys } = await agent.didManagerCreate({ provider: 'did:web', alias: 'swapped.example' })
    const other = await agent.didManagerCreate()
    const record = (await keyStore.get(keys[0]!.kid))!
    await keyStore.put({ ...record, publicKeyHex: other.keys[0]!.publicKeyHex })
    expect(await codeOf(signerFor(agent, did, 'assertionMethod'))).toBe('ERR_KEYSTORE_DID_MISMATCH')
  })

  it('when a key is gone', async () => {
    const { did, keys } = await agent.didManagerCreate()
    await agent.keyManagerDelete({ kid: keys[0]!.kid })
    expect(await codeOf(signerFor(agent, did, 'assertionMethod'))).toBe('ERR_KEYSTORE_KEY_UNKNOWN')
  })

  it('when a record was damaged', async () => {
    const { did, keys } = await agent.didManagerCreate()
    const record = (await keyStore.get(keys[0]!.kid))!
    await keyStore.put({ ...record, meta: '{' })
    expect(await codeOf(signerFor(agent, did, 'assertionMethod'))).toBe('ERR_KEYSTORE_RECORD_DAMAGED')
  })
})

it('THREAT-169 a private key is not imported, nor kept when a caller hands one over', async () => {
  const privateKeyHex = '11'.repeat(32)
  const key = { type: 'Ed25519' as const, privateKeyHex }
  const asked = agent.didManagerCreate({ options: { key } })
  expect(await codeOf(asked)).toBe('ERR_KEYSTORE_OPERATION_REFUSED')
  expect(await codeOf(agent.keyManagerImport({ ...key, kms: 'local' }))).toBe('ERR_KEYSTORE_OPERATION_REFUSED')
  expect(JSON.stringify([await keyStore.list(), await didStore.list()])).not.toContain(privateKeyHex)
})

it('a key manager of somebody else’s works too', async () => {
  const theirs = createTrustedTechAgent({
    keyStore: createMemoryKeyRecordStore(),
    didStore: createMemoryDidRecordStore(),
    kms: { theirs: new KeyManagementSystem(new MemoryPrivateKeyStore()) },
  })
  for (const type of ['Ed25519', 'Secp256r1']) {
    const { did } = await theirs.didManagerCreate({ options: { key: { type } } })
    expect((await signerFor(theirs, did, 'assertionMethod')).verificationMethod).toContain(did)
  }
})

it('an agent without a key management system is misuse', () => {
  expect(() => createTrustedTechAgent({ keyStore, didStore, kms: {} })).toThrow(/kms/)
})

describe('a resolver of the caller’s', () => {
  const published = (metadata: object, did = 'did:web:published.example') => ({
    resolveDid: async () => ({
      didResolutionMetadata: {},
      didDocumentMetadata: metadata,
      didDocument: {
        id: did,
        verificationMethod: [
          {
            id: '#one',
            type: 'Multikey',
            controller: did,
            publicKeyMultibase: 'z6Mkf5rGMoatrSj1f4CyvuHBeXJELe9RPdzo2PKGNCKVtZxP',
          },
        ],
        assertionMethod: ['#one'],
      },
    }),
  })

  it('gives the keys of a published document, for the purposes it lists', async () => {
    const methods = await resolveVerificationMethods(published({}), 'did:web:published.example')
    expect(methods).toMatchObject({
      ok: true,
      value: [{ id: 'did:web:published.example#one', purposes: ['assertionMethod'] }],
    })
  })

  it('THREAT-076 gives none of a deactivated DID, though it comes with its last document', async () => {
    const methods = await resolveVerificationMethods(published({ deactivated: true }), 'did:web:published.example')
    expect(methods).toMatchObject({ ok: false, problems: [{ code: 'DID_DEACTIVATED', pointer: '' }] })
  })

  it('gives none of a document about another DID', async () => {
    const methods = await resolveVerificationMethods(published({}), 'did:web:other.example')
    expect(methods).toMatchObject({ ok: false, problems: [{ code: 'KEY_NOT_FOUND', pointer: '/id' }] })
  })

  it('THREAT-077 is asked again every time: nothing is cached', async () => {
    let asked = 0
    const watching = createTrustedTechAgent({
      keyStore,
      didStore,
      kms: { local },
      didMethods: {
        web: {
          resolve: async () => {
            asked += 1
            return published({}).resolveDid()
          },
        },
      },
    })
    for (let count = 0; count < 2; count += 1) await watching.resolveDid({ didUrl: 'did:web:published.example' })
    expect(asked).toBe(2)
  })
})
