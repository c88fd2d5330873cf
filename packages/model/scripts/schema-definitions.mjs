/**
 * The parts that the profile's JSON Schemas share, each once. `generate.mjs` copies what a schema uses into its own
 * `$defs`, so that a published schema is one file and its digest covers all of it.
 *
 * A definition's `description` is what a person reads as "expected" when a value does not fit.
 * Every pattern is linear: alternatives start with different characters and repetitions never overlap.
 */

/** Text sizes, in code points. */
const LINE = 300
const PARAGRAPH = 4000
const IDENTIFIER = 2048

export const VCDM_CONTEXT = 'https://www.w3.org/ns/credentials/v2'
const PROFILE_CONTEXT = 'https://trusted-tech.example/ns/conformity/v1'

export const ref = (name) => ({ $ref: `#/$defs/${name}` })

/** An object with exactly these members; those not listed in `optional` are required. */
export function closed(properties, optional = [], rest = {}) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name))
  return { type: 'object', properties, required, additionalProperties: false, ...rest }
}

export const list = (items, maxItems, rest = {}) => ({ type: 'array', items, minItems: 1, maxItems, ...rest })

// biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
const when = (test, consequence) => ({ if: test, then: consequence })

/** `["*"]` says "everything" and then stands alone: nothing beside it could mean anything. */
const everythingAlone = when({ prefixItems: [{ const: '*' }] }, { maxItems: 1 })

/** An array of exactly these strings in this order. */
export const exactly = (description, values) => ({
  description,
  type: 'array',
  prefixItems: values.map((value) => ({ const: value })),
  items: false,
  minItems: values.length,
  maxItems: values.length,
})

export const string = (description, pattern, maxLength = IDENTIFIER) => ({
  description,
  type: 'string',
  maxLength,
  pattern,
})
const choice = (description, values) => ({ description, type: 'string', enum: values })

const LANGUAGE = '^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$'
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'
const ESCAPED = '%[0-9A-F]{2}'
/** Any number of these characters and percent-escapes; unrolled, because an alternation per character is slow. */
const any = (characters) => `[${characters}]*(?:${ESCAPED}[${characters}]*)*`
const some = (characters) => `(?:[${characters}]|${ESCAPED})${any(characters)}`

const FRAGMENT_CHARACTERS = "A-Za-z0-9._~!$&'()*+,;=:@/?-"
/** The names of our own nodes and of criteria. */
const FRAGMENT = `[A-Za-z0-9]${any('A-Za-z0-9._~/-')}`
const PORT = '(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])'
// Lower-case labels, the last one no number: no mixed case, no trailing dot, no IP address in any spelling.
const HOST = '(?:[a-z0-9-]+\\.)*[a-z][a-z0-9-]*'
const DOT_SEGMENT = '(?:\\.|%2E)(?:\\.|%2E)?(?:[/?#]|$)'
const PATH = `(?:/(?!${DOT_SEGMENT})${any("A-Za-z0-9._~!$&'()*+,;=:@-")})+`
const QUERY = `(?:\\?${any('A-Za-z0-9._~!$&()*+,;=:@/?-')})?`
// No userinfo and no backslash, because browsers and parsers disagree on which host such a URL names; no default
// port and no dot segments, because they would be a second spelling of the same URL.
const HTTPS = `https://${HOST}(?::(?!443/)${PORT})?${PATH}${QUERY}`
const DID_SEGMENT = some('A-Za-z0-9._-')
// A did:web host has one spelling too; what follows it are path segments.
const DID = `did:(?:web:${HOST}(?:%3A${PORT})?|(?!web:)[a-z0-9]{1,32}:${DID_SEGMENT})(?::${DID_SEGMENT})*`
const PURL = `pkg:[a-z][a-z0-9.-]{0,63}(?:/${some('A-Za-z0-9._~:-')})+`
const URN = `urn:[a-z0-9][a-z0-9-]{1,31}:${some("A-Za-z0-9._~!$&'()*+,;=:@/-")}`
const SRI = 'sha(?:256-[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=|384-[A-Za-z0-9+/]{64}|512-[A-Za-z0-9+/]{85}[AQgw]==)'
const VERS = 'vers:[a-z][a-z0-9.-]{0,31}/[A-Za-z0-9.*<>=!|~+%:_-]+'
const PRODUCT = `(?:${PURL}|${URN}|${HTTPS})`

const statusEntry = (purpose) =>
  closed(
    {
      id: string(`the credential's id and #${purpose}`, `^urn:uuid:${UUID}#${purpose}$`, 100),
      type: { const: 'BitstringStatusListEntry' },
      statusPurpose: { const: purpose },
      statusListIndex: ref('statusListIndex'),
      statusListCredential: ref('httpsUrl'),
    },
    [],
    { description: `a status entry for ${purpose}` },
  )

export const DEFINITIONS = {
  // identifiers
  credentialId: string('urn:uuid: and a version 4 UUID in lower case', `^urn:uuid:${UUID}$`, 45),
  nodeId: string("the credential's id, # and a name", `^urn:uuid:${UUID}#${FRAGMENT}$`, 120),
  did: string('a DID in canonical form', `^${DID}$`),
  didUrl: string('an absolute DID URL with a fragment', `^${DID}#${some(FRAGMENT_CHARACTERS)}$`, 4096),
  httpsUrl: string('an https URL in canonical form, without userinfo', `^${HTTPS}(?:#${some(FRAGMENT_CHARACTERS)})?$`),
  catalogueItem: string('the id of a criterion or principle: an https URL with a fragment', `^${HTTPS}#${FRAGMENT}$`),
  productId: string('a canonical purl without version, qualifiers and subpath, or an https or urn URI', `^${PRODUCT}$`),
  digestSRI: string('a Subresource Integrity digest, sha256 or stronger', `^${SRI}$`, 95),
  mediaType: string(
    'a media type in lower case without parameters',
    '^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$',
    255,
  ),

  // time
  instant: string(
    'an RFC 3339 date and time with offset',
    '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})$',
    35,
  ),
  duration: string('a duration in whole days, such as P365D', '^P(?:0|[1-9][0-9]{0,4})D$', 7),

  // text
  line: string('text on one line', '^[^\\u0000-\\u001F\\u007F-\\u009F\\u2028\\u2029]+$', LINE),
  languageMap: {
    description: 'texts by language tag in lower case',
    type: 'object',
    minProperties: 1,
    maxProperties: 24,
    patternProperties: { [LANGUAGE]: { description: 'text', type: 'string', minLength: 1, maxLength: PARAGRAPH } },
    additionalProperties: false,
  },
  // Each keyword looks at its own JSON type only, so this is "a string, or an object of exactly this form" with
  // one error and one pointer.
  text: closed(
    {
      '@value': { description: 'text', type: 'string', minLength: 1, maxLength: PARAGRAPH },
      '@language': string('a language tag in lower case', LANGUAGE, 30),
    },
    [],
    {
      description: 'a string, or an object with @value and @language',
      type: ['string', 'object'],
      minLength: 1,
      maxLength: PARAGRAPH,
    },
  ),
  remark: closed({ id: ref('nodeId'), type: { const: 'Remark' }, text: ref('languageMap') }),

  // the credential's own members
  issuer: closed({ id: ref('did'), name: ref('line') }, [], { description: 'an object with id and name' }),
  statusListIndex: string('decimal digits without leading zeros', '^(?:0|[1-9][0-9]{0,15})$', 16),
  revocationEntry: statusEntry('revocation'),
  suspensionEntry: statusEntry('suspension'),
  // The set is sorted by id, so the entry for revocation comes first.
  credentialStatus: {
    description: 'the entries for revocation and for suspension',
    type: 'array',
    prefixItems: [ref('revocationEntry'), ref('suspensionEntry')],
    items: false,
    minItems: 1,
    maxItems: 2,
  },
  credentialSchema: closed({ id: ref('httpsUrl'), type: { const: 'JsonSchema' }, digestSRI: ref('digestSRI') }),
  contexts: exactly("the profile's two contexts in order", [VCDM_CONTEXT, PROFILE_CONTEXT]),
  credential: closed(
    {
      '@context': ref('contexts'),
      id: ref('credentialId'),
      type: { description: 'VerifiableCredential and one type of the profile', type: 'array' },
      issuer: ref('issuer'),
      name: ref('text'),
      description: ref('text'),
      validFrom: ref('instant'),
      validUntil: ref('instant'),
      credentialStatus: ref('credentialStatus'),
      credentialSchema: ref('credentialSchema'),
      credentialSubject: { description: 'exactly one subject', type: 'object' },
    },
    ['name', 'description', 'credentialStatus'],
  ),
  registrations: list(closed({ scheme: ref('line'), value: ref('line') }), 16),

  // products and conformity
  manufacturer: closed({ id: ref('did'), name: ref('line'), registrations: ref('registrations') }, ['registrations']),
  identifiers: list(
    closed({
      scheme: choice('an identifier scheme', ['purl', 'cpe23', 'gtin', 'sku', 'udi', 'url']),
      value: ref('line'),
    }),
    64,
  ),
  versRange: string('a VERS range', `^${VERS}$`, 512),
  productClasses: list(
    string('a product class, or *', '^(?:\\*|[A-Za-z0-9][A-Za-z0-9._:/#-]*)$', 200),
    64,
    everythingAlone,
  ),
  jurisdictions: list(
    string('a jurisdiction code, or *', '^(?:\\*|[A-Z]{2,3}(?:-[A-Z0-9]{1,3})?)$', 7),
    300,
    everythingAlone,
  ),
  assuranceLevel: choice('an assurance level', ['basic', 'substantial', 'high']),
  catalogueReference: closed({ id: ref('httpsUrl'), version: ref('line'), digestSRI: ref('digestSRI') }),
  evidence: closed(
    {
      id: ref('nodeId'),
      type: { const: 'Evidence' },
      name: ref('line'),
      mediaType: ref('mediaType'),
      digestSRI: ref('digestSRI'),
      size: { description: 'a number of bytes', type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
      url: ref('httpsUrl'),
      classification: choice('a classification', ['public', 'restricted', 'confidential']),
      role: choice('supports or counters', ['supports', 'counters']),
      capturedAt: ref('instant'),
    },
    ['size', 'url'],
    // Where confidential evidence lies is itself confidential.
    when(
      { properties: { classification: { const: 'confidential' } }, required: ['classification'] },
      { properties: { url: false } },
    ),
  ),
  assessment: closed(
    {
      id: ref('nodeId'),
      type: { const: 'Assessment' },
      criterion: ref('catalogueItem'),
      principle: ref('catalogueItem'),
      result: choice('a result', [
        'conforms',
        'conformsWithConditions',
        'partial',
        'doesNotConform',
        'notApplicable',
        'notAssessed',
      ]),
      assuranceLevel: ref('assuranceLevel'),
      method: choice('a method', ['inspection', 'testing', 'audit', 'documentReview', 'selfAssessment']),
      assessedOn: ref('instant'),
      rationale: ref('languageMap'),
      conditions: list(ref('remark'), 32),
      limitations: list(ref('remark'), 32),
      evidence: list(ref('evidence'), 64),
    },
    ['rationale', 'conditions', 'limitations', 'evidence'],
  ),

  conformity: closed({
    type: { const: 'ConformityAttestation' },
    attestationType: choice('certification or declaration', ['certification', 'declaration']),
    scheme: ref('catalogueReference'),
    statedParty: choice('first, second or third', ['first', 'second', 'third']),
    assessments: list(ref('assessment'), 256),
  }),
  product: closed(
    {
      id: ref('productId'),
      type: { const: 'Product' },
      name: ref('line'),
      manufacturer: ref('manufacturer'),
      identifiers: ref('identifiers'),
      versions: ref('versRange'),
      digests: list(ref('digestSRI'), 256),
      productClasses: ref('productClasses'),
      market: ref('jurisdictions'),
      configuration: ref('line'),
      exclusions: list(ref('remark'), 32),
      granularity: choice('model, batch or item', ['model', 'batch', 'item']),
      conformity: ref('conformity'),
      accreditation: closed({ id: ref('credentialId'), digestSRI: ref('digestSRI') }),
      supersedes: ref('credentialId'),
      surveillance: closed({ interval: ref('duration'), nextDue: ref('instant'), grace: ref('duration') }),
    },
    [
      'identifiers',
      'versions',
      'digests',
      'productClasses',
      'market',
      'configuration',
      'exclusions',
      'accreditation',
      'supersedes',
      'surveillance',
    ],
  ),

  // accreditations, memberships, mandates
  keys: list(
    closed(
      {
        id: ref('didUrl'),
        publicKeyMultibase: string('a Multikey in base58btc', '^z[1-9A-HJ-NP-Za-km-z]{40,}$', 4096),
        purposes: list(choice('a key purpose', ['assertionMethod', 'authentication']), 2),
        from: ref('instant'),
        until: ref('instant'),
        controller: ref('did'),
      },
      ['until', 'controller'],
    ),
    64,
  ),
  scope: closed({
    actions: list(choice('an action', ['accredit', 'issueCertificate', 'reviewDeclaration']), 3),
    schemes: list(
      closed({
        scheme: string('a catalogue id, or *', `^(?:\\*|${HTTPS})$`),
        versions: string('a VERS range, or *', `^(?:\\*|${VERS})$`, 512),
      }),
      64,
      when(
        { prefixItems: [{ properties: { scheme: { const: '*' } }, required: ['scheme'] }] },
        { maxItems: 1, prefixItems: [{ properties: { versions: { const: '*' } } }] },
      ),
    ),
    criteria: list(
      string('the id of a criterion or principle, or *', `^(?:\\*|${HTTPS}#${FRAGMENT})$`),
      1000,
      everythingAlone,
    ),
    maxAssuranceLevel: ref('assuranceLevel'),
    productClasses: ref('productClasses'),
    jurisdictions: ref('jurisdictions'),
  }),
  mandate: closed({
    products: list(string('a product id, or *', `^(?:\\*|${PRODUCT})$`), 1000, everythingAlone),
    until: ref('instant'),
  }),
  envelope: closed({
    '@context': { const: 'https://www.w3.org/ns/credentials/v2' },
    type: { const: 'EnvelopedVerifiableCredential' },
    // Only the start is looked at here: the token itself is parsed strictly, once, when it is opened.
    id: string('data:application/vc+jwt, and a compact JWS', '^data:application/vc\\+jwt,[A-Za-z0-9_-]', 2_000_000),
  }),
}
