import type { AssessmentDraft, AssessmentResult, Catalogue, ClaimDraft, ClaimType } from '@trusted-tech/model'

export const CATALOGUE_ID = 'https://alliance.example/catalogues/trusted-tech'
export const CATALOGUE_VERSION = '1.0'
export const PRODUCT_ID = 'pkg:generic/tidewater-instruments/gauge-gateway'
export const PRODUCT_VERSION = '4.3.1'

/** Evidence that lies in the demo folder, so that `tta verify --evidence` has something to compare. */
export const EVIDENCE = {
  name: 'penetration-test-summary.txt',
  text:
    'Penetration test of the Gauge Gateway 4.3, summary. Fictional sample.\n' +
    'Scope: update channel, web interface, field bus.\n' +
    'Findings: none high, one medium (fixed in 4.3.1), three low.\n',
} as const

export interface DemoDraft {
  readonly type: ClaimType
  readonly manufacturer: { readonly id: string; readonly name: string }
  readonly validFrom: string
  readonly validUntil: string
  readonly assessedOn: string
  /** Short names of principles: every required criterion of each is assessed. */
  readonly principles: readonly string[]
  /** Results other than `conforms`, by the short name of the criterion. */
  readonly results?: Readonly<Record<string, AssessmentResult>>
}

/** What an assessor or vendor would write down, from the sample catalogue's required criteria. */
export function composeDraft(draft: DemoDraft, catalogue: Catalogue): ClaimDraft {
  const { type, manufacturer, validFrom, validUntil, principles } = draft
  const certifies = type === 'ConformityCertificate'
  return {
    type,
    name: `${certifies ? 'Certificate' : 'Declaration'} of conformity: Gauge Gateway`,
    validFrom,
    validUntil,
    product: {
      id: PRODUCT_ID,
      name: 'Gauge Gateway',
      manufacturer,
      versions: 'vers:semver/>=4.2.0|<5.0.0',
      productClasses: ['network-equipment.gateway'],
      market: ['DE', 'JP', 'US'],
      granularity: 'model',
    },
    scheme: { id: CATALOGUE_ID, version: CATALOGUE_VERSION },
    assessments: principles.flatMap((principle) => assessPrinciple(principle, draft, catalogue)),
  }
}

function assessPrinciple(principle: string, draft: DemoDraft, catalogue: Catalogue): AssessmentDraft[] {
  const { type, assessedOn, results = {} } = draft
  const criteria = catalogue.principles.find(({ id }) => id.endsWith(`#${principle}`))?.criteria ?? []
  return criteria
    .filter(({ required }) => required)
    .map(({ id }, index) => {
      const result = results[id.slice(id.indexOf('#') + 1)] ?? 'conforms'
      return {
        criterion: id,
        result,
        assuranceLevel: type === 'ConformityCertificate' ? 'substantial' : 'basic',
        method: type === 'ConformityCertificate' ? 'audit' : 'selfAssessment',
        assessedOn,
        ...(result === 'doesNotConform'
          ? { rationale: { en: 'Firmware images are signed, but the device installs an unsigned image as well.' } }
          : {}),
        ...(index === 0 && type === 'ConformityCertificate' ? { evidence: [evidence(assessedOn)] } : {}),
      }
    })
}

function evidence(capturedAt: string): NonNullable<AssessmentDraft['evidence']>[number] {
  return {
    file: EVIDENCE.name,
    name: EVIDENCE.name,
    mediaType: 'text/plain',
    classification: 'public',
    role: 'supports',
    capturedAt,
  }
}
