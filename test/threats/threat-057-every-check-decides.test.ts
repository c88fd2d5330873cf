import { CHECK_IDS, type CheckId, type Checks, decideVerdict, OPTIONAL_CHECKS, passed } from '@trusted-tech/model'
import { settleSync } from '@trusted-tech/proofs/sync'
import { planVerify } from '@trusted-tech/verifier'
import { describe, expect, it } from 'vitest'
import { withKid } from '../world/actor.js'
import { breakSignature, forge } from '../world/forge.js'
import {
  ADDRESSED,
  type Asking,
  CERTIFICATE_STATES,
  judge,
  only,
  PRESENTED_STATES,
  reason,
  SAMPLE,
  type States,
  states,
  stoppedAt,
} from '../world/judge.js'
import {
  actors,
  assessments,
  certificate,
  cleanLists,
  type Draft,
  declaration,
  edited,
  NOW,
  PRODUCT_ID,
  present,
  sign,
  statusList,
  usualTrust,
} from '../world/world.js'
import { listsWith, trustWithAccreditation } from './usual-trust-but.js'

const { alliance, assessor, limited, vendor, other, stranger } = actors

interface Scenario extends Asking {
  readonly input: string | Uint8Array
  /** Every state of the report: what else changes than the one check is what could not be reached or told without it. */
  readonly expected: States
  readonly because: string
}

const signed = (edit: (document: Draft) => unknown) => sign(edited(edit, certificate()), assessor)
const SURVEILLANCE = { interval: 'P365D', grace: 'P30D' }

/** One genuine, signed credential per check that fails this check, and nothing else that could be told. */
const failing: Partial<Record<CheckId, () => Promise<Scenario>>> = {
  input: async () => ({
    input: await forge({ payload: '{"a":1,"a":1}', actor: assessor }),
    expected: stoppedAt('input'),
    because: 'JSON_DUPLICATE_KEY /a',
  }),
  trust: async () => ({
    input: await sign(certificate(), assessor),
    trust: { ok: false, problems: [{ code: 'SIG_INVALID', pointer: '/signature' }] },
    expected: { ...stoppedAt('issuer', 'indeterminate'), trust: 'failed' },
    because: 'SIG_INVALID /signature',
  }),
  form: async () => ({
    input: await forge({ header: { typ: 'JWT' }, payload: certificate(), actor: assessor }),
    expected: stoppedAt('form'),
    because: 'TYP_MISMATCH /header/typ',
  }),
  structure: async () => ({
    input: await signed((one) => (one.credentialSubject.remark = 'x')),
    expected: stoppedAt('structure'),
    because: 'SCHEMA_INVALID /credentialSubject/remark',
  }),
  issuer: async () => ({
    input: await sign(certificate(stranger), stranger),
    expected: stoppedAt('issuer'),
    because: 'ISSUER_NOT_TRUSTED /issuer/id',
  }),
  key: async () => ({
    input: await sign(certificate(), limited),
    expected: stoppedAt('key'),
    because: 'KEY_CONTROLLER /header/kid',
  }),
  signature: async () => ({
    input: breakSignature(await sign(certificate(), assessor)),
    expected: stoppedAt('signature'),
    because: 'SIG_INVALID',
  }),
  validity: async () => ({
    input: await signed((one) => (one.validUntil = '2026-11-01T12:00:00Z')),
    expected: only('validity', 'failed'),
    because: 'EXPIRED /validUntil',
  }),
  accreditation: async () => ({
    input: await sign(certificate(), assessor),
    trust: await trustWithAccreditation((one) => (one.validUntil = '2026-10-01T00:00:00Z')),
    expected: { ...only('accreditation', 'failed'), party: 'indeterminate' },
    because: 'ISSUER_NOT_ACCREDITED_AT /validUntil',
  }),
  party: async () => ({
    input: await sign(certificate(), assessor),
    trust: await trustWithAccreditation(() => {}, { controlGroup: 'group of Tidewater Instruments' }),
    expected: only('party', 'failed'),
    because: 'PARTY_OVERSTATED /credentialSubject/conformity/statedParty',
  }),
  status: async () => {
    const document = certificate()
    const revocation = await statusList(assessor, 'revocation', [document.credentialStatus[0].statusListIndex])
    return {
      input: await sign(document, assessor),
      trust: await usualTrust({ statusLists: await listsWith(revocation) }),
      expected: only('status', 'failed'),
      because: 'REVOKED /credentialStatus/0',
    }
  },
  log: async () => ({
    input: await sign(certificate(), assessor),
    trust: await trustWithAccreditation(() => {}, { requireLogged: true }),
    expected: only('log', 'failed'),
    because: 'NOT_LOGGED',
  }),
  catalogue: async () => ({
    input: await signed(
      (one) => (one.credentialSubject.conformity.assessments = assessments(one.id, ['secure-development.none'])),
    ),
    expected: only('catalogue', 'failed'),
    because: 'NO_USABLE_ASSESSMENT /credentialSubject/conformity/assessments',
  }),
  product: async () => ({
    input: await sign(certificate(), assessor),
    question: { product: { id: `${PRODUCT_ID}@6.0.0` } },
    expected: only('product', 'failed'),
    because: 'VERSION_OUT_OF_RANGE /credentialSubject/versions',
  }),
  evidence: async () => ({
    input: await signed((one) => {
      const [assessment] = one.credentialSubject.conformity.assessments
      assessment.evidence = [
        {
          id: `${assessment.id}-e1`,
          type: 'Evidence',
          name: 'report.pdf',
          mediaType: 'application/pdf',
          digestSRI: 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
          classification: 'public',
          role: 'supports',
          capturedAt: '2026-09-01T08:00:00Z',
        },
      ]
    }),
    question: { evidence: [{ name: 'report.pdf', bytes: new Uint8Array([1]) }] },
    expected: only('evidence', 'failed'),
    because: 'EVIDENCE_MISMATCH /credentialSubject/conformity/assessments/0/evidence/0/digestSRI',
  }),
  presentation: async () => ({
    input: await present({
      holder: vendor,
      secured: [await sign(certificate(), assessor)],
      claims: { aud: 'tender:2026-118' },
    }),
    question: { binding: ADDRESSED },
    expected: only('presentation', 'failed', PRESENTED_STATES),
    because: 'AUD_MISMATCH /aud',
  }),
  presenter: async () => ({
    input: await present({ holder: other, secured: [await sign(certificate(), assessor)] }),
    question: { binding: ADDRESSED },
    expected: only('presenter', 'failed', PRESENTED_STATES),
    because: 'HOLDER_BINDING /holder',
  }),
}

/** One per check where what it needs is missing: never good news, never bad news. */
const missing: Partial<Record<CheckId, () => Promise<Scenario>>> = {
  trust: async () => ({
    input: await sign(certificate(), assessor),
    trust: { ok: false, problems: [{ code: 'BUNDLE_MISSING', pointer: '' }] },
    expected: { ...stoppedAt('issuer', 'indeterminate'), trust: 'indeterminate' },
    because: 'BUNDLE_MISSING',
  }),
  issuer: async () => ({
    input: await sign(declaration(other), other),
    expected: {
      ...CERTIFICATE_STATES,
      accreditation: 'notApplicable',
      issuer: 'indeterminate',
      status: 'indeterminate',
    },
    because: 'VENDOR_UNKNOWN /issuer/id',
  }),
  accreditation: async () => ({
    input: await sign(certificate(), assessor),
    trust: await usualTrust({ statusLists: await cleanLists(assessor, vendor) }),
    expected: { ...only('accreditation', 'indeterminate'), party: 'indeterminate' },
    because: 'STATUS_UNAVAILABLE /credentialStatus/0',
  }),
  status: async () => ({
    input: await sign(certificate(), assessor),
    trust: await usualTrust({ statusLists: await cleanLists(alliance, vendor) }),
    expected: only('status', 'indeterminate'),
    because: 'STATUS_UNAVAILABLE /credentialStatus/0',
  }),
  catalogue: async () => ({
    input: await sign(certificate(), assessor),
    trust: await usualTrust({ catalogues: new Map() }),
    expected: only('catalogue', 'indeterminate'),
    because: 'CATALOGUE_UNKNOWN /credentialSubject/conformity/scheme/id',
  }),
  product: async () => ({
    input: await sign(certificate(), assessor),
    question: { product: { id: PRODUCT_ID } },
    expected: only('product', 'indeterminate'),
    because: 'PRODUCT_UNKNOWN /credentialSubject/versions',
  }),
  surveillance: async () => ({
    input: await signed(
      (one) => (one.credentialSubject.surveillance = { ...SURVEILLANCE, nextDue: '2026-10-02T12:00:00Z' }),
    ),
    expected: only('surveillance', 'indeterminate'),
    because: 'SURVEILLANCE_OVERDUE /credentialSubject/surveillance/nextDue',
  }),
}

/** Where nothing reports yet, or nothing can fail or be missing: what comes later, and what is a matter of form. */
const NEVER_FAILS: readonly CheckId[] = ['events', 'surveillance']
const NEVER_MISSING: readonly CheckId[] = [
  'input',
  'form',
  'structure',
  'key',
  'signature',
  'validity',
  'party',
  'events',
  'log',
  'evidence',
  'presentation',
  'presenter',
]

describe('THREAT-057 every check decides', () => {
  it('each check has a credential that fails it, and each check that can lack something one that lacks it', () => {
    expect([...Object.keys(failing), ...NEVER_FAILS].sort()).toEqual([...CHECK_IDS].sort())
    expect([...Object.keys(missing), ...NEVER_MISSING].sort()).toEqual([...CHECK_IDS].sort())
  })

  it.each(Object.entries(failing))('%s alone rejects', async (check, make) => {
    const { input, expected, because, ...asking } = await make()
    const report = await judge(input, asking)
    expect(report.verdict).toBe('rejected')
    expect(states(report)).toEqual(expected)
    expect(reason(report, check as CheckId)).toBe(because)
    const checks = report.credentials[0]?.checks as Checks
    const without = decideVerdict({ ...checks, [check]: passed() })
    // Had this check said otherwise, the verdict would be another one.
    expect(without).toBe(
      Object.values(expected).filter((state) => state === 'indeterminate').length > 0 ? 'indeterminate' : 'accepted',
    )
  })

  it.each(Object.entries(missing))('%s alone leaves it open', async (check, make) => {
    const { input, expected, because, ...asking } = await make()
    const report = await judge(input, asking)
    expect(report.verdict).toBe('indeterminate')
    expect(states(report)).toEqual(expected)
    expect(reason(report, check as CheckId)).toBe(because)
  })

  it.each(CHECK_IDS)(
    'a good report from which %s is deleted, or in which it did not run, is good no longer',
    async (check) => {
      const report = await judge(await sign(certificate(), assessor))
      expect(report.verdict).toBe('accepted')
      const checks = report.credentials[0]?.checks as Checks
      const { [check]: _deleted, ...rest } = checks
      expect(decideVerdict(rest as Checks)).toBe('indeterminate')
      if (!OPTIONAL_CHECKS.includes(check)) {
        expect(decideVerdict({ ...checks, [check]: { state: 'notRequested' } })).toBe('indeterminate')
      }
      expect(decideVerdict({ ...checks, [check]: { state: 'skipped' } } as unknown as Checks)).toBe('indeterminate')
    },
  )

  it.each([
    ['none', () => []],
    ['too few', (jobs: readonly unknown[]) => jobs.slice(0, 2).map(() => 'valid' as const)],
    ['none that this runtime can verify', (jobs: readonly unknown[]) => jobs.map(() => 'unavailable' as const)],
    ['all invalid', (jobs: readonly unknown[]) => jobs.map(() => 'invalid' as const)],
  ])('signatures that were not settled are not valid: %s', async (_, results) => {
    const input = await sign(certificate(), assessor)
    const plan = planVerify({ input, trust: await usualTrust(), now: NOW, question: SAMPLE })
    const report = plan.conclude(results(plan.jobs))
    expect(report.verdict).not.toBe('accepted')
    expect(report.findings).toEqual([])
  })

  it('each single signature decides', async () => {
    const input = await sign(certificate(), assessor)
    const trust = await usualTrust()
    const { jobs } = planVerify({ input, trust, now: NOW, question: SAMPLE })
    expect(jobs.length).toBeGreaterThan(5)
    for (const index of jobs.keys()) {
      const plan = planVerify({ input, trust: await usualTrust(), now: NOW, question: SAMPLE })
      // Fresh trust data, so that nothing was remembered; the same input.
      const results = settleSync(plan.jobs).map((result, at) => (at === index ? 'invalid' : result))
      const report = plan.conclude(results)
      const party = report.credentials[0]?.verified?.party
      // The signature of a membership decides on independence, not on the certificate.
      expect([report.verdict, party], `job ${index}`).not.toEqual(['accepted', 'third'])
    }
  })

  it('a signature over the same document by the same key under another key id is another document', async () => {
    const input = await sign(certificate(), withKid(assessor, `${assessor.did}#key-9`))
    expect((await judge(input)).verdict).toBe('rejected')
  })
})
