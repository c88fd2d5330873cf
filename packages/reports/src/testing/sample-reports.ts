import {
  type Assessment,
  CHECK_IDS,
  type Check,
  type CheckId,
  type Checks,
  type CredentialReport,
  failed,
  notApplicable,
  notRequested,
  passed,
  problem,
  type Report,
  type VerifiedContent,
} from '@trusted-tech/model'

const CATALOGUE = 'https://alliance.example/catalogues/trusted-tech'
const ISSUER = { id: 'did:web:assessor.example', name: 'Northlight Assurance' }
const MAKER = { id: 'did:key:z6MkExampleVendor', name: 'Harbour Pumps' }

const assessment = (criterion: string, extra: Partial<Assessment> = {}): Assessment => ({
  id: 'urn:uuid:00000000-0000-4000-8000-000000000001#a1',
  type: 'Assessment',
  criterion: `${CATALOGUE}/1.0#secure-development.${criterion}`,
  principle: `${CATALOGUE}/1.0#secure-development`,
  result: 'conforms',
  assuranceLevel: 'substantial',
  method: 'testing',
  assessedOn: '2026-09-30T00:00:00Z',
  ...extra,
})

/** Checks that all pass as for an accepted certificate, with some of them replaced. */
export function sampleChecks(replaced: Partial<Record<CheckId, Check>> = {}): Checks {
  const base = Object.fromEntries(CHECK_IDS.map((id) => [id, passed()])) as Record<CheckId, Check>
  return {
    ...base,
    events: notRequested,
    log: notRequested,
    product: notRequested,
    evidence: notRequested,
    presentation: notRequested,
    presenter: notRequested,
    surveillance: notApplicable('the credential names no surveillance'),
    ...replaced,
  }
}

export const sampleContent: VerifiedContent = {
  credential: { id: 'urn:uuid:00000000-0000-4000-8000-000000000001', unforeseen: 'CERTIFIED BY EVERYBODY' },
  issuer: ISSUER,
  product: { id: 'pkg:generic/pump-controller', name: 'Pump Controller', manufacturer: MAKER },
  attestationType: 'certification',
  catalogue: { id: CATALOGUE, version: '1.0', digestSRI: 'sha256-abc' },
  issuedAt: '2026-10-01T00:00:00Z',
  issuanceTime: 'claimed',
  validFrom: '2026-10-01T00:00:00Z',
  validUntil: '2028-10-01T00:00:00Z',
  party: 'third',
  level: 'substantial',
  accreditations: [
    { id: 'urn:uuid:00000000-0000-4000-8000-0000000000aa', issuer: 'did:web:alliance.example', subject: ISSUER.id },
  ],
  assessments: [
    { assessment: assessment('sbom'), party: 'third' },
    {
      assessment: assessment('updates', {
        result: 'conformsWithConditions',
        conditions: [{ id: 'c1', type: 'Remark', text: { en: 'Automatic updates stay switched on.' } }],
      }),
      party: 'third',
    },
  ],
  excluded: [
    {
      assessment: assessment('threat-modelling'),
      reasons: [problem('CRITERION_OUT_OF_SCOPE', '/credentialSubject/conformity/assessments/2/criterion')],
    },
  ],
}

export const sampleCredential: CredentialReport = {
  id: 'urn:uuid:00000000-0000-4000-8000-000000000001',
  type: 'ConformityCertificate',
  verdict: 'accepted',
  checks: sampleChecks({
    catalogue: passed([problem('SAMPLE_CATALOGUE', '/credentialSubject/conformity/scheme/id')]),
  }),
  verified: sampleContent,
}

/** A certificate that was accepted, as a bare credential, with every optional part of a report. */
export const acceptedReport: Report = {
  reportVersion: 1,
  verifier: { name: '@trusted-tech/verifier', version: '0.0.0' },
  input: { kind: 'credential', sha256: 'ab'.repeat(32), bytes: 4123 },
  now: '2026-11-24T12:00:00Z',
  knownAsOf: '2026-11-20T00:00:00Z',
  question: {
    evaluateAt: '2026-11-24T12:00:00Z',
    product: { id: 'pkg:generic/pump-controller@2.1.0', version: '2.1.0', digests: ['sha256-x'], configuration: 'c' },
    catalogue: { id: CATALOGUE, version: '1.0' },
    evidence: 1,
    allowSample: true,
    allowUnknownVendor: false,
  },
  trust: {
    trust: 'single-key manifest',
    rollback: 'notChecked',
    root: 'r'.repeat(43),
    version: 7,
    issuedAt: '2026-11-20T00:00:00Z',
    expires: '2026-12-20T00:00:00Z',
    digest: 'cd'.repeat(32),
  },
  verdict: 'accepted',
  summary: 'accepted: secure-development met with conditions (2/3, substantial, third party); policy not requested',
  problems: [],
  credentials: [sampleCredential],
  support: [],
  findings: [
    {
      product: 'pkg:generic/pump-controller',
      attestationType: 'certification',
      catalogue: { id: CATALOGUE, version: '1.0' },
      principles: [
        {
          principle: `${CATALOGUE}/1.0#secure-development`,
          finding: 'metWithConditions',
          required: 3,
          fulfilled: 2,
          level: 'substantial',
          party: 'third',
          issuers: [ISSUER],
          since: '2026-09-30T00:00:00Z',
          criteria: [
            { criterion: `${CATALOGUE}/1.0#secure-development.sbom`, required: true, results: ['conforms'] },
            {
              criterion: `${CATALOGUE}/1.0#secure-development.updates`,
              required: true,
              results: ['conformsWithConditions'],
            },
            { criterion: `${CATALOGUE}/1.0#secure-development.threat-modelling`, required: false, results: [] },
          ],
        },
      ],
    },
  ],
  policy: { state: 'notRequested' },
  disclaimer: 'A verdict says nothing about the actual security of a product and is no legal advice.',
}

/** A presentation whose only claim was tampered with, and whose support was ignored. */
export const rejectedReport: Report = {
  ...acceptedReport,
  input: { ...acceptedReport.input, kind: 'presentation' },
  question: {
    evaluateAt: '2026-11-01T00:00:00Z',
    binding: { kind: 'challenge', audience: 'https://buyer.example', nonce: 'n-1' },
    evidence: 0,
    allowSample: false,
    allowUnknownVendor: true,
  },
  verdict: 'rejected',
  summary: 'rejected: SIG_INVALID; policy not requested',
  problems: [problem('CLAIM_DUPLICATE', '/verifiableCredential/1')],
  presentation: {
    holder: MAKER.id,
    presenter: 'manufacturer',
    binding: 'challenge',
    audience: 'https://buyer.example',
    expires: '2026-11-24T12:05:00Z',
  },
  credentials: [
    {
      id: 'urn:uuid:00000000-0000-4000-8000-000000000001',
      type: 'ConformityCertificate',
      verdict: 'rejected',
      checks: sampleChecks({
        signature: failed([problem('SIG_INVALID', '', { expected: 'a signature by the key', actual: 'another' })]),
      }),
    },
  ],
  support: [
    {
      id: 'https://assessor.example/status/1',
      type: 'BitstringStatusListCredential',
      state: 'ignored',
      problems: [problem('STATUS_ISSUER', '/issuer', { about: 'https://assessor.example/status/1' })],
    },
    { id: 'urn:uuid:00000000-0000-4000-8000-0000000000bb', type: 'MandateCredential', state: 'used', problems: [] },
  ],
  findings: [],
}
