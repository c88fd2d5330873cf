import { encodeUtf8 } from '@trusted-tech/model'
import { describe, expect, it } from 'vitest'
import { forge, payloadOf } from '../world/forge.js'
import { ADDRESSED, judge, reason, states, stoppedAt } from '../world/judge.js'
import {
  accreditation,
  actors,
  certificate,
  declaration,
  EARLY,
  inPlaceOf,
  listUrl,
  mandate,
  membership,
  openedManifest,
  openedTrust,
  present,
  sign,
  statusList,
  trustFolder,
  usualParts,
  usualTrust,
} from '../world/world.js'

const { alliance, assessor, registry, reseller, vendor } = actors

/** One genuine, signed artefact of each kind, all of them good where they belong. */
const certified = await sign(certificate(), assessor)
const artefacts = {
  certificate: certified,
  declaration: await sign(declaration(), vendor),
  presentation: await present({ holder: vendor, secured: [certified] }),
  list: await statusList(assessor, 'revocation'),
  manifest: new TextDecoder().decode((await trustFolder(await usualParts())).manifest),
  accreditation: await sign(accreditation(assessor), alliance, EARLY),
  membership: await sign(membership(vendor), alliance, EARLY),
  mandate: await sign(mandate(reseller), vendor),
} as const
type Artefact = keyof typeof artefacts

const trust = await usualTrust()

/** What takes an artefact, and what it says: `ok`, or the first reason against it. */
const places = {
  'as the credential to verify': async (input: string) => {
    const report = await judge(input, { trust })
    return report.verdict === 'accepted' ? 'ok' : (reason(report, 'form') ?? reason(report, 'structure'))
  },
  'as the presentation that was asked for': async (input: string) => {
    const report = await judge(input, { trust, question: { binding: ADDRESSED } })
    const why = reason(report, 'form') ?? reason(report, 'structure') ?? reason(report, 'presentation')
    return report.verdict === 'accepted' ? 'ok' : why
  },
  'as a claim in a presentation': async (input: string) => {
    const report = await judge(await present({ holder: vendor, secured: [input] }), { trust })
    return report.verdict === 'accepted' ? 'ok' : (report.problems[0]?.code ?? reason(report, 'form'))
  },
  'as the trust manifest, although the root signed it': async (input: string) => {
    // What it says under the right key: only the kind of artefact is in the way.
    const [header = '', payload = ''] = input.split('.')
    const { typ, cty } = JSON.parse(Buffer.from(header, 'base64url').toString())
    const content = Buffer.from(payload, 'base64url')
    const opened = openedManifest(encodeUtf8(await forge({ header: { typ, cty }, payload: content, actor: registry })))
    return opened.ok ? 'ok' : `${opened.problems[0].code} ${opened.problems[0].pointer}`
  },
  'as the status list in the trust data': async (input: string) => {
    const known = await usualTrust({ edit: inPlaceOf(artefacts.list, input) })
    const report = await judge(certified, { trust: known })
    if (report.verdict === 'accepted') return 'ok'
    expect(report.verdict).toBe('indeterminate')
    expect(reason(report, 'status')).toBe('STATUS_UNAVAILABLE /credentialStatus/0')
    return known.ok ? known.value.statusListProblems(listUrl(assessor, 'revocation'))[0]?.code : undefined
  },
  'as the accreditation in the trust data': async (input: string) => {
    const parts = await usualParts()
    const [genuine = ''] = parts.statements ?? []
    const known = await openedTrust({ ...parts, edit: inPlaceOf(genuine, input) })
    const report = await judge(certified, { trust: known })
    if (report.verdict === 'accepted') return 'ok'
    expect(reason(report, 'issuer')).toBe('ISSUER_NOT_TRUSTED /issuer/id')
    return known.ok ? known.value.statementProblems(assessor.did)[0]?.code : undefined
  },
} as const

const TYP = 'TYP_MISMATCH /header/typ'
const TYPE = 'TYPE /type'
const OTHERS = { list: TYPE, accreditation: TYPE, membership: TYPE, mandate: TYPE, manifest: TYP } as const

const expected: Record<keyof typeof places, Record<Artefact, string>> = {
  'as the credential to verify': { certificate: 'ok', declaration: 'ok', presentation: 'ok', ...OTHERS },
  'as the presentation that was asked for': {
    ...OTHERS,
    certificate: 'BINDING_MISMATCH',
    declaration: 'BINDING_MISMATCH',
    presentation: 'ok',
  },
  'as a claim in a presentation': {
    certificate: 'ok',
    declaration: 'ok',
    presentation: 'FORMAT_UNSUPPORTED /verifiableCredential/0',
    list: 'NO_USABLE_ASSESSMENT',
    accreditation: 'NO_USABLE_ASSESSMENT',
    membership: 'NO_USABLE_ASSESSMENT',
    mandate: 'NO_USABLE_ASSESSMENT',
    manifest: 'TYP_MISMATCH /verifiableCredential/0/id',
  },
  'as the trust manifest, although the root signed it': {
    certificate: TYP,
    declaration: TYP,
    presentation: TYP,
    list: TYP,
    accreditation: TYP,
    membership: TYP,
    mandate: TYP,
    manifest: 'ok',
  },
  'as the status list in the trust data': {
    certificate: 'BUNDLE_FORMAT',
    declaration: 'BUNDLE_FORMAT',
    presentation: 'BUNDLE_FORMAT',
    list: 'ok',
    accreditation: 'BUNDLE_FORMAT',
    membership: 'BUNDLE_FORMAT',
    mandate: 'BUNDLE_FORMAT',
    manifest: 'TYP_MISMATCH',
  },
  'as the accreditation in the trust data': {
    certificate: 'BUNDLE_FORMAT',
    declaration: 'BUNDLE_FORMAT',
    presentation: 'BUNDLE_FORMAT',
    list: 'BUNDLE_FORMAT',
    accreditation: 'ok',
    membership: 'BUNDLE_FORMAT',
    mandate: 'BUNDLE_FORMAT',
    manifest: 'BUNDLE_FORMAT',
  },
}

describe('THREAT-023 each artefact in the place of each other', () => {
  const cases = (Object.keys(places) as (keyof typeof places)[]).flatMap((place) =>
    (Object.keys(artefacts) as Artefact[]).map((artefact) => ({ place, artefact, outcome: expected[place][artefact] })),
  )
  it.each(cases)('a $artefact $place: $outcome', async ({ place, artefact, outcome }) => {
    expect(await places[place](artefacts[artefact])).toBe(outcome)
  })
})

describe('THREAT-023 the same payload and the same key under another type', () => {
  const payload = { ...certificate(), iat: Math.floor(EARLY / 1000) }
  it.each([
    'vp+jwt',
    'trust-manifest+jwt',
    'JWT',
    'kb+jwt',
    'at+jwt',
    'vc+ld+jwt',
    'vc+sd-jwt',
    'VC+JWT',
    'vc+jwt ',
    'application/vc+jwt',
    '',
    null,
    undefined,
    ['vc+jwt'],
  ])('typ %j', async (typ) => {
    const input = await forge({ header: { typ }, payload, actor: assessor })
    const report = await judge(input, { trust })
    expect(report.verdict).toBe('rejected')
    // As a presentation it has another content type, and no holder.
    expect(states(report)).toEqual(stoppedAt('form'))
    expect(reason(report, 'form')).toBe(typ === 'vp+jwt' ? 'TYP_MISMATCH /header/cty' : TYP)
  })

  it.each(['vp', 'VC', 'application/vc', 'JWT', null])('cty %j', async (cty) => {
    const report = await judge(await forge({ header: { cty }, payload, actor: assessor }), { trust })
    expect(states(report)).toEqual(stoppedAt('form'))
    expect(reason(report, 'form')).toBe('TYP_MISMATCH /header/cty')
  })

  it('a presentation cannot be read as a credential of its holder', async () => {
    const payload = payloadOf(artefacts.presentation)
    const report = await judge(await forge({ payload, actor: vendor }), { trust })
    expect(report.verdict).toBe('rejected')
    expect(reason(report, 'structure')).toBe(TYPE)
  })

  it('a list of one assessor is no list of another, also with its id', async () => {
    const other = actors.limited
    const foreign = await statusList(other, 'revocation', [], { id: listUrl(assessor, 'revocation') })
    const known = await usualTrust({ edit: inPlaceOf(artefacts.list, foreign) })
    const report = await judge(certified, { trust: known })
    expect(report.verdict).toBe('indeterminate')
    expect(reason(report, 'status')).toBe('STATUS_ISSUER /issuer')
  })
})
