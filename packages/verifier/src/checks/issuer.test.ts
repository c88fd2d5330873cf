import { describe, expect, it } from 'vitest'
import {
  CERTIFICATE_STATES,
  DECLARATION_STATES,
  judge,
  notes,
  reason,
  reasons,
  states,
  stoppedAt,
} from '../../../../test/world/judge.js'
import {
  accreditation,
  actors,
  at,
  certificate,
  type Draft,
  declaration,
  membership,
  NOW,
  openedTrust,
  sign,
  statusList,
  usualParts,
  usualTrust,
} from '../../../../test/world/world.js'

const { alliance, assessor, delegate, other, vendor } = actors
const EARLY = at('2026-02-01T00:00:00Z')
const trustWith = async (...documents: readonly Draft[]) => {
  const parts = await usualParts()
  const made = await Promise.all(documents.map((document) => sign(document, alliance, EARLY)))
  return openedTrust({ ...parts, statements: [...(parts.statements ?? []), ...made] })
}

describe('the issuer of a certificate', () => {
  it('is known where accreditations lead to an anchor', async () => {
    expect(states(await judge(await sign(certificate(), assessor)))).toEqual(CERTIFICATE_STATES)
  })

  it('is unknown where its accreditation leads to nobody, and the dead end is told', async () => {
    const parts = await usualParts()
    const stray = await sign(accreditation(other, {}, delegate), delegate, EARLY)
    const trust = await openedTrust({ ...parts, statements: [...(parts.statements ?? []), stray] })
    const report = await judge(await sign(certificate(other), other), { trust })
    expect(states(report)).toEqual(stoppedAt('issuer'))
    expect(reasons(report, 'issuer')).toEqual(['ISSUER_NOT_TRUSTED /issuer/id'])
  })

  it('is unknown where two bodies accredit each other', async () => {
    const parts = await usualParts()
    const circle = [
      await sign(accreditation(other, {}, delegate), delegate, EARLY),
      await sign(accreditation(delegate, {}, other), other, EARLY),
    ]
    const trust = await openedTrust({ ...parts, statements: [...(parts.statements ?? []), ...circle] })
    const report = await judge(await sign(certificate(other), other), { trust })
    expect(states(report)).toEqual(stoppedAt('issuer'))
    expect(reasons(report, 'issuer')).toEqual([
      'ISSUER_NOT_TRUSTED /issuer/id',
      'ACCREDITATION_PATH /issuer/id',
      'ACCREDITATION_PATH /issuer/id',
    ])
  })

  it.each([
    [0, 'indeterminate'],
    [1, 'failed'],
  ])('is unknown to trust data that end %i s after the clock: %s', async (seconds, state) => {
    const trust = await usualTrust({ expires: (NOW + seconds * 1000) as Draft })
    const report = await judge(await sign(certificate(other), other), { trust })
    expect(states(report).issuer).toBe(state)
    expect(reason(report, 'issuer')).toBe('ISSUER_NOT_TRUSTED /issuer/id')
  })

  it('is an anchor nowhere: who accredits does not certify', async () => {
    const report = await judge(await sign(certificate(alliance), alliance))
    expect(states(report)).toEqual(stoppedAt('issuer'))
  })
})

describe('the issuer of a declaration', () => {
  it('is the manufacturer, and a member', async () => {
    expect(states(await judge(await sign(declaration(), vendor)))).toEqual(DECLARATION_STATES)
  })

  it('is nobody else, member or not', async () => {
    const document = declaration()
    document.credentialSubject.manufacturer = { id: other.did, name: other.name }
    const report = await judge(await sign(document, vendor), { question: { allowUnknownVendor: true } })
    expect(states(report)).toEqual(stoppedAt('issuer'))
    expect(reason(report, 'issuer')).toBe('ISSUER_NOT_TRUSTED /issuer/id')
  })

  it.each<[string, (document: Draft) => void]>([
    ['not begun', (one) => (one.validFrom = '2026-11-01T12:00:01Z')],
    ['ended', (one) => (one.validUntil = '2026-11-01T12:00:00Z')],
  ])('is unknown where its membership has %s', async (_, edit) => {
    const document = membership(other)
    edit(document)
    const trust = await trustWith(document)
    const input = await sign(declaration(other), other)
    const report = await judge(input, { trust })
    expect(states(report).issuer).toBe('indeterminate')
    expect(reason(report, 'issuer')).toBe('VENDOR_UNKNOWN /issuer/id')
    const allowed = await judge(input, { trust, question: { allowUnknownVendor: true } })
    expect(states(allowed).issuer).toBe('passed')
    expect(notes(allowed, 'issuer')).toContain('VENDOR_UNKNOWN /issuer/id')
  })

  it('is unknown where its membership is revoked, and that is told', async () => {
    const revoked = membership(other)
    const elsewhere = membership(vendor)
    const [, ...rest] = [...((await usualParts()).statements ?? [])]
    const index = revoked.credentialStatus[0].statusListIndex
    const trust = await openedTrust({
      statements: [...rest, ...(await Promise.all([revoked, elsewhere].map((one) => sign(one, alliance, EARLY))))],
      statusLists: [await statusList(alliance, 'revocation', [index]), await statusList(alliance, 'suspension')],
    })
    const report = await judge(await sign(declaration(other), other), { trust })
    expect(reasons(report, 'issuer')).toEqual(['VENDOR_UNKNOWN /issuer/id', 'REVOKED /credentialStatus/0'])
  })

  it('is a member when the time asked for is one of its membership', async () => {
    const document = membership(other)
    document.validUntil = '2026-10-20T00:00:00Z'
    const trust = await trustWith(document)
    const unstated = declaration(other)
    delete unstated.credentialStatus
    const input = await sign(unstated, other)
    expect((await judge(input, { trust, question: { evaluateAt: at('2026-10-10T00:00:00Z') } })).verdict).toBe(
      'accepted',
    )
    expect((await judge(input, { trust })).verdict).toBe('indeterminate')
  })

  it('is no member by an accreditation', async () => {
    const trust = await trustWith(accreditation(other))
    expect(reason(await judge(await sign(declaration(other), other), { trust }), 'issuer')).toBe(
      'VENDOR_UNKNOWN /issuer/id',
    )
  })

  it('is no member by a membership that a body other than an anchor made', async () => {
    const parts = await usualParts()
    const made = await sign(membership(other, {}, assessor), assessor, EARLY)
    const trust = await openedTrust({ ...parts, statements: [...(parts.statements ?? []), made] })
    expect(reason(await judge(await sign(declaration(other), other), { trust }), 'issuer')).toBe(
      'VENDOR_UNKNOWN /issuer/id',
    )
  })
})

describe('names', () => {
  it('that differ from what anchors say are told, of issuer and manufacturer', async () => {
    const document = certificate()
    document.issuer.name = 'Meridian Assurance Worldwide'
    document.credentialSubject.manufacturer.name = 'Tidewater'
    const report = await judge(await sign(document, assessor))
    expect(report.verdict).toBe('accepted')
    expect(notes(report, 'issuer')).toEqual([
      'NAME_DIFFERS /issuer/name',
      'NAME_DIFFERS /credentialSubject/manufacturer/name',
    ])
    expect(report.credentials[0]?.checks.issuer).toMatchObject({
      notes: [{ expected: 'Meridian Assurance', actual: 'Meridian Assurance Worldwide' }, {}],
    })
  })

  it('of several statements may each be used', async () => {
    const trust = await trustWith(membership(vendor, { name: 'Tidewater' }))
    const document = certificate()
    document.credentialSubject.manufacturer.name = 'Tidewater'
    const report = await judge(await sign(document, assessor), { trust })
    expect(notes(report, 'issuer')).toEqual([])
  })

  it('that nobody states are not compared', async () => {
    const report = await judge(await sign(certificate(assessor, other), assessor))
    expect(notes(report, 'issuer')).toEqual([])
  })
})
