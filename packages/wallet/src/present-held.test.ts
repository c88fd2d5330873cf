import { addDays, type Result } from '@trusted-tech/model'
import type { TrustState } from '@trusted-tech/trust'
import type { Question } from '@trusted-tech/verifier'
import { verifySync } from '@trusted-tech/verifier/sync'
import { compactVerify, importJWK } from 'jose'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { keyHistoryOf } from '../../../test/world/actor.js'
import {
  accreditation,
  actors,
  at,
  certificate,
  cleanLists,
  type Draft,
  declaration,
  listUrl,
  mandate,
  membership,
  NOW,
  openedTrust,
  PRODUCT_ID,
  sign,
  statusList,
  usualParts,
  usualTrust,
} from '../../../test/world/world.js'
import { createDossier } from './create-dossier.js'
import type { CredentialStore } from './credential-store.js'
import { createMemoryCredentialStore } from './memory-credential-store.js'
import { presentHeld } from './present-held.js'
import type { PresentationBinding } from './presentation-binding.js'
import { delegatedCertificate, delegatingTrust } from './testing/delegated.js'
import { hold } from './testing/hold.js'
import { refusalOf, told } from './testing/refusal-of.js'

const { alliance, assessor, delegate, other, reseller, stranger, vendor } = actors
const expires = addDays(NOW, 14)
const ADDRESSED = { kind: 'addressed', audience: 'tender:2026-117', expires } as const

let store: CredentialStore
let trust: Result<TrustState>
beforeAll(async () => {
  trust = await usualTrust()
})
beforeEach(() => {
  store = createMemoryCredentialStore()
})

const by = (holder = vendor) => ({
  store,
  holder: holder.did,
  signer: holder.signer,
  binding: ADDRESSED as PresentationBinding,
  trust,
  now: NOW,
})

/** The buyer: its own trust data, its own question, the synchronous verifier. */
function buyer(input: string, using = trust, question: Question = {}) {
  const binding = { kind: 'addressed', audience: ADDRESSED.audience } as const
  return verifySync({ input, trust: using, now: NOW, question: { allowSample: true, binding, ...question } })
}

describe('presenting what is held', () => {
  it.each<readonly [PresentationBinding, Question['binding']]>([
    [
      { kind: 'challenge', audience: 'https://buyer.example', nonce: 'n-1', expires },
      { kind: 'challenge', audience: 'https://buyer.example', nonce: 'n-1' },
    ],
    [ADDRESSED, { kind: 'addressed', audience: ADDRESSED.audience }],
    [
      { kind: 'origin', audience: 'https://shop.example', expires },
      { kind: 'origin', audience: 'https://shop.example' },
    ],
  ])('under the binding %j', async (binding, expected) => {
    const { id } = await hold(store, await sign(certificate(), assessor))
    const { presentation, report, claims } = await presentHeld({ ...by(), ids: [id], binding })
    expect(report.verdict).toBe('accepted')
    expect(report.presentation).toMatchObject({ presenter: 'manufacturer', binding: binding.kind })
    expect(claims.map((held) => held.id)).toEqual([id])
    expect(buyer(presentation, trust, expected === undefined ? {} : { binding: expected }).verdict).toBe('accepted')
    const { payload } = await compactVerify(presentation, await importJWK(vendor.publicJwk, 'EdDSA'))
    expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject({ aud: binding.audience, exp: expires / 1000 })
  })

  it('takes along what a reader needs: the accreditation by a delegated body, and lists', async () => {
    const [document, support] = await delegatedCertificate()
    const { id } = await hold(store, await sign(document, stranger))
    for (const secured of support) await hold(store, secured)
    // What nothing here needs stays at home.
    await hold(store, await statusList(assessor, 'revocation'))
    await hold(store, await sign(mandate(reseller), vendor))
    const using = await delegatingTrust()
    const presented = await presentHeld({ ...by(), trust: using, ids: [id] })
    expect(presented.support.map(({ type }) => type)).toEqual([
      'AccreditationCredential',
      'BitstringStatusListCredential',
      'BitstringStatusListCredential',
    ])
    const report = buyer(presented.presentation, using)
    expect(report.verdict).toBe('accepted')
    expect(report.support.map(({ state }) => state)).toEqual(['used', 'used', 'used'])
  })

  it('takes the accreditations of one body along that last longest, not more than count', async () => {
    const [document, support] = await delegatedCertificate()
    const { id } = await hold(store, await sign(document, stranger))
    for (const secured of support) await hold(store, secured)
    const keys = keyHistoryOf(stranger).keys
    for (const month of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const shorter = accreditation(stranger, { keys } as Draft, delegate)
      await hold(store, await sign({ ...shorter, validUntil: `2027-0${month}-01T00:00:00Z` }, delegate))
    }
    const presented = await presentHeld({ ...by(), trust: await delegatingTrust(), ids: [id] })
    expect(presented.report.verdict).toBe('accepted')
    const taken = presented.support.filter(({ type }) => type === 'AccreditationCredential')
    expect(taken.map(({ validUntil }) => validUntil.slice(0, 7)).sort()).toEqual([
      ...[2, 3, 4, 5, 6, 7, 8].map((month) => `2027-0${month}`),
      '2029-02',
    ])
  })

  it('THREAT-122 a reseller presents with its mandate, and nobody else’s', async () => {
    const { id } = await hold(store, await sign(certificate(), assessor))
    await hold(store, await sign(mandate(other), vendor))
    expect(told(await refusalOf(presentHeld({ ...by(reseller), ids: [id] })))).toEqual(['HOLDER_BINDING /holder'])
    // By somebody who is not the manufacturer, for another product, and a list of a foreign hand under the right id.
    await hold(store, await sign(mandate(reseller, {}, other), other))
    await hold(store, await sign(mandate(reseller, { products: ['pkg:generic/a/b'] }), vendor))
    await hold(store, await statusList(vendor, 'revocation', [], { id: listUrl(assessor, 'revocation') }))
    const own = await hold(store, await sign(mandate(reseller), vendor))
    const { report, support } = await presentHeld({ ...by(reseller), ids: [id] })
    expect(report.presentation?.presenter).toBe('mandated')
    expect(support.map((held) => held.id)).toEqual([own.id])
  })

  it('support that is named goes along, needed or not', async () => {
    const { id } = await hold(store, await sign(certificate(), assessor))
    const named = await hold(store, await sign(membership(reseller), alliance))
    const { support, report } = await presentHeld({ ...by(), ids: [named.id, id, id] })
    expect(support).toEqual([named])
    expect(report.verdict).toBe('accepted')
    expect(report.support.map(({ state }) => state)).toEqual(['ignored'])
  })

  it('what is not held is unknown; what its reader would reject does not leave', async () => {
    expect((await refusalOf(presentHeld({ ...by(), ids: ['urn:uuid:none'] }))).code).toBe('ERR_CREDENTIAL_UNKNOWN')
    const lapsed = await hold(store, await sign({ ...certificate(), validUntil: '2026-10-31T00:00:00Z' }, assessor))
    const error = await refusalOf(presentHeld({ ...by(), ids: [lapsed.id] }))
    expect([error.code, ...told(error)]).toEqual(['ERR_PRESENTATION_REFUSED', 'EXPIRED /validUntil'])
    expect(error.message).toContain('EXPIRED')
  })

  it('without trust data it could not be verified, and does not leave', async () => {
    const { id } = await hold(store, await sign(certificate(), assessor))
    const missing = { ok: false, problems: [{ code: 'BUNDLE_MISSING', pointer: '' }] } as const
    const error = await refusalOf(presentHeld({ ...by(), trust: missing, ids: [id] }))
    expect([error.code, ...told(error)]).toEqual(['ERR_PRESENTATION_REFUSED', 'BUNDLE_MISSING'])
  })

  it('what nobody can tell yet leaves, with what is missing', async () => {
    const { id } = await hold(store, await sign(certificate(), assessor))
    const without = await usualTrust({ statusLists: await cleanLists(alliance, vendor) })
    const { report } = await presentHeld({ ...by(), trust: without, ids: [id] })
    expect(report.verdict).toBe('indeterminate')
  })
})

describe('a dossier', () => {
  it('holds every claim on the product with its support in one presentation, and a buyer accepts it', async () => {
    const [delegated, support] = await delegatedCertificate()
    await hold(store, await sign(delegated, stranger))
    for (const secured of support) await hold(store, secured)
    await hold(store, await sign(certificate(), assessor))
    await hold(store, await sign(declaration(), vendor))
    for (const secured of await cleanLists(assessor, vendor)) await hold(store, secured)
    const using = await delegatingTrust()
    const dossier = await createDossier({ ...by(), trust: using, product: PRODUCT_ID })
    expect(dossier.leftOut).toEqual([])
    expect([dossier.claims.length, dossier.support.length]).toEqual([3, 7])

    // A buyer whose trust data know no status list but the alliance's and the delegated body's.
    const report = buyer(dossier.presentation, using)
    expect(report.verdict).toBe('accepted')
    expect(report.presentation?.presenter).toBe('manufacturer')
    expect(report.findings.map(({ attestationType }) => attestationType)).toEqual(['certification', 'declaration'])
    expect(report.support.every(({ state }) => state === 'used')).toBe(true)

    const { payload, protectedHeader } = await compactVerify(
      dossier.presentation,
      await importJWK(vendor.publicJwk, 'EdDSA'),
    )
    expect(protectedHeader).toMatchObject({ typ: 'vp+jwt' })
    const { verifiableCredential } = JSON.parse(new TextDecoder().decode(payload)) as Draft
    expect(verifiableCredential).toHaveLength(10)
  })

  it('carries a membership that the buyer’s trust data list', async () => {
    const parts = await usualParts()
    await hold(store, await sign(declaration(), vendor))
    await hold(store, parts.statements?.[2] ?? '')
    const using = await openedTrust(parts)
    const { presentation } = await createDossier({ ...by(), trust: using, product: PRODUCT_ID })
    expect(buyer(presentation, using).support.map(({ type, state }) => `${type} ${state}`)).toEqual([
      'MembershipCredential used',
    ])
  })

  it('has the successor and not what it supersedes', async () => {
    const before = certificate()
    const after = certificate()
    after.credentialSubject.supersedes = before.id
    await hold(store, await sign(before, assessor))
    await hold(store, await sign(after, assessor, at('2026-10-02T00:00:00Z')))
    const { claims } = await createDossier({ ...by(), product: PRODUCT_ID })
    expect(claims.map(({ id }) => id)).toEqual([after.id])
  })

  it('has the predecessor again where the trust data reject its successor, or the successor is on another version', async () => {
    const before = certificate()
    const after = certificate()
    after.credentialSubject.supersedes = before.id
    after.credentialSubject.versions = 'vers:semver/>=5.0.0|<6.0.0'
    const last = certificate()
    last.credentialSubject.supersedes = after.id
    for (const [index, document] of [before, after, last].entries()) {
      await hold(store, await sign(document, assessor, at(`2026-10-0${index + 1}T00:00:00Z`)))
    }
    const idsIn = async (options: Draft = {}) =>
      (await createDossier({ ...by(), product: PRODUCT_ID, ...options })).claims.map(({ id }) => id)
    // The first is replaced by the second, though that one is replaced in its turn.
    expect(await idsIn()).toEqual([last.id])
    await store.remove(last.id)
    expect(await idsIn()).toEqual([after.id])
    expect(await idsIn({ version: '4.2.0' })).toEqual([before.id])
    // No list says so that the wallet holds: its own state of the successor is in force.
    const set = [after.credentialStatus[0].statusListIndex]
    const lists = [statusList(assessor, 'revocation', set), statusList(assessor, 'suspension')]
    const others = await cleanLists(alliance, vendor)
    const later = await usualTrust({ statusLists: [...(await Promise.all(lists)), ...others] })
    const { claims, leftOut } = await createDossier({ ...by(), trust: later, product: PRODUCT_ID })
    expect(claims.map(({ id }) => id)).toEqual([before.id])
    expect(leftOut.map(({ held, problems }) => [held.id, problems[0]?.code])).toEqual([[after.id, 'REVOKED']])
  })

  it('leaves out and tells what would be rejected; if nothing remains there is none', async () => {
    const lapsed = await hold(store, await sign({ ...certificate(), validUntil: '2026-10-31T00:00:00Z' }, assessor))
    const error = await refusalOf(createDossier({ ...by(), product: PRODUCT_ID }))
    expect([error.code, ...told(error)]).toEqual(['ERR_PRESENTATION_REFUSED', 'EXPIRED /validUntil'])
    await hold(store, await sign(certificate(), assessor))
    const { leftOut, claims } = await createDossier({ ...by(), product: PRODUCT_ID })
    expect(leftOut.map(({ held, problems }) => [held.id, problems[0]?.code])).toEqual([[lapsed.id, 'EXPIRED']])
    expect(claims).toHaveLength(1)
  })

  it('of a version has the claims that cover it', async () => {
    await hold(store, await sign(certificate(), assessor))
    const older = certificate()
    older.credentialSubject.versions = 'vers:semver/>=3.0.0|<4.0.0'
    await hold(store, await sign(older, assessor))
    expect((await createDossier({ ...by(), product: PRODUCT_ID })).claims).toHaveLength(2)
    const { claims, report } = await createDossier({ ...by(), product: `${PRODUCT_ID}@3.1.0` })
    expect(claims.map(({ id }) => id)).toEqual([older.id])
    expect(report.question.product).toMatchObject({ version: '3.1.0' })
    const error = await refusalOf(createDossier({ ...by(), product: PRODUCT_ID, version: '9.0.0' }))
    expect(error.message).toContain('holds no certificate or declaration')
  })

  it('THREAT-122 of somebody else’s product is refused', async () => {
    await hold(store, await sign(certificate(), assessor))
    expect(told(await refusalOf(createDossier({ ...by(other), product: PRODUCT_ID })))).toEqual([
      'HOLDER_BINDING /holder',
    ])
  })

  it('has at most 64 claims', async () => {
    for (let count = 0; count < 65; count += 1) await hold(store, await sign(declaration(), vendor))
    const error = await refusalOf(createDossier({ ...by(), product: PRODUCT_ID }))
    expect([error.code, error.message]).toEqual([
      'ERR_ARGUMENT_INVALID',
      'A presentation has at most 64 claims and 256 supports.',
    ])
    await store.remove((await store.list())[0]?.id ?? '')
    expect((await createDossier({ ...by(), product: PRODUCT_ID })).claims).toHaveLength(64)
  })
})
