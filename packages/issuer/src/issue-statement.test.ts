import { type AccreditedBody, addDays, type Instant, type Problem } from '@trusted-tech/model'
import { importPublicKey, openSecured, signerFromJwk, type VerificationMethod } from '@trusted-tech/proofs'
import { parseStatement } from '@trusted-tech/trust'
import { verifySecured } from '@trusted-tech/verifier'
import { describe, expect, it } from 'vitest'
import { type Actor, createActor } from '../../../test/world/actor.js'
import { accreditation, actors, NOW, PRODUCT_ID } from '../../../test/world/world.js'
import { issueStatement, type StatementDraft } from './issue-statement.js'
import { deskOf, refusalOf, told } from './testing/desk.js'

const { alliance, assessor, vendor, reseller } = actors

function methodsOf(actor: Actor): readonly VerificationMethod[] {
  const key = importPublicKey({ publicKeyMultibase: actor.multikey })
  if (!key.ok) throw new Error('no key')
  return [{ id: actor.kid, controller: actor.did, purposes: ['assertionMethod', 'authentication'], key: key.value }]
}

const body: Omit<AccreditedBody, 'type'> = (({ type: _type, ...subject }) => subject)(
  accreditation(assessor).credentialSubject,
)
const accrediting = (changes: object = {}): StatementDraft => ({
  type: 'AccreditationCredential',
  subject: { ...body, ...changes },
})
const admitting = (changes: object = {}): StatementDraft => ({
  type: 'MembershipCredential',
  subject: { id: vendor.did, name: vendor.name, role: 'vendor', ...changes },
})
const mandating = (changes: object = {}): StatementDraft => ({
  type: 'MandateCredential',
  subject: { id: reseller.did, mandate: { products: [PRODUCT_ID], until: '2027-06-01T00:00:00Z', ...changes } },
})

function issue(
  draft: StatementDraft,
  changes: Partial<Parameters<typeof issueStatement>[0]> = {},
  by: Actor = alliance,
) {
  const desk = deskOf(by, changes)
  const window = { validFrom: NOW, validUntil: addDays(NOW, 365) }
  return { desk, issued: issueStatement({ ...window, verificationMethods: methodsOf(by), ...changes, ...desk, draft }) }
}

async function refused(draft: StatementDraft, window: { validFrom?: Instant; validUntil?: Instant } = {}) {
  const { desk, issued } = issue(draft, window)
  const error = await refusalOf(issued)
  expect(error.code).toBe('ERR_DRAFT_REFUSED')
  expect(desk.done).toEqual([])
  for (const { about } of error.problems) expect(about).toBeUndefined()
  return told(error)
}

describe('a statement', () => {
  it.each([
    ['accreditation', accrediting(), 'AccreditedBody', alliance],
    ['membership', admitting(), 'Member', alliance],
    ['mandate', mandating(), 'Mandatee', vendor],
  ] as const)('of %s is signed, verified and recorded', async (_label, draft, type, by) => {
    const { desk, issued } = issue(draft, {}, by)
    const record = await issued
    expect(desk.done).toEqual(['reserve', 'sign', 'commit'])
    expect(record).toMatchObject({ issuer: by.did, type: draft.type, subject: draft.subject.id })
    expect(await desk.store.find({ issuer: by.did, id: record.id })).toEqual(record)
    const { proof, document } = await verifySecured({ input: record.secured, verificationMethods: methodsOf(by) })
    expect(proof).toBe('verified')
    expect(document?.['credentialSubject']).toMatchObject({ id: draft.subject.id, type })
    expect(document?.['credentialStatus']).toHaveLength(2)
  })

  it.each([accrediting(), admitting()])('is one that trust data can read: $type', async (draft) => {
    const opened = openSecured((await issue(draft).issued).secured)
    expect(opened.ok && parseStatement({ opened: opened.value, listed: true })).toMatchObject({
      ok: true,
      value: { type: draft.type, subject: draft.subject.id, issuer: alliance.did },
    })
  })

  it('has its sets sorted, in whatever order they were written', async () => {
    const accreditedFor = {
      ...body.accreditedFor,
      actions: ['issueCertificate', 'accredit'],
      jurisdictions: ['US', 'DE'],
    }
    const shuffled = await issue(accrediting({ accreditedFor })).issued
    const sorted = await issue(
      accrediting({
        accreditedFor: { ...accreditedFor, actions: ['accredit', 'issueCertificate'], jurisdictions: ['DE', 'US'] },
      }),
    ).issued
    expect(shuffled.secured).toBe(sorted.secured)
  })

  it('with the keys of the body it is about', async () => {
    const keys = [
      {
        id: assessor.kid,
        publicKeyMultibase: assessor.multikey,
        purposes: ['assertionMethod'],
        from: '2026-01-01T00:00:00Z',
      },
    ]
    expect((await issue(accrediting({ keys })).issued).subject).toBe(assessor.did)
  })
})

describe('THREAT-179 a statement is refused before an index is reserved and before anything is signed', () => {
  it.each<readonly [string, StatementDraft, readonly string[]]>([
    [
      'of another type',
      { ...accrediting(), type: 'ConformityCertificate' } as unknown as StatementDraft,
      ['SCHEMA_INVALID /type'],
    ],
    ['without subject', { type: 'MembershipCredential' } as unknown as StatementDraft, ['SCHEMA_INVALID /subject']],
    [
      'with a member that would get lost',
      { ...admitting(), validFrom: '2026-01-01T00:00:00Z' } as unknown as StatementDraft,
      ['SCHEMA_INVALID /validFrom'],
    ],
    [
      'that leaves out a dimension of the scope',
      accrediting({ accreditedFor: { ...body.accreditedFor, jurisdictions: undefined } }),
      ['SCHEMA_INVALID /subject/accreditedFor'],
    ],
    [
      'with an empty dimension',
      accrediting({ accreditedFor: { ...body.accreditedFor, criteria: [] } }),
      ['SCHEMA_INVALID /subject/accreditedFor'],
    ],
    [
      'with everything and something else',
      accrediting({ accreditedFor: { ...body.accreditedFor, jurisdictions: ['DE', '*'] } }),
      ['SCHEMA_INVALID /subject/accreditedFor/jurisdictions'],
    ],
    [
      'with a range of versions that nobody can read',
      accrediting({
        accreditedFor: { ...body.accreditedFor, schemes: [{ scheme: '*', versions: 'vers:generic/>2|<1' }] },
      }),
      ['SCHEMA_INVALID /subject/accreditedFor/schemes/0/versions'],
    ],
    ['with a role that is none', admitting({ role: 'friend' }), ['SCHEMA_INVALID /subject/role']],
    [
      'with a jurisdiction twice',
      accrediting({ accreditedFor: { ...body.accreditedFor, jurisdictions: ['US', 'DE', 'US'] } }),
      ['JSON_FORM /subject/accreditedFor/jurisdictions/2'],
    ],
    ['to a name of two scripts', admitting({ name: 'T\u0456dewater' }), ['TEXT_CONFUSABLE /subject/name']],
    ['to a name that is not NFC', admitting({ name: 'Cafe\u0301' }), ['TEXT_NOT_NFC /subject/name']],
    [
      'on a product id with a version',
      mandating({ products: [PRODUCT_ID, 'pkg:npm/gate@1.0.0'] }),
      ['SCHEMA_INVALID /subject/mandate/products/1'],
    ],
    [
      'on a product id in another spelling',
      mandating({ products: ['pkg:pypi/Gate_Way'] }),
      ['SCHEMA_INVALID /subject/mandate/products/0'],
    ],
    [
      'until a day that is none',
      mandating({ until: '2027-02-30T00:00:00Z' }),
      ['DATE_MALFORMED /subject/mandate/until'],
    ],
    [
      'until before it begins',
      mandating({ until: '2026-10-01T00:00:00Z' }),
      ['VALIDITY_RANGE /subject/mandate/until', 'EXPIRED /subject/mandate/until'],
    ],
  ])('%s', async (_label, draft, expected) => {
    expect(await refused(draft)).toEqual(expected)
  })

  const key = (changes: object) => [
    {
      id: assessor.kid,
      publicKeyMultibase: assessor.multikey,
      purposes: ['assertionMethod'],
      from: '2026-01-01T00:00:00Z',
      ...changes,
    },
  ]
  it.each<readonly [string, object, readonly string[]]>([
    ['that is another body’s', { id: alliance.kid }, ['KEY_CONTROLLER /subject/keys/0/id']],
    [
      'that is no key',
      { publicKeyMultibase: `z${'1'.repeat(46)}` },
      [expect.stringMatching(/^KEY_\w+ \/subject\/keys\/0\/publicKeyMultibase$/)],
    ],
    ['that ends before it begins', { until: '2025-12-31T00:00:00Z' }, ['VALIDITY_RANGE /subject/keys/0/until']],
    ['that begins on a day that is none', { from: '2026-02-30T00:00:00Z' }, ['DATE_MALFORMED /subject/keys/0/from']],
  ])('with a key %s', async (_label, changes, expected) => {
    expect(await refused(accrediting({ keys: key(changes) }))).toEqual(expected)
    expect(await refused(admitting({ id: assessor.did, keys: key(changes) }))).toEqual(expected)
  })

  it('that ends before it begins, or has ended', async () => {
    expect(await refused(admitting(), { validUntil: NOW })).toEqual([
      'VALIDITY_RANGE /validUntil',
      'EXPIRED /validUntil',
    ])
    expect(await refused(admitting(), { validFrom: addDays(NOW, -9), validUntil: addDays(NOW, -2) })).toEqual([
      'EXPIRED /validUntil',
    ])
  })
})

describe('a statement that does not verify', () => {
  it.each<readonly [string, readonly VerificationMethod[], Problem['code']]>([
    [
      'because the published key is another',
      methodsOf(createActor({ seed: 'new key', name: 'x', did: alliance.did })),
      'SIG_INVALID',
    ],
    ['because no key is published', [], 'KEY_NOT_FOUND'],
    [
      'because the key is not for that',
      methodsOf(alliance).map((method) => ({ ...method, purposes: ['authentication'] as const })),
      'KEY_PURPOSE',
    ],
  ])('%s is not recorded, and its index is burnt', async (_label, verificationMethods, code) => {
    const { desk, issued } = issue(accrediting(), { verificationMethods })
    const error = await refusalOf(issued)
    expect(error.code).toBe('ERR_OUTPUT_UNVERIFIABLE')
    expect(error.problems.map((one) => one.code)).toEqual([code])
    expect(desk.done).toEqual(['reserve', 'sign'])
    expect(await desk.store.history({ issuer: alliance.did })).toEqual([])
    expect(await desk.store.lists(alliance.did)).toHaveLength(2)
  })

  it('because the signer has another key than its DID carries', async () => {
    const signer = signerFromJwk({ privateKeyJwk: actors.other.privateJwk, verificationMethod: vendor.kid })
    const { issued } = issue(mandating(), { signer, verificationMethods: [] }, vendor)
    expect(told(await refusalOf(issued))).toEqual(['SIG_INVALID'])
  })

  it('by a signer of another party is misuse', async () => {
    const { desk, issued } = issue(accrediting(), { signer: assessor.signer })
    expect((await refusalOf(issued)).code).toBe('ERR_ARGUMENT_INVALID')
    expect(desk.done).toEqual([])
  })
})
