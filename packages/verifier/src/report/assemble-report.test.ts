import { encodeUtf8 } from '@trusted-tech/model'
import { sha256Hex } from '@trusted-tech/proofs'
import { describe, expect, it } from 'vitest'
import { breakSignature } from '../../../../test/world/forge.js'
import { ADDRESSED, judge, notes, reason } from '../../../../test/world/judge.js'
import {
  accreditation,
  actors,
  assessments,
  at,
  CATALOGUE_ID,
  certificate,
  cleanLists,
  type Draft,
  declaration,
  mandate,
  membership,
  openedTrust,
  PRODUCT_ID,
  present,
  sign,
  statusList,
  usualParts,
  usualTrust,
} from '../../../../test/world/world.js'

const { alliance, assessor, delegate, limited, reseller, stranger, vendor } = actors
const EARLY = at('2026-02-01T00:00:00Z')
const summaryOf = async (input: string, ...rest: [Draft?]) => (await judge(input, ...rest)).summary

describe('a report', () => {
  it('says what was verified, when, under which trust data and for which question', async () => {
    const input = await sign(certificate(), assessor)
    const trust = await usualTrust()
    const report = await judge(input, { trust, question: { product: { id: `${PRODUCT_ID}@4.3.0` } } })
    expect(report).toMatchObject({
      reportVersion: 1,
      input: { kind: 'credential', sha256: sha256Hex(encodeUtf8(input)), bytes: input.length },
      now: '2026-11-01T12:00:00Z',
      question: {
        evaluateAt: '2026-11-01T12:00:00Z',
        product: { id: `${PRODUCT_ID}@4.3.0` },
        evidence: 0,
        allowSample: true,
        allowUnknownVendor: false,
      },
      trust: {
        trust: 'single-key manifest',
        rollback: 'notChecked',
        version: 1,
        issuedAt: '2026-10-30T00:00:00Z',
        expires: '2026-12-30T00:00:00Z',
      },
      problems: [],
      support: [],
      policy: { state: 'notRequested' },
    })
    expect(report.disclaimer).toMatch(/nothing about the actual security/)
    expect(report.trust.digest).toBe(trust.ok && trust.value.digest)
    expect(await judge(encodeUtf8(input), { trust, question: { product: { id: `${PRODUCT_ID}@4.3.0` } } })).toEqual(
      report,
    )
  })

  it.each<[string, string, number]>([
    ['text that is no token', 'x', 1],
    ['nothing', '', 0],
    ['text beyond ASCII', 'é', 2],
  ])('of %s has its digest all the same', async (_, input, bytes) => {
    const report = await judge(input)
    expect(report.input).toEqual({ kind: 'unknown', sha256: sha256Hex(encodeUtf8(input)), bytes })
    expect(report.credentials).toHaveLength(1)
  })

  it('without trust data says so', async () => {
    const trust = { ok: false, problems: [{ code: 'BUNDLE_MISSING', pointer: '' }] } as const
    const report = await judge(await sign(certificate(), assessor), { trust })
    expect(report.trust).toEqual({ trust: 'none', rollback: 'notChecked' })
    expect(report.knownAsOf).toBeUndefined()
    expect(report.summary).toBe('indeterminate: BUNDLE_MISSING')
  })

  it('knows how recent it is: the newest of trust data and lists, never later than the clock', async () => {
    const input = await sign(certificate(), assessor)
    const lists = async (validFrom: string) => [
      ...(await cleanLists(alliance, vendor)),
      await statusList(assessor, 'revocation', [], {
        validFrom: at(validFrom),
        validUntil: at('2026-12-05T00:00:00Z'),
      }),
      await statusList(assessor, 'suspension'),
    ]
    const parts = await usualParts()
    for (const [validFrom, expected] of [
      ['2026-10-31T06:00:00Z', '2026-10-31T06:00:00Z'],
      ['2026-10-29T06:00:00Z', '2026-10-30T00:00:00Z'],
      ['2026-11-02T06:00:00Z', '2026-10-30T00:00:00Z'],
    ] as const) {
      const report = await judge(input, { trust: await openedTrust({ ...parts, statusLists: await lists(validFrom) }) })
      expect(report.knownAsOf).toBe(expected)
    }
  })

  it('prints the whole question, what loosens it included', async () => {
    const input = await sign(declaration(), vendor)
    const question = {
      evaluateAt: at('2026-10-20T00:00:00Z'),
      product: { id: `${PRODUCT_ID}@4.3.0` },
      catalogue: { id: CATALOGUE_ID, version: '2.0' },
      binding: ADDRESSED,
      evidence: [{ name: 'x', bytes: new Uint8Array() }],
      allowUnknownVendor: true,
    }
    expect((await judge(input, { question })).question).toEqual({
      ...question,
      evaluateAt: '2026-10-20T00:00:00Z',
      evidence: 1,
      allowSample: true,
    })
    expect((await judge(input, { question: { allowSample: false } })).question).toEqual({
      evaluateAt: '2026-11-01T12:00:00Z',
      evidence: 0,
      allowSample: false,
      allowUnknownVendor: false,
    })
  })

  it('returns what was signed, by whom, when, and on what it rests', async () => {
    const document = certificate()
    const [verified] = (await judge(await sign(document, assessor))).credentials.map((one) => one.verified)
    expect(verified).toMatchObject({
      credential: document,
      issuer: document.issuer,
      product: { id: PRODUCT_ID, name: 'Gauge Gateway', manufacturer: { id: vendor.did, name: vendor.name } },
      attestationType: 'certification',
      catalogue: document.credentialSubject.conformity.scheme,
      issuedAt: '2026-10-01T08:00:00Z',
      issuanceTime: 'claimed',
      validFrom: document.validFrom,
      validUntil: document.validUntil,
      party: 'third',
      level: 'substantial',
      accreditations: [{ issuer: alliance.did, subject: assessor.did }],
      excluded: [],
    })
  })

  it('has no usable assessment where none is on a criterion of the catalogue, and does not say so twice', async () => {
    const none = (document: Draft) => {
      document.credentialSubject.conformity.assessments = assessments(document.id, ['secure-development.none'])
      return document
    }
    const declared = await judge(await sign(none(declaration()), vendor))
    expect(reason(declared, 'catalogue')).toBe('NO_USABLE_ASSESSMENT /credentialSubject/conformity/assessments')
    const outside = await judge(await sign(none(certificate(limited)), limited))
    expect(reason(outside, 'accreditation')).toBe('CRITERION_OUT_OF_SCOPE /credentialSubject/conformity/assessments')
    expect(reason(outside, 'catalogue')).toBeUndefined()
  })

  it('claims id and type of what did not verify, and no more', async () => {
    const document = certificate()
    const report = await judge(breakSignature(await sign(document, assessor)))
    expect(report.credentials).toMatchObject([{ id: document.id, type: 'ConformityCertificate', verdict: 'rejected' }])
    expect(report.credentials[0]?.verified).toBeUndefined()
  })
})

describe('the summary line', () => {
  it.each<[string, () => Promise<string>, string]>([
    [
      'an accepted certificate',
      () => sign(certificate(), assessor),
      'accepted: secure-development met (5/5, substantial, third party)',
    ],
    [
      'an accepted declaration',
      () => sign(declaration(), vendor),
      'accepted: secure-development met (5/5, substantial, self-declared)',
    ],
    ['a stranger', () => sign(certificate(stranger), stranger), 'rejected: ISSUER_NOT_TRUSTED'],
    ['a broken signature', async () => breakSignature(await sign(certificate(), assessor)), 'rejected: SIG_INVALID'],
    [
      'an expired one',
      () => sign({ ...certificate(), validUntil: '2026-10-30T00:00:00Z' }, assessor),
      'rejected: EXPIRED',
    ],
    [
      'no claim',
      () => present({ holder: vendor, secured: [], document: { verifiableCredential: [] } }),
      'rejected: NO_USABLE_ASSESSMENT',
    ],
    ['garbage', async () => '{}', 'rejected: FORMAT_UNSUPPORTED'],
  ])('of %s', async (_, make, expected) => {
    expect(await summaryOf(await make())).toBe(expected)
  })

  it('names what failed before what is open, and never what was not reached', async () => {
    const document = certificate()
    document.validUntil = '2026-10-30T00:00:00Z'
    const summary = await summaryOf(await sign(document, assessor), {
      question: { allowSample: false, product: { id: PRODUCT_ID } },
    })
    expect(summary).toBe('rejected: EXPIRED, SAMPLE_CATALOGUE, PRODUCT_UNKNOWN')
  })
})

describe('supersession', () => {
  const pair = async (edit: (newer: Draft, older: Draft) => void, signer = assessor) => {
    const older = certificate()
    const newer = certificate(signer)
    newer.credentialSubject.supersedes = older.id
    edit(newer, older)
    return judge(await present({ holder: vendor, secured: [await sign(older, assessor), await sign(newer, signer)] }))
  }

  it('is told of the one that is superseded', async () => {
    const report = await pair(() => {})
    expect(notes(report, 'surveillance', 0)).toEqual(['SUPERSEDED /id'])
    expect(notes(report, 'surveillance', 1)).toEqual([])
    expect(report.verdict).toBe('accepted')
  })

  it('is nothing that another issuer can say', async () => {
    expect(notes(await pair(() => {}, limited), 'surveillance', 0)).toEqual([])
  })

  it('is nothing that is said of another product', async () => {
    const report = await pair((newer) => (newer.credentialSubject.id = `${PRODUCT_ID}-mini`))
    expect(notes(report, 'surveillance', 0)).toEqual([])
  })
})

describe('what became of stapled documents', () => {
  it('is told one by one', async () => {
    const forged = await statusList(assessor, 'revocation', [], { signer: stranger })
    const secured = [
      await sign(certificate(), assessor),
      await statusList(assessor, 'suspension'),
      forged,
      await statusList(stranger, 'revocation'),
      await sign(membership(vendor), alliance, EARLY),
      await sign(accreditation(assessor), alliance, EARLY),
      await sign(mandate(reseller), vendor),
      await sign({ ...mandate(reseller), extra: 1 }, vendor),
      await sign({ ...accreditation(delegate), extra: 1 }, alliance),
    ]
    const report = await judge(await present({ holder: reseller, secured }), { question: { binding: ADDRESSED } })
    expect(report.support.map(({ type, state, problems }) => [type, state, problems[0]?.code])).toEqual([
      ['BitstringStatusListCredential', 'used', undefined],
      ['BitstringStatusListCredential', 'ignored', 'KEY_CONTROLLER'],
      ['BitstringStatusListCredential', 'ignored', 'STATUS_LIST_MISMATCH'],
      ['MembershipCredential', 'ignored', 'ACCREDITATION_NOT_PUBLISHED'],
      ['AccreditationCredential', 'ignored', 'ACCREDITATION_DIFFERS'],
      ['MandateCredential', 'used', undefined],
      ['MandateCredential', 'ignored', 'SCHEMA_INVALID'],
      ['AccreditationCredential', 'ignored', 'SCHEMA_INVALID'],
    ])
    expect(report.support[0]?.id).toMatch(/^https:/)
  })

  it('is used where it is a copy of what is listed', async () => {
    const parts = await usualParts()
    const [listed = ''] = parts.statements ?? []
    const input = await present({ holder: vendor, secured: [await sign(certificate(), assessor), listed] })
    const report = await judge(input, { trust: await openedTrust(parts) })
    expect(report.support).toMatchObject([{ type: 'AccreditationCredential', state: 'used', problems: [] }])
  })
})
