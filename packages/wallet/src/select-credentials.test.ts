import { beforeAll, describe, expect, it } from 'vitest'
import {
  actors,
  at,
  CATALOGUE_ID,
  certificate,
  criterion,
  type Draft,
  declaration,
  listUrl,
  NOW,
  PRODUCT_ID,
  sign,
  statusList,
} from '../../../test/world/world.js'
import type { CredentialStore } from './credential-store.js'
import { createMemoryCredentialStore } from './memory-credential-store.js'
import { type Selection, selectCredentials } from './select-credentials.js'
import { hold } from './testing/hold.js'

const { assessor, limited, vendor } = actors
const VALVE = 'pkg:generic/tidewater-instruments/valve'

describe('selecting held credentials', () => {
  const store = createMemoryCredentialStore()
  const names = new Map<string, string>()
  const select = async (selection: Selection, now = NOW) =>
    (await selectCredentials({ store, now, ...selection })).map(({ id }) => names.get(id) ?? id).sort()

  beforeAll(async () => {
    const keep = async (name: string, document: Draft, by = assessor) => {
      names.set(document.id, name)
      await hold(store, await sign(document, by))
      return document
    }
    await keep('gateway', certificate())
    await keep('gateway declared', declaration(), vendor)
    const valve = certificate(limited)
    valve.credentialSubject.id = VALVE
    valve.credentialSubject.versions = 'vers:semver/>=1.0.0|<2.0.0'
    await keep('valve', valve, limited)
    await keep('gone', { ...certificate(), validUntil: '2026-10-31T00:00:00Z' })
    await keep('to come', { ...certificate(), validFrom: '2026-11-02T00:00:00Z' })
    const revoked = await keep('revoked', certificate())
    names.set('https://meridian-assurance.example/status/revocation/1', 'list')
    await hold(store, await statusList(assessor, 'revocation', [revoked.credentialStatus[0].statusListIndex]))
  })

  it.each<readonly [Selection, readonly string[]]>([
    [{ product: PRODUCT_ID }, ['gateway', 'gateway declared', 'gone', 'revoked', 'to come']],
    [{ product: `${PRODUCT_ID}@4.5.0`, type: 'ConformityDeclaration' }, ['gateway declared']],
    [{ product: `${PRODUCT_ID}@5.0.0` }, []],
    [{ product: VALVE }, ['valve']],
    [{ product: VALVE, version: '1.2.3' }, ['valve']],
    [{ product: VALVE, version: '2.0.0' }, []],
    [{ product: `${VALVE}@1.2.3`, version: '1.2.4' }, []],
    [{ version: '1.2.3' }, ['valve']],
    [{ product: 'pkg:generic/tidewater-instruments/valv' }, []],
    [{ product: 'valve' }, []],
    [{ product: 'pkg:' }, []],
    [{ type: 'ConformityCertificate', issuer: limited.did }, ['valve']],
    [{ type: 'BitstringStatusListCredential' }, ['list']],
    [{ issuer: 'did:web:nobody.example' }, []],
    [{ scheme: CATALOGUE_ID, issuer: vendor.did }, ['gateway declared']],
    [{ scheme: 'https://alliance.example/catalogues/other' }, []],
    [{ criterion: criterion('secure-development'), issuer: limited.did }, ['valve']],
    [{ criterion: criterion('governance') }, []],
    [{ state: 'inForce', issuer: assessor.did, type: 'ConformityCertificate' }, ['gateway']],
    [{ state: 'expired' }, ['gone']],
    [{ state: 'notYetValid' }, ['to come']],
    [{ state: 'revoked' }, ['revoked']],
    [{ state: 'suspended' }, []],
  ])('by %j', async (selection, expected) => {
    expect(await select(selection)).toEqual(expected)
  })

  it('a bit counts for the purpose of its list alone', async () => {
    const own = createMemoryCredentialStore()
    const document = certificate()
    await hold(own, await sign(document, assessor))
    const set = [document.credentialStatus[0].statusListIndex]
    await hold(own, await statusList(assessor, 'suspension', set, { id: listUrl(assessor, 'revocation') }))
    expect(await selectCredentials({ store: own, now: NOW, product: PRODUCT_ID, state: 'inForce' })).toHaveLength(1)
    await hold(own, await statusList(assessor, 'suspension', set))
    expect(await selectCredentials({ store: own, now: NOW, state: 'suspended' })).toHaveLength(1)
  })

  it('a state is that of the time which is asked about, to the second', async () => {
    expect(await select({ state: 'notYetValid' }, at('2026-11-02T00:00:00Z'))).toEqual([])
    expect(await select({ state: 'expired' }, at('2026-10-30T23:59:59Z'))).toEqual([])
  })
})

describe('a successor', () => {
  const pair = async (changes: Draft = {}, by = assessor, signedAt = at('2026-10-02T00:00:00Z')) => {
    const store = createMemoryCredentialStore()
    const before = certificate()
    const after: Draft = { ...certificate(by), ...changes }
    after.credentialSubject = { ...after.credentialSubject, supersedes: before.id, ...changes.credentialSubject }
    await hold(store, await sign(before, assessor))
    await hold(store, await sign(after, by, signedAt))
    return { store, before, after }
  }
  const shown = async (store: CredentialStore, selection: Selection = {}, now = NOW) =>
    (await selectCredentials({ store, now, ...selection })).map(({ id }) => id)

  it('hides its predecessor, which stays held', async () => {
    const { store, before, after } = await pair()
    expect(await shown(store)).toEqual([after.id])
    expect(await shown(store, { superseded: true })).toEqual([before.id, after.id])
    expect(await shown(store, { state: 'superseded' })).toEqual([before.id])
    expect(await store.get(before.id)).toBeDefined()
    await store.remove(after.id)
    expect(await shown(store)).toEqual([before.id])
  })

  it.each<readonly [string, Draft, (typeof actors)[keyof typeof actors]?]>([
    ['of another issuer', {}, limited],
    ['that has lapsed', { validUntil: '2026-10-31T00:00:00Z' }],
    ['that has not begun', { validFrom: '2026-11-02T00:00:00Z' }],
    ['on another product', { credentialSubject: { id: VALVE } }],
    ['of another type', { type: ['VerifiableCredential', 'ConformityDeclaration'] }],
  ])('%s hides nothing', async (_label, changes, by = assessor) => {
    const { store, before } = await pair(changes, by)
    expect(await shown(store)).toContain(before.id)
  })

  it('that is revoked, or was signed before its predecessor, hides nothing', async () => {
    const revoked = await pair()
    const index = revoked.after.credentialStatus[0].statusListIndex
    await hold(revoked.store, await statusList(assessor, 'revocation', [index]))
    expect(await shown(revoked.store)).toContain(revoked.before.id)
    const backdated = await pair({}, assessor, at('2026-09-30T00:00:00Z'))
    expect(await shown(backdated.store)).toContain(backdated.before.id)
  })

  it('of a successor hides both', async () => {
    const { store, after } = await pair()
    const last = certificate()
    last.credentialSubject.supersedes = after.id
    await hold(store, await sign(last, assessor, at('2026-10-03T00:00:00Z')))
    expect(await shown(store)).toEqual([last.id])
  })
})
