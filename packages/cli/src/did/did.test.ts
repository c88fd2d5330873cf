import {
  createMemoryDidRecordStore,
  createMemoryKeyRecordStore,
  createMemorySealedKeyStore,
  createTrustedTechAgent,
  openKeyManagementSystem,
  resolveVerificationMethods,
} from '@trusted-tech/agent'
import type { GuardedFetcher } from '@trusted-tech/fetcher'
import { fail, ok, type PublishedKey } from '@trusted-tech/model'
import type { TrustState } from '@trusted-tech/trust'
import { beforeAll, describe, expect, it } from 'vitest'
import { didWebMethod } from './did-web-method.js'
import { resolveDid } from './resolve-did.js'

const DID = 'did:web:meridian.example'
const KEYS = [
  'z6Mkf5rGMoatrSj1f4CyvuHBeXJELe9RPdzo2PKGNCKVtZxP',
  'z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp',
] as const

interface Written {
  readonly key?: string
  readonly id?: string
  readonly purposes?: readonly string[]
}

/** What the address answers, with one key. */
function documentOf({ key = KEYS[0], id = `${DID}#k1`, purposes = ['assertionMethod'] }: Written = {}) {
  return {
    id: DID,
    verificationMethod: [{ id, type: 'Multikey', controller: DID, publicKeyMultibase: key }],
    ...Object.fromEntries(purposes.map((purpose) => [purpose, [id]])),
  }
}

function answering(answer: () => unknown) {
  const asked: string[] = []
  const fetcher: GuardedFetcher = {
    async get({ url }) {
      asked.push(url)
      const value = answer()
      if (value === undefined) return fail('FETCH_UNREACHABLE')
      return ok({ bytes: new TextEncoder().encode(JSON.stringify(value)), mediaType: 'application/did+json' })
    },
  }
  return { fetcher, asked }
}

const LISTED: PublishedKey = {
  id: `${DID}#k1`,
  publicKeyMultibase: KEYS[0],
  purposes: ['assertionMethod'],
  from: '2026-01-01T00:00:00Z',
}

/** Trust data of which only the key history is looked at. */
function trustWith(keys: readonly PublishedKey[] | undefined): TrustState {
  return { keyHistory: (did: string) => (did === DID && keys !== undefined ? ok(keys) : undefined) } as TrustState
}

async function resolved(answer: unknown, trust?: TrustState) {
  const { fetcher } = answering(() => answer)
  return resolveDid({ did: DID, fetcher: async () => fetcher, trust })
}

describe('resolving a DID', () => {
  it('opens nothing for a DID that carries its key', async () => {
    const fetcher = async () => Promise.reject(new Error('no fetcher is needed'))
    const key = await resolveDid({ did: `did:key:${KEYS[0]}`, fetcher, trust: undefined })
    expect(key).toMatchObject({ ok: true, value: { source: 'identifier', trustData: 'notCompared' } })
  })

  it('shows the keys of a did:web, and where they were', async () => {
    expect(await resolved(documentOf())).toMatchObject({
      ok: true,
      value: {
        source: 'network',
        url: 'https://meridian.example/.well-known/did.json',
        trustData: 'notCompared',
        methods: [{ id: `${DID}#k1`, purposes: ['assertionMethod'] }],
      },
    })
  })

  it.each([
    ['a key that is none', documentOf({ key: 'z6MkeTG3bFFSLYVU7VqhgZxqr6YzpaGrQtFMh1uvqGy1vDnP' }), 'KEY_NOT_FOUND'],
    ['no key at all', { id: DID }, 'KEY_NOT_FOUND'],
    ['a deactivated one', { ...documentOf(), deactivated: true }, 'DID_DEACTIVATED'],
    ['another document', { ...documentOf(), id: 'did:web:evil.example' }, 'DID_DOCUMENT_MISMATCH'],
    ['no answer', undefined, 'FETCH_UNREACHABLE'],
  ])('%s gives none', async (_title, document, code) => {
    expect(await resolved(document)).toMatchObject({ ok: false, problems: [{ code }] })
  })
})

describe('THREAT-077 keys of a did:web and those that trust data has', () => {
  it('the same keys; keys that trust data alone has are no difference', async () => {
    const retired = { ...LISTED, id: `${DID}#k0`, publicKeyMultibase: KEYS[1] }
    const same = await resolved(documentOf(), trustWith([retired, LISTED]))
    expect(same).toMatchObject({ ok: true, value: { trustData: 'same' } })
  })

  it('trust data without keys for it says nothing', async () => {
    expect(await resolved(documentOf(), trustWith(undefined))).toMatchObject({
      ok: true,
      value: { trustData: 'unlisted' },
    })
  })

  it.each([
    ['another key under the same name', documentOf({ key: KEYS[1] }), [LISTED]],
    ['a key of a new name', documentOf({ id: `${DID}#k2` }), [LISTED]],
    ['a purpose more', documentOf({ purposes: ['assertionMethod', 'authentication'] }), [LISTED]],
    ['a name that trust data has twice', documentOf(), [LISTED, { ...LISTED, publicKeyMultibase: KEYS[1] }]],
    ['trust data with an empty list', documentOf(), []],
  ])('%s differs', async (_title, document, keys) => {
    expect(await resolved(document, trustWith(keys))).toMatchObject({
      ok: true,
      value: { trustData: 'different', problem: { code: 'DID_DOCUMENT_MISMATCH', pointer: '/verificationMethod/0' } },
    })
  })

  it('trust data that is damaged there is no agreement', async () => {
    const trust = { keyHistory: () => fail('BUNDLE_INCONSISTENT') } as unknown as TrustState
    expect(await resolved(documentOf(), trust)).toMatchObject({
      ok: true,
      value: { trustData: 'different', problem: { code: 'BUNDLE_INCONSISTENT' } },
    })
  })
})

describe('an agent that looks up did:web', () => {
  let kms: Awaited<ReturnType<typeof openKeyManagementSystem>>
  beforeAll(async () => {
    kms = await openKeyManagementSystem({ store: createMemorySealedKeyStore(), passphrase: 'harbour lights at seven' })
  })

  const agentWith = (web: ReturnType<typeof didWebMethod>) =>
    createTrustedTechAgent({
      keyStore: createMemoryKeyRecordStore(),
      didStore: createMemoryDidRecordStore(),
      kms: { local: kms },
      didMethods: { web },
    })

  it('gets its keys, and through nobody else', async () => {
    const { fetcher, asked } = answering(() => documentOf())
    const methods = await resolveVerificationMethods(agentWith(didWebMethod({ fetcher })), DID)
    expect(methods).toMatchObject({ ok: true, value: [{ id: `${DID}#k1`, controller: DID }] })
    expect(asked).toEqual(['https://meridian.example/.well-known/did.json'])
  })

  it('THREAT-076 gets none of a deactivated one', async () => {
    const { fetcher } = answering(() => ({ ...documentOf(), deactivated: true }))
    const methods = await resolveVerificationMethods(agentWith(didWebMethod({ fetcher })), DID)
    expect(methods).toMatchObject({ ok: false, problems: [{ code: 'DID_DEACTIVATED', pointer: '' }] })
  })

  it('THREAT-077 gets none that trust data does not have, and a changed one after a minute', async () => {
    let key: string = KEYS[0]
    const { fetcher } = answering(() => documentOf({ key }))
    let at = 0
    const trust = trustWith([LISTED])
    const pinned = agentWith(didWebMethod({ fetcher, trust, now: () => at }))
    const free = agentWith(didWebMethod({ fetcher, now: () => at }))
    const keyOf = async (agent: typeof free) => {
      const methods = await resolveVerificationMethods(agent, DID)
      return methods.ok ? methods.value[0]?.key.jwk['x'] : methods.problems[0].code
    }
    const first = await keyOf(pinned)
    expect(await keyOf(free)).toBe(first)
    key = KEYS[1]
    at = 59_999
    expect([await keyOf(pinned), await keyOf(free)]).toEqual([first, first])
    at = 60_000
    expect(await keyOf(pinned)).toBe('KEY_NOT_FOUND')
    expect(await keyOf(free)).not.toBe(first)
  })
})
