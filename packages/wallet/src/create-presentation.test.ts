import { addDays, type CredentialReport, type Instant, instantFromMilliseconds, type Result } from '@trusted-tech/model'
import { openSecured, signerFromJwk } from '@trusted-tech/proofs'
import type { TrustState } from '@trusted-tech/trust'
import { type ExpectedBinding, verify } from '@trusted-tech/verifier'
import { compactVerify, importJWK } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../../test/world/actor.js'
import {
  actors,
  certificate,
  cleanLists,
  declaration,
  mandate,
  NOW,
  openedTrust,
  sign,
  statusList,
  usualParts,
  usualTrust,
} from '../../../test/world/world.js'
import { createPresentation } from './create-presentation.js'
import type { PresentationBinding } from './presentation-binding.js'
import { refusalOf, told } from './testing/refusal-of.js'

const { assessor, vendor, reseller, other } = actors
const expires = addDays(NOW, 1)
const BINDINGS = {
  challenge: { kind: 'challenge', audience: 'https://buyer.example', nonce: 'n-0S6_WzA2Mj', expires },
  addressed: { kind: 'addressed', audience: 'tender:2026-117', expires },
  origin: { kind: 'origin', audience: 'https://shop.example:8443', expires },
} as const satisfies Record<string, PresentationBinding>
const KINDS = Object.keys(BINDINGS) as (keyof typeof BINDINGS)[]

let trust: Result<TrustState>
let secured: string
beforeAll(async () => {
  trust = await usualTrust()
  secured = await sign(certificate(), assessor)
})

function presentBy(holder: Actor, changes: Partial<Parameters<typeof createPresentation>[0]> = {}): Promise<string> {
  return createPresentation({
    secured: [secured],
    holder: holder.did,
    signer: holder.signer,
    binding: BINDINGS.addressed,
    now: NOW,
    ...changes,
  })
}

/** What the reader of a presentation expects of its binding, in other words than whoever made it. */
function expected(binding: PresentationBinding): ExpectedBinding {
  const { kind, audience } = binding
  return kind === 'challenge' ? { kind, audience, nonce: binding.nonce } : { kind, audience }
}

async function verdictOn(input: string, binding: ExpectedBinding, now: Instant = NOW, using = trust) {
  const report = await verify({ input, trust: using, now, question: { allowSample: true, binding } })
  const found = (credential: CredentialReport | undefined) =>
    Object.values(credential?.checks ?? {})
      .flatMap((check) => ('problems' in check ? check.problems : []))
      .filter(({ code }) => code !== 'NOT_REACHED')
  return {
    report,
    verdict: report.verdict,
    reasons: found(report.credentials[0]).map(({ code, pointer }) => `${code} ${pointer}`),
  }
}

describe('a presentation', () => {
  it.each(KINDS)('bound by %s is accepted by whoever it is for, from the manufacturer', async (kind) => {
    const vp = await presentBy(vendor, { binding: BINDINGS[kind] })
    const { report, reasons } = await verdictOn(vp, expected(BINDINGS[kind]))
    expect(reasons).toEqual([])
    expect(report.verdict).toBe('accepted')
    expect(report.presentation).toMatchObject({ holder: vendor.did, presenter: 'manufacturer', binding: kind })
  })

  it.each(KINDS.flatMap((made) => KINDS.filter((kind) => kind !== made).map((kind) => [made, kind] as const)))(
    'bound by %s is no presentation bound by %s, whatever else agrees',
    async (made, kind) => {
      const audience = 'https://buyer.example'
      const vp = await presentBy(vendor, { binding: { ...BINDINGS[made], audience } })
      const { verdict, reasons } = await verdictOn(vp, { ...expected(BINDINGS[kind]), audience })
      expect(verdict).toBe('rejected')
      expect(reasons).toEqual(['BINDING_MISMATCH /binding'])
    },
  )

  it.each([
    ['challenge', 'AUD_MISMATCH /aud'],
    ['addressed', 'AUD_MISMATCH /aud'],
    ['origin', 'ORIGIN_MISMATCH /aud'],
  ] as const)('bound by %s is rejected by another audience', async (kind, reason) => {
    const vp = await presentBy(vendor, { binding: BINDINGS[kind] })
    for (const audience of [
      'https://elsewhere.example',
      `${BINDINGS[kind].audience}/`,
      BINDINGS[kind].audience.toUpperCase(),
    ]) {
      const { verdict, reasons } = await verdictOn(vp, { ...expected(BINDINGS[kind]), audience })
      expect([verdict, reasons]).toEqual(['rejected', [reason]])
    }
  })

  it('for a challenge is rejected with another nonce', async () => {
    const vp = await presentBy(vendor, { binding: BINDINGS.challenge })
    for (const nonce of ['another', '', `${BINDINGS.challenge.nonce} `]) {
      const { verdict, reasons } = await verdictOn(vp, { ...expected(BINDINGS.challenge), nonce } as ExpectedBinding)
      expect([verdict, reasons]).toEqual(['rejected', ['NONCE_MISMATCH /nonce']])
    }
  })

  it.each(KINDS)('bound by %s expires, to the second', async (kind) => {
    const vp = await presentBy(vendor, { binding: BINDINGS[kind] })
    const before = await verdictOn(vp, expected(BINDINGS[kind]), instantFromMilliseconds(expires - 1))
    expect(before.verdict).toBe('accepted')
    const { verdict, reasons } = await verdictOn(vp, expected(BINDINGS[kind]), expires)
    expect([verdict, reasons]).toEqual(['rejected', ['PRESENTATION_EXPIRED /exp']])
  })

  it('by somebody else than the manufacturer, without mandate, is rejected', async () => {
    const { report, verdict, reasons } = await verdictOn(await presentBy(other), expected(BINDINGS.addressed))
    expect([verdict, reasons]).toEqual(['rejected', ['HOLDER_BINDING /holder']])
    expect(report.presentation?.presenter).toBe('other')
  })

  it('by somebody with another key under the holder’s key id is rejected', async () => {
    const signer = signerFromJwk({ privateKeyJwk: other.privateJwk, verificationMethod: vendor.kid })
    const { verdict, reasons } = await verdictOn(await presentBy(vendor, { signer }), expected(BINDINGS.addressed))
    expect([verdict, reasons]).toEqual(['rejected', ['SIG_INVALID ']])
  })

  it('encloses credentials byte for byte, in the order given', async () => {
    const declared = await sign(declaration(), vendor)
    const list = await statusList(assessor, 'revocation')
    const vp = await presentBy(vendor, { secured: [declared, list, secured] })
    const opened = openSecured(vp)
    if (!opened.ok) throw new Error('does not open')
    const { verifiableCredential } = opened.value.document as unknown as { verifiableCredential: { id: string }[] }
    expect(verifiableCredential.map(({ id }) => id)).toEqual(
      [declared, list, secured].map((one) => `data:application/vc+jwt,${one}`),
    )
  })

  it('is a JWS that jose verifies, with exactly the claims of its binding', async () => {
    for (const kind of KINDS) {
      const vp = await presentBy(vendor, { binding: BINDINGS[kind] })
      const { payload, protectedHeader } = await compactVerify(vp, await importJWK(vendor.publicJwk, 'EdDSA'))
      expect(protectedHeader).toEqual({ alg: 'EdDSA', kid: vendor.kid, typ: 'vp+jwt', cty: 'vp' })
      const { aud, exp, iat, nonce, ...document } = JSON.parse(new TextDecoder().decode(payload)) as Record<
        string,
        unknown
      >
      expect({ aud, exp, iat, nonce }).toEqual({
        aud: BINDINGS[kind].audience,
        exp: expires / 1000,
        iat: NOW / 1000,
        nonce: kind === 'challenge' ? BINDINGS.challenge.nonce : undefined,
      })
      expect(Object.keys(document).sort()).toEqual(['@context', 'binding', 'holder', 'type', 'verifiableCredential'])
    }
  })
})

describe('a reseller with the manufacturer’s mandate', () => {
  const support = async (document = mandate(reseller), by = vendor) => [
    await sign(document, by),
    ...(await cleanLists(vendor)),
  ]
  /** Trust data that know nothing of the vendor's lists: what is stapled has to do. */
  let bare: Result<TrustState>
  beforeAll(async () => {
    bare = await openedTrust({ ...(await usualParts()), statusLists: await cleanLists(actors.alliance, assessor) })
  })
  const offered = async (stapled: readonly string[], holder = reseller) =>
    verdictOn(await presentBy(holder, { secured: [secured, ...stapled] }), expected(BINDINGS.addressed), NOW, bare)

  it('presents with the mandate and the lists that tell its status', async () => {
    const { report, reasons } = await offered(await support())
    expect(reasons).toEqual([])
    expect(report.verdict).toBe('accepted')
    expect(report.presentation).toMatchObject({ holder: reseller.did, presenter: 'mandated' })
    expect(report.support.map(({ type, state }) => `${type} ${state}`)).toEqual([
      'MandateCredential used',
      'BitstringStatusListCredential used',
      'BitstringStatusListCredential used',
    ])
  })

  it.each<readonly [string, () => Promise<readonly string[]>]>([
    ['without the mandate', async () => cleanLists(vendor)],
    ['without its lists', async () => (await support()).slice(0, 1)],
    ['with another reseller’s mandate', async () => support(mandate(other))],
    [
      'with a mandate of somebody who is not the manufacturer',
      async () => support(mandate(reseller, {}, other), other),
    ],
    ['with a mandate for another product', async () => support(mandate(reseller, { products: ['pkg:generic/a/b'] }))],
    ['with a mandate that has ended', async () => support(mandate(reseller, { until: '2026-10-31T00:00:00Z' }))],
    [
      'with a mandate that is revoked',
      async () => {
        const document = mandate(reseller)
        const set = [document.credentialStatus[0].statusListIndex]
        return [
          await sign(document, vendor),
          await statusList(vendor, 'revocation', set),
          await statusList(vendor, 'suspension'),
        ]
      },
    ],
  ])('%s is somebody else', async (_label, stapled) => {
    const { verdict, reasons } = await offered(await stapled())
    expect([verdict, reasons]).toEqual(['rejected', ['HOLDER_BINDING /holder']])
  })

  it('does not hand its mandate on', async () => {
    const onward = [await sign(mandate(other, {}, reseller), reseller), ...(await support())]
    const { verdict, reasons } = await offered(onward, other)
    expect([verdict, reasons]).toEqual(['rejected', ['HOLDER_BINDING /holder']])
  })
})

describe('claims with their support', () => {
  it('a certificate and a declaration are told apart, and stapled lists stand in for those that trust data lack', async () => {
    const declared = await sign(declaration(), vendor)
    const without = await openedTrust({ ...(await usualParts()), statusLists: await cleanLists(actors.alliance) })
    const stapled = await cleanLists(assessor, vendor)
    const vp = await presentBy(vendor, { secured: [secured, declared, ...stapled] })
    const { report } = await verdictOn(vp, expected(BINDINGS.addressed), NOW, without)
    expect(report.verdict).toBe('accepted')
    expect(report.credentials.map(({ type }) => type)).toEqual(['ConformityCertificate', 'ConformityDeclaration'])
    expect(report.findings.map(({ attestationType }) => attestationType)).toEqual(['certification', 'declaration'])
    const alone = await verdictOn(
      await presentBy(vendor, { secured: [secured, declared] }),
      expected(BINDINGS.addressed),
      NOW,
      without,
    )
    expect(alone.verdict).toBe('indeterminate')
  })

  it('the verdict is that of the worst claim', async () => {
    const expired = { ...certificate(), validUntil: '2026-10-31T00:00:00Z' }
    const vp = await presentBy(vendor, { secured: [secured, await sign(expired, assessor)] })
    const { report } = await verdictOn(vp, expected(BINDINGS.addressed))
    expect(report.credentials.map(({ verdict }) => verdict)).toEqual(['accepted', 'rejected'])
    expect(report.verdict).toBe('rejected')
  })
})

describe('misuse', () => {
  it.each<readonly [string, object]>([
    ['of another kind', { kind: 'implied', audience: 'a', expires }],
    ['of no kind', { audience: 'a', expires }],
    ['that an object has anyway', { kind: 'toString', audience: 'a', expires }],
    ['without audience', { kind: 'addressed', audience: '', expires }],
    ['to several', { kind: 'addressed', audience: ['a', 'b'], expires }],
    ['by a challenge without nonce', { kind: 'challenge', audience: 'a', nonce: '', expires }],
    ['by a challenge without any nonce', { kind: 'challenge', audience: 'a', expires }],
    ['by an address with a nonce, which would get lost', { ...BINDINGS.addressed, nonce: 'n' }],
    ['by an origin with a nonce, which would get lost', { ...BINDINGS.origin, nonce: 'n' }],
    ['without end', { kind: 'addressed', audience: 'a' }],
    ['until now', { kind: 'addressed', audience: 'a', expires: NOW }],
    ['until a moment ago', { kind: 'addressed', audience: 'a', expires: NOW - 1 }],
    ['for less than a second', { kind: 'addressed', audience: 'a', expires: NOW + 999 }],
    ['until no time', { kind: 'addressed', audience: 'a', expires: Number.NaN }],
    ['until half a millisecond', { kind: 'addressed', audience: 'a', expires: expires + 0.5 }],
  ])('a binding %s is refused', async (_label, binding) => {
    const error = await refusalOf(presentBy(vendor, { binding: binding as PresentationBinding }))
    expect(error.code).toBe('ERR_ARGUMENT_INVALID')
  })

  it.each([
    'http://shop.example',
    'https://shop.example/',
    'https://shop.example/page',
    'https://shop.example:443',
    'https://Shop.example',
    'https://user@shop.example',
    'https://shop.example?a',
    'https://shop.example#a',
    'https://127.1',
    'https://sh\u00f6p.example',
    'https://shop.example:99999',
    'https://',
    'shop.example',
    'null',
  ])('the origin of a page is not written %j', async (audience) => {
    const error = await refusalOf(presentBy(vendor, { binding: { ...BINDINGS.origin, audience } }))
    expect(error.code).toBe('ERR_ARGUMENT_INVALID')
  })

  it.each(['https://shop.example', 'https://shop.example:8443', 'https://xn--shp-sna.example', 'https://192.0.2.7'])(
    'the origin of a page is written %j',
    async (audience) => {
      const binding = { ...BINDINGS.origin, audience }
      expect((await verdictOn(await presentBy(vendor, { binding }), expected(binding))).verdict).toBe('accepted')
    },
  )

  it('a signer of another party is refused', async () => {
    expect((await refusalOf(presentBy(vendor, { signer: reseller.signer }))).code).toBe('ERR_ARGUMENT_INVALID')
    expect((await refusalOf(presentBy(vendor, { holder: vendor.did.slice(0, -1) }))).code).toBe('ERR_ARGUMENT_INVALID')
  })

  it('nothing, or support alone, is not presented', async () => {
    for (const nothing of [[], await cleanLists(assessor)]) {
      expect((await refusalOf(presentBy(vendor, { secured: nothing }))).code).toBe('ERR_ARGUMENT_INVALID')
    }
  })

  it.each([
    ['text', 'a credential'],
    ['JSON', '{"type":["VerifiableCredential"]}'],
    ['a token with a space', ' e30.e30.e30'],
    ['a data URL', 'data:application/vc+jwt,e30.e30.e30'],
  ])('THREAT-019 %s is not signed', async (_label, text) => {
    const error = await refusalOf(presentBy(vendor, { secured: [secured, text] }))
    expect(error.code).toBe('ERR_ARGUMENT_INVALID')
    expect(told(error)).toHaveLength(1)
    expect(error.message).not.toContain(text)
  })

  it('a presentation is not enclosed in another', async () => {
    const error = await refusalOf(presentBy(vendor, { secured: [secured, await presentBy(vendor)] }))
    expect(error.code).toBe('ERR_ARGUMENT_INVALID')
  })

  it('a claim is not presented twice, also not signed again', async () => {
    const document = certificate()
    const twice = [await sign(document, assessor), await sign(document, assessor, NOW)]
    for (const claims of [[secured, secured], twice]) {
      expect((await refusalOf(presentBy(vendor, { secured: claims }))).code).toBe('ERR_ARGUMENT_INVALID')
    }
  })

  it('64 claims and 256 supports are presented, and not one more', async () => {
    const claims = await Promise.all(Array.from({ length: 65 }, () => sign(declaration(), vendor)))
    const list = await statusList(assessor, 'revocation')
    const supports = Array.from({ length: 257 }, () => list)
    const refused = (more: readonly string[]) => refusalOf(presentBy(vendor, { secured: more }))
    await expect(presentBy(vendor, { secured: [...claims.slice(1), ...supports.slice(1)] })).resolves.toMatch(/^ey/)
    expect((await refused(claims)).code).toBe('ERR_ARGUMENT_INVALID')
    expect((await refused([secured, ...supports])).code).toBe('ERR_ARGUMENT_INVALID')
  })

  it('a claim above 64 KiB and a presentation above 8 MiB are refused', async () => {
    const large = (bytes: number) => ({ ...declaration(), description: 'x'.repeat(bytes) })
    const error = await refusalOf(presentBy(vendor, { secured: [await sign(large(64 * 1024), vendor)] }))
    expect(error.code).toBe('ERR_ARGUMENT_INVALID')
    const claims = await Promise.all(Array.from({ length: 64 }, () => sign(large(44_000), vendor)))
    const list = await sign({ ...mandate(reseller), description: 'x'.repeat(40_000) }, vendor)
    const most = [...claims, ...Array.from({ length: 100 }, () => list)]
    expect((await refusalOf(presentBy(vendor, { secured: most }))).message).toContain('at most 8388608 bytes')
  })
})
