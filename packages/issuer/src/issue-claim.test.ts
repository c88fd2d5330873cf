import { type ClaimDraft, formatInstant, instantFromMilliseconds, type JsonObject } from '@trusted-tech/model'
import { digestSri, openSecured, signerFromJwk } from '@trusted-tech/proofs'
import type { TrustState } from '@trusted-tech/trust'
import { verify } from '@trusted-tech/verifier'
import { beforeAll, describe, expect, it } from 'vitest'
import { createActor, keyHistoryOf } from '../../../test/world/actor.js'
import {
  accreditation,
  actors,
  at,
  CATALOGUE_ID,
  catalogueReference,
  cleanLists,
  criterion,
  NOW,
  openedTrust,
  PRODUCT_ID,
  sign,
  statusList,
  usualParts,
} from '../../../test/world/world.js'
import { issueClaim } from './issue-claim.js'
import { createMemoryIssuanceStore } from './memory-issuance-store.js'
import { publishStatusLists } from './publish-status-lists.js'
import {
  certificateDraft,
  declarationDraft,
  deskOf,
  filesOf,
  refusalOf,
  statusBaseOf,
  told,
  trustOf,
  withAssessment,
  withProduct,
} from './testing/desk.js'
import { seededRandomness } from './testing/seeded-randomness.js'

// biome-ignore lint/suspicious/noExplicitAny: documents are read at every depth
type Document = any

let trust: TrustState
beforeAll(async () => {
  trust = await trustOf()
})

function documentOf(secured: string): Document {
  const opened = openSecured(secured)
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems))
  return opened.value.document
}

/** Issues, and holds a refusal to what every refusal is: nothing signed, nothing reserved, nothing recorded. */
async function refused(draft: ClaimDraft, by = actors.assessor, using = trust): Promise<readonly string[]> {
  const desk = deskOf(by)
  const error = await refusalOf(issueClaim({ ...desk, trust: using, draft }))
  expect(error.code).toBe('ERR_DRAFT_REFUSED')
  expect(desk.done).toEqual([])
  expect(await desk.store.history({ issuer: by.did })).toEqual([])
  expect(await desk.store.lists(by.did)).toEqual([])
  return told(error)
}

describe('from a draft to a certificate', () => {
  it('reserves, signs, records, in this order, and signs once', async () => {
    const desk = deskOf(actors.assessor)
    const record = await issueClaim({ ...desk, trust, draft: certificateDraft() })
    expect(desk.done).toEqual(['reserve', 'sign', 'commit'])
    expect(await desk.store.find({ issuer: actors.assessor.did, id: record.id })).toEqual(record)
    expect(await desk.store.history({ issuer: actors.assessor.did })).toEqual([
      {
        sequence: 1,
        act: 'issued',
        issuer: actors.assessor.did,
        credential: record.id,
        recordedAt: '2026-11-01T12:00:00Z',
      },
    ])
  })

  it('gives what a buyer accepts, once the lists are published', async () => {
    const desk = deskOf(actors.assessor)
    const { secured } = await issueClaim({ ...desk, trust, draft: certificateDraft() })
    const question = { allowSample: true, product: { id: `${PRODUCT_ID}@4.3.0` } }
    const before = await verify({ input: secured, trust: { ok: true, value: trust }, now: NOW, question })
    expect(before.verdict).toBe('indeterminate')
    expect(before.credentials[0]?.checks.status).toMatchObject({
      state: 'indeterminate',
      problems: [{ code: 'STATUS_UNAVAILABLE' }, { code: 'STATUS_UNAVAILABLE' }],
    })

    const lists = await publishStatusLists({ ...desk, issuer: actors.assessor.did, validDays: 30 })
    const parts = await usualParts()
    const published = await openedTrust({
      ...parts,
      statusLists: [...(parts.statusLists ?? []), ...lists.map((list) => list.secured)],
    })
    const after = await verify({ input: secured, trust: published, now: NOW, question })
    expect(after.summary).toBe('accepted: secure-development met (5/5, substantial, third party)')
  })

  it('has the catalogue’s digest, the principle of each criterion, and the accreditation that it rests on', async () => {
    const { secured } = await issueClaim({ ...deskOf(actors.assessor), trust, draft: certificateDraft() })
    const { credentialSubject } = documentOf(secured)
    expect(credentialSubject.conformity.scheme).toEqual(catalogueReference())
    for (const { principle } of credentialSubject.conformity.assessments) {
      expect(principle).toBe(criterion('secure-development'))
    }
    const statement = trust
      .statementsAbout(actors.assessor.did)
      .find(({ id }) => id === credentialSubject.accreditation.id)
    expect(credentialSubject.accreditation.digestSRI).toBe(
      digestSri(new TextEncoder().encode(statement?.opened.compact), 'sha256'),
    )
  })

  it('names the accreditation in force, not one that has expired', async () => {
    const expired = { ...accreditation(actors.assessor), validUntil: '2026-06-01T00:00:00Z' }
    const current = accreditation(actors.assessor)
    for (const documents of [
      [expired, current],
      [current, expired],
    ]) {
      const statements = await Promise.all(
        documents.map((one) => sign(one, actors.alliance, at('2026-02-01T00:00:00Z'))),
      )
      const both = await trustOf({ statements })
      const { secured } = await issueClaim({ ...deskOf(actors.assessor), trust: both, draft: certificateDraft() })
      expect(documentOf(secured).credentialSubject.accreditation.id).toBe(current.id)
    }
  })

  it('of an assessor that a delegated body accredited names that accreditation, which has its key', async () => {
    const laboratory = createActor({ seed: 'laboratory', name: 'Laboratory', did: 'did:web:laboratory.example' })
    const { delegate, alliance } = actors
    const since = at('2026-02-01T00:00:00Z')
    const accreditedFor = accreditation(delegate).credentialSubject.accreditedFor
    const delegation = accreditation(delegate, {
      accreditedFor: { ...accreditedFor, actions: ['accredit', 'issueCertificate'] },
      maxPathLength: 1,
    })
    const { keys } = keyHistoryOf(laboratory, '2026-01-01T00:00:00Z')
    const below = accreditation(laboratory, { keys }, delegate)
    const delegated = await trustOf({
      statements: [await sign(delegation, alliance, since), await sign(below, delegate, since)],
      keyHistories: [alliance, delegate].map((one) => keyHistoryOf(one)),
      statusLists: await cleanLists(alliance, delegate),
    })
    const { secured } = await issueClaim({ ...deskOf(laboratory), trust: delegated, draft: certificateDraft() })
    expect(documentOf(secured).credentialSubject.accreditation.id).toBe(below.id)
    const signer = signerFromJwk({ privateKeyJwk: actors.other.privateJwk, verificationMethod: laboratory.kid })
    const error = await refusalOf(
      issueClaim({ ...deskOf(laboratory, { signer }), trust: delegated, draft: certificateDraft() }),
    )
    expect([error.code, ...told(error)]).toEqual(['ERR_OUTPUT_UNVERIFIABLE', 'SIG_INVALID'])
  })

  it('begins at the signing time, in whole seconds, where the draft does not say', async () => {
    const now = instantFromMilliseconds(NOW + 742)
    const { secured, issuedAt } = await issueClaim({
      ...deskOf(actors.assessor, { now }),
      trust,
      draft: certificateDraft(),
    })
    expect(issuedAt).toBe(formatInstant(NOW))
    expect(documentOf(secured).validFrom).toBe(formatInstant(NOW))
  })

  it('writes dates in one form, whatever the offset of the draft', async () => {
    const draft = certificateDraft({ validFrom: '2026-11-01T13:00:00+02:00', validUntil: '2027-11-01T12:00:00.000Z' })
    const { validFrom, validUntil } = documentOf(
      (await issueClaim({ ...deskOf(actors.assessor), trust, draft })).secured,
    )
    expect({ validFrom, validUntil }).toEqual({ validFrom: '2026-11-01T11:00:00Z', validUntil: '2027-11-01T12:00:00Z' })
  })

  it('issues a thousand without one index twice', async () => {
    const desk = deskOf(actors.assessor, { randomness: seededRandomness(2) })
    const draft = certificateDraft()
    const taken = new Set<string>()
    for (let round = 0; round < 20; round += 1) {
      const records = await Promise.all(Array.from({ length: 50 }, () => issueClaim({ ...desk, trust, draft })))
      for (const { places } of records) for (const { listId, index } of places) taken.add(`${listId} ${index}`)
    }
    expect(taken.size).toBe(2000)
  })

  it('hands the generator to the store with its own state', async () => {
    class Counting {
      #count = 0
      uuid() {
        return seededRandomness(3).uuid()
      }
      below() {
        this.#count += 1
        return this.#count
      }
    }
    const { places } = await issueClaim({
      ...deskOf(actors.assessor, { randomness: new Counting() }),
      trust,
      draft: certificateDraft(),
    })
    expect(places.map(({ index }) => index)).toEqual([1, 2])
  })
})

describe('a declaration', () => {
  it('is issued by the manufacturer, as the first party, without an accreditation', async () => {
    const { secured } = await issueClaim({ ...deskOf(actors.vendor), trust, draft: declarationDraft() })
    const { credentialSubject, type } = documentOf(secured)
    expect(type).toEqual(['VerifiableCredential', 'ConformityDeclaration'])
    expect(credentialSubject.conformity).toMatchObject({ attestationType: 'declaration', statedParty: 'first' })
    expect(credentialSubject.accreditation).toBeUndefined()
  })

  it('is issued by a vendor that nobody has heard of: that is for its reader to judge', async () => {
    const manufacturer = { id: actors.other.did, name: actors.other.name }
    const draft = withProduct({ manufacturer }, declarationDraft())
    const { issuer } = await issueClaim({ ...deskOf(actors.other), trust, draft })
    expect(issuer).toBe(actors.other.did)
  })

  it.each(['Ed25519', 'P-256', 'P-384'] as const)('is signed with a key on %s', async (curve) => {
    const maker = createActor({ seed: `maker on ${curve}`, name: 'Maker', curve })
    const draft = withProduct({ manufacturer: { id: maker.did, name: maker.name } }, declarationDraft())
    expect((await issueClaim({ ...deskOf(maker), trust, draft })).issuer).toBe(maker.did)
  })

  it('by somebody else than the manufacturer is refused', async () => {
    expect(await refused(declarationDraft(), actors.assessor)).toContain('ISSUER_NOT_TRUSTED /issuer/id')
    expect(await refused(declarationDraft(), actors.other)).toContain('ISSUER_NOT_TRUSTED /issuer/id')
  })

  it('of a third party is refused', async () => {
    expect(await refused(declarationDraft({ statedParty: 'third' }), actors.vendor)).toEqual([
      'PARTY_OVERSTATED /statedParty',
    ])
  })

  it('cannot be a certificate: no manufacturer certifies itself', async () => {
    expect(await refused(certificateDraft(), actors.vendor)).toEqual(['TYPE /type'])
  })
})

describe('outside of the scope of the accreditation', () => {
  const { limited } = actors

  it('what the limited assessor may do is issued', async () => {
    expect((await issueClaim({ ...deskOf(limited), trust, draft: certificateDraft() })).type).toBe(
      'ConformityCertificate',
    )
  })

  it.each<readonly [string, ClaimDraft, readonly string[]]>([
    [
      'one criterion among others',
      withAssessment(2, { criterion: criterion('governance.ownership') }),
      // The author's own position, although the certificate would have it first.
      ['CRITERION_OUT_OF_SCOPE /assessments/2/criterion'],
    ],
    [
      'every criterion',
      certificateDraft({
        assessments: withAssessment(0, { criterion: criterion('governance.ownership') }).assessments.slice(0, 1),
      }),
      ['CRITERION_OUT_OF_SCOPE /assessments', 'CRITERION_OUT_OF_SCOPE /assessments/0/criterion'],
    ],
    [
      'a level',
      withAssessment(1, { assuranceLevel: 'high' }),
      ['CRITERION_OUT_OF_SCOPE /assessments/1/assuranceLevel'],
    ],
    [
      'a product class',
      withProduct({ productClasses: ['network-equipment.router'] }),
      ['ISSUER_SCOPE /product/productClasses/0'],
    ],
    [
      'one product class of two, which the certificate would have first',
      withProduct({ productClasses: ['network-equipment.gateway', 'a-router'] }),
      ['ISSUER_SCOPE /product/productClasses/1'],
    ],
    ['every product class', withProduct({ productClasses: ['*'] }), ['ISSUER_SCOPE /product/productClasses/0']],
    ['a jurisdiction', withProduct({ market: ['US', 'FR', 'DE'] }), ['ISSUER_SCOPE /product/market/1']],
    ['every jurisdiction', withProduct({ market: ['*'] }), ['ISSUER_SCOPE /product/market/0']],
  ])('%s is refused', async (_label, draft, expected) => {
    expect(await refused(draft, limited)).toEqual(expected)
  })

  it('another version of the scheme is refused', async () => {
    const assessments = withAssessment(0, {
      criterion: `${CATALOGUE_ID}/2.0#transparent-development.sbom`,
    }).assessments.slice(0, 1)
    const draft = certificateDraft({ scheme: { id: CATALOGUE_ID, version: '2.0' }, assessments })
    expect(await refused(draft, limited)).toContain('ISSUER_SCOPE /scheme')
  })

  it('without any accreditation nothing is signed', async () => {
    const strangers = await trustOf({
      keyHistories: [actors.alliance, actors.stranger].map((one) => keyHistoryOf(one)),
    })
    expect(await refused(certificateDraft(), actors.stranger, strangers)).toContain('ISSUER_NOT_TRUSTED /issuer/id')
  })

  it('longer than the accreditation allows is refused', async () => {
    expect(await refused(certificateDraft({ validUntil: '2029-12-01T00:00:00Z' }))).toEqual([
      'LIFETIME_EXCEEDED /validUntil',
    ])
  })

  it('more party than there is is refused', async () => {
    const memberless = await trustOf({
      statements: [
        await sign(
          accreditation(actors.assessor, { controlGroup: 'one house' }),
          actors.alliance,
          at('2026-02-01T00:00:00Z'),
        ),
        await sign(
          accreditation(actors.vendor, { controlGroup: 'one house' }),
          actors.alliance,
          at('2026-02-01T00:00:00Z'),
        ),
      ],
    })
    expect(await refused(certificateDraft(), actors.assessor, memberless)).toEqual(['PARTY_OVERSTATED /statedParty'])
  })
})

describe('THREAT-179 the lint refuses before an index is reserved and before anything is signed', () => {
  const remark = (text: string) => ({ en: text })
  const evidence = {
    name: 'SBOM',
    mediaType: 'application/json',
    classification: 'public',
    role: 'supports',
    capturedAt: '2026-08-01T00:00:00Z',
    digestSRI: `sha256-${'A'.repeat(43)}=`,
  }

  it.each<readonly [string, ClaimDraft, readonly string[]]>([
    ['no assessment', certificateDraft({ assessments: [] }), ['SCHEMA_INVALID /assessments', 'JSON_FORM /assessments']],
    ['a member that no schema knows', withProduct({ colour: 'blue' }), ['SCHEMA_INVALID /product/colour']],
    ['a certificate without market', withProduct({ market: undefined }), ['SCHEMA_INVALID /product']],
    ['a market twice', withProduct({ market: ['US', 'DE', 'US'] }), ['JSON_FORM /product/market/2']],
    [
      'a language tag in upper case',
      withAssessment(3, { rationale: { EN: 'yes' } }),
      ['SCHEMA_INVALID /assessments/3/rationale/EN', 'JSON_FORM /assessments/3/rationale/EN'],
    ],
    ['a result that is none', withAssessment(1, { result: 'fine' }), ['SCHEMA_INVALID /assessments/1/result']],
    [
      'evidence without a digest',
      withAssessment(1, { evidence: [evidence, { ...evidence, name: 'B', digestSRI: undefined }] }),
      ['SCHEMA_INVALID /assessments/1/evidence/1'],
    ],
    [
      'a scheme that trust data does not have',
      certificateDraft({ scheme: { id: CATALOGUE_ID, version: '9.0' } }),
      ['CATALOGUE_UNKNOWN /scheme/id'],
    ],
    [
      'a criterion that the catalogue does not have',
      withAssessment(0, { criterion: criterion('secure-development.magic') }),
      ['CRITERION_UNKNOWN /assessments/0/criterion'],
    ],
    [
      'a criterion of another version',
      withAssessment(0, { criterion: `${CATALOGUE_ID}/2.0#transparent-development.sbom` }),
      ['CRITERION_UNKNOWN /assessments/0/criterion'],
    ],
    [
      'an end before the beginning',
      certificateDraft({ validFrom: '2026-10-01T00:00:00Z', validUntil: '2026-09-30T00:00:00Z' }),
      ['VALIDITY_RANGE /validUntil', 'EXPIRED /validUntil', 'VALIDITY_RANGE /iat'],
    ],
    [
      'an end that has passed',
      certificateDraft({ validFrom: '2026-09-01T00:00:00Z', validUntil: '2026-10-01T00:00:00Z' }),
      ['EXPIRED /validUntil', 'VALIDITY_RANGE /iat'],
    ],
    ['a beginning to come', certificateDraft({ validFrom: '2026-11-02T00:00:00Z' }), ['NOT_YET_VALID /validFrom']],
    ['a day that is none', certificateDraft({ validUntil: '2027-02-29T00:00:00Z' }), ['DATE_MALFORMED /validUntil']],
    [
      'a beginning without offset',
      certificateDraft({ validFrom: '2026-10-01T00:00:00' }),
      ['DATE_MALFORMED /validFrom'],
    ],
    [
      'an assessment of a day that is none',
      withAssessment(2, { assessedOn: '2026-02-30T09:00:00Z' }),
      ['DATE_MALFORMED /assessments/2/assessedOn'],
    ],
    [
      'an assessment to come',
      withAssessment(2, { assessedOn: '2026-11-01T12:00:01Z' }),
      ['VALIDITY_RANGE /assessments/2/assessedOn'],
    ],
    [
      'evidence to come',
      withAssessment(2, { evidence: [{ ...evidence, capturedAt: '2027-01-01T00:00:00Z' }] }),
      ['VALIDITY_RANGE /assessments/2/evidence/0/capturedAt'],
    ],
    [
      'a range that cannot be read',
      withProduct({ versions: 'vers:semver/>=5.0.0|<4.0.0' }),
      ['SCHEMA_INVALID /product/versions'],
    ],
    [
      'a range of a kind that is not understood',
      withProduct({ versions: 'vers:maven/>=1.0' }),
      ['SCHEMA_INVALID /product/versions'],
    ],
    [
      'a remark that is empty',
      withAssessment(0, { conditions: [remark('b'), remark('')] }),
      ['SCHEMA_INVALID /assessments/0/conditions/1/en'],
    ],
    [
      'a file that is not there',
      withAssessment(4, { evidence: [{ ...evidence, file: 'gone.json' }] }),
      ['EVIDENCE_MISMATCH /assessments/4/evidence/0/file'],
    ],
    ['a build that is not there', withProduct({ files: ['gone.bin'] }), ['EVIDENCE_MISMATCH /product/files/0']],
    [
      'a draft with a member that is none',
      { ...certificateDraft(), validuntil: '' } as ClaimDraft,
      ['SCHEMA_INVALID /validuntil'],
    ],
    [
      'a credential that is too large',
      certificateDraft({
        description: 'x'.repeat(4000),
        assessments: Array.from({ length: 60 }, () => ({
          ...withAssessment(0, { rationale: { en: 'x'.repeat(900) } }).assessments[0],
        })) as ClaimDraft['assessments'],
      }),
      ['LIMIT_SIZE'],
    ],
  ])('%s', async (_label, draft, expected) => {
    expect(await refused(draft)).toEqual(expected)
  })

  it('THREAT-036 text that is not NFC', async () => {
    expect(await refused(withProduct({ name: 'Cafe\u0301 Gateway' }))).toEqual(['TEXT_NOT_NFC /product/name'])
    expect(await refused(withAssessment(1, { rationale: { de: 'Pru\u0308fung' } }))).toEqual([
      'TEXT_NOT_NFC /assessments/1/rationale/de',
    ])
  })

  it.each([
    ['two scripts', 'G\u0430uge Gateway'],
    ['a bidirectional control', 'Gauge \u202eyawetaG'],
    ['a zero-width character', 'Gauge\u200bGateway'],
  ])('THREAT-037 a name with %s', async (_label, name) => {
    expect(await refused(withProduct({ name }))).toEqual(['TEXT_CONFUSABLE /product/name'])
  })

  it('THREAT-037 the issuer’s own name', async () => {
    const desk = deskOf(actors.assessor, { issuer: { id: actors.assessor.did, name: 'M\u0435ridian Assurance' } })
    expect(told(await refusalOf(issueClaim({ ...desk, trust, draft: certificateDraft() })))).toEqual([
      'TEXT_CONFUSABLE /issuer/name',
    ])
    expect(desk.done).toEqual([])
  })

  it.each([
    ['with a version', 'pkg:npm/gauge-gateway@4.3.0'],
    ['with qualifiers', 'pkg:npm/gauge-gateway?arch=arm64'],
    ['with a subpath', 'pkg:npm/gauge-gateway#lib'],
    ['in another spelling', 'pkg:pypi/Gauge_Gateway'],
    ['with an escape that is none', 'pkg:npm/gauge%2Dgateway'],
    ['that is no address at all', 'gauge gateway'],
  ])('THREAT-061 a product %s is refused', async (_label, id) => {
    expect(await refused(withProduct({ id }))).toEqual(['SCHEMA_INVALID /product/id'])
  })

  it.each([
    'http://tidewater.example/gate',
    'https://Tidewater.example/gate',
    'https://tidewater.example./gate',
    'https://buyer@tidewater.example/gate',
    'https://tidewater.example:443/gate',
    'https://tidewater.example\\@evil.example/gate',
    'https://tid\u0435water.example/gate',
    'https://192.0.2.7/gate',
    'https://tidewater.example/a/../gate',
  ])('THREAT-038 a product at %s is refused: an address has one spelling, and one host', async (id) => {
    expect(await refused(withProduct({ id }))).toEqual([
      expect.stringMatching(/^(URL_FORBIDDEN|SCHEMA_INVALID) \/product\/id$/),
    ])
  })

  it.each([
    'https://tidewater.example\\@evil.example/gate',
    'https://buyer@tidewater.example/gate',
    'https://Tidewater.example/gate',
    'https://tidewater.example./gate',
    'https://tid\u0435water.example/gate',
  ])('THREAT-038 an address of evidence, or of the product, at %s is refused', async (url) => {
    const evidence = {
      name: 'SBOM',
      mediaType: 'application/json',
      classification: 'public',
      role: 'supports',
      capturedAt: '2026-08-01T00:00:00Z',
      digestSRI: `sha256-${'A'.repeat(43)}=`,
      url,
    }
    expect(await refused(withAssessment(1, { evidence: [evidence] }))).toEqual([
      expect.stringMatching(/^(URL_FORBIDDEN|SCHEMA_INVALID) \/assessments\/1\/evidence\/0\/url$/),
    ])
    expect(await refused(withProduct({ identifiers: [{ scheme: 'url', value: url }] }))).toEqual([
      expect.stringMatching(/^(URL_FORBIDDEN|SCHEMA_INVALID) \/product\/identifiers\/0\/value$/),
    ])
  })

  it.each([
    'did:web:tid\u0435water.example',
    'did:web:Tidewater.example',
    'did:web:tidewater.example.',
    'did:web:a@b.example',
  ])('THREAT-038 a manufacturer %s is refused', async (id) => {
    const manufacturer = { id, name: 'Tidewater Instruments' }
    expect(await refused(withProduct({ manufacturer }))).toContain('URL_FORBIDDEN /product/manufacturer/id')
  })

  it.each(['pkg:npm/%40tidewater/gauge-gateway', 'https://tidewater.example/gauge-gateway', 'urn:gtin:04012345123456'])(
    'a product has one id: %s',
    async (id) => {
      const { subject } = await issueClaim({ ...deskOf(actors.assessor), trust, draft: withProduct({ id }) })
      expect(subject).toBe(id)
    },
  )

  it('a package URL among the identifiers in another spelling is refused', async () => {
    const identifiers = [
      { scheme: 'sku', value: 'GG-4' },
      { scheme: 'purl', value: 'pkg:pypi/Gauge_Gateway@4.3.0' },
    ]
    expect(await refused(withProduct({ identifiers }))).toEqual(['SCHEMA_INVALID /product/identifiers/1/value'])
  })

  it('a criterion that was withdrawn', async () => {
    const bytes = new TextEncoder().encode(JSON.stringify(withdrawnCatalogue()))
    const accreditedFor = {
      ...accreditation(actors.assessor).credentialSubject.accreditedFor,
      schemes: [{ scheme: '*', versions: '*' }],
    }
    const own = await trustOf({
      catalogues: new Map([['own-1.0', bytes]]),
      statements: [
        await sign(accreditation(actors.assessor, { accreditedFor }), actors.alliance, at('2026-02-01T00:00:00Z')),
      ],
    })
    const draft = certificateDraft({
      scheme: { id: OWN, version: '1.0' },
      assessments: ['kept', 'gone'].map((name) => ({
        ...(certificateDraft().assessments[0] as ClaimDraft['assessments'][number]),
        criterion: `${OWN}/1.0#one.${name}`,
      })),
    })
    expect(await refused(draft, actors.assessor, own)).toContain('CRITERION_WITHDRAWN /assessments/1/criterion')
  })

  it('a key that trust data does not list, or no longer', async () => {
    const retired = keyHistoryOf(actors.assessor)
    const until = await trustOf({
      keyHistories: [
        keyHistoryOf(actors.alliance),
        { ...retired, keys: retired.keys.map((key) => ({ ...key, until: '2026-10-15T00:00:00Z' })) },
      ],
    })
    expect(await refused(certificateDraft(), actors.assessor, until)).toEqual(['KEY_RETIRED /header/kid'])
    const without = await trustOf({ keyHistories: [keyHistoryOf(actors.alliance)] })
    expect(await refused(certificateDraft(), actors.assessor, without)).toEqual(['KEY_NOT_FOUND /header/kid'])
  })

  it('an accreditation that is revoked, suspended, or of which nobody can tell', async () => {
    const own = accreditation(actors.assessor)
    const statements = [await sign(own, actors.alliance, at('2026-02-01T00:00:00Z'))]
    const index = own.credentialStatus[0].statusListIndex
    const lists = async (purpose: 'revocation' | 'suspension') => [
      await statusList(actors.alliance, purpose, [index]),
      await statusList(actors.alliance, purpose === 'revocation' ? 'suspension' : 'revocation'),
    ]
    const revoked = await trustOf({ statements, statusLists: await lists('revocation') })
    expect(await refused(certificateDraft(), actors.assessor, revoked)).toEqual([
      'ACCREDITATION_REVOKED /credentialStatus',
    ])
    const suspended = await trustOf({ statements, statusLists: await lists('suspension') })
    expect(await refused(certificateDraft(), actors.assessor, suspended)).toEqual([
      'ACCREDITATION_SUSPENDED /credentialStatus',
    ])
    const untold = await trustOf({ statements, statusLists: [] })
    expect(await refused(certificateDraft(), actors.assessor, untold)).toContain(
      'STATUS_UNAVAILABLE /credentialStatus/0',
    )
  })

  it('trust data that have expired', async () => {
    const expired = await trustOf({ expires: at('2026-10-31T00:00:00Z') })
    expect(await refused(certificateDraft(), actors.assessor, expired)).toEqual(['BUNDLE_EXPIRED /expires'])
  })

  it('an address of status lists that no verifier reads', async () => {
    const desk = deskOf(actors.assessor, { statusBase: 'http://meridian-assurance.example/status' })
    expect(told(await refusalOf(issueClaim({ ...desk, trust, draft: certificateDraft() })))).toEqual([
      'URL_FORBIDDEN /credentialStatus/0/statusListCredential',
    ])
    expect(desk.done).toEqual([])
  })

  it('a key of another party is misuse', async () => {
    const desk = deskOf(actors.assessor, { signer: actors.limited.signer })
    const error = await refusalOf(issueClaim({ ...desk, trust, draft: certificateDraft() }))
    expect(error.code).toBe('ERR_ARGUMENT_INVALID')
    expect(desk.done).toEqual([])
  })
})

describe('what was signed and does not verify', () => {
  it('THREAT-179 leaves nothing but a burnt index', async () => {
    const store = createMemoryIssuanceStore()
    const forger = createActor({ seed: 'forger', name: 'Forger' })
    const signer = signerFromJwk({ privateKeyJwk: forger.privateJwk, verificationMethod: actors.assessor.kid })
    const wrong = deskOf(actors.assessor, { signer, store, randomness: seededRandomness(7) })
    const error = await refusalOf(issueClaim({ ...wrong, trust, draft: certificateDraft() }))
    expect(error.code).toBe('ERR_OUTPUT_UNVERIFIABLE')
    expect(told(error)).toEqual(['SIG_INVALID'])
    expect(wrong.done).toEqual(['reserve', 'sign'])
    expect(await store.history({ issuer: actors.assessor.did })).toEqual([])

    // The same numbers are drawn again: the index is not.
    const id = seededRandomness(7).uuid()
    expect(await store.find({ issuer: actors.assessor.did, id: `urn:uuid:${id}` })).toBeUndefined()
    const [burnt = 0] = drawn(7)
    const same = { uuid: () => seededRandomness(8).uuid(), below: scripted([burnt, burnt, 5, 6]) }
    const { places } = await issueClaim({
      ...deskOf(actors.assessor, { store, randomness: same }),
      trust,
      draft: certificateDraft(),
    })
    expect(places.map(({ index }) => index)).not.toContain(burnt)
  })

  it('because the index that the store gave is one that published lists have set', async () => {
    const listId = `${statusBaseOf(actors.assessor)}/revocation/0`
    const parts = await usualParts()
    const used = await trustOf({
      statusLists: [
        ...(parts.statusLists ?? []),
        await statusList(actors.assessor, 'revocation', [41], { id: listId }),
      ],
    })
    const desk = deskOf(actors.assessor, { randomness: { uuid: () => seededRandomness(9).uuid(), below: () => 41 } })
    const error = await refusalOf(issueClaim({ ...desk, trust: used, draft: certificateDraft() }))
    expect(error.code).toBe('ERR_OUTPUT_UNVERIFIABLE')
    expect(told(error)).toContain('REVOKED /credentialStatus/0')
    expect(await desk.store.history({ issuer: actors.assessor.did })).toEqual([])
  })

  it('THREAT-162 is not returned when it cannot be recorded, and its index is burnt', async () => {
    const store = createMemoryIssuanceStore()
    const failing = {
      ...store,
      commit: async () => {
        throw new Error('disk full')
      },
    }
    const desk = deskOf(actors.assessor, { store: failing })
    await expect(issueClaim({ ...desk, trust, draft: certificateDraft() })).rejects.toThrow('disk full')
    expect(desk.done).toEqual(['reserve', 'sign', 'commit'])
    const [first = 0, second = 0] = drawn(1)
    const { places } = await issueClaim({
      ...deskOf(actors.assessor, {
        store,
        randomness: { uuid: () => seededRandomness(5).uuid(), below: scripted([first, 9, second, 10]) },
      }),
      trust,
      draft: certificateDraft(),
    })
    expect(places.map(({ index }) => index)).toEqual([9, 10])
  })

  it('a signer that fails leaves nothing recorded', async () => {
    const signer = { ...actors.assessor.signer, sign: async () => Promise.reject(new Error('no key store')) }
    const desk = deskOf(actors.assessor, { signer })
    await expect(issueClaim({ ...desk, trust, draft: certificateDraft() })).rejects.toThrow('no key store')
    expect(await desk.store.history({ issuer: actors.assessor.did })).toEqual([])
  })
})

describe('files that a draft names', () => {
  const files = filesOf({ 'a/sbom.json': '{}', 'b/copy.json': '{}', 'gateway.bin': 'firmware' })
  const evidence = (changes: object) => ({
    name: 'SBOM',
    mediaType: 'application/json',
    classification: 'public',
    role: 'supports',
    capturedAt: '2026-08-01T00:00:00Z',
    ...changes,
  })

  it('are in the certificate by digest and size, and by nothing else', async () => {
    const draft = withProduct(
      { files: ['gateway.bin'] },
      withAssessment(0, { evidence: [evidence({ file: 'a/sbom.json' })] }),
    )
    const { secured } = await issueClaim({ ...deskOf(actors.assessor), trust, draft, files })
    const { credentialSubject } = documentOf(secured)
    const digest = (text: string) => digestSri(new TextEncoder().encode(text), 'sha256')
    expect(credentialSubject.digests).toEqual([digest('firmware')])
    const [first] = credentialSubject.conformity.assessments.flatMap((one: Document) => one.evidence ?? [])
    expect(first).toMatchObject({ digestSRI: digest('{}'), size: 2 })
    expect(JSON.stringify(credentialSubject)).not.toContain('a/sbom.json')

    const copied = withProduct(
      { files: ['gateway.bin'] },
      withAssessment(0, { evidence: [evidence({ file: 'b/copy.json' })] }),
    )
    expect((await issueClaim({ ...deskOf(actors.assessor), trust, draft: copied, files })).secured).toBe(secured)
  })
})

describe('the same draft in another order', () => {
  it('is the same credential, byte for byte', async () => {
    const draft = withProduct({ market: ['US', 'JP', 'DE'] })
    const other = { ...certificateDraft(), assessments: [...draft.assessments].reverse() }
    const issue = (one: ClaimDraft) => issueClaim({ ...deskOf(actors.assessor), trust, draft: one })
    expect((await issue(other)).secured).toBe((await issue(draft)).secured)
  })
})

/** The indexes that the seeded generator gives after the id. */
function drawn(seed: number): readonly number[] {
  const randomness = seededRandomness(seed)
  randomness.uuid()
  return [randomness.below(131_072), randomness.below(131_072)]
}

function scripted(numbers: readonly number[]): () => number {
  let next = 0
  return () => numbers[next++ % numbers.length] ?? 0
}

const OWN = 'https://alliance.example/catalogues/own'
function withdrawnCatalogue(): JsonObject {
  const one = (name: string, status: string) => ({
    id: `${OWN}/1.0#one.${name}`,
    title: { en: name },
    text: { en: name },
    topic: 'test',
    required: true,
    notApplicableAllowed: false,
    status,
  })
  return {
    id: OWN,
    version: '1.0',
    owner: 'did:web:alliance.example',
    illustrative: true,
    validFrom: '2026-01-01T00:00:00Z',
    principles: [
      {
        id: `${OWN}/1.0#one`,
        title: { en: 'One' },
        text: { en: 'One' },
        criteria: [one('gone', 'withdrawn'), one('kept', 'active')],
      },
    ],
    crosswalk: [],
  }
}
