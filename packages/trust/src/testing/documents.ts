import {
  type AccreditationCredential,
  type AccreditedBody,
  type AccreditedScope,
  type Assessment,
  type Catalogue,
  type Instant,
  type Member,
  type MembershipCredential,
  PROFILE_CONTEXTS,
  parseInstant,
  type StatusEntry,
  schemaReference,
} from '@trusted-tech/model'

export const CATALOGUE_ID = 'https://alliance.example/catalogues/trusted-tech'
export const SECURE = `${CATALOGUE_ID}/1.0#secure-development`
export const GOVERNANCE = `${CATALOGUE_ID}/1.0#governance`

/** The instant that a text names; for fixed texts of tests. */
export function at(text: string): Instant {
  const instant = parseInstant(text)
  if (!instant.ok) throw new Error(`not an instant: ${text}`)
  return instant.value
}

/** Number `n` as a version 4 UUID. */
export function uuid(n: number): string {
  return `urn:uuid:00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
}

/** Two principles with two criteria each. */
export const CATALOGUE: Catalogue = {
  id: CATALOGUE_ID,
  version: '1.0',
  owner: 'did:web:alliance.example',
  illustrative: true,
  validFrom: '2025-01-01T00:00:00Z',
  principles: [SECURE, GOVERNANCE].map((id) => ({
    id,
    title: { en: 'A principle' },
    text: { en: 'What it asks for.' },
    criteria: ['one', 'two'].map((name) => ({
      id: `${id}.${name}`,
      title: { en: 'A criterion' },
      text: { en: 'What it asks for.' },
      topic: 'process',
      required: true,
      notApplicableAllowed: false,
      status: 'active' as const,
    })),
  })),
  crosswalk: [],
}

export const EVERYTHING: AccreditedScope = {
  actions: ['accredit', 'issueCertificate', 'reviewDeclaration'],
  schemes: [{ scheme: '*', versions: '*' }],
  criteria: ['*'],
  maxAssuranceLevel: 'high',
  productClasses: ['*'],
  jurisdictions: ['*'],
}

export function assessment(changes: Partial<Assessment> = {}): Assessment {
  return {
    id: `${uuid(900)}#a1`,
    type: 'Assessment',
    criterion: `${SECURE}.one`,
    principle: SECURE,
    result: 'conforms',
    assuranceLevel: 'substantial',
    method: 'audit',
    assessedOn: '2026-05-01T00:00:00Z',
    ...changes,
  }
}

export interface StatementOptions {
  readonly n: number
  readonly issuer: string
  readonly subject: string
  readonly validFrom?: string
  readonly validUntil?: string
}

export function accreditationDocument(
  options: StatementOptions & { readonly scope?: Partial<AccreditedScope>; readonly body?: Partial<AccreditedBody> },
): AccreditationCredential {
  const { subject, scope, body } = options
  return {
    ...base(options, 'AccreditationCredential'),
    credentialSubject: {
      id: subject,
      type: 'AccreditedBody',
      name: 'An accredited body',
      accreditedFor: { ...EVERYTHING, ...scope },
      maxPathLength: 7,
      maxCredentialLifetime: 'P730D',
      independence: 'declared',
      requireLogged: false,
      ...body,
    },
  }
}

export function membershipDocument(
  options: StatementOptions & { readonly member?: Partial<Member> },
): MembershipCredential {
  const { subject, member } = options
  return {
    ...base(options, 'MembershipCredential'),
    credentialSubject: { id: subject, type: 'Member', name: 'A member', role: 'vendor', ...member },
  }
}

function base<Type extends 'AccreditationCredential' | 'MembershipCredential'>(
  { n, issuer, validFrom = '2026-01-01T00:00:00Z', validUntil = '2028-01-01T00:00:00Z' }: StatementOptions,
  type: Type,
) {
  const id = uuid(n)
  const entry = (statusPurpose: StatusEntry['statusPurpose']): StatusEntry => ({
    id: `${id}#${statusPurpose}`,
    type: 'BitstringStatusListEntry',
    statusPurpose,
    statusListIndex: `${n}`,
    statusListCredential: `https://alliance.example/status/${statusPurpose}`,
  })
  return {
    '@context': PROFILE_CONTEXTS,
    id,
    type: ['VerifiableCredential', type] as const,
    issuer: { id: issuer, name: 'An issuer' },
    validFrom,
    validUntil,
    credentialStatus: [entry('revocation'), entry('suspension')],
    credentialSchema: schemaReference(type),
  }
}
