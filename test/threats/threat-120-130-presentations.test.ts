import { type Instant, VCDM_CONTEXT } from '@trusted-tech/model'
import { settleSync } from '@trusted-tech/proofs/sync'
import { type ExpectedBinding, planVerify, type Question } from '@trusted-tech/verifier'
import { describe, expect, it } from 'vitest'
import { createActor, keyHistoryOf, publishedKey, withKid } from '../world/actor.js'
import { breakSignature, forge, payloadOf } from '../world/forge.js'
import { ADDRESSED, judge, only, PRESENTED_STATES, reason, reasons, SAMPLE, states } from '../world/judge.js'
import {
  actors,
  certificate,
  cleanLists,
  type Draft,
  declaration,
  EARLY,
  edited,
  mandate,
  membership,
  NOW,
  PRODUCT_ID,
  present,
  sign,
  statusList,
  trustAlso,
  usualTrust,
} from '../world/world.js'

const { alliance, assessor, vendor, reseller, other, stranger } = actors
const SECOND = 1000
const good = await sign(certificate(), assessor)
const seconds = Math.floor(NOW / 1000)

const NONCE = 'n-0S6_WzA2Mj'
const CHALLENGE: ExpectedBinding = { kind: 'challenge', audience: 'https://buyer.example', nonce: NONCE }
const ORIGIN: ExpectedBinding = { kind: 'origin', audience: 'https://shop.tidewater.example' }

/** A presentation of a good certificate by its manufacturer, except for what is changed. */
async function presented(
  changes: {
    claims?: Draft
    document?: Draft
    secured?: readonly string[]
    holder?: typeof vendor
    signedAt?: Instant
  } = {},
) {
  return present({ holder: vendor, secured: [good], ...changes })
}
const challenged = (claims: Draft = {}, document: Draft = {}) =>
  presented({
    claims: { aud: CHALLENGE.audience, nonce: NONCE, ...claims },
    document: { binding: 'challenge', ...document },
  })
const atOrigin = (claims: Draft = {}) =>
  presented({ claims: { aud: ORIGIN.audience, ...claims }, document: { binding: 'origin' } })
const judged = (input: string, binding: ExpectedBinding | undefined, question: Question = {}) =>
  judge(input, { question: { ...question, ...(binding === undefined ? {} : { binding }) } })
const presentedBut = (check: 'presentation' | 'presenter', state: 'failed' | 'indeterminate' = 'failed') =>
  only(check, state, PRESENTED_STATES)
/** The presentation itself does not hold, so nobody is known to present. */
const nobody = (state: 'failed' | 'indeterminate' = 'failed') => ({
  ...presentedBut('presentation', state),
  presenter: 'indeterminate',
})

describe('a presentation by the manufacturer', () => {
  it.each([
    ['challenge', () => challenged(), CHALLENGE],
    ['addressed', () => presented(), ADDRESSED],
    ['origin', () => atOrigin(), ORIGIN],
  ] as const)('with the binding %s is accepted', async (_, make, binding) => {
    const report = await judged(await make(), binding)
    expect(report.verdict).toBe('accepted')
    expect(states(report)).toEqual(PRESENTED_STATES)
    expect(report.presentation).toEqual({
      holder: vendor.did,
      presenter: 'manufacturer',
      binding: binding.kind,
      audience: binding.audience,
      expires: '2026-11-01T13:00:00Z',
    })
  })

  it('without an expected binding says that the presenter was not checked', async () => {
    const report = await judged(await presented(), undefined)
    expect(report.verdict).toBe('accepted')
    expect(states(report)).toEqual({ ...PRESENTED_STATES, presentation: 'notRequested', presenter: 'notRequested' })
    expect(report.presentation?.presenter).toBe('notChecked')
  })
})

describe('THREAT-120 nonce, audience and expiry of a presentation', () => {
  it.each<[string, () => Promise<string>, ExpectedBinding, string]>([
    ['a challenge without nonce', () => challenged({ nonce: undefined }), CHALLENGE, 'BINDING_MISMATCH /nonce'],
    ['the nonce of another session', () => challenged({ nonce: 'n-1' }), CHALLENGE, 'NONCE_MISMATCH /nonce'],
    ['a nonce with something behind it', () => challenged({ nonce: `${NONCE} ` }), CHALLENGE, 'NONCE_MISMATCH /nonce'],
    ['a nonce in other case', () => challenged({ nonce: NONCE.toUpperCase() }), CHALLENGE, 'NONCE_MISMATCH /nonce'],
    ['a challenge without audience', () => challenged({ aud: undefined }), CHALLENGE, 'BINDING_MISMATCH /aud'],
    ['a challenge without expiry', () => challenged({ exp: undefined }), CHALLENGE, 'BINDING_MISMATCH /exp'],
    ['addressed, with a nonce', () => presented({ claims: { nonce: NONCE } }), ADDRESSED, 'BINDING_MISMATCH /nonce'],
    [
      'addressed, without audience',
      () => presented({ claims: { aud: undefined } }),
      ADDRESSED,
      'BINDING_MISMATCH /aud',
    ],
    ['addressed, without expiry', () => presented({ claims: { exp: undefined } }), ADDRESSED, 'BINDING_MISMATCH /exp'],
    ['addressed, with a beginning', () => presented({ claims: { nbf: seconds } }), ADDRESSED, 'BINDING_MISMATCH /nbf'],
    [
      'addressed, with a key of its own',
      () => presented({ claims: { cnf: { jwk: {} } } }),
      ADDRESSED,
      'BINDING_MISMATCH /cnf',
    ],
    ['origin, with a nonce', () => atOrigin({ nonce: NONCE }), ORIGIN, 'BINDING_MISMATCH /nonce'],
    ['no binding', () => presented({ document: { binding: undefined } }), ADDRESSED, 'BINDING_MISMATCH /binding'],
    [
      'an unknown binding',
      () => presented({ document: { binding: 'bearer' } }),
      ADDRESSED,
      'BINDING_MISMATCH /binding',
    ],
    [
      'several bindings',
      () => presented({ document: { binding: ['addressed', 'origin'] } }),
      ADDRESSED,
      'BINDING_MISMATCH /binding',
    ],
    [
      'a binding that is no text',
      () => presented({ document: { binding: { toString: 1 } } }),
      ADDRESSED,
      'BINDING_MISMATCH /binding',
    ],
    [
      'addressed, where a challenge was made',
      () => presented({ claims: { aud: CHALLENGE.audience } }),
      CHALLENGE,
      'BINDING_MISMATCH /binding',
    ],
    [
      'a challenge, where addressed is expected',
      () => challenged({ aud: ADDRESSED.audience }),
      ADDRESSED,
      'BINDING_MISMATCH /binding',
    ],
    ['a caller without a nonce', () => challenged(), { ...CHALLENGE, nonce: '' }, 'NONCE_MISMATCH /nonce'],
  ])('%s', async (_, make, binding, expected) => {
    const report = await judged(await make(), binding)
    expect(report.verdict).toBe('rejected')
    expect(states(report)).toEqual(presentedBut('presentation'))
    expect(reasons(report, 'presentation')).toContain(expected)
  })

  it('a form that binds to nothing is refused also where no binding is expected', async () => {
    const report = await judged(await presented({ claims: { aud: undefined } }), undefined)
    expect(report.verdict).toBe('rejected')
    expect(reason(report, 'presentation')).toBe('BINDING_MISMATCH /aud')
  })

  it.each([
    [1, 'accepted', []],
    [0, 'rejected', ['PRESENTATION_EXPIRED /exp']],
    [-1, 'rejected', ['PRESENTATION_EXPIRED /exp']],
  ] as const)('expires %i seconds after the clock: %s', async (after, verdict, expected) => {
    const report = await judged(await presented({ claims: { exp: seconds + after } }), ADDRESSED)
    expect(report.verdict).toBe(verdict)
    expect(reasons(report, 'presentation')).toEqual(expected)
  })

  it.each([
    [60, 'accepted', []],
    [61, 'rejected', ['ISSUANCE_TIME /iat']],
  ] as const)('signed %i seconds ahead of the clock: %s', async (ahead, verdict, expected) => {
    const signedAt = (NOW + ahead * SECOND) as Instant
    const report = await judged(await presented({ signedAt }), ADDRESSED)
    expect(report.verdict).toBe(verdict)
    expect(reasons(report, 'presentation')).toEqual(expected)
  })

  it('a bare credential, where a binding is expected', async () => {
    const report = await judged(good, ADDRESSED)
    expect(report.verdict).toBe('rejected')
    expect(states(report)).toEqual({ ...presentedBut('presentation'), presenter: 'notRequested' })
    expect(reason(report, 'presentation')).toBe('BINDING_MISMATCH')
  })

  it.each([
    ['iss', other.did],
    ['sub', other.did],
    ['jti', 'urn:uuid:00000000-0000-4000-8000-00000000beef'],
  ])('a claim %s that is not what the presentation says', async (claim, value) => {
    const report = await judged(await presented({ claims: { [claim]: value } }), ADDRESSED)
    expect(report.verdict).toBe('rejected')
    expect(states(report)).toEqual(nobody())
    expect(reason(report, 'presentation')).toBe(`CLAIM_CONFLICT /${claim}`)
  })
})

describe('THREAT-121 the audience is one exact text', () => {
  it.each([
    'tender:2026-11',
    'tender:2026-1170',
    'Tender:2026-117',
    ' tender:2026-117',
    'tender:2026-117 ',
    'tender:2026-117/',
    'tender%3A2026-117',
    'tender:2026-117,tender:2026-118',
    '*',
  ])('%j is not tender:2026-117', async (aud) => {
    const report = await judged(await presented({ claims: { aud } }), ADDRESSED)
    expect(states(report)).toEqual(presentedBut('presentation'))
    expect(reason(report, 'presentation')).toBe('AUD_MISMATCH /aud')
  })

  it.each([
    [[['tender:2026-117']]],
    [[['tender:2026-117', 'tender:2026-118']]],
    [[{ '0': 'tender:2026-117' }]],
    [[true]],
    [['']],
  ])('%j is no audience', async ([aud]) => {
    const report = await judged(await presented({ claims: { aud } }), ADDRESSED)
    expect(report.verdict).toBe('rejected')
    expect(reason(report, 'structure')).toBe('CLAIM_TYPE /aud')
  })
})

describe('THREAT-122 a certificate that somebody else presents', () => {
  it.each([
    ['another company', other],
    ['the reseller, without a mandate', reseller],
  ] as const)('%s', async (_, holder) => {
    const report = await judged(await presented({ holder }), ADDRESSED)
    expect(report.verdict).toBe('rejected')
    expect(states(report)).toEqual(presentedBut('presenter'))
    expect(reason(report, 'presenter')).toBe('HOLDER_BINDING /holder')
    expect(report.presentation?.presenter).toBe('other')
  })

  it('the reseller, with the mandate of the manufacturer', async () => {
    const secured = [good, await sign(mandate(reseller), vendor), ...(await cleanLists(vendor))]
    const report = await judged(await presented({ holder: reseller, secured }), ADDRESSED)
    expect(report.verdict).toBe('accepted')
    expect(states(report)).toEqual(PRESENTED_STATES)
    expect(report.presentation?.presenter).toBe('mandated')
  })

  const revoked = async () => {
    const document = mandate(reseller)
    const index = document.credentialStatus[0].statusListIndex
    return [await sign(document, vendor), await statusList(vendor, 'revocation', [index])]
  }
  it.each<[string, () => Promise<readonly string[]>]>([
    [
      'is of another product',
      async () => [await sign(mandate(reseller, { products: [`${PRODUCT_ID}-mini`] }), vendor)],
    ],
    ['has ended', async () => [await sign(mandate(reseller, { until: '2026-11-01T12:00:00Z' }), vendor)]],
    [
      'has expired',
      async () => [
        await sign(
          edited((one) => (one.validUntil = '2026-11-01T12:00:00Z'), mandate(reseller)),
          vendor,
        ),
      ],
    ],
    [
      'has not begun',
      async () => [
        await sign(
          edited((one) => (one.validFrom = '2026-11-01T12:00:01Z'), mandate(reseller)),
          vendor,
        ),
      ],
    ],
    ['is of the presenter itself', async () => [await sign(mandate(reseller, {}, reseller), reseller)]],
    ['is somebody else’s', async () => [await sign(mandate(other), vendor)]],
    ['is forged', async () => [await sign(mandate(reseller), other)]],
    ['is signed by the presenter', async () => [await sign(mandate(reseller), withKid(reseller, vendor.kid))]],
    ['is revoked', revoked],
    ['is passed on', async () => [await sign(mandate(other), vendor), await sign(mandate(reseller, {}, other), other)]],
  ])('the reseller, with a mandate that %s', async (_, make) => {
    const lists = await cleanLists(vendor, reseller, other)
    const secured = [good, ...(await make()), ...lists]
    const report = await judged(await presented({ holder: reseller, secured }), ADDRESSED)
    expect(states(report)).toEqual(presentedBut('presenter'))
    expect(reason(report, 'presenter')).toBe('HOLDER_BINDING /holder')
  })

  it('the reseller, with a mandate that begins now', async () => {
    const document = edited((one) => (one.validFrom = '2026-11-01T12:00:00Z'), mandate(reseller))
    const secured = [good, await sign(document, vendor), ...(await cleanLists(vendor))]
    expect((await judged(await presented({ holder: reseller, secured }), ADDRESSED)).verdict).toBe('accepted')
  })

  it('the reseller, with a mandate for every product', async () => {
    const secured = [good, await sign(mandate(reseller, { products: ['*'] }), vendor), ...(await cleanLists(vendor))]
    expect((await judged(await presented({ holder: reseller, secured }), ADDRESSED)).verdict).toBe('accepted')
  })

  it('the reseller, with a mandate whose status nobody can tell', async () => {
    const trust = await usualTrust({ statusLists: await cleanLists(alliance, assessor) })
    const secured = [good, await sign(mandate(reseller), vendor)]
    const input = await presented({ holder: reseller, secured })
    const report = await judge(input, { trust, question: { binding: ADDRESSED } })
    expect(states(report)).toEqual(presentedBut('presenter'))
  })

  it('a mandate cannot be presented as a certificate is: it is support, and no claim is left', async () => {
    const report = await judged(
      await presented({ holder: reseller, secured: [await sign(mandate(reseller), vendor)] }),
      ADDRESSED,
    )
    expect(report.verdict).toBe('rejected')
    expect(report.problems.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      'NO_USABLE_ASSESSMENT /verifiableCredential',
    ])
  })

  it('a key of another DID than the holder', async () => {
    const report = await judged(await presented({ document: { holder: vendor.did }, holder: other }), ADDRESSED)
    expect(states(report)).toEqual(nobody())
    expect(reason(report, 'presentation')).toBe('KEY_CONTROLLER /header/kid')
  })

  it('a broken signature: the presenter is nobody', async () => {
    const report = await judged(breakSignature(await presented()), ADDRESSED)
    expect(states(report)).toEqual(nobody())
    expect(reason(report, 'presentation')).toBe('SIG_INVALID')
    expect(reason(report, 'presenter')).toBe('NOT_REACHED')
    expect(report.presentation?.presenter).toBe('notChecked')
  })

  it('a holder’s key under another algorithm', async () => {
    const holder = createActor({ seed: 'curve', name: vendor.name, curve: 'P-256' })
    const payload = payloadOf(await presented({ holder }))
    const report = await judged(
      await forge({ header: { alg: 'EdDSA', typ: 'vp+jwt', cty: 'vp' }, payload, actor: holder }),
      ADDRESSED,
    )
    expect(states(report)).toEqual(nobody())
    expect(reason(report, 'presentation')).toBe('KEY_ALG_MISMATCH /header/alg')
  })

  it('a signature that the runtime cannot verify is indeterminate, and the presenter is nobody yet', async () => {
    const input = await presented()
    const trust = await usualTrust()
    const plan = planVerify({ input, trust, now: NOW, question: { ...SAMPLE, binding: ADDRESSED } })
    // The holder's is planned first; trust data's are verified as ever.
    const [, ...others] = settleSync(plan.jobs)
    const report = plan.conclude(['unavailable', ...others])
    expect(states(report)).toEqual(nobody('indeterminate'))
    expect(reason(report, 'presentation')).toBe('ALGORITHM_UNAVAILABLE /header/alg')
    expect(report.verdict).toBe('indeterminate')
  })

  it('a holder’s key that only issues', async () => {
    const web = createActor({ seed: 'web vendor', name: 'Estuary Controls', did: 'did:web:estuary.example' })
    const keys = [publishedKey(web, { purposes: ['assertionMethod'] })]
    const known = [alliance, assessor].map((one) => keyHistoryOf(one))
    const trust = await trustAlso([await sign(membership(web), alliance, EARLY)], {
      keyHistories: [...known, { id: web.did, keys }],
    })
    const secured = [await sign(certificate(assessor, web), assessor)]
    const report = await judge(await presented({ holder: web, secured }), { trust, question: { binding: ADDRESSED } })
    expect(states(report)).toEqual(nobody())
    expect(reason(report, 'presentation')).toBe('KEY_PURPOSE /header/kid')
  })

  it('nobody: a presentation without holder', async () => {
    const report = await judged(await presented({ document: { holder: undefined } }), ADDRESSED)
    expect(states(report)).toEqual(nobody())
    expect(reason(report, 'presentation')).toBe('SCHEMA_INVALID /holder')
  })
})

describe('THREAT-123 a certificate copied to another page', () => {
  it.each([
    'https://shop.tidewater.example.evil.example',
    'https://shop-tidewater.example',
    'https://shop.tidewater.example:8443',
    'https://tidewater.example',
  ])('%s is not the origin of this page', async (aud) => {
    const report = await judged(await atOrigin({ aud }), ORIGIN)
    expect(states(report)).toEqual(presentedBut('presentation'))
    expect(reason(report, 'presentation')).toBe('ORIGIN_MISMATCH /aud')
  })

  it.each([
    'http://shop.tidewater.example',
    'https://shop.tidewater.example/',
    'https://shop.tidewater.example/gateway',
    'https://SHOP.tidewater.example',
    'https://user@shop.tidewater.example',
    'https://shop.tidewater.example:0',
    'null',
  ])('%s is no origin', async (aud) => {
    const report = await judged(await atOrigin({ aud }), { kind: 'origin', audience: aud })
    expect(states(report)).toEqual(presentedBut('presentation'))
    expect(reason(report, 'presentation')).toBe('BINDING_MISMATCH /aud')
  })

  it('the page of another vendor, which presents it itself', async () => {
    const holder = other
    const input = await presented({ holder, claims: { aud: ORIGIN.audience }, document: { binding: 'origin' } })
    const report = await judged(input, ORIGIN)
    expect(states(report)).toEqual(presentedBut('presenter'))
  })
})

describe('THREAT-129 several claims in one presentation', async () => {
  const expired = certificate()
  expired.validUntil = '2026-10-31T00:00:00Z'
  const bad = await sign(expired, assessor)
  const second = await sign(certificate(), assessor)
  const declared = await sign(declaration(), vendor)

  it('a bad one among good ones: each has its own verdict, the worst is the verdict', async () => {
    const report = await judged(await presented({ secured: [good, bad, second] }), ADDRESSED)
    expect(report.credentials.map(({ verdict }) => verdict)).toEqual(['accepted', 'rejected', 'accepted'])
    expect(states(report, 0)).toEqual(PRESENTED_STATES)
    expect(states(report, 1)).toEqual({ ...PRESENTED_STATES, validity: 'failed' })
    expect(report.verdict).toBe('rejected')
    expect(report.findings).toEqual([])
  })

  it('good ones only: certificate and declaration are accepted, and their findings stay apart', async () => {
    const report = await judged(await presented({ secured: [good, declared] }), ADDRESSED)
    expect(report.verdict).toBe('accepted')
    expect(report.findings.map(({ attestationType }) => attestationType)).toEqual(['certification', 'declaration'])
  })

  it.each([[[0, 1, 2]], [[0, 2, 1]], [[1, 0, 2]], [[1, 2, 0]], [[2, 0, 1]], [[2, 1, 0]]])(
    'order %j changes no verdict',
    async (order) => {
      const all = [good, bad, declared]
      const secured = order.map((index) => all[index] as string)
      const report = await judged(await presented({ secured }), ADDRESSED)
      const verdicts = new Map(order.map((index, position) => [index, report.credentials[position]?.verdict]))
      expect([0, 1, 2].map((index) => verdicts.get(index))).toEqual(['accepted', 'rejected', 'accepted'])
      expect(report.verdict).toBe('rejected')
    },
  )

  it('one claim twice is refused', async () => {
    const report = await judged(await presented({ secured: [good, second, good] }), ADDRESSED)
    expect(report.verdict).toBe('rejected')
    expect(reason(report, 'presentation')).toBe('CLAIM_DUPLICATE /verifiableCredential/2')
    expect(states(report)).toEqual(nobody())
  })

  it('one claim in two versions is refused', async () => {
    const document = certificate()
    const newer = structuredClone(document)
    newer.credentialSubject.conformity.assessments.pop()
    const secured = [await sign(document, assessor), await sign(newer, assessor)]
    const report = await judged(await presented({ secured }), ADDRESSED)
    expect(report.verdict).toBe('rejected')
    expect(reason(report, 'presentation', 1)).toBe('CLAIM_DUPLICATE /verifiableCredential/1')
  })

  it('an id that is no text makes nothing of the others undone', async () => {
    const document = certificate()
    document.id = { toString: 1 }
    const report = await judged(await presented({ secured: [good, await sign(document, assessor)] }), ADDRESSED)
    expect(report.credentials.map(({ verdict }) => verdict)).toEqual(['accepted', 'rejected'])
    expect(report.verdict).toBe('rejected')
  })

  it('a credential of another kind counts as a claim, and rejects', async () => {
    const document = certificate()
    document.type = ['VerifiableCredential', 'UniversityDegreeCredential']
    const report = await judged(await presented({ secured: [good, await sign(document, assessor)] }), ADDRESSED)
    expect(report.credentials.map(({ verdict }) => verdict)).toEqual(['accepted', 'rejected'])
    expect(reason(report, 'structure', 1)).toBe('TYPE /type')
  })

  it.each([
    ['no member', { verifiableCredential: undefined }],
    ['an empty list', { verifiableCredential: [] }],
    ['no list', { verifiableCredential: { '@context': VCDM_CONTEXT } }],
  ])('no claim at all is rejected: %s', async (_, document) => {
    const report = await judged(await presented({ document }), ADDRESSED)
    expect(report.verdict).toBe('rejected')
    expect(report.problems.map(({ code }) => code)).toContain('NO_USABLE_ASSESSMENT')
  })

  it('support that fails is listed and ignored', async () => {
    const forged = await statusList(assessor, 'revocation', [], { signer: stranger })
    const unused = await sign(membership(other), alliance, EARLY)
    const report = await judged(await presented({ secured: [forged, good, unused] }), ADDRESSED)
    expect(report.verdict).toBe('accepted')
    expect(report.support.map(({ state, problems }) => [state, problems[0]?.code])).toEqual([
      ['ignored', 'KEY_CONTROLLER'],
      ['ignored', 'ACCREDITATION_NOT_PUBLISHED'],
    ])
  })

  it('as many claims and as much support as are allowed are looked at', async () => {
    const claims = await Promise.all(Array.from({ length: 64 }, async () => sign(certificate(), assessor)))
    const secured = [...claims, ...Array.from<string>({ length: 256 }).fill(await statusList(vendor, 'revocation'))]
    const report = await judged(await presented({ secured }), ADDRESSED)
    expect(report.verdict).toBe('accepted')
    expect([report.credentials.length, report.support.length]).toEqual([64, 256])
  })

  it('a claim of more than 64 KiB is not looked at, wherever it stands', async () => {
    const big = async (length: number) => {
      const document = certificate()
      document.note = ''
      const empty = (await sign(document, assessor)).length
      document.note = 'x'.repeat(Math.ceil(((length - empty) * 3) / 4))
      return sign(document, assessor)
    }
    const within = await big(64 * 1024 - 8)
    const beyond = await big(64 * 1024 + 8)
    expect([within.length <= 64 * 1024, beyond.length > 64 * 1024]).toEqual([true, true])
    const report = await judged(await presented({ secured: [within, beyond] }), ADDRESSED)
    expect(reason(report, 'structure', 0)).toBe('SCHEMA_INVALID /note')
    expect(reason(report, 'input', 1)).toBe('LIMIT_SIZE /verifiableCredential/1/id')
    expect(reason(await judged(within, undefined), 'structure')).toBe('SCHEMA_INVALID /note')
    expect(reason(await judged(beyond, undefined), 'input')).toBe('LIMIT_SIZE')
  })

  it.each([
    ['claims', 65, async () => Promise.all(Array.from({ length: 65 }, async () => sign(certificate(), assessor)))],
    [
      'supports',
      257,
      async () => [good, ...Array.from<string>({ length: 257 }).fill(await statusList(vendor, 'revocation'))],
    ],
  ] as const)('more %s than %i are not looked at', async (_, __, make) => {
    const secured = await make()
    const input = await presented({ secured })
    const trust = await usualTrust()
    const report = await judge(input, { trust, question: { binding: ADDRESSED } })
    expect(report.verdict).toBe('rejected')
    expect(report.credentials).toEqual([])
    expect(report.problems[0]).toMatchObject({ code: 'LIMIT_SIZE', pointer: '/verifiableCredential' })
    expect(planVerify({ input, trust, now: NOW }).jobs.length).toBeLessThanOrEqual(1)
  })
})

describe('THREAT-130 what stands in a presentation', async () => {
  const enveloped = (id: unknown, changes: Draft = {}) => ({
    '@context': VCDM_CONTEXT,
    type: 'EnvelopedVerifiableCredential',
    id,
    ...changes,
  })
  const inner = await present({ holder: vendor, secured: [good] })

  it.each<[string, Draft, string]>([
    ['a presentation, as what it is', enveloped(`data:application/vp+jwt,${inner}`), '/verifiableCredential/0'],
    ['a presentation, as a credential', enveloped(`data:application/vc+jwt,${inner}`), '/verifiableCredential/0'],
    [
      'an enveloped presentation',
      enveloped(`data:application/vp+jwt,${inner}`, { type: 'EnvelopedVerifiablePresentation' }),
      '/verifiableCredential/0',
    ],
    ['another media type', enveloped(`data:application/vc+sd-jwt,${good}`), '/verifiableCredential/0'],
    ['the media type in other case', enveloped(`data:application/VC+JWT,${good}`), '/verifiableCredential/0'],
    ['a parameter', enveloped(`data:application/vc+jwt;charset=utf-8,${good}`), '/verifiableCredential/0'],
    [
      'base64',
      enveloped(`data:application/vc+jwt;base64,${Buffer.from(good).toString('base64')}`),
      '/verifiableCredential/0',
    ],
    ['an address', enveloped('https://evil.example/credential.jwt'), '/verifiableCredential/0'],
    ['nothing in it', enveloped('data:application/vc+jwt,'), '/verifiableCredential/0/id'],
    ['no text', enveloped({ toString: 1 }), '/verifiableCredential/0'],
    [
      'a type in a list',
      enveloped(`data:application/vc+jwt,${good}`, { type: ['EnvelopedVerifiableCredential'] }),
      '/verifiableCredential/0',
    ],
    [
      'a context in a list',
      enveloped(`data:application/vc+jwt,${good}`, { '@context': [VCDM_CONTEXT] }),
      '/verifiableCredential/0',
    ],
    ['another member', enveloped(`data:application/vc+jwt,${good}`, { issuer: vendor.did }), '/verifiableCredential/0'],
    ['the compact form itself', good, '/verifiableCredential/0'],
    ['a list', [enveloped(`data:application/vc+jwt,${good}`)], '/verifiableCredential/0'],
    ['null', null, '/verifiableCredential/0'],
  ])('%s is refused', async (_, member, pointer) => {
    const report = await judged(await presented({ document: { verifiableCredential: [member] } }), ADDRESSED)
    expect(report.verdict).toBe('rejected')
    expect(reason(report, 'form')).toBe(`FORMAT_UNSUPPORTED ${pointer}`)
    expect(states(report).signature).toBe('indeterminate')
  })

  it('the object beside its token is refused', async () => {
    const report = await judged(await presented({ document: { verifiableCredential: [certificate()] } }), ADDRESSED)
    expect(reason(report, 'form')).toBe('FORMAT_UNSUPPORTED /verifiableCredential/0')
  })

  it.each<[string, Draft, string]>([
    ['one context only', { '@context': [VCDM_CONTEXT] }, 'CONTEXT_NOT_ALLOWED /@context'],
    ['another context', { '@context': [VCDM_CONTEXT, 'https://evil.example'] }, 'CONTEXT_NOT_ALLOWED /@context'],
    ['another type', { type: ['VerifiablePresentation', 'VerifiableCredential'] }, 'TYPE /type'],
    ['a member of its own', { termsOfUse: 'none' }, 'SCHEMA_INVALID /termsOfUse'],
    ['an id that is no text', { id: { toString: 1 } }, 'SCHEMA_INVALID /id'],
    ['a holder that is no text', { holder: { id: vendor.did } }, 'SCHEMA_INVALID /holder'],
  ])('a presentation with %s', async (_, document, expected) => {
    const report = await judged(await presented({ document }), ADDRESSED)
    expect(states(report)).toEqual(nobody())
    expect(reason(report, 'presentation')).toBe(expected)
  })
})
