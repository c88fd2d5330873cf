import { closed, exactly, list, ref, string, VCDM_CONTEXT } from './schema-definitions.mjs'

const types = (type) => exactly(`VerifiableCredential and ${type}`, ['VerifiableCredential', type])

export const schemaId = (folder) => `https://trusted-tech.example/schemas/${folder}/v1.json`

/** A credential of one type: what every credential has, and what is particular to this type. */
function credential({ folder, type, title, statusRequired, subject }) {
  return {
    title,
    $ref: '#/$defs/credential',
    properties: {
      type: types(type),
      credentialSchema: { properties: { id: { const: schemaId(folder) } } },
      ...(statusRequired ? { credentialStatus: { minItems: 2 } } : {}),
      credentialSubject: subject,
    },
    ...(statusRequired ? { required: ['credentialStatus'] } : {}),
  }
}

/** A product, in a credential that says `attestationType` about it and must also have the members of `required`. */
const product = (attestationType, required) => ({
  $ref: '#/$defs/product',
  properties: { conformity: { properties: { attestationType: { const: attestationType } } } },
  ...(required.length === 0 ? {} : { required }),
})

const accreditedBody = closed(
  {
    id: ref('did'),
    type: { const: 'AccreditedBody' },
    name: ref('line'),
    registrations: ref('registrations'),
    accreditedFor: ref('scope'),
    maxPathLength: { description: 'a number of links, 0 to 7', type: 'integer', minimum: 0, maximum: 7 },
    maxCredentialLifetime: ref('duration'),
    independence: { description: 'established or declared', type: 'string', enum: ['established', 'declared'] },
    requireLogged: { type: 'boolean' },
    controlGroup: ref('line'),
    keys: ref('keys'),
  },
  ['registrations', 'controlGroup', 'keys'],
)

const member = closed(
  {
    id: ref('did'),
    type: { const: 'Member' },
    name: ref('line'),
    registrations: ref('registrations'),
    role: { description: 'vendor, buyer or user', type: 'string', enum: ['vendor', 'buyer', 'user'] },
    controlGroup: ref('line'),
    keys: ref('keys'),
  },
  ['registrations', 'controlGroup', 'keys'],
)

const mandatee = closed({ id: ref('did'), type: { const: 'Mandatee' }, mandate: ref('mandate') })

/** One row per schema: the document type it is for, its folder under `schemas/`, and the schema without `$defs`. */
export const SCHEMA_TYPES = [
  {
    type: 'ConformityCertificate',
    folder: 'certificate',
    title: 'Conformity certificate',
    statusRequired: true,
    subject: product('certification', ['productClasses', 'market']),
  },
  {
    type: 'ConformityDeclaration',
    folder: 'declaration',
    title: 'Conformity declaration by a vendor on its own product',
    statusRequired: false,
    subject: product('declaration', []),
  },
  {
    type: 'AccreditationCredential',
    folder: 'accreditation',
    title: 'Accreditation of an assessor',
    statusRequired: true,
    subject: accreditedBody,
  },
  {
    type: 'MembershipCredential',
    folder: 'membership',
    title: 'Membership of a vendor, buyer or user',
    statusRequired: true,
    subject: member,
  },
  {
    type: 'MandateCredential',
    folder: 'mandate',
    title: 'Mandate to present for a manufacturer',
    statusRequired: true,
    subject: mandatee,
  },
]
  .map((row) => ({ type: row.type, folder: row.folder, schema: credential(row) }))
  .concat([
    {
      type: 'BitstringStatusListCredential',
      folder: 'status-list',
      schema: closed(
        {
          '@context': exactly('the VCDM 2.0 context alone', [VCDM_CONTEXT]),
          id: ref('httpsUrl'),
          type: types('BitstringStatusListCredential'),
          issuer: ref('did'),
          validFrom: ref('instant'),
          validUntil: ref('instant'),
          credentialSubject: closed({
            id: ref('httpsUrl'),
            type: { const: 'BitstringStatusList' },
            statusPurpose: {
              description: 'revocation or suspension',
              type: 'string',
              enum: ['revocation', 'suspension'],
            },
            encodedList: string('u and base64url', '^u[A-Za-z0-9_-]+$', 1_000_000),
          }),
        },
        [],
        { title: 'Bitstring status list' },
      ),
    },
    {
      type: 'VerifiablePresentation',
      folder: 'presentation',
      schema: closed(
        {
          '@context': ref('contexts'),
          id: ref('credentialId'),
          type: exactly('VerifiablePresentation alone', ['VerifiablePresentation']),
          holder: ref('did'),
          // 64 claims and 256 supports.
          verifiableCredential: list(ref('envelope'), 320),
          binding: {
            description: 'challenge, addressed or origin',
            type: 'string',
            enum: ['challenge', 'addressed', 'origin'],
          },
        },
        ['id'],
        { title: 'Presentation' },
      ),
    },
  ])
