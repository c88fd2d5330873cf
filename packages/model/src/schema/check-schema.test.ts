import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../json/json.js'
import { checkJsonForm } from '../json/json-form.js'
import { quickest } from '../testing/quickest.js'
import { checkSchema } from './check-schema.js'
import type { SchemaType } from './schema-reference.js'
import { mutations, places, withValue } from './testing/mutate.js'
import { SAMPLE_DOCUMENTS } from './testing/sample-documents.js'

const types = Object.keys(SAMPLE_DOCUMENTS) as SchemaType[]
const certificate = SAMPLE_DOCUMENTS.ConformityCertificate
const runs = Number(process.env['TTA_RUNS'] ?? 300)

/** Code and pointer of the one problem of a certificate with another value at this place. */
function fault(
  path: readonly (string | number)[],
  value: Json | undefined,
  type: SchemaType = 'ConformityCertificate',
) {
  return checkSchema(type, withValue(SAMPLE_DOCUMENTS[type], path, value)).map(
    ({ code, pointer }) => `${code} ${pointer}`,
  )
}

/** The members without which a document of this type is still valid, as pointers with `*` for an index. */
function optionalMembers(type: SchemaType): readonly string[] {
  const pointers = [...places(SAMPLE_DOCUMENTS[type])]
    .filter(([path]) => typeof path.at(-1) === 'string')
    .filter(([path]) => checkSchema(type, withValue(SAMPLE_DOCUMENTS[type], path, undefined)).length === 0)
    .map(([path]) => path.map((token) => (typeof token === 'number' ? '*' : token)).join('/'))
  return [...new Set(pointers)]
}

describe('a document of each type', () => {
  it.each(types)('%s with every member it may have passes, in the one JSON form', (type) => {
    expect(checkSchema(type, SAMPLE_DOCUMENTS[type])).toEqual([])
    expect(checkJsonForm(SAMPLE_DOCUMENTS[type])).toEqual([])
  })

  it.each(types)('%s passes as no other type', (type) => {
    for (const other of types.filter((other) => other !== type)) {
      expect(checkSchema(other, SAMPLE_DOCUMENTS[type])[0]?.code).toMatch(/^(?:TYPE|CONTEXT_NOT_ALLOWED)$/)
    }
  })

  it.each(types)('%s with one change fails where the change is, or at the object that it is in', (type) => {
    for (const { name, pointer, document } of mutations(SAMPLE_DOCUMENTS[type])) {
      const problems = checkSchema(type, document)
      if (problems.length === 0) continue
      expect(problems.length, name).toBe(1)
      const at = problems[0]?.pointer ?? ''
      const parent = pointer.slice(0, pointer.lastIndexOf('/'))
      const inList = /\/\d+$/.test(pointer) ? parent : pointer
      expect(
        at === '' || at === parent || at.startsWith(inList) || pointer.startsWith(`${at}/`),
        `${name} at ${at}`,
      ).toBe(true)
      expect(problems[0]?.expected, name).toBeTruthy()
    }
  })

  it.each(types)('%s with a member that it does not know fails at that member', (type) => {
    for (const { name, pointer, document } of mutations(SAMPLE_DOCUMENTS[type])) {
      if (!name.endsWith('un~1known')) continue
      const problems = checkSchema(type, document).map(({ code, pointer }) => ({ code, pointer }))
      expect(problems, name).toEqual([{ code: 'SCHEMA_INVALID', pointer }])
    }
  })

  it.each(types)('%s with null, an empty array or an empty object anywhere fails', (type) => {
    for (const [path] of places(SAMPLE_DOCUMENTS[type])) {
      for (const empty of [null, [], {}]) {
        expect(checkSchema(type, withValue(SAMPLE_DOCUMENTS[type], path, empty)).length, path.join('/')).toBe(1)
      }
    }
  })

  it.each([null, true, 1, 'text', [], [{}]])('that is %j is not even an object', (document) => {
    expect(checkSchema('ConformityCertificate', document)).toMatchObject([{ code: 'SCHEMA_INVALID', pointer: '' }])
  })
})

describe('the members that may be missing', () => {
  const envelope = ['name', 'description']
  const ofAssessments = ['rationale', 'conditions', 'limitations', 'evidence']
  const ofEvidence = ['size', 'url'].map((name) => `credentialSubject/conformity/assessments/*/evidence/*/${name}`)
  const ofProducts = [
    'credentialSubject/manufacturer/registrations',
    'credentialSubject/identifiers',
    'credentialSubject/versions',
    'credentialSubject/digests',
    'credentialSubject/configuration',
    'credentialSubject/exclusions',
    ...ofAssessments.map((name) => `credentialSubject/conformity/assessments/*/${name}`),
    ...ofEvidence,
    'credentialSubject/accreditation',
    'credentialSubject/supersedes',
    'credentialSubject/surveillance',
    // One language of two.
    ...[
      'exclusions/*/text',
      'conformity/assessments/*/conditions/*/text',
      'conformity/assessments/*/limitations/*/text',
    ].flatMap((path) => ['de', 'en'].map((language) => `credentialSubject/${path}/${language}`)),
  ]
  const ofKeys = ['credentialSubject/keys/*/until', 'credentialSubject/keys/*/controller']
  const expected: Readonly<Record<SchemaType, readonly string[]>> = {
    ConformityCertificate: [...envelope, ...ofProducts],
    ConformityDeclaration: [
      ...envelope,
      ...ofProducts,
      'credentialStatus',
      'credentialSubject/productClasses',
      'credentialSubject/market',
    ],
    AccreditationCredential: [
      ...envelope,
      'credentialSubject/registrations',
      'credentialSubject/controlGroup',
      'credentialSubject/keys',
      ...ofKeys,
    ],
    MembershipCredential: [
      ...envelope,
      'credentialSubject/registrations',
      'credentialSubject/controlGroup',
      'credentialSubject/keys',
      ...ofKeys,
    ],
    MandateCredential: envelope,
    BitstringStatusListCredential: [],
    VerifiablePresentation: ['id'],
  }

  it.each(types)('of %s are these and no others', (type) => {
    expect([...optionalMembers(type)].sort()).toEqual([...expected[type]].sort())
  })

  it('are named, at the object that they are missing from', () => {
    expect(checkSchema('ConformityCertificate', withValue(certificate, ['issuer', 'name'], undefined))).toEqual([
      { code: 'SCHEMA_INVALID', pointer: '/issuer', expected: 'the member name', actual: 'nothing' },
    ])
  })
})

describe('context and type', () => {
  it.each([
    ['the profile context alone', ['https://trusted-tech.example/ns/conformity/v1'], '/@context/0'],
    [
      'the other order',
      ['https://trusted-tech.example/ns/conformity/v1', 'https://www.w3.org/ns/credentials/v2'],
      '/@context/0',
    ],
    [
      'one more context',
      [...(certificate['@context'] as string[]), 'https://www.w3.org/ns/credentials/examples/v2'],
      '/@context/2',
    ],
    [
      'an inline context',
      [...(certificate['@context'] as string[]).slice(0, 1), { '@vocab': 'https://evil.example/' }],
      '/@context/1',
    ],
    ['a string', 'https://www.w3.org/ns/credentials/v2', '/@context'],
    ['too few', ['https://www.w3.org/ns/credentials/v2'], '/@context'],
  ])('THREAT-054 @context: %s', (_, context, pointer) => {
    expect(fault(['@context'], context as Json)).toEqual([`CONTEXT_NOT_ALLOWED ${pointer}`])
  })

  it('THREAT-054 a missing @context', () => {
    expect(fault(['@context'], undefined)).toEqual(['CONTEXT_NOT_ALLOWED '])
  })

  it.each([
    ['one more type', ['VerifiableCredential', 'ConformityCertificate', 'ConformityDeclaration'], '/type/2'],
    ['no VerifiableCredential', ['ConformityCertificate'], '/type/0'],
    ['the other order', ['ConformityCertificate', 'VerifiableCredential'], '/type/0'],
    ['VerifiableCredential alone', ['VerifiableCredential'], '/type'],
    ['a string', 'ConformityCertificate', '/type'],
    ['another case', ['VerifiableCredential', 'conformitycertificate'], '/type/1'],
    ['a type that no profile has', ['VerifiableCredential', 'SafetyCertificate'], '/type/1'],
    ['a repetition', ['VerifiableCredential', 'VerifiableCredential', 'ConformityCertificate'], '/type/1'],
  ])('THREAT-059 type: %s', (_, type, pointer) => {
    expect(fault(['type'], type)).toEqual([`TYPE ${pointer}`])
  })

  it('THREAT-059 a missing type', () => {
    expect(fault(['type'], undefined)).toEqual(['TYPE '])
  })

  it('THREAT-059 a declaration that says certification, and a certificate that says declaration', () => {
    const path = ['credentialSubject', 'conformity', 'attestationType']
    const pointer = 'SCHEMA_INVALID /credentialSubject/conformity/attestationType'
    expect(fault(path, 'certification', 'ConformityDeclaration')).toEqual([pointer])
    expect(fault(path, 'declaration')).toEqual([pointer])
  })
})

describe('THREAT-060 the subject', () => {
  const subject = certificate['credentialSubject'] as Json
  it.each([
    ['in an array', [subject], '/credentialSubject'],
    ['twice', [subject, subject], '/credentialSubject'],
    ['as its id', 'pkg:npm/%40tidewater/gauge-gateway', '/credentialSubject'],
    ['empty', {}, '/credentialSubject'],
    ['null', null, '/credentialSubject'],
  ])('%s', (_, value, pointer) => {
    expect(fault(['credentialSubject'], value)).toEqual([`SCHEMA_INVALID ${pointer}`])
  })

  it('missing', () => {
    expect(fault(['credentialSubject'], undefined)).toEqual(['SCHEMA_INVALID '])
  })
})

describe('credentialStatus', () => {
  const entries = certificate['credentialStatus'] as Json[]
  const revocation = entries[0] as Record<string, Json>
  const suspension = entries[1] as Record<string, Json>
  const unknown = { id: `${certificate['id']}#revocation`, type: 'TokenStatusList', uri: 'https://a.example/', idx: 1 }
  const index = ['credentialStatus', 0, 'statusListIndex']

  it.each([
    '-1',
    '+1',
    '1.0',
    '1.5',
    '0x10',
    '12abc',
    '1e3',
    ' 1',
    '1 ',
    '1\n',
    '',
    '01',
    '00',
    '10000000000000000',
    '１',
  ])('THREAT-084 index %j', (value) => {
    expect(fault(index, value)).toEqual(['STATUS_INDEX /credentialStatus/0/statusListIndex'])
  })

  it.each([94567, 1.5, true, ['1'], { '@value': '1' }, null])('THREAT-084 index %j, which is no text', (value) => {
    expect(fault(index, value)).toEqual(['STATUS_INDEX /credentialStatus/0/statusListIndex'])
  })

  it('THREAT-084 every natural number below 10^16 has one spelling, and that one passes', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 9_999_999_999_999_999n }),
        fc.constantFrom('0', '+', ' ', '-'),
        (n, before) => {
          expect(fault(index, String(n))).toEqual([])
          expect(fault(index, before + String(n))).toEqual(['STATUS_INDEX /credentialStatus/0/statusListIndex'])
        },
      ),
      { seed: 20261124, numRuns: runs },
    )
  })

  it.each([
    ['both for revocation', [revocation, revocation], 'STATUS_PURPOSE /credentialStatus/1/statusPurpose'],
    ['both for suspension', [suspension, suspension], 'STATUS_PURPOSE /credentialStatus/0/statusPurpose'],
    ['exchanged', [suspension, revocation], 'STATUS_PURPOSE /credentialStatus/0/statusPurpose'],
    [
      'another purpose',
      [{ ...revocation, statusPurpose: 'message' }, suspension],
      'STATUS_PURPOSE /credentialStatus/0/statusPurpose',
    ],
    [
      'an array of purposes',
      [{ ...revocation, statusPurpose: ['revocation', 'suspension'] }, suspension],
      'STATUS_PURPOSE /credentialStatus/0/statusPurpose',
    ],
    [
      'the purpose of the other entry',
      [{ ...revocation, statusPurpose: 'suspension' }, suspension],
      'STATUS_PURPOSE /credentialStatus/0/statusPurpose',
    ],
  ])('THREAT-085 purposes: %s', (_, value, expected) => {
    expect(fault(['credentialStatus'], value as Json)).toEqual([expected])
  })

  it.each([
    ['missing', undefined, 'STATUS_REQUIRED '],
    ['null', null, 'STATUS_REQUIRED /credentialStatus'],
    ['an empty array', [], 'STATUS_REQUIRED /credentialStatus'],
    ['one object', revocation, 'STATUS_REQUIRED /credentialStatus'],
    ['revocation only', [revocation], 'STATUS_REQUIRED /credentialStatus'],
    ['one entry of an unknown type', [unknown], 'STATUS_TYPE /credentialStatus/0/type'],
    ['an entry of an unknown type beside a good one', [revocation, unknown], 'STATUS_TYPE /credentialStatus/1/type'],
    [
      'an entry without type',
      [{ ...unknown, type: undefined as never }, suspension],
      'STATUS_TYPE /credentialStatus/0',
    ],
    ['an entry that is a text', ['https://a.example/', suspension], 'STATUS_TYPE /credentialStatus/0'],
  ])('THREAT-086 status: %s', (_, value, expected) => {
    const members = Array.isArray(value) ? (JSON.parse(JSON.stringify(value)) as Json) : (value as Json | undefined)
    expect(fault(['credentialStatus'], members)).toEqual([expected])
  })

  it('THREAT-086 accreditations, memberships and mandates need it too; a declaration may do without', () => {
    for (const type of ['AccreditationCredential', 'MembershipCredential', 'MandateCredential'] as const) {
      expect(fault(['credentialStatus'], undefined, type)).toEqual(['STATUS_REQUIRED '])
      expect(fault(['credentialStatus'], [revocation], type)).toEqual(['STATUS_REQUIRED /credentialStatus'])
    }
    expect(fault(['credentialStatus'], undefined, 'ConformityDeclaration')).toEqual([])
    expect(fault(['credentialStatus'], [revocation], 'ConformityDeclaration')).toEqual([])
    expect(fault(['credentialStatus'], [suspension], 'ConformityDeclaration')).toEqual([
      'STATUS_PURPOSE /credentialStatus/0/statusPurpose',
    ])
  })

  it('an entry with a member that the profile does not have', () => {
    expect(fault(['credentialStatus', 0, 'statusSize'], 2)).toEqual(['SCHEMA_INVALID /credentialStatus/0/statusSize'])
  })
})

describe('dates', () => {
  const wrong = [
    '2026-10-01',
    '2026-10-01T00:00:00',
    '2026-10-01 00:00:00Z',
    '2026-10-01T00:00Z',
    '2026-10-01t00:00:00z',
    '2026-10-01T00:00:00.Z',
    '20261001T000000Z',
    '+12026-10-01T00:00:00Z',
    '2026-10-01T00:00:00+0200',
    'never',
  ]
  it.each(wrong)('THREAT-041 %j has not the shape of one', (value) => {
    expect(fault(['validFrom'], value)).toEqual(['DATE_MALFORMED /validFrom'])
    expect(fault(['credentialSubject', 'conformity', 'assessments', 0, 'assessedOn'], value)).toEqual([
      'DATE_MALFORMED /credentialSubject/conformity/assessments/0/assessedOn',
    ])
  })

  it('a number is none', () => {
    expect(fault(['validUntil'], 1790812800)).toEqual(['DATE_MALFORMED /validUntil'])
  })
})

describe('identifiers and URLs', () => {
  const url = ['credentialSubject', 'conformity', 'assessments', 0, 'evidence', 0, 'url']
  const urlPointer = `/${url.join('/')}`

  it.each([
    'http://meridian.example/a',
    'https://user@meridian.example/a',
    'https://user:secret@meridian.example/a',
    'https://meridian.example@evil.example/a',
    'https://meridian.example\\@evil.example/a',
    'https:\\\\meridian.example\\a',
    'https://meridian.example/a\\b',
    'https:/meridian.example/a',
    'https:meridian.example/a',
    'https://Meridian.example/a',
    'HTTPS://meridian.example/a',
    'https://meridian.example./a',
    'https://meridian..example/a',
    'https://mеridian.example/a',
    'https://127.0.0.1/a',
    'https://2130706433/a',
    'https://0x7f.1/a',
    'https://[::1]/a',
    'https://meridian.example:443/a',
    'https://meridian.example:0/a',
    'https://meridian.example:65536/a',
    'https://meridian.example',
    'https://meridian.example?a',
    'https://meridian.example/a/../b',
    'https://meridian.example/./a',
    'https://meridian.example/a/%2E%2E/b',
    'https://meridian.example/a/.%2E',
    'https://meridian.example/a b',
    'https://meridian.example/a\nb',
    'https://meridian.example/ä',
    'https://meridian.example/%zz',
    'https://meridian.example/%2f',
    ' https://meridian.example/a',
    'javascript:alert(1)',
    'data:text/html,a',
    'file:///etc/passwd',
    '//meridian.example/a',
    '/a',
    '',
  ])('THREAT-038 URL %j', (value) => {
    expect(fault(url, value)).toEqual([`URL_FORBIDDEN ${urlPointer}`])
  })

  it('THREAT-038 a URL that passes is spelled as every URL parser spells it', () => {
    const piece = fc.stringMatching(/^[A-Za-z0-9._~!$&'()*+,;=:@/?#%\\-]{0,12}$/)
    const near = fc.constantFrom('.', '..', '%2E', '%2e', '%41', ':8443', ':443', '@', '//', '.well-known', 'xn', '-')
    let passed = 0
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, near), { maxLength: 6 }), fc.boolean(), (pieces, slash) => {
        const value = `https://meridian.example${slash ? '/' : ''}${pieces.join('')}`
        if (fault(url, value).length > 0) return
        passed++
        expect(new URL(value).href).toBe(value)
      }),
      { seed: 20261124, numRuns: runs * 10 },
    )
    expect(passed).toBeGreaterThan(runs / 10)
  })

  it.each([
    'did:web:Meridian.example',
    'did:web:meridian.example.',
    'did:web:user@meridian.example',
    'did:web:127.0.0.1',
    'did:web:meridian.example%3a8443',
    'did:web:meridian.example%3A99999',
    'did:web:mеridian.example',
    'did:web:',
    'did:web:meridian.example:',
    'did:web:meridian.example/path',
    'did:web:meridian.example#key-1',
    'did:web:meridian.example?versionId=1',
    'did:Key:z6Mk',
    'did:key',
    'did:key:',
    'DID:key:z6Mk',
    'did:key:z6Mk ',
    'https://meridian.example/',
  ])('THREAT-038 DID %j', (value) => {
    expect(fault(['issuer', 'id'], value)).toEqual(['URL_FORBIDDEN /issuer/id'])
  })

  it.each([
    'did:web:meridian.example%3A8443:assessors:eu',
    'did:web:xn--mridian-n1a.example',
    'did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169',
    'did:jwk:eyJrdHkiOiJPS1AiLCJjcnYiOiJFZDI1NTE5IiwieCI6IjExcVlBWUt4Q3JmVlMvN1R5V1FIT2c3aGN2UGFwaU1scHdRUW9DIn0',
    'did:webvh:QmfGEUAcMpzo25kF2Rhn8L5FAXysfGnkzjwdKoNPi615XQ:meridian.example',
  ])('the DID %j passes', (value) => {
    expect(fault(['issuer', 'id'], value)).toEqual([])
  })

  it.each([
    ['pkg:npm/%40tidewater/gauge-gateway@4.2.0', 'SCHEMA_INVALID'],
    ['pkg:npm/%40tidewater/gauge-gateway?arch=x86', 'SCHEMA_INVALID'],
    ['pkg:npm/%40tidewater/gauge-gateway#src', 'SCHEMA_INVALID'],
    ['pkg:npm/@tidewater/gauge-gateway', 'SCHEMA_INVALID'],
    ['pkg:npm/%40tidewater/', 'SCHEMA_INVALID'],
    ['pkg:npm', 'SCHEMA_INVALID'],
    ['pkg:NPM/a', 'SCHEMA_INVALID'],
    ['Gauge Gateway', 'SCHEMA_INVALID'],
    ['http://tidewater.example/gauge', 'URL_FORBIDDEN'],
    ['https://Tidewater.example/gauge', 'URL_FORBIDDEN'],
  ])('the product id %j is %s', (value, code) => {
    expect(fault(['credentialSubject', 'id'], value)).toEqual([`${code} /credentialSubject/id`])
  })

  it.each([
    'URN:UUID:0b9d3f4e-52c7-4a1d-8e6b-2f7a90c1d3e5',
    'urn:uuid:0B9D3F4E-52C7-4A1D-8E6B-2F7A90C1D3E5',
    'urn:uuid:0b9d3f4e-52c7-1a1d-8e6b-2f7a90c1d3e5',
    'urn:uuid:0b9d3f4e-52c7-4a1d-ce6b-2f7a90c1d3e5',
    'urn:uuid:0b9d3f4e52c74a1d8e6b2f7a90c1d3e5',
    '0b9d3f4e-52c7-4a1d-8e6b-2f7a90c1d3e5',
  ])('the credential id %j is no version 4 UUID in its one spelling', (value) => {
    expect(fault(['id'], value)).toEqual(['SCHEMA_INVALID /id'])
  })

  it('an id of an assessment that is not inside a credential', () => {
    const path = ['credentialSubject', 'conformity', 'assessments', 0, 'id']
    for (const value of [certificate['id'] as string, '#a1', 'urn:example:a#a1', `${certificate['id']}#`]) {
      expect(fault(path, value)).toEqual([`SCHEMA_INVALID /${path.join('/')}`])
    }
  })
})

describe('digests', () => {
  const path = ['credentialSubject', 'digests', 0]
  const sha256 = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
  const sha384 = 'OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb'
  const sha512 = 'z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg=='

  it.each([`sha256-${sha256}`, `sha384-${sha384}`, `sha512-${sha512}`])('%s passes', (value) => {
    expect(fault(path, value)).toEqual([])
  })

  it.each([
    ['a weak algorithm', `sha1-${'2jmj7l5rSw0yVb/vlWAYkK/YBwk='}`],
    ['md5', 'md5-1B2M2Y8AsgTpgAmY7PhCfg=='],
    ['the wrong length', `sha384-${sha256}`],
    ['a cut digest', `sha256-${sha256.slice(0, 40)}`],
    ['no padding', `sha256-${sha256.slice(0, -1)}`],
    ['bits behind the end', `sha256-${sha256.slice(0, -2)}V=`],
    ['bits behind the end of sha512', `sha512-${sha512.slice(0, -3)}h==`],
    ['base64url', `sha256-${sha256.replaceAll('+', '-').replaceAll('/', '_')}`],
    ['hex', 'sha256-e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['two digests', `sha256-${sha256} sha256-${sha256}`],
    ['an option', `sha256-${sha256}?ct=text/plain`],
    ['upper case', `SHA256-${sha256}`],
  ])('THREAT-062 %s is refused', (_, value) => {
    expect(fault(path, value)).toEqual(['SCHEMA_INVALID /credentialSubject/digests/0'])
  })
})

describe('"*"', () => {
  const scope = ['credentialSubject', 'accreditedFor']
  it('stands alone', () => {
    expect(fault(['credentialSubject', 'market'], ['*'])).toEqual([])
    expect(fault(['credentialSubject', 'market'], ['*', 'DE'])).toEqual(['SCHEMA_INVALID /credentialSubject/market'])
    expect(fault(['credentialSubject', 'productClasses'], ['*', 'gateway'])).toEqual([
      'SCHEMA_INVALID /credentialSubject/productClasses',
    ])
    for (const member of ['criteria', 'jurisdictions', 'productClasses']) {
      expect(fault([...scope, member], ['*'], 'AccreditationCredential')).toEqual([])
    }
    expect(fault(['credentialSubject', 'mandate', 'products'], ['*', 'urn:example:a'], 'MandateCredential')).toEqual([
      'SCHEMA_INVALID /credentialSubject/mandate/products',
    ])
  })

  it('of schemes is for every version', () => {
    const path = [...scope, 'schemes']
    expect(fault(path, [{ scheme: '*', versions: '*' }], 'AccreditationCredential')).toEqual([])
    expect(fault(path, [{ scheme: '*', versions: 'vers:generic/1.0' }], 'AccreditationCredential')).toEqual([
      'SCHEMA_INVALID /credentialSubject/accreditedFor/schemes/0/versions',
    ])
  })

  it.each(['actions', 'schemes', 'criteria', 'maxAssuranceLevel', 'productClasses', 'jurisdictions'])(
    'THREAT-058 a scope without %s is refused, never read as everything',
    (member) => {
      expect(fault([...scope, member], undefined, 'AccreditationCredential')).toEqual([
        'SCHEMA_INVALID /credentialSubject/accreditedFor',
      ])
    },
  )
})

describe('evidence', () => {
  it('that is confidential says no place', () => {
    const path = ['credentialSubject', 'conformity', 'assessments', 0, 'evidence', 0, 'classification']
    expect(fault(path, 'confidential')).toEqual([
      'SCHEMA_INVALID /credentialSubject/conformity/assessments/0/evidence/0/url',
    ])
    expect(fault(path, 'restricted')).toEqual([])
  })
})

describe('what a problem shows of the document', () => {
  it('THREAT-043 is short and cannot move a cursor', () => {
    const [found] = checkSchema(
      'ConformityCertificate',
      withValue(certificate, ['issuer', 'id'], `\u001b[31m${'x'.repeat(2000)}`),
    )
    expect(found?.actual).toMatch(/^"\\u\{1b\}\[31mx+…"$/)
    expect(found?.actual?.length).toBeLessThan(70)
  })

  it('is "nothing" for what is not there', () => {
    expect(checkSchema('ConformityCertificate', withValue(certificate, ['issuer'], undefined))[0]?.actual).toBe(
      'nothing',
    )
  })
})

it('THREAT-039 no pattern takes long over a text that almost fits', () => {
  const attacks = [
    'https://a.example/',
    'https://',
    'did:web:',
    'did:key:',
    'pkg:a/',
    'urn:aa:',
    'vers:a/',
    'urn:uuid:0b9d3f4e-52c7-4a1d-8e6b-2f7a90c1d3e5#',
    '',
  ].flatMap((start) =>
    ['a', 'a.', 'a-', '.', '/', '%41', 'a%2E', ':a', '/..a', '-'].map((part) => `${start}${part.repeat(2000)}\u0000`),
  )
  const documents = attacks
    .flatMap((attack) => attack.slice(-2048))
    .flatMap((attack) =>
      [...places(certificate)]
        .filter(([, value]) => typeof value === 'string')
        .map(([path]) => withValue(certificate, path, attack)),
    )
  const all = () => {
    for (const document of documents) checkSchema('ConformityCertificate', document)
  }
  expect(quickest(all) / documents.length).toBeLessThan(5)
})

describe('the fixtures', () => {
  it.each(['small', 'full'])('%s.certificate.json is valid and in the one JSON form', (name) => {
    const file = new URL(`../../../../test/fixtures/${name}.certificate.json`, import.meta.url)
    const document = JSON.parse(readFileSync(file, 'utf8'))
    expect(checkSchema('ConformityCertificate', document)).toEqual([])
    expect(checkJsonForm(document)).toEqual([])
  })
})
