/** Which members a report has, in which order: `'*'` is printed as it is, `[shape]` is a list. */
export type Shape = '*' | readonly [Shape] | { readonly [member: string]: Shape }

const body = { id: '*', name: '*' } as const
const reference = { id: '*', version: '*' } as const
const problem = { code: '*', pointer: '*', about: '*', expected: '*', actual: '*' } as const
const check = { state: '*', because: '*', problems: [problem], notes: [problem], evidence: '*' } as const

const checks = {
  input: check,
  trust: check,
  form: check,
  structure: check,
  issuer: check,
  key: check,
  signature: check,
  validity: check,
  accreditation: check,
  party: check,
  status: check,
  events: check,
  log: check,
  catalogue: check,
  product: check,
  evidence: check,
  surveillance: check,
  presentation: check,
  presenter: check,
} as const

const verified = {
  issuer: body,
  product: { id: '*', name: '*', manufacturer: body },
  attestationType: '*',
  catalogue: { ...reference, digestSRI: '*' },
  issuedAt: '*',
  issuanceTime: '*',
  validFrom: '*',
  validUntil: '*',
  party: '*',
  level: '*',
  accreditations: [{ id: '*', issuer: '*', subject: '*' }],
  assessments: [{ assessment: '*', party: '*' }],
  excluded: [{ assessment: '*', reasons: [problem] }],
  credential: '*',
} as const

const principle = {
  principle: '*',
  finding: '*',
  required: '*',
  fulfilled: '*',
  level: '*',
  party: '*',
  issuers: [body],
  since: '*',
  criteria: [{ criterion: '*', required: '*', results: '*' }],
} as const

/** The members of a `Report`, verdict first; `schemas/report.schema.json` is held to it by a test. */
export const REPORT_SHAPE = {
  reportVersion: '*',
  verdict: '*',
  summary: '*',
  verifier: { name: '*', version: '*' },
  input: { kind: '*', sha256: '*', bytes: '*' },
  now: '*',
  knownAsOf: '*',
  question: {
    evaluateAt: '*',
    product: { id: '*', version: '*', digests: '*', configuration: '*' },
    catalogue: reference,
    binding: { kind: '*', audience: '*', nonce: '*' },
    evidence: '*',
    allowSample: '*',
    allowUnknownVendor: '*',
  },
  trust: { trust: '*', rollback: '*', root: '*', version: '*', issuedAt: '*', expires: '*', digest: '*' },
  problems: [problem],
  presentation: { holder: '*', presenter: '*', binding: '*', audience: '*', expires: '*' },
  credentials: [{ id: '*', type: '*', verdict: '*', checks, verified }],
  support: [{ id: '*', type: '*', state: '*', problems: [problem] }],
  findings: [{ product: '*', attestationType: '*', catalogue: reference, principles: [principle] }],
  policy: { state: '*' },
  disclaimer: '*',
} as const satisfies Shape
