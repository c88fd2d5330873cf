import { readFileSync } from 'node:fs'
import {
  type AssessmentDraft,
  type ClaimDraft,
  checkJsonForm,
  checkSchema,
  type EvidenceDraft,
  type JsonObject,
  PROFILE_CONTEXTS,
  parseCatalogue,
  schemaReference,
} from '@trusted-tech/model'
import { digestSri, sha256Hex } from '@trusted-tech/proofs'
import type { CatalogueEntry } from '@trusted-tech/trust'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actors, CATALOGUE_ID, catalogueReference, criterion } from '../../../test/world/world.js'
import { composeSubject } from './compose-subject.js'
import { readDraft } from './read-draft.js'
import { certificateDraft, filesOf, withAssessment, withProduct } from './testing/desk.js'

// biome-ignore lint/suspicious/noExplicitAny: documents are read at every depth
type Document = any

const runs = Number(process.env['TTA_RUNS'] ?? 300)
const ID = 'urn:uuid:00000000-0000-4000-8000-000000000001'
const catalogue = catalogueEntry()

function compose(draft: ClaimDraft, files?: (path: string) => Uint8Array | undefined): Document {
  return composeSubject({ id: ID, draft: readDraft(draft, files).value, catalogue })
}

/** The subject in the credential that it is for. */
function credentialWith(draft: ClaimDraft, subject: JsonObject): JsonObject {
  const issuer = draft.type === 'ConformityCertificate' ? actors.assessor : actors.vendor
  const entry = (statusPurpose: string) => ({
    id: `${ID}#${statusPurpose}`,
    type: 'BitstringStatusListEntry',
    statusPurpose,
    statusListIndex: '7',
    statusListCredential: `https://status.example/${statusPurpose}/0`,
  })
  return {
    '@context': PROFILE_CONTEXTS,
    id: ID,
    type: ['VerifiableCredential', draft.type],
    issuer: { id: issuer.did, name: issuer.name },
    validFrom: '2026-11-01T00:00:00Z',
    validUntil: draft.validUntil,
    credentialStatus: [entry('revocation'), entry('suspension')],
    credentialSchema: { ...schemaReference(draft.type) },
    credentialSubject: subject,
  }
}

describe('the subject of a claim', () => {
  it('has what issuing adds: types, ids, principles, the digest of the catalogue, the party', () => {
    const { conformity, ...product } = compose(certificateDraft())
    expect(product.type).toBe('Product')
    expect(conformity).toMatchObject({
      type: 'ConformityAttestation',
      attestationType: 'certification',
      statedParty: 'third',
      scheme: catalogueReference(),
    })
    expect(conformity.assessments[0]).toEqual({
      id: `${ID}#a1`,
      type: 'Assessment',
      criterion: [...certificateDraft().assessments.map((one) => one.criterion)].sort()[0],
      principle: criterion('secure-development'),
      result: 'conforms',
      assuranceLevel: 'substantial',
      method: 'audit',
      assessedOn: '2026-09-01T09:00:00Z',
    })
  })

  it('declares, as the first party, what is a declaration', () => {
    const { conformity } = compose({ ...certificateDraft(), type: 'ConformityDeclaration' })
    expect(conformity).toMatchObject({ attestationType: 'declaration', statedParty: 'first' })
  })

  it('states the party that the draft does', () => {
    expect(compose(certificateDraft({ statedParty: 'second' })).conformity.statedParty).toBe('second')
  })

  it('names an unknown criterion as its own principle, for the lint to tell', () => {
    const unknown = criterion('no.such')
    const { assessments } = compose(withAssessment(0, { criterion: unknown })).conformity
    expect(assessments.find((one: Document) => one.criterion === unknown).principle).toBe(unknown)
  })

  it('has its sets sorted, and its ids padded so that they sort as they are counted', () => {
    const [first] = certificateDraft().assessments
    const assessments = Array.from({ length: 11 }, (_, at) => ({
      ...(first as AssessmentDraft),
      rationale: { en: `reason ${String(at).padStart(2, '0')}` },
    }))
    const draft = withProduct({ market: ['US', 'DE', 'JP'] }, certificateDraft({ assessments: assessments.reverse() }))
    const subject = compose(draft)
    expect(subject.market).toEqual(['DE', 'JP', 'US'])
    expect(subject.conformity.assessments.map(({ id, rationale }: Document) => [id, rationale.en])).toEqual(
      Array.from({ length: 11 }, (_, at) => [
        `${ID}#a${String(at + 1).padStart(2, '0')}`,
        `reason ${String(at).padStart(2, '0')}`,
      ]),
    )
  })

  it('numbers remarks and evidence below their assessment', () => {
    const evidence = Array.from({ length: 10 }, (_, at) => evidenceOf(`f${at}`))
    const remarks = { conditions: [{ en: 'b' }, { en: 'a' }], limitations: [{ en: 'c' }] }
    const subject = compose(withProduct({ exclusions: [{ en: 'cloud' }] }, withAssessment(0, { evidence, ...remarks })))
    const [one] = subject.conformity.assessments.filter((each: Document) => each.evidence)
    expect(one.conditions).toEqual([
      { id: `${one.id}-c1`, type: 'Remark', text: { en: 'a' } },
      { id: `${one.id}-c2`, type: 'Remark', text: { en: 'b' } },
    ])
    expect(one.limitations).toEqual([{ id: `${one.id}-l1`, type: 'Remark', text: { en: 'c' } }])
    expect(subject.exclusions).toEqual([{ id: `${ID}#x1`, type: 'Remark', text: { en: 'cloud' } }])
    expect(one.evidence.map(({ id }: Document) => id)).toEqual(
      Array.from({ length: 10 }, (_, at) => `${one.id}-e${String(at + 1).padStart(2, '0')}`),
    )
  })

  it('leaves out what is empty', () => {
    const subject = compose(
      withProduct(
        { identifiers: [], exclusions: [], digests: [], configuration: undefined },
        withAssessment(0, { conditions: [], evidence: [], rationale: {} }),
      ),
    )
    for (const member of ['identifiers', 'exclusions', 'digests', 'configuration'])
      expect(subject).not.toHaveProperty(member)
    for (const one of subject.conformity.assessments) {
      for (const member of ['conditions', 'limitations', 'evidence', 'rationale'])
        expect(one).not.toHaveProperty(member)
    }
  })

  it('lists each build once, given by digest or as a file', () => {
    const files = filesOf({ 'a.bin': 'one', 'b.bin': 'two', 'c.bin': 'one' })
    const [one, two] = ['one', 'two'].map((text) => digestSri(new TextEncoder().encode(text), 'sha256'))
    const subject = compose(withProduct({ digests: [two], files: ['a.bin', 'b.bin', 'c.bin'] }), files)
    expect(subject.digests).toEqual([one, two].sort())
  })
})

describe('any draft', () => {
  it('in any order gives the same bytes, in the one JSON form, as the schema has it', () => {
    fc.assert(
      fc.property(arbitraryDraft(), fc.integer(), (draft, seed) => {
        const subject = compose(draft)
        const document = credentialWith(draft, subject)
        expect(checkJsonForm(document)).toEqual([])
        expect(checkSchema(draft.type, document)).toEqual([])
        expect(JSON.stringify(compose(shuffled(draft, randomOf(seed))))).toBe(JSON.stringify(subject))
      }),
      { seed: 20261124, numRuns: runs },
    )
  })

  it('is left as it was', () => {
    fc.assert(
      fc.property(arbitraryDraft(), (draft) => {
        const before = structuredClone(draft)
        compose(draft)
        expect(draft).toEqual(before)
      }),
      { seed: 20261124, numRuns: Math.min(runs, 50) },
    )
  })
})

function catalogueEntry(): CatalogueEntry {
  const path = new URL('../../model/catalogues/trusted-tech-1.0.json', import.meta.url)
  const bytes = new Uint8Array(readFileSync(path))
  const parsed = parseCatalogue(bytes)
  if (!parsed.ok) throw new Error('the sample catalogue cannot be read')
  return { catalogue: parsed.value, path: 'catalogues/trusted-tech-1.0.json', sha256: sha256Hex(bytes) }
}

function evidenceOf(text: string): EvidenceDraft {
  return {
    name: `file ${text}`,
    mediaType: 'text/plain',
    digestSRI: digestSri(new TextEncoder().encode(text), 'sha256'),
    classification: 'public',
    role: 'supports',
    capturedAt: '2026-08-01T00:00:00Z',
  }
}

function arbitraryDraft(): fc.Arbitrary<ClaimDraft> {
  const criteria = catalogue.catalogue.principles.flatMap((one) => one.criteria.map(({ id }) => id))
  const text = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom('a', 'ö', 'Z', '漢', '😀', '-', ' ') })
  const remarks = fc.uniqueArray(fc.record({ en: text, de: text }, { requiredKeys: ['en'] }), {
    maxLength: 12,
    selector: (one) => JSON.stringify([one.en, one.de]),
  })
  const evidence = fc.uniqueArray(text.map(evidenceOf), { maxLength: 12, selector: ({ digestSRI }) => digestSRI })
  const assessment: fc.Arbitrary<AssessmentDraft> = fc.record(
    {
      criterion: fc.constantFrom(...criteria),
      result: fc.constantFrom('conforms', 'partial', 'doesNotConform', 'notApplicable'),
      assuranceLevel: fc.constantFrom('basic', 'substantial', 'high'),
      method: fc.constantFrom('audit', 'testing'),
      assessedOn: fc.constantFrom('2026-09-01T09:00:00Z', '2026-09-02T09:00:00+02:00'),
      rationale: fc.record({ en: text }),
      conditions: remarks,
      limitations: remarks,
      evidence,
    },
    { requiredKeys: ['criterion', 'result', 'assuranceLevel', 'method', 'assessedOn'] },
  )
  const sku = fc.record({ scheme: fc.constantFrom('sku', 'gtin'), value: text })
  const registration = fc.record({ scheme: fc.constantFrom('lei', 'vat'), value: text })
  const pair = ({ scheme, value }: { scheme: string; value: string }) => `${scheme} ${value}`
  return fc.record({
    type: fc.constantFrom('ConformityCertificate', 'ConformityDeclaration'),
    validUntil: fc.constant('2027-11-01T00:00:00Z'),
    scheme: fc.constant({ id: CATALOGUE_ID, version: '1.0' }),
    assessments: fc.array(assessment, { minLength: 1, maxLength: 12 }),
    product: fc.record(
      {
        id: fc.constant('pkg:generic/a/b'),
        name: text,
        manufacturer: fc.record(
          {
            id: fc.constant(actors.vendor.did),
            name: fc.constant(actors.vendor.name),
            registrations: fc.uniqueArray(registration, { maxLength: 4, selector: pair }),
          },
          { requiredKeys: ['id', 'name'] },
        ),
        identifiers: fc.uniqueArray(sku, { maxLength: 6, selector: pair }),
        digests: fc.uniqueArray(
          text.map((one) => evidenceOf(one).digestSRI as string),
          { maxLength: 6 },
        ),
        productClasses: fc.uniqueArray(fc.constantFrom('a', 'B', 'c-1', 'c.2', 'Z9'), { minLength: 1 }),
        market: fc.uniqueArray(fc.constantFrom('DE', 'JP', 'US', 'US-CA', 'EU'), { minLength: 1 }),
        exclusions: remarks,
        granularity: fc.constantFrom('model', 'batch'),
      },
      { requiredKeys: ['id', 'name', 'manufacturer', 'productClasses', 'market', 'granularity'] },
    ),
  }) as fc.Arbitrary<ClaimDraft>
}

/** The same content with every array, and the members of every object, in another order. */
function shuffled<T>(value: T, random: () => number): T {
  if (Array.isArray(value)) return mixed(value, random).map((item) => shuffled(item, random)) as T
  if (typeof value !== 'object' || value === null) return value
  const members = mixed(Object.entries(value), random)
  return Object.fromEntries(members.map(([name, member]) => [name, shuffled(member, random)])) as T
}

function mixed<T>(items: readonly T[], random: () => number): T[] {
  const rest = [...items]
  return items.map(() => rest.splice(Math.floor(random() * rest.length), 1)[0] as T)
}

function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
