import {
  type AccreditedBody,
  type Assessment,
  type CredentialType,
  type Member,
  PROFILE_CONTEXTS,
  type Product,
  schemaReference,
} from '@trusted-tech/model'
import type { Actor } from './actor.js'
import { actors } from './cast.js'
import { CATALOGUE_ID, catalogueReference, criterion, requiredCriteria } from './catalogues.js'
import type { Draft } from './draft.js'

export const PRODUCT_ID = 'pkg:generic/tidewater-instruments/gauge-gateway'

let serial = 0
/** A version 4 UUID that is the same in every run of one file. */
export function nextId(): string {
  serial += 1
  return `urn:uuid:00000000-0000-4000-8000-${serial.toString(16).padStart(12, '0')}`
}

export function listUrl(issuer: Actor, purpose: string): string {
  const host = issuer.did.startsWith('did:web:') ? issuer.did.slice('did:web:'.length) : 'status.tidewater.example'
  return `https://${host}/status/${purpose}/1`
}

let nextIndex = 1000
function statusEntries(id: string, issuer: Actor): Draft[] {
  nextIndex += 1
  return (['revocation', 'suspension'] as const).map((statusPurpose) => ({
    id: `${id}#${statusPurpose}`,
    type: 'BitstringStatusListEntry',
    statusPurpose,
    statusListIndex: String(nextIndex),
    statusListCredential: listUrl(issuer, statusPurpose),
  }))
}

/** What every document of the profile has around its subject, which may name its own id. Nobody has signed it. */
function unsecured(parts: {
  readonly type: CredentialType
  readonly issuer: Actor
  readonly valid: readonly [from: string, until: string]
  readonly subject: (id: string) => Draft
}): Draft {
  const { type, issuer, valid, subject } = parts
  const id = nextId()
  return {
    '@context': PROFILE_CONTEXTS,
    id,
    type: ['VerifiableCredential', type],
    issuer: { id: issuer.did, name: issuer.name },
    validFrom: valid[0],
    validUntil: valid[1],
    credentialStatus: statusEntries(id, issuer),
    credentialSchema: schemaReference(type),
    credentialSubject: subject(id),
  }
}

const ONE_YEAR = ['2026-10-01T00:00:00Z', '2027-10-01T00:00:00Z'] as const
const THREE_YEARS = ['2026-02-01T00:00:00Z', '2029-02-01T00:00:00Z'] as const

export function assessments(id: string, names: readonly string[], changes: Partial<Assessment> = {}): Assessment[] {
  return names.map((name, index) => ({
    id: `${id}#a${index + 1}`,
    type: 'Assessment',
    criterion: criterion(name),
    principle: criterion(name.split('.')[0] ?? ''),
    result: 'conforms',
    assuranceLevel: 'substantial',
    method: 'audit',
    assessedOn: '2026-09-01T09:00:00Z',
    ...changes,
  }))
}

function product(id: string, manufacturer: Actor, names: readonly string[], changes: Partial<Product> = {}): Draft {
  return {
    id: PRODUCT_ID,
    type: 'Product',
    name: 'Gauge Gateway',
    manufacturer: { id: manufacturer.did, name: manufacturer.name },
    versions: 'vers:semver/>=4.2.0|<5.0.0',
    productClasses: ['network-equipment.gateway'],
    market: ['DE', 'JP', 'US'],
    granularity: 'model',
    conformity: {
      type: 'ConformityAttestation',
      attestationType: 'certification',
      scheme: catalogueReference(),
      statedParty: 'third',
      assessments: assessments(id, names),
    },
    ...changes,
  }
}

export function certificate(issuer: Actor = actors.assessor, manufacturer: Actor = actors.vendor): Draft {
  const subject = (id: string) => product(id, manufacturer, requiredCriteria())
  return unsecured({ type: 'ConformityCertificate', issuer, valid: ONE_YEAR, subject })
}

export function declaration(vendor: Actor = actors.vendor): Draft {
  const subject = (id: string) => {
    const { conformity, ...described } = product(id, vendor, requiredCriteria())
    const declared = assessments(id, requiredCriteria(), { method: 'selfAssessment' })
    const own = { attestationType: 'declaration', statedParty: 'first', assessments: declared }
    return { ...described, conformity: { ...conformity, ...own } }
  }
  return unsecured({ type: 'ConformityDeclaration', issuer: vendor, valid: ONE_YEAR, subject })
}

export function accreditation(
  body: Actor,
  changes: Partial<AccreditedBody> = {},
  issuer: Actor = actors.alliance,
): Draft {
  const subject = () => ({
    id: body.did,
    type: 'AccreditedBody',
    name: body.name,
    accreditedFor: everythingBy(['issueCertificate']),
    maxPathLength: 0,
    maxCredentialLifetime: 'P1096D',
    independence: 'declared',
    requireLogged: false,
    controlGroup: `group of ${body.name}`,
    ...changes,
  })
  return unsecured({ type: 'AccreditationCredential', issuer, valid: THREE_YEARS, subject })
}

/** The accreditation of a body that may accredit one link further. */
export function delegation(body: Actor, changes: Partial<AccreditedBody> = {}): Draft {
  const accreditedFor = everythingBy(['accredit', 'issueCertificate'])
  return accreditation(body, { accreditedFor, maxPathLength: 1, ...changes })
}

/** A scope for these actions that leaves nothing else out. */
function everythingBy(actions: AccreditedBody['accreditedFor']['actions']): AccreditedBody['accreditedFor'] {
  return {
    actions,
    schemes: [{ scheme: CATALOGUE_ID, versions: 'vers:generic/>=1.0|<3.0' }],
    criteria: ['*'],
    maxAssuranceLevel: 'high',
    productClasses: ['*'],
    jurisdictions: ['*'],
  }
}

export function membership(member: Actor, changes: Partial<Member> = {}, issuer: Actor = actors.alliance): Draft {
  const subject = () => ({
    id: member.did,
    type: 'Member',
    name: member.name,
    role: 'vendor',
    controlGroup: `group of ${member.name}`,
    ...changes,
  })
  return unsecured({ type: 'MembershipCredential', issuer, valid: THREE_YEARS, subject })
}

export function mandate(
  mandatee: Actor,
  changes: { products?: string[]; until?: string } = {},
  issuer: Actor = actors.vendor,
): Draft {
  const subject = () => ({
    id: mandatee.did,
    type: 'Mandatee',
    mandate: { products: [PRODUCT_ID], until: '2027-06-01T00:00:00Z', ...changes },
  })
  return unsecured({ type: 'MandateCredential', issuer, valid: ONE_YEAR, subject })
}
