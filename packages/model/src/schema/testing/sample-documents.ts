import type { JsonObject } from '../../json/json.js'
import { type SchemaType, schemaReference } from '../schema-reference.js'

const ID = 'urn:uuid:0b9d3f4e-52c7-4a1d-8e6b-2f7a90c1d3e5'
const ASSESSOR = 'did:web:meridian-assurance.example'
const VENDOR = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'
const CATALOGUE = 'https://alliance.example/catalogues/trusted-tech'
const DIGEST = 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
const FROM = '2026-10-01T00:00:00Z'
const UNTIL = '2028-09-30T23:59:59.5+02:00'

const registrations = [{ scheme: 'GB-COH', value: '09876543' }]

const assessor = { id: ASSESSOR, name: 'Meridian Assurance' }
const ISSUERS: { readonly [type in SchemaType]?: JsonObject } = {
  ConformityCertificate: assessor,
  ConformityDeclaration: { id: VENDOR, name: 'Tidewater Instruments' },
  MandateCredential: assessor,
}

const credential = (type: SchemaType, credentialSubject: JsonObject): JsonObject => ({
  '@context': ['https://www.w3.org/ns/credentials/v2', 'https://trusted-tech.example/ns/conformity/v1'],
  id: ID,
  type: ['VerifiableCredential', type],
  issuer: ISSUERS[type] ?? { id: 'did:web:alliance.example', name: 'Sample Alliance' },
  name: { '@value': 'Nachweis', '@language': 'de' },
  description: 'A credential with every member that its type may have',
  validFrom: FROM,
  validUntil: UNTIL,
  credentialStatus: ['revocation', 'suspension'].map((purpose) => ({
    id: `${ID}#${purpose}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: purpose,
    statusListIndex: '94567',
    statusListCredential: `https://meridian-assurance.example/status/${purpose}/1`,
  })),
  credentialSchema: { ...schemaReference(type) },
  credentialSubject,
})

const remark = (name: string): JsonObject => ({ id: `${ID}#${name}`, type: 'Remark', text: { de: 'Text', en: 'Text' } })

const product = (attestationType: string): JsonObject => ({
  id: 'pkg:npm/%40tidewater/gauge-gateway',
  type: 'Product',
  name: 'Gauge Gateway',
  manufacturer: { id: VENDOR, name: 'Tidewater Instruments', registrations },
  identifiers: [
    { scheme: 'gtin', value: '04012345678901' },
    { scheme: 'sku', value: 'TW-GG-4' },
  ],
  versions: 'vers:semver/>=4.2.0|<5.0.0',
  digests: [DIGEST],
  productClasses: ['network-equipment.gateway'],
  market: ['DE', 'US-CA'],
  configuration: 'Delivered configuration',
  exclusions: [remark('x1')],
  granularity: 'model',
  conformity: {
    type: 'ConformityAttestation',
    attestationType,
    scheme: { id: CATALOGUE, version: '1.0', digestSRI: DIGEST },
    statedParty: 'third',
    assessments: [
      {
        id: `${ID}#a1`,
        type: 'Assessment',
        criterion: `${CATALOGUE}/1.0#secure-development.sbom`,
        principle: `${CATALOGUE}/1.0#secure-development`,
        result: 'conformsWithConditions',
        assuranceLevel: 'substantial',
        method: 'testing',
        assessedOn: FROM,
        rationale: { en: 'Why' },
        conditions: [remark('a1-c1')],
        limitations: [remark('a1-l1')],
        evidence: [
          {
            id: `${ID}#a1-e1`,
            type: 'Evidence',
            name: 'Report',
            mediaType: 'application/pdf',
            digestSRI: DIGEST,
            size: 1024,
            url: 'https://meridian-assurance.example/reports/1.pdf?version=2#page=3',
            classification: 'public',
            role: 'supports',
            capturedAt: FROM,
          },
        ],
      },
    ],
  },
  accreditation: { id: 'urn:uuid:5c1f0e0a-6a3b-4c58-9d2e-8f0a1b2c3d4e', digestSRI: DIGEST },
  supersedes: 'urn:uuid:6d2f1f1b-7b4c-4d69-ae3f-901b2c3d4e5f',
  surveillance: { interval: 'P365D', nextDue: FROM, grace: 'P60D' },
})

const keys = [
  {
    id: `${ASSESSOR}#key-1`,
    publicKeyMultibase: 'z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK',
    purposes: ['assertionMethod', 'authentication'],
    from: FROM,
    until: UNTIL,
    controller: ASSESSOR,
  },
]

/** One valid document per type, with every member that the type may have. */
export const SAMPLE_DOCUMENTS: { readonly [type in SchemaType]: JsonObject } = {
  ConformityCertificate: credential('ConformityCertificate', product('certification')),
  ConformityDeclaration: credential('ConformityDeclaration', product('declaration')),
  AccreditationCredential: credential('AccreditationCredential', {
    id: ASSESSOR,
    type: 'AccreditedBody',
    name: 'Meridian Assurance',
    registrations,
    accreditedFor: {
      actions: ['accredit', 'issueCertificate'],
      schemes: [{ scheme: CATALOGUE, versions: 'vers:generic/>=1.0|<3.0' }],
      criteria: [`${CATALOGUE}/1.0#secure-development`],
      maxAssuranceLevel: 'high',
      productClasses: ['*'],
      jurisdictions: ['*'],
    },
    maxPathLength: 1,
    maxCredentialLifetime: 'P730D',
    independence: 'established',
    requireLogged: false,
    controlGroup: 'meridian',
    keys,
  }),
  MembershipCredential: credential('MembershipCredential', {
    id: VENDOR,
    type: 'Member',
    name: 'Tidewater Instruments',
    registrations,
    role: 'vendor',
    controlGroup: 'tidewater',
    keys,
  }),
  MandateCredential: credential('MandateCredential', {
    id: VENDOR,
    type: 'Mandatee',
    mandate: { products: ['pkg:npm/%40tidewater/gauge-gateway', 'urn:example:gauge'], until: UNTIL },
  }),
  BitstringStatusListCredential: {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: 'https://meridian-assurance.example/status/revocation/1',
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: ASSESSOR,
    validFrom: FROM,
    validUntil: UNTIL,
    credentialSubject: {
      id: 'https://meridian-assurance.example/status/revocation/1#list',
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList: 'uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA',
    },
  },
  VerifiablePresentation: {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://trusted-tech.example/ns/conformity/v1'],
    id: ID,
    type: ['VerifiablePresentation'],
    holder: VENDOR,
    verifiableCredential: [
      {
        '@context': 'https://www.w3.org/ns/credentials/v2',
        type: 'EnvelopedVerifiableCredential',
        id: 'data:application/vc+jwt,eyJhbGciOiJFZERTQSJ9.e30.c2ln',
      },
    ],
    binding: 'challenge',
  },
}
