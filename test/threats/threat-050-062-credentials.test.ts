import { PROFILE_CONTEXT, PROFILE_CONTEXTS, schemaReference, VCDM_CONTEXT } from '@trusted-tech/model'
import { digestSri } from '@trusted-tech/proofs'
import type { AskedProduct, Question } from '@trusted-tech/verifier'
import { describe, expect, it } from 'vitest'
import { breakSignature, forge } from '../world/forge.js'
import { CERTIFICATE_STATES, failure, judge, notes, reason, reasons, states, stoppedAt } from '../world/judge.js'
import {
  accreditation,
  actors,
  assessments,
  at,
  CATALOGUE_ID,
  catalogueReference,
  certificate,
  cleanLists,
  criterion,
  type Draft,
  declaration,
  EARLY,
  edited,
  IAT,
  listsOf,
  openedTrust,
  PRODUCT_ID,
  present,
  sign,
  usualParts,
  usualTrust,
} from '../world/world.js'

const { alliance, assessor, limited, vendor, other } = actors
const trust = await usualTrust()

type Edit = (document: Draft) => void
const judged = async (edit: Edit, question: Question = {}) =>
  judge(await sign(edited(edit, certificate()), assessor), { trust, question })

describe('THREAT-050 THREAT-051 what is decided on is what was signed', () => {
  it('a revoked certificate is revoked as text, as bytes, and in a presentation', async () => {
    const document = certificate()
    const revocation = [document.credentialStatus[0].statusListIndex]
    const statusLists = [...(await cleanLists(alliance)), ...(await listsOf(assessor, { revocation }))]
    const known = await usualTrust({ statusLists })
    const compact = await sign(document, assessor)
    for (const input of [
      compact,
      new TextEncoder().encode(compact),
      await present({ holder: vendor, secured: [compact] }),
    ]) {
      const report = await judge(input, { trust: known })
      expect(report.verdict).toBe('rejected')
      expect(states(report)).toEqual({ ...CERTIFICATE_STATES, status: 'failed' })
      expect(reason(report, 'status')).toBe('REVOKED /credentialStatus/0')
    }
  })

  it('what the report returns is the payload of the token, and only behind its signature', async () => {
    const document = certificate()
    const compact = await sign(document, assessor)
    const report = await judge(compact, { trust })
    expect(report.credentials[0]?.verified?.credential).toEqual(document)
    expect((await judge(breakSignature(compact), { trust })).credentials[0]?.verified).toBeUndefined()
  })
})

describe('THREAT-052 claims beside the document', () => {
  const document = certificate()
  const seconds = (text: string) => Math.floor(at(text) / 1000)
  it.each<[string, unknown]>([
    ['iss', other.did],
    ['sub', 'pkg:generic/other/product'],
    ['jti', 'urn:uuid:00000000-0000-4000-8000-00000000dead'],
    ['nbf', seconds(document.validFrom) - 1],
    ['exp', seconds(document.validUntil) + 1],
    ['aud', 'https://buyer.example'],
    ['nonce', 'n-1'],
    ['cnf', { jwk: vendor.publicJwk }],
    ['vc', document],
    ['vp', {}],
  ])('%s that says something else is refused', async (claim, value) => {
    const report = await judge(await forge({ payload: { ...document, iat: IAT, [claim]: value }, actor: assessor }), {
      trust,
    })
    expect(states(report)).toEqual(stoppedAt('structure'))
    expect(reason(report, 'structure')).toBe(`CLAIM_CONFLICT /${claim}`)
  })

  it('claims that agree are welcome', async () => {
    const claims = {
      iss: assessor.did,
      sub: PRODUCT_ID,
      jti: document.id,
      nbf: seconds(document.validFrom),
      exp: seconds(document.validUntil),
    }
    const report = await judge(await forge({ payload: { ...document, iat: IAT, ...claims }, actor: assessor }), {
      trust,
    })
    expect(states(report)).toEqual(CERTIFICATE_STATES)
  })
})

describe('THREAT-054 contexts', () => {
  const evil = 'https://evil.example/context/v1'
  it.each<[string, unknown]>([
    ['none', undefined],
    ['null', null],
    ['empty', []],
    ['a text', VCDM_CONTEXT],
    ['only the first', [VCDM_CONTEXT]],
    ['only the second', [PROFILE_CONTEXT]],
    ['in the other order', [...PROFILE_CONTEXTS].reverse()],
    ['one more', [...PROFILE_CONTEXTS, evil]],
    ['one more in front', [evil, ...PROFILE_CONTEXTS]],
    ['another in place of the second', [VCDM_CONTEXT, evil]],
    ['the first twice', [VCDM_CONTEXT, VCDM_CONTEXT]],
    ['of VCDM 1.1', ['https://www.w3.org/2018/credentials/v1', PROFILE_CONTEXT]],
    ['with a solidus behind it', [`${VCDM_CONTEXT}/`, PROFILE_CONTEXT]],
    ['in other case', [VCDM_CONTEXT.toUpperCase(), PROFILE_CONTEXT]],
    ['over http', [VCDM_CONTEXT.replace('https', 'http'), PROFILE_CONTEXT]],
    ['with an inline one', [...PROFILE_CONTEXTS, { '@vocab': 'https://evil.example/#' }]],
    ['an inline one only', { '@vocab': 'https://evil.example/#' }],
    ['redefining a term', [VCDM_CONTEXT, { conforms: 'https://evil.example/#doesNotConform' }]],
    ['nested', [[...PROFILE_CONTEXTS]]],
  ])('%s', async (_, context) => {
    const report = await judged((one) => (one['@context'] = context))
    expect(states(report)).toEqual(stoppedAt('structure'))
    expect(reason(report, 'structure')).toBe('CONTEXT_NOT_ALLOWED /@context')
  })

  it.each<[string, Edit, string]>([
    [
      'an inline context in the subject',
      (one) => (one.credentialSubject['@context'] = { name: evil }),
      '/credentialSubject/@context',
    ],
    ['a base in the subject', (one) => (one.credentialSubject['@base'] = evil), '/credentialSubject/@base'],
    ['a vocabulary in the document', (one) => (one['@vocab'] = evil), '/@vocab'],
    ['an included node', (one) => (one['@included'] = [{ id: evil }]), '/@included'],
    ['a graph', (one) => (one['@graph'] = []), '/@graph'],
    [
      'a term as its IRI',
      (one) => (one['https://www.w3.org/2018/credentials#issuer'] = evil),
      '/https:~1~1www.w3.org~12018~1credentials#issuer',
    ],
    ['a term with a prefix', (one) => (one['cred:issuer'] = evil), '/cred:issuer'],
  ])('%s', async (_, edit, pointer) => {
    const report = await judged(edit)
    expect(states(report)).toEqual(stoppedAt('structure'))
    expect(reason(report, 'structure')).toMatch(/^(JSON_FORM|SCHEMA_INVALID) /)
    expect(reason(report, 'structure')).toContain(pointer)
  })
})

describe('THREAT-058 an issuer outside its scope', () => {
  /** What `limited` may do: catalogue 1.x, secure development, up to substantial, gateways, in DE, JP and US. */
  const byLimited = async (edit: Edit) => judge(await sign(edited(edit, certificate(limited)), limited), { trust })

  it('inside all six dimensions is accepted', async () => {
    expect(states(await byLimited(() => {}))).toEqual(CERTIFICATE_STATES)
  })

  it.each<[string, Edit, string]>([
    [
      'another version of the scheme',
      (one) => (one.credentialSubject.conformity.scheme = catalogueReference('2.0')),
      'ISSUER_SCOPE /credentialSubject/conformity/scheme',
    ],
    [
      'another scheme',
      (one) => (one.credentialSubject.conformity.scheme.id = 'https://alliance.example/catalogues/other'),
      'ISSUER_SCOPE /credentialSubject/conformity/scheme',
    ],
    [
      'another product class',
      (one) => (one.credentialSubject.productClasses = ['network-equipment.router']),
      'ISSUER_SCOPE /credentialSubject/productClasses/0',
    ],
    [
      'one class more',
      (one) => (one.credentialSubject.productClasses = ['network-equipment.gateway', 'software.library']),
      'ISSUER_SCOPE /credentialSubject/productClasses/1',
    ],
    [
      'every class',
      (one) => (one.credentialSubject.productClasses = ['*']),
      'ISSUER_SCOPE /credentialSubject/productClasses/0',
    ],
    ['another market', (one) => (one.credentialSubject.market = ['FR']), 'ISSUER_SCOPE /credentialSubject/market/0'],
    [
      'one market more',
      (one) => (one.credentialSubject.market = ['DE', 'FR', 'JP']),
      'ISSUER_SCOPE /credentialSubject/market/1',
    ],
    ['every market', (one) => (one.credentialSubject.market = ['*']), 'ISSUER_SCOPE /credentialSubject/market/0'],
    [
      'every assessment at a higher level',
      (one) => {
        for (const assessment of one.credentialSubject.conformity.assessments) assessment.assuranceLevel = 'high'
      },
      'CRITERION_OUT_OF_SCOPE /credentialSubject/conformity/assessments',
    ],
    [
      'every assessment on another principle',
      (one) => (one.credentialSubject.conformity.assessments = assessments(one.id, ['governance.ownership'])),
      'CRITERION_OUT_OF_SCOPE /credentialSubject/conformity/assessments',
    ],
  ])('%s', async (_, edit, expected) => {
    const report = await byLimited(edit)
    expect(report.verdict).toBe('rejected')
    expect(states(report).accreditation).toBe('failed')
    expect(states(report).party).toBe('indeterminate')
    expect(reason(report, 'accreditation')).toBe(expected)
  })

  it.each<[string, Edit]>([
    [
      'on another principle',
      (one) => (one.credentialSubject.conformity.assessments[0] = assessments(one.id, ['governance.ownership'])[0]),
    ],
    ['at a higher level', (one) => (one.credentialSubject.conformity.assessments[0].assuranceLevel = 'high')],
  ])('one assessment %s is excluded by itself, and never capped', async (_, edit) => {
    const report = await byLimited(edit)
    expect(states(report)).toEqual(CERTIFICATE_STATES)
    expect(notes(report, 'accreditation')[0]).toMatch(
      /^CRITERION_OUT_OF_SCOPE \/credentialSubject\/conformity\/assessments\/0\//,
    )
    const { verified } = report.credentials[0] ?? {}
    expect(verified?.excluded.map(({ assessment }) => assessment.id)).toEqual([expect.stringMatching(/#a1$/)])
    expect(verified?.assessments).toHaveLength(4)
    expect(
      report.findings[0]?.principles.find(({ principle }) => principle.endsWith('#secure-development'))?.finding,
    ).toBe('partial')
  })

  it.each<[string, Edit]>([
    ['product classes', (one) => delete one.credentialSubject.productClasses],
    ['markets', (one) => delete one.credentialSubject.market],
  ])('no %s never passes', async (_, edit) => {
    const report = await byLimited(edit)
    expect(states(report)).toEqual(stoppedAt('structure'))
  })

  it('an accreditation that an assessor made accredits nobody', async () => {
    const stapled = await sign(accreditation(other, {}, assessor), assessor, EARLY)
    const secured = [await sign(certificate(other), other), stapled, ...(await cleanLists(other))]
    const report = await judge(await present({ holder: vendor, secured }), { trust })
    expect(report.verdict).toBe('rejected')
    expect(reason(report, 'accreditation')).toBe('ISSUER_SCOPE /credentialSubject/accreditedFor/actions')
    expect(reasons(report, 'accreditation')).toContain('ACCREDITATION_PATH /credentialSubject/maxPathLength')
  })

  it('an accreditation for declarations only issues no certificates', async () => {
    const scope = { ...accreditation(assessor).credentialSubject.accreditedFor, actions: ['reviewDeclaration'] }
    const parts = await usualParts()
    const [, ...rest] = parts.statements ?? []
    const only = await sign(accreditation(assessor, { accreditedFor: scope }), alliance, EARLY)
    const known = await openedTrust({ ...parts, statements: [only, ...rest] })
    const report = await judge(await sign(certificate(), assessor), { trust: known })
    expect(reason(report, 'accreditation')).toBe('ISSUER_SCOPE /type')
  })
})

describe('THREAT-059 types and schemas', () => {
  it.each<[string, Draft]>([
    ['the base type alone', ['VerifiableCredential']],
    ['without the base type', ['ConformityCertificate']],
    ['in the other order', ['ConformityCertificate', 'VerifiableCredential']],
    ['one more', ['VerifiableCredential', 'ConformityCertificate', 'ConformityDeclaration']],
    ['the base type twice', ['VerifiableCredential', 'VerifiableCredential', 'ConformityCertificate']],
    ['unknown', ['VerifiableCredential', 'SecurityCertificate']],
    ['in other case', ['VerifiableCredential', 'conformityCertificate']],
    ['a text', 'ConformityCertificate'],
    ['none', undefined],
    ['as an IRI', ['VerifiableCredential', 'https://trusted-tech.example/ns/conformity#ConformityCertificate']],
  ])('type %s', async (_, type) => {
    const report = await judged((one) => (one.type = type))
    expect(states(report)).toEqual(stoppedAt('structure'))
    expect(reason(report, 'structure')).toBe('TYPE /type')
  })

  it.each<[string, Edit]>([
    ['none', (one) => delete one.credentialSchema],
    ['of another type', (one) => (one.credentialSchema = schemaReference('ConformityDeclaration'))],
    ['under another address', (one) => (one.credentialSchema.id = 'https://evil.example/schema.json')],
    ['with another digest', (one) => (one.credentialSchema.digestSRI = digestSri(new Uint8Array([1]), 'sha384'))],
    ['with a weak digest', (one) => (one.credentialSchema.digestSRI = 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=')],
    ['of another kind', (one) => (one.credentialSchema.type = 'JsonSchemaCredential')],
    ['several', (one) => (one.credentialSchema = [one.credentialSchema])],
    ['inline', (one) => (one.credentialSchema = { ...one.credentialSchema, schema: 'none' })],
  ])('schema %s', async (_, edit) => {
    const report = await judged(edit)
    expect(states(report)).toEqual(stoppedAt('structure'))
    expect(reason(report, 'structure')).toMatch(/^SCHEMA_INVALID( \/credentialSchema.*)?$/)
  })

  it.each<[string, Edit, string]>([
    [
      'calls itself a certification',
      (one) => (one.credentialSubject.conformity.attestationType = 'certification'),
      'structure: SCHEMA_INVALID /credentialSubject/conformity/attestationType',
    ],
    ['has the type of a certificate', (one) => (one.type[1] = 'ConformityCertificate'), 'structure: TYPE /type'],
    [
      'has type and schema of a certificate',
      (one) =>
        Object.assign(one, {
          type: ['VerifiableCredential', 'ConformityCertificate'],
          credentialSchema: schemaReference('ConformityCertificate'),
        }),
      'structure: TYPE /type',
    ],
    [
      'states a third party',
      (one) => (one.credentialSubject.conformity.statedParty = 'third'),
      'party: PARTY_OVERSTATED /credentialSubject/conformity/statedParty',
    ],
    [
      'is about the product of somebody else',
      (one) => (one.credentialSubject.manufacturer = { id: other.did, name: other.name }),
      'issuer: ISSUER_NOT_TRUSTED /issuer/id',
    ],
  ])('a declaration that %s', async (_, edit, expected) => {
    const report = await judge(await sign(edited(edit, declaration()), vendor), { trust })
    expect(report.verdict).toBe('rejected')
    expect(failure(report)).toBe(expected)
  })

  it('a certificate that calls itself a declaration', async () => {
    const report = await judged((one) => (one.credentialSubject.conformity.attestationType = 'declaration'))
    expect(failure(report)).toBe('structure: SCHEMA_INVALID /credentialSubject/conformity/attestationType')
  })
})

describe('THREAT-060 one subject', () => {
  it.each<[string, Edit]>([
    ['none', (one) => delete one.credentialSubject],
    ['null', (one) => (one.credentialSubject = null)],
    ['empty', (one) => (one.credentialSubject = {})],
    ['a list of one', (one) => (one.credentialSubject = [one.credentialSubject])],
    [
      'two',
      (one) =>
        (one.credentialSubject = [
          one.credentialSubject,
          { ...one.credentialSubject, id: 'pkg:generic/other/product' },
        ]),
    ],
    ['an empty list', (one) => (one.credentialSubject = [])],
    ['a text', (one) => (one.credentialSubject = one.credentialSubject.id)],
    ['without id', (one) => delete one.credentialSubject.id],
    ['with a version in its id', (one) => (one.credentialSubject.id = `${PRODUCT_ID}@4.2.0`)],
  ])('%s', async (_, edit) => {
    const report = await judged(edit)
    expect(states(report)).toEqual(stoppedAt('structure'))
    expect(reason(report, 'structure')).toMatch(/^(SCHEMA_INVALID|JSON_FORM)( \/credentialSubject.*)?$/)
  })
})

describe('THREAT-061 another product than the one that was asked about', () => {
  const DIGEST = digestSri(new TextEncoder().encode('build 4.3.0'), 'sha256')
  const OTHER_DIGEST = digestSri(new TextEncoder().encode('another build'), 'sha256')
  const about = async (product: AskedProduct, edit: Edit = () => {}) => judged(edit, { product })

  it.each<[string, AskedProduct, Edit?]>([
    ['a version in range', { id: `${PRODUCT_ID}@4.3.0` }],
    ['the first version of the range', { id: PRODUCT_ID, version: '4.2.0' }],
    ['a listed digest', { id: PRODUCT_ID, digests: [DIGEST] }, (one) => (one.credentialSubject.digests = [DIGEST])],
    [
      'a listed configuration',
      { id: `${PRODUCT_ID}@4.3.0`, configuration: 'FIPS' },
      (one) => (one.credentialSubject.configuration = 'FIPS'),
    ],
  ])('%s passes', async (_, product, edit) => {
    const report = await about(product, edit)
    expect(states(report)).toEqual({ ...CERTIFICATE_STATES, product: 'passed' })
  })

  it.each<[string, AskedProduct, string, Edit?]>([
    ['a version before the range', { id: `${PRODUCT_ID}@4.1.9` }, 'VERSION_OUT_OF_RANGE /credentialSubject/versions'],
    ['a version behind the range', { id: `${PRODUCT_ID}@5.0.0` }, 'VERSION_OUT_OF_RANGE /credentialSubject/versions'],
    [
      'a preview of the first version',
      { id: `${PRODUCT_ID}@4.2.0-rc.1` },
      'VERSION_OUT_OF_RANGE /credentialSubject/versions',
    ],
    [
      'another product',
      { id: 'pkg:generic/tidewater-instruments/gauge-sensor@4.3.0' },
      'PRODUCT_MISMATCH /credentialSubject/id',
    ],
    ['another vendor', { id: 'pkg:generic/tidewater/gauge-gateway@4.3.0' }, 'PRODUCT_MISMATCH /credentialSubject/id'],
    [
      'another build',
      { id: `${PRODUCT_ID}@4.3.0`, digests: [OTHER_DIGEST] },
      'PRODUCT_MISMATCH /credentialSubject/digests',
      (one) => (one.credentialSubject.digests = [DIGEST]),
    ],
    [
      'one listed and one other build',
      { id: PRODUCT_ID, digests: [DIGEST, OTHER_DIGEST] },
      'PRODUCT_MISMATCH /credentialSubject/digests',
      (one) => (one.credentialSubject.digests = [DIGEST]),
    ],
    [
      'another configuration',
      { id: `${PRODUCT_ID}@4.3.0`, configuration: 'debug' },
      'PRODUCT_MISMATCH /credentialSubject/configuration',
      (one) => (one.credentialSubject.configuration = 'FIPS'),
    ],
  ])('%s fails', async (_, product, expected, edit) => {
    const report = await about(product, edit)
    expect(report.verdict).toBe('rejected')
    expect(states(report)).toEqual({ ...CERTIFICATE_STATES, product: 'failed' })
    expect(reason(report, 'product')).toBe(expected)
  })

  it('a digest, where none is listed, is noted: the version decides', async () => {
    const report = await about({ id: `${PRODUCT_ID}@4.3.0`, digests: [DIGEST] })
    expect(states(report)).toEqual({ ...CERTIFICATE_STATES, product: 'passed' })
    expect(report.credentials[0]?.checks.product).toMatchObject({
      evidence: { match: 'inRange', notes: ['digestNotStated'] },
    })
  })

  it.each<[string, AskedProduct]>([
    ['nothing', {}],
    ['a version alone', { version: '4.3.0' }],
    ['the product without a version', { id: PRODUCT_ID }],
    ['a version that cannot be compared', { id: PRODUCT_ID, version: 'spring release' }],
    ['a digest alone, where none is listed', { id: PRODUCT_ID, digests: [DIGEST] }],
    ['a weak digest alone', { id: PRODUCT_ID, digests: ['sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk='] }],
    ['two versions', { id: `${PRODUCT_ID}@4.3.0`, version: '4.4.0' }],
    ['a configuration, where none is stated', { id: `${PRODUCT_ID}@4.3.0`, configuration: 'FIPS' }],
    ['a name', { id: 'Gauge Gateway' }],
    ['a broken package URL', { id: 'pkg:generic' }],
    ['an address', { id: 'https://tidewater.example/gauge-gateway' }],
  ])('%s cannot be told', async (_, product) => {
    const report = await about(product)
    expect(report.verdict).toBe('indeterminate')
    expect(states(report)).toEqual({ ...CERTIFICATE_STATES, product: 'indeterminate' })
    expect(reason(report, 'product')).toMatch(/^PRODUCT_UNKNOWN \/credentialSubject\//)
  })
})

describe('THREAT-062 evidence', () => {
  const bytes = new TextEncoder().encode('test report')
  const withEvidence =
    (digestSRI: string): Edit =>
    (one) => {
      const [assessment] = one.credentialSubject.conformity.assessments
      assessment.evidence = [
        {
          id: `${assessment.id}-e1`,
          type: 'Evidence',
          name: 'report.pdf',
          mediaType: 'application/pdf',
          digestSRI,
          classification: 'public',
          role: 'supports',
          capturedAt: '2026-09-01T08:00:00Z',
        },
      ]
    }
  const POINTER = '/credentialSubject/conformity/assessments/0/evidence/0/digestSRI'

  it.each(['sha256', 'sha384', 'sha512'] as const)(
    'at hand and as pinned by %s passes, whatever the file is called',
    async (algorithm) => {
      const report = await judged(withEvidence(digestSri(bytes, algorithm)), {
        evidence: [{ name: 'scan-17.pdf', bytes }],
      })
      expect(states(report)).toEqual({ ...CERTIFICATE_STATES, evidence: 'passed' })
    },
  )

  it('altered fails', async () => {
    const evidence = [{ name: 'report.pdf', bytes: new TextEncoder().encode('test report, improved') }]
    const report = await judged(withEvidence(digestSri(bytes, 'sha256')), { evidence })
    expect(states(report)).toEqual({ ...CERTIFICATE_STATES, evidence: 'failed' })
    expect(reason(report, 'evidence')).toBe(`EVIDENCE_MISMATCH ${POINTER}`)
  })

  it.each([
    ['no file', undefined],
    ['no file in the list', []],
    ['a file that belongs to nothing', [{ name: 'invoice.pdf', bytes: new Uint8Array([1]) }]],
  ])('with %s nothing was compared', async (_, evidence) => {
    const report = await judged(withEvidence(digestSri(bytes, 'sha256')), evidence === undefined ? {} : { evidence })
    expect(states(report)).toEqual(CERTIFICATE_STATES)
  })

  it.each(['md5-XrY7u+Ae7tCTyyK7j1rNww==', 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=', 'sha256-AAAA', 'sha256', ''])(
    'pinned by %j is refused',
    async (digestSRI) => {
      const report = await judged(withEvidence(digestSRI), { evidence: [{ name: 'report.pdf', bytes }] })
      expect(states(report)).toEqual(stoppedAt('structure'))
      expect(reason(report, 'structure')).toBe(`SCHEMA_INVALID ${POINTER}`)
    },
  )
})

describe('PROFILE 2 catalogues', () => {
  it('another digest than that of the bytes in the trust data fails', async () => {
    const report = await judged(
      (one) => (one.credentialSubject.conformity.scheme.digestSRI = digestSri(new Uint8Array([1]), 'sha256')),
    )
    expect(states(report)).toEqual({ ...CERTIFICATE_STATES, catalogue: 'failed' })
    expect(reason(report, 'catalogue')).toBe('CATALOGUE_MISMATCH /credentialSubject/conformity/scheme/digestSRI')
  })

  it('the digest of another version fails', async () => {
    const report = await judged(
      (one) => (one.credentialSubject.conformity.scheme.digestSRI = catalogueReference('2.0').digestSRI),
    )
    expect(reason(report, 'catalogue')).toBe('CATALOGUE_MISMATCH /credentialSubject/conformity/scheme/digestSRI')
  })

  it('a criterion that the catalogue does not have is excluded; none that it has is no usable assessment', async () => {
    const strange = (one: Draft) => assessments(one.id, ['secure-development.unheard-of'])
    const one = await judged((document) =>
      document.credentialSubject.conformity.assessments.splice(0, 1, ...strange(document)),
    )
    expect(states(one)).toEqual(CERTIFICATE_STATES)
    expect(notes(one, 'catalogue')).toContain('CRITERION_UNKNOWN /credentialSubject/conformity/assessments/0/criterion')
    const all = await judged((document) => (document.credentialSubject.conformity.assessments = strange(document)))
    expect(states(all)).toEqual({ ...CERTIFICATE_STATES, catalogue: 'failed' })
    expect(reason(all, 'catalogue')).toBe('NO_USABLE_ASSESSMENT /credentialSubject/conformity/assessments')
  })

  it('a criterion filed under another principle does not count', async () => {
    const report = await judged(
      (one) => (one.credentialSubject.conformity.assessments[0].principle = criterion('governance')),
    )
    expect(notes(report, 'catalogue')).toContain(
      'CRITERION_UNKNOWN /credentialSubject/conformity/assessments/0/principle',
    )
    expect(report.credentials[0]?.verified?.assessments).toHaveLength(4)
  })

  it('a sample is indeterminate unless it is allowed', async () => {
    const report = await judged(() => {}, { allowSample: false })
    expect(report.verdict).toBe('indeterminate')
    expect(states(report)).toEqual({ ...CERTIFICATE_STATES, catalogue: 'indeterminate' })
    expect(reason(report, 'catalogue')).toBe('SAMPLE_CATALOGUE /credentialSubject/conformity/scheme/id')
  })

  it('one that the trust data do not have is indeterminate', async () => {
    const known = await usualTrust({ catalogues: new Map() })
    const report = await judge(await sign(certificate(), assessor), { trust: known })
    expect(report.verdict).toBe('indeterminate')
    expect(states(report)).toEqual({ ...CERTIFICATE_STATES, catalogue: 'indeterminate' })
    expect(reason(report, 'catalogue')).toBe('CATALOGUE_UNKNOWN /credentialSubject/conformity/scheme/id')
    expect(CATALOGUE_ID).toBe(catalogueReference().id)
  })
})
