import { type Json, type JsonObject, PROFILE_CONTEXTS } from '@trusted-tech/model'
import { openSecured, SECURING_MECHANISMS } from '@trusted-tech/proofs'
import { describe, expect, it } from 'vitest'
import { parseStatement } from './parse-statement.js'
import { accreditationDocument, at, membershipDocument, uuid } from './testing/documents.js'
import { testKey } from './testing/keys.js'
import { ALLIANCE, ASSESSOR, secure } from './testing/trust-world.js'

const document = accreditationDocument({ n: 1, issuer: ALLIANCE, subject: ASSESSOR }) as unknown as JsonObject
const subject = document['credentialSubject'] as JsonObject
async function parse(input: object, listed = false) {
  const opened = openSecured(await secure(input))
  if (!opened.ok) throw new Error('a statement that does not open')
  return parseStatement({ opened: opened.value, listed })
}
const told = (parsed: Awaited<ReturnType<typeof parse>>) =>
  parsed.ok ? 'parsed' : parsed.problems.map(({ code, pointer, about }) => [code, pointer, about])

describe('Specification 3: a statement is read whole or not at all', () => {
  it('an accreditation with its scope ready for comparison', async () => {
    const parsed = await parse(document, true)
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        type: 'AccreditationCredential',
        id: uuid(1),
        issuer: ALLIANCE,
        subject: ASSESSOR,
        signedAt: at('2026-01-01T00:00:00Z'),
        validFrom: at('2026-01-01T00:00:00Z'),
        validUntil: at('2028-01-01T00:00:00Z'),
        listed: true,
        maxLifetimeDays: 730,
        scope: { accreditation: uuid(1), criteria: '*', maxAssuranceLevel: 'high' },
      },
    })
  })

  it('a membership, which grants nothing', async () => {
    const parsed = await parse(membershipDocument({ n: 2, issuer: ALLIANCE, subject: ASSESSOR }))
    expect(parsed).toMatchObject({ ok: true, value: { type: 'MembershipCredential', listed: false } })
    expect(parsed.ok && 'scope' in parsed.value).toBe(false)
  })

  const rows: readonly [string, Json, string, string][] = [
    ['another type', { ...document, type: ['VerifiableCredential', 'ConformityCertificate'] }, 'TYPE', '/type'],
    [
      'two types',
      { ...document, type: ['VerifiableCredential', 'AccreditationCredential', 'MembershipCredential'] },
      'TYPE',
      '/type',
    ],
    ['a type that is a string', { ...document, type: 'AccreditationCredential' }, 'TYPE', '/type'],
    [
      'a context more',
      { ...document, '@context': [...PROFILE_CONTEXTS, 'https://evil.example/v1'] },
      'CONTEXT_NOT_ALLOWED',
      '/@context',
    ],
    [
      'an empty array',
      { ...document, credentialSubject: { ...subject, registrations: [] } },
      'JSON_FORM',
      '/credentialSubject/registrations',
    ],
    [
      'a member nobody knows',
      { ...document, credentialSubject: { ...subject, trusted: true } },
      'SCHEMA_INVALID',
      '/credentialSubject/trusted',
    ],
    [
      'the schema of something else',
      {
        ...document,
        credentialSchema: { ...(document['credentialSchema'] as JsonObject), digestSRI: `sha256-${'A'.repeat(43)}=` },
      },
      'SCHEMA_INVALID',
      '/credentialSchema/digestSRI',
    ],
    ['a day that does not exist', { ...document, validFrom: '2026-02-30T00:00:00Z' }, 'DATE_MALFORMED', '/validFrom'],
    [
      'an end that does not exist',
      { ...document, validUntil: '2027-02-30T00:00:00Z' },
      'DATE_MALFORMED',
      '/validUntil',
    ],
    [
      'an end before its beginning',
      { ...document, validUntil: '2026-01-01T00:00:00Z' },
      'VALIDITY_RANGE',
      '/validUntil',
    ],
    [
      'a scope with an unreadable version range',
      {
        ...document,
        credentialSubject: {
          ...subject,
          accreditedFor: {
            ...(subject['accreditedFor'] as JsonObject),
            schemes: [{ scheme: 'https://alliance.example/c', versions: 'vers:cobol/1' }],
          },
        },
      },
      'SCHEMA_INVALID',
      '/credentialSubject/accreditedFor/schemes/0/versions',
    ],
  ]
  it.each(rows)('%s', async (_name, input, code, pointer) => {
    expect(told(await parse(input as JsonObject))).toEqual([[code, pointer, uuid(1)]])
  })

  it('claims that say something else than the document', async () => {
    const compact = await SECURING_MECHANISMS['vc+jwt'].secure(document, testKey('alliance').signer(`${ALLIANCE}#k1`), {
      signedAt: at('2026-01-01T00:00:00Z'),
      claims: { iss: 'did:web:other.example' },
    })
    const opened = openSecured(compact)
    if (!opened.ok) throw new Error('a statement that does not open')
    expect(told(parseStatement({ opened: opened.value, listed: true }))).toEqual([['CLAIM_CONFLICT', '/iss', uuid(1)]])
  })
})
