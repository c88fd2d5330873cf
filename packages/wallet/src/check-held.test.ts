import { beforeEach, describe, expect, it } from 'vitest'
import { keyHistoryOf } from '../../../test/world/actor.js'
import {
  actors,
  at,
  certificate,
  cleanLists,
  type Draft,
  declaration,
  mandate,
  NOW,
  openedTrust,
  sign,
  statusList,
  usualParts,
  usualTrust,
} from '../../../test/world/world.js'
import { checkHeld } from './check-held.js'
import type { CredentialStore } from './credential-store.js'
import { createMemoryCredentialStore } from './memory-credential-store.js'
import { receiveCredential } from './receive-credential.js'
import { delegatedCertificate, delegatingTrust } from './testing/delegated.js'
import { hold } from './testing/hold.js'
import { refusalOf, told } from './testing/refusal-of.js'

const { alliance, assessor, limited, reseller, vendor } = actors

let store: CredentialStore
beforeEach(() => {
  store = createMemoryCredentialStore()
})

async function checked(using = usualTrust(), now = NOW) {
  const checks = await checkHeld({ store, trust: await using, now })
  return checks.map(({ held, verdict, problems }) => [
    held.type,
    verdict,
    ...problems.map(({ code, pointer }) => `${code} ${pointer}`.trimEnd()),
  ])
}

describe('checking what is held', () => {
  it('verifies every credential again, and its claims have their whole report', async () => {
    for (const secured of [await sign(certificate(), assessor), await sign(mandate(reseller), vendor)]) {
      await hold(store, secured)
    }
    await hold(store, await statusList(assessor, 'revocation'))
    expect(await checked()).toEqual([
      ['BitstringStatusListCredential', 'accepted'],
      ['ConformityCertificate', 'accepted'],
      ['MandateCredential', 'accepted'],
    ])
    const [, claim] = await checkHeld({ store, trust: await usualTrust(), now: NOW })
    expect(claim?.report?.credentials).toHaveLength(1)
  })

  it('THREAT-051 a revocation is found in a list that is held, and in one of the trust data', async () => {
    const document = certificate()
    const set = [document.credentialStatus[0].statusListIndex]
    await hold(store, await sign(document, assessor))
    expect(await checked()).toEqual([['ConformityCertificate', 'accepted']])
    const revoked = await statusList(assessor, 'revocation', set)
    const lists = [...(await cleanLists(alliance, vendor)), revoked, await statusList(assessor, 'suspension')]
    expect(await checked(usualTrust({ statusLists: lists }))).toEqual([
      ['ConformityCertificate', 'rejected', 'REVOKED /credentialStatus/0'],
    ])
    await hold(store, revoked)
    expect(await checked()).toEqual([
      ['BitstringStatusListCredential', 'accepted'],
      ['ConformityCertificate', 'rejected', 'REVOKED /credentialStatus/0'],
    ])
  })

  it('THREAT-051 a revoked credential is not received, though it comes as a string', async () => {
    const document = certificate()
    const set = [document.credentialStatus[0].statusListIndex]
    const stapled = [await statusList(assessor, 'revocation', set)]
    const secured = await sign(document, assessor)
    const error = await refusalOf(receiveCredential({ secured, store, trust: await usualTrust(), now: NOW, stapled }))
    expect(told(error)).toEqual(['REVOKED /credentialStatus/0'])
    expect(await store.list()).toEqual([])
  })

  it('THREAT-074 what a suspended assessor issued is told, and what others issued stays good', async () => {
    await hold(store, await sign(certificate(), assessor))
    const other = await hold(store, await sign(certificate(limited), limited))
    const parts = await usualParts()
    const [accreditation = ''] = parts.statements ?? []
    const payload = JSON.parse(Buffer.from(accreditation.split('.')[1] ?? '', 'base64url').toString()) as Draft
    const index = payload.credentialStatus[1].statusListIndex
    const lists = [
      ...(await cleanLists(assessor, limited, vendor)),
      await statusList(alliance, 'revocation'),
      await statusList(alliance, 'suspension', [index]),
    ]
    const checks = await checkHeld({ store, trust: await openedTrust({ ...parts, statusLists: lists }), now: NOW })
    expect(checks.map(({ held, verdict }) => [held.id === other.id, verdict])).toEqual([
      [false, 'rejected'],
      [true, 'accepted'],
    ])
    expect(checks[0]?.problems.map(({ code }) => code)).toContain('ACCREDITATION_SUSPENDED')
  })

  it('THREAT-075 after a key rotation what the old key signed before stays good, and nothing new by it is received', async () => {
    const [key] = keyHistoryOf(assessor).keys
    const rotated = {
      id: assessor.did,
      keys: [{ ...key, until: '2026-10-15T00:00:00Z' }],
    } as Draft
    const histories = [alliance, limited].map((one) => keyHistoryOf(one))
    // The lists of the assessor are signed by the old key too: a new one tells the status from then on.
    const early = { validFrom: at('2026-10-10T00:00:00Z'), validUntil: at('2026-11-25T00:00:00Z') }
    const lists = [
      ...(await cleanLists(alliance, vendor)),
      await statusList(assessor, 'revocation', [], early),
      await statusList(assessor, 'suspension', [], early),
    ]
    const using = usualTrust({ keyHistories: [...histories, rotated], statusLists: lists })
    await hold(store, await sign(certificate(), assessor, at('2026-10-14T00:00:00Z')))
    expect(await checked(using)).toEqual([['ConformityCertificate', 'accepted']])
    const late = await sign(certificate(), assessor, at('2026-10-16T00:00:00Z'))
    const error = await refusalOf(receiveCredential({ secured: late, store, trust: await using, now: NOW }))
    expect(told(error)).toContain('KEY_RETIRED /header/kid')
  })

  it('a certificate is judged beside the held support of its issuer', async () => {
    const [document, support] = await delegatedCertificate()
    await hold(store, await sign(document, actors.stranger))
    expect((await checked(delegatingTrust()))[0]?.[1]).toBe('rejected')
    for (const secured of support) await hold(store, secured)
    expect((await checked(delegatingTrust())).map(([, verdict]) => verdict)).toEqual(Array(4).fill('accepted'))
  })

  it('a lapsed claim, a stale list and an ended mandate are each told', async () => {
    await hold(store, await sign(declaration(), vendor))
    await hold(store, await sign(mandate(reseller), vendor))
    await hold(store, await statusList(vendor, 'revocation'))
    const found = await checked(usualTrust({ expires: at('2028-01-01T00:00:00Z') }), at('2027-10-01T00:00:00Z'))
    expect(found.map(([type, verdict, ...reasons]) => [type, verdict, reasons[0]])).toEqual([
      ['BitstringStatusListCredential', 'indeterminate', 'STATUS_STALE /validUntil'],
      ['ConformityDeclaration', 'rejected', 'EXPIRED /validUntil'],
      ['MandateCredential', 'rejected', 'EXPIRED /validUntil'],
    ])
  })

  it('without trust data nothing is said to be good', async () => {
    await hold(store, await sign(certificate(), assessor))
    await hold(store, await sign(mandate(reseller), vendor))
    const missing = Promise.resolve({ ok: false, problems: [{ code: 'BUNDLE_MISSING', pointer: '' }] } as const)
    expect(await checked(missing as ReturnType<typeof usualTrust>)).toEqual([
      ['ConformityCertificate', 'indeterminate', 'BUNDLE_MISSING'],
      ['MandateCredential', 'indeterminate', 'BUNDLE_MISSING'],
    ])
  })
})
