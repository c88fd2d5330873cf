import type { Result } from '@trusted-tech/model'
import type { TrustState } from '@trusted-tech/trust'
import { beforeAll, describe, expect, it } from 'vitest'
import { keyHistoryOf } from '../../../test/world/actor.js'
import {
  accreditation,
  actors,
  at,
  certificate,
  cleanLists,
  type Draft,
  delegation,
  mandate,
  membership,
  NOW,
  openedTrust,
  present,
  sign,
  statusList,
  usualParts,
  usualTrust,
} from '../../../test/world/world.js'
import { verify } from './verify.js'
import { verifySupport } from './verify-support.js'

const { alliance, assessor, delegate, limited, other, reseller, stranger, vendor } = actors

let trust: Result<TrustState>
beforeAll(async () => {
  trust = await usualTrust()
})

async function told(input: string, stapled: readonly string[] = [], using = trust, now = NOW) {
  const { verdict, problems, verified } = await verifySupport({ input, trust: using, now, stapled })
  const codes = problems.map(({ code, pointer }) => `${code} ${pointer}`.trimEnd())
  return { verdict, codes, verified: verified !== undefined }
}
const accepted = { verdict: 'accepted', codes: [], verified: true }

/** The delegate may accredit one link further; who it accredits is not in the trust data. */
async function delegating(changes: Draft = {}) {
  const parts = await usualParts()
  const above = delegation(delegate, changes)
  return openedTrust({
    ...parts,
    statements: [await sign(above, alliance, at('2026-02-01T00:00:00Z'))],
    statusLists: await cleanLists(alliance, delegate, vendor),
    keyHistories: [alliance, delegate].map((one) => keyHistoryOf(one)),
  })
}
const below = (changes: Draft = {}) => sign(accreditation(stranger, changes, delegate), delegate)

describe('support, verified by itself', () => {
  it('a mandate is accepted with its lists, and indeterminate without', async () => {
    const input = await sign(mandate(reseller), vendor)
    const without = await openedTrust({ ...(await usualParts()), statusLists: await cleanLists(alliance) })
    expect(await told(input, await cleanLists(vendor), without)).toEqual(accepted)
    expect(await told(input, [], without)).toEqual({
      verdict: 'indeterminate',
      codes: ['STATUS_UNAVAILABLE /credentialStatus/0', 'STATUS_UNAVAILABLE /credentialStatus/1'],
      verified: true,
    })
  })

  it('a mandate that has ended, was not signed by its issuer, or is revoked is rejected', async () => {
    const document = mandate(reseller)
    expect(await told(await sign(mandate(reseller, { until: '2026-10-31T00:00:00Z' }), vendor))).toMatchObject({
      verdict: 'rejected',
      codes: ['EXPIRED /credentialSubject/mandate/until'],
    })
    expect(await told(await sign({ ...document, validFrom: '2026-11-02T00:00:00Z' }, vendor))).toMatchObject({
      codes: ['NOT_YET_VALID /validFrom'],
    })
    expect(await told(await sign(document, other))).toEqual({
      verdict: 'rejected',
      codes: ['KEY_CONTROLLER /header/kid'],
      verified: false,
    })
    const list = await statusList(vendor, 'revocation', [document.credentialStatus[0].statusListIndex])
    expect(await told(await sign(document, vendor), [list])).toMatchObject({
      verdict: 'rejected',
      codes: ['REVOKED /credentialStatus/0'],
    })
  })

  it('a membership counts where the trust data lists it, and only an anchor makes one', async () => {
    const input = await sign(membership(reseller), alliance)
    const listing = await openedTrust({ ...(await usualParts()), statements: [input] })
    expect(await told(input, [], listing)).toEqual(accepted)
    expect(await told(input)).toMatchObject({ verdict: 'indeterminate', codes: ['ACCREDITATION_NOT_PUBLISHED'] })
    const self = await sign(membership(reseller, {}, vendor), vendor)
    expect(await told(self)).toMatchObject({ verdict: 'rejected', codes: ['ISSUER_NOT_TRUSTED /issuer/id'] })
  })

  it('an accreditation by a delegated body is accepted, with a chain up to an anchor', async () => {
    expect(await told(await below(), [], await delegating())).toEqual(accepted)
    expect(await told(await below())).toMatchObject({ verdict: 'rejected' })
    expect(await told(await below(), [], await delegating({ maxPathLength: 0 }))).toMatchObject({
      verdict: 'rejected',
      codes: ['ACCREDITATION_PATH /credentialSubject/maxPathLength'],
    })
  })

  it('an accreditation that has ended, or that its issuer did not sign, is rejected', async () => {
    const ended = { ...accreditation(stranger, {}, delegate), validUntil: '2026-10-31T00:00:00Z' }
    expect(await told(await sign(ended, delegate), [], await delegating())).toMatchObject({
      verdict: 'rejected',
      codes: ['ISSUER_NOT_ACCREDITED_AT /validUntil'],
    })
    const [header, , signature] = (await below()).split('.')
    const [, payload] = (await below({ maxCredentialLifetime: 'P9D' })).split('.')
    expect(await told(`${header}.${payload}.${signature}`, [], await delegating())).toEqual({
      verdict: 'rejected',
      codes: ['SIG_INVALID'],
      verified: false,
    })
  })

  it('an anchor’s own accreditation that is not listed is indeterminate', async () => {
    const input = await sign(accreditation(stranger), alliance)
    expect(await told(input)).toMatchObject({ verdict: 'indeterminate', codes: ['ACCREDITATION_NOT_PUBLISHED'] })
  })

  it('a status list is accepted in its window, and stale outside', async () => {
    const input = await statusList(assessor, 'revocation', [7])
    expect(await told(input)).toEqual(accepted)
    expect(await told(input, [], trust, at('2026-11-25T00:00:00Z'))).toMatchObject({
      verdict: 'indeterminate',
      codes: ['STATUS_STALE /validUntil'],
    })
    const forged = await statusList(assessor, 'revocation', [], { signer: other })
    expect(await told(forged)).toMatchObject({ verdict: 'rejected', verified: false })
  })

  it('a status list under a key that an accreditation carries counts with that accreditation alone', async () => {
    const keys = keyHistoryOf(stranger).keys
    const input = await statusList(stranger, 'revocation')
    const using = await delegating()
    expect(await told(input, [await below({ keys })], using)).toEqual(accepted)
    // Anybody can accredit anybody, with a key of their own.
    const bogus = await sign(accreditation(stranger, { keys } as Draft, other), other)
    for (const stapled of [[], [await below()], [bogus]]) {
      expect(await told(input, stapled, using)).toMatchObject({ verdict: 'rejected', verified: false })
    }
  })

  it.each<readonly [string, () => Promise<string>, readonly string[]]>([
    ['a claim', async () => sign(certificate(), assessor), ['TYPE /type']],
    ['a presentation', async () => present({ holder: vendor, secured: [] }), ['TYPE']],
    ['no credential at all', async () => 'a.b.c', ['ENCODING']],
  ])('%s is rejected', async (_label, make, codes) => {
    const { verdict, verified, codes: found } = await told(await make())
    expect([verdict, verified]).toEqual(['rejected', false])
    expect(found.length).toBeGreaterThan(0)
    if (codes[0] !== 'ENCODING') expect(found).toEqual(codes)
  })

  it('without trust data nothing is said to be verified; with wrong trust data it is rejected', async () => {
    const input = await sign(mandate(reseller), vendor)
    const missing = { ok: false, problems: [{ code: 'BUNDLE_MISSING', pointer: '' }] } as const
    const wrong = { ok: false, problems: [{ code: 'BUNDLE_INCONSISTENT', pointer: '' }] } as const
    expect(await told(input, [], missing)).toEqual({
      verdict: 'indeterminate',
      codes: ['BUNDLE_MISSING'],
      verified: false,
    })
    expect(await told(input, [], wrong)).toMatchObject({ verdict: 'rejected', verified: false })
    expect(await told(input, [], trust, at('2026-12-30T00:00:00Z'))).toMatchObject({
      verdict: 'indeterminate',
      codes: expect.arrayContaining(['BUNDLE_EXPIRED /expires']),
    })
  })
})

describe('support stapled beside a bare credential', () => {
  const judged = async (input: string, stapled: readonly string[], using: Result<TrustState>) =>
    verify({ input, trust: using, now: NOW, question: { allowSample: true }, stapled })

  it('counts as if it were enclosed in a presentation', async () => {
    const using = await delegating()
    const document = certificate(stranger)
    document.validUntil = '2027-01-01T00:00:00Z'
    const input = await sign(document, stranger)
    const support = [await below({ keys: keyHistoryOf(stranger).keys }), ...(await cleanLists(stranger))]
    const report = await judged(input, support, using)
    expect(report.verdict).toBe('accepted')
    expect(report.support.map(({ type, state }) => `${type} ${state}`)).toEqual([
      'AccreditationCredential used',
      'BitstringStatusListCredential used',
      'BitstringStatusListCredential used',
    ])
    expect((await judged(input, [], using)).verdict).toBe('rejected')
    const set = await statusList(stranger, 'revocation', [document.credentialStatus[0].statusListIndex])
    expect((await judged(input, [...support, set], using)).verdict).toBe('rejected')
  })

  it('what is no support, and what cannot be read, is told and ignored', async () => {
    const input = await sign(certificate(), assessor)
    const { support, verdict } = await judged(
      input,
      [input, 'a.b.c', await present({ holder: vendor, secured: [] })],
      trust,
    )
    expect(verdict).toBe('accepted')
    expect(support.map(({ state }) => state)).toEqual(['ignored', 'ignored', 'ignored'])
    expect(support[0]?.problems).toMatchObject([{ code: 'TYPE', pointer: '/type' }])
  })

  it('more than a presentation may have is misuse', async () => {
    const many = Array.from({ length: 257 }, () => 'x')
    await expect(judged('x', many, trust)).rejects.toMatchObject({ code: 'ERR_ARGUMENT_INVALID' })
  })
})

describe('a stapled membership', () => {
  it('that the trust data lists is no stranger to them', async () => {
    const input = await sign(certificate(limited), limited)
    const parts = await usualParts()
    const listed = parts.statements?.[2] ?? ''
    const using = await openedTrust(parts)
    const vp = await present({ holder: vendor, secured: [input, listed, await sign(membership(vendor), alliance)] })
    const report = await verify({ input: vp, trust: using, now: NOW, question: { allowSample: true } })
    expect(report.support.map(({ state, problems }) => [state, ...problems.map(({ code }) => code)])).toEqual([
      ['used'],
      ['ignored', 'ACCREDITATION_NOT_PUBLISHED'],
    ])
  })
})
