import type { Result } from '@trusted-tech/model'
import { signerFromJwk, vcJwt } from '@trusted-tech/proofs'
import type { TrustState } from '@trusted-tech/trust'
import { beforeAll, describe, expect, it } from 'vitest'
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
  PRODUCT_ID,
  present,
  sign,
  statusList,
  usualTrust,
} from '../../../test/world/world.js'
import { createMemoryCredentialStore } from './memory-credential-store.js'
import { receiveCredential } from './receive-credential.js'
import { delegatedCertificate, delegatingTrust } from './testing/delegated.js'
import { refusalOf, told } from './testing/refusal-of.js'

const { assessor, vendor, other, alliance, reseller } = actors
let trust: Result<TrustState>
beforeAll(async () => {
  trust = await usualTrust()
})

/** Tries to receive, and expects that nothing is kept. */
async function refused(secured: string, using: Result<TrustState> = trust) {
  const store = createMemoryCredentialStore()
  const error = await refusalOf(receiveCredential({ secured, store, trust: using, now: NOW }))
  expect(error.code).toBe('ERR_CREDENTIAL_REFUSED')
  expect(await store.list()).toEqual([])
  return told(error)
}

describe('receiving a credential', () => {
  it('keeps what is accepted, byte for byte, with what selection needs', async () => {
    const store = createMemoryCredentialStore()
    const document = certificate()
    const secured = await sign(document, assessor)
    const { held, report } = await receiveCredential({ secured, store, trust, now: NOW })
    expect(report?.verdict).toBe('accepted')
    expect(held).toEqual({
      id: document.id,
      type: 'ConformityCertificate',
      issuer: assessor.did,
      subject: PRODUCT_ID,
      validUntil: '2027-10-01T00:00:00Z',
      receivedAt: '2026-11-01T12:00:00Z',
      secured,
    })
    expect(await store.list()).toEqual([held])
  })

  it('keeps a declaration, of a member or not', async () => {
    const store = createMemoryCredentialStore()
    const declarations = await Promise.all([vendor, other].map((by) => sign(declaration(by), by)))
    for (const secured of declarations) {
      const { held } = await receiveCredential({ secured, store, trust, now: NOW })
      expect(held.type).toBe('ConformityDeclaration')
    }
    expect(await store.list()).toHaveLength(2)
  })

  it('keeps what nobody can tell yet, with the report of what is missing', async () => {
    const store = createMemoryCredentialStore()
    const without = await usualTrust({ statusLists: await cleanLists(alliance, vendor) })
    const secured = await sign(certificate(), assessor)
    const { held, report } = await receiveCredential({ secured, store, trust: without, now: NOW })
    expect(report?.verdict).toBe('indeterminate')
    expect(report?.credentials[0]?.checks.status).toMatchObject({ problems: [{ code: 'STATUS_UNAVAILABLE' }, {}] })
    expect(await store.get(held.id)).toEqual(held)
  })

  it('twice is the same as once', async () => {
    const store = createMemoryCredentialStore()
    const secured = await sign(certificate(), assessor)
    const receive = () => receiveCredential({ secured, store, trust, now: NOW })
    expect((await receive()).held).toEqual((await receive()).held)
    expect(await store.list()).toHaveLength(1)
  })

  it('replaces what the same issuer issued again under the same id', async () => {
    const store = createMemoryCredentialStore()
    const document = certificate()
    const again = { ...document, validUntil: '2027-09-01T00:00:00Z' }
    await receiveCredential({ secured: await sign(document, assessor), store, trust, now: NOW })
    await receiveCredential({ secured: await sign(again, assessor), store, trust, now: NOW })
    expect((await store.list()).map(({ validUntil }) => validUntil)).toEqual(['2027-09-01T00:00:00Z'])
  })

  it('does not let another issuer put its credential in the place of one that is held', async () => {
    const store = createMemoryCredentialStore()
    const held = certificate()
    await receiveCredential({ secured: await sign(held, assessor), store, trust, now: NOW })
    const before = await store.list()
    const squatting = { ...declaration(other), id: held.id, credentialStatus: undefined }
    const own = JSON.parse(JSON.stringify(squatting).replaceAll(/urn:uuid:[0-9a-f-]{36}#a/g, `${held.id}#a`)) as Draft
    const error = await refusalOf(receiveCredential({ secured: await sign(own, other), store, trust, now: NOW }))
    expect(told(error)).toEqual(['CLAIM_DUPLICATE /id'])
    expect(await store.list()).toEqual(before)
  })
})

describe('receiving support', () => {
  it('keeps a mandate, a membership and a status list of what is held, and says what the verifier said', async () => {
    const store = createMemoryCredentialStore()
    const receive = async (secured: string) => receiveCredential({ secured, store, trust, now: NOW })
    await receive(await sign(certificate(), assessor))
    const received = [
      await receive(await sign(mandate(reseller), vendor)),
      await receive(await sign(membership(reseller), alliance)),
      await receive(await statusList(assessor, 'revocation')),
    ]
    expect(
      received.map(({ held, verdict, problems }) => [held.type, verdict, ...problems.map(({ code }) => code)]),
    ).toEqual([
      ['MandateCredential', 'accepted'],
      ['MembershipCredential', 'indeterminate', 'ACCREDITATION_NOT_PUBLISHED'],
      ['BitstringStatusListCredential', 'accepted'],
    ])
    expect(await store.list()).toHaveLength(4)
  })

  it('keeps a certificate that rests on an accreditation which is held, and not without', async () => {
    const using = await delegatingTrust()
    const [document, support] = await delegatedCertificate()
    const secured = await sign(document, actors.stranger)
    const store = createMemoryCredentialStore()
    const receive = (input: string, stapled: readonly string[] = []) =>
      receiveCredential({ secured: input, store, trust: using, now: NOW, stapled })
    expect((await refusalOf(receive(secured))).code).toBe('ERR_CREDENTIAL_REFUSED')
    // In one delivery: what comes with it counts as if it were held.
    expect((await receive(secured, support)).verdict).toBe('accepted')
    await store.remove(document.id)
    await receive(support[0] ?? '')
    expect((await receive(secured)).verdict).toBe('indeterminate')
    for (const list of support.slice(1)) await receive(list)
    expect((await receive(secured)).verdict).toBe('accepted')
  })

  it('sees what was added to a delivery after it was first looked at', async () => {
    const using = await delegatingTrust()
    const [document, support] = await delegatedCertificate()
    const store = createMemoryCredentialStore()
    const stapled: string[] = []
    const receive = async () =>
      receiveCredential({ secured: await sign(document, actors.stranger), store, trust: using, now: NOW, stapled })
    expect((await refusalOf(receive())).code).toBe('ERR_CREDENTIAL_REFUSED')
    stapled.push(...support)
    expect((await receive()).verdict).toBe('accepted')
  })

  it('a status list is kept where something held names it, the newest one, and from its issuer alone', async () => {
    const store = createMemoryCredentialStore()
    const receive = (secured: string) => receiveCredential({ secured, store, trust, now: NOW })
    const list = await statusList(assessor, 'revocation')
    expect(told(await refusalOf(receive(list)))).toEqual(['STATUS_LIST_MISMATCH /id'])
    await receive(await sign(certificate(), assessor))
    // Anybody may sign a list under any id: it would stand in the way of the right one.
    const foreign = await statusList(vendor, 'revocation', [], { id: listUrl(assessor, 'revocation') })
    expect(told(await refusalOf(receive(foreign)))).toEqual(['STATUS_LIST_MISMATCH /id'])
    await receive(list)
    const newer = await statusList(assessor, 'revocation', [], { validFrom: at('2026-10-31T00:00:00Z') })
    await receive(newer)
    expect(told(await refusalOf(receive(list)))).toEqual(['STATUS_STALE /validFrom'])
    expect((await store.list()).map(({ secured }) => secured)).toContain(newer)
  })

  it.each<readonly [string, () => Promise<string>, string]>([
    ['a mandate signed by somebody else', async () => sign(mandate(reseller), other), 'KEY_CONTROLLER /header/kid'],
    [
      'a membership by no anchor',
      async () => sign(membership(other, {}, vendor), vendor),
      'ISSUER_NOT_TRUSTED /issuer/id',
    ],
    [
      'an accreditation by a body that nobody accredited',
      async () => sign(accreditation(other, {}, vendor), vendor),
      'ISSUER_NOT_TRUSTED /issuer/id',
    ],
    [
      'a mandate that has ended',
      async () => sign(mandate(reseller, { until: '2026-10-01T00:00:00Z' }), vendor),
      'EXPIRED /credentialSubject/mandate/until',
    ],
  ])('%s is not kept', async (_label, make, reason) => {
    expect(await refused(await make())).toContain(reason)
  })
})

describe('what is not kept', () => {
  it('a credential that was altered', async () => {
    const [header, payload = '', signature] = (await sign(certificate(), assessor)).split('.')
    const altered = Buffer.from(payload, 'base64url').toString().replace('"Gauge Gateway"', '"Gauge Gatewax"')
    expect(await refused(`${header}.${Buffer.from(altered).toString('base64url')}.${signature}`)).toEqual([
      'SIG_INVALID',
    ])
  })

  it('a credential by an issuer that nobody accredited', async () => {
    expect(await refused(await sign(certificate(actors.stranger), actors.stranger))).toContain(
      'ISSUER_NOT_TRUSTED /issuer/id',
    )
  })

  it('a credential that is revoked, or has expired', async () => {
    const document = certificate()
    const index = document.credentialStatus[0].statusListIndex
    const lists = [
      ...(await cleanLists(alliance, vendor)),
      await statusList(assessor, 'revocation', [index]),
      await statusList(assessor, 'suspension'),
    ]
    expect(await refused(await sign(document, assessor), await usualTrust({ statusLists: lists }))).toEqual([
      'REVOKED /credentialStatus/0',
    ])
    const expired = { ...certificate(), validUntil: '2026-10-31T00:00:00Z' }
    expect(await refused(await sign(expired, assessor))).toEqual(['EXPIRED /validUntil'])
  })

  it('a presentation, though what it encloses is good', async () => {
    const vp = await present({ holder: vendor, secured: [await sign(certificate(), assessor)] })
    expect(await refused(vp)).toEqual(['TYPE'])
  })

  it.each(['', 'no credential', '{"type":"VerifiableCredential"}', 'a.b.c'])('%j', async (text) => {
    expect((await refused(text)).length).toBeGreaterThan(0)
  })

  it('a certificate without trust data: whose key it was signed with, nobody can tell', async () => {
    const without = { ok: false, problems: [{ code: 'BUNDLE_MISSING', pointer: '' }] } as const
    expect(await refused(await sign(certificate(), assessor), without)).toContain('BUNDLE_MISSING')
    expect(await refused(await sign(mandate(reseller), vendor), without)).toEqual(['BUNDLE_MISSING'])
  })

  it('a credential signed with another key under the issuer’s key id', async () => {
    const signer = signerFromJwk({ privateKeyJwk: other.privateJwk, verificationMethod: assessor.kid })
    const forged = await vcJwt.secure(certificate(), signer, { signedAt: NOW })
    expect(await refused(forged)).toEqual(['SIG_INVALID'])
  })
})
