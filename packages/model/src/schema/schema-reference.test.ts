import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkSchemaReference, type SchemaType, schemaByDigest, schemaReference } from './schema-reference.js'
import { withValue } from './testing/mutate.js'
import { SAMPLE_DOCUMENTS } from './testing/sample-documents.js'

const types = Object.keys(SAMPLE_DOCUMENTS) as SchemaType[]
const certificate = SAMPLE_DOCUMENTS.ConformityCertificate

describe('the reference to a schema', () => {
  it.each(types)('of %s is the digest of the exact bytes that the package carries', (type) => {
    const { id, digestSRI } = schemaReference(type)
    const bytes = readFileSync(new URL(`../..${new URL(id).pathname}`, import.meta.url))
    expect(digestSRI).toBe(`sha384-${createHash('sha384').update(bytes).digest('base64')}`)
    expect(JSON.parse(bytes.toString()).$id).toBe(id)
    expect(schemaByDigest(digestSRI)).toBe(type)
  })

  it('is unknown for any other digest', () => {
    expect(schemaByDigest('sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=')).toBeUndefined()
    expect(schemaByDigest('')).toBeUndefined()
    expect(schemaByDigest('constructor')).toBeUndefined()
  })
})

describe('THREAT-059 credentialSchema', () => {
  const found = (member: string, value: string | undefined) =>
    checkSchemaReference('ConformityCertificate', withValue(certificate, ['credentialSchema', member], value)).map(
      ({ code, pointer }) => `${code} ${pointer}`,
    )

  it('that is exactly ours passes', () => {
    expect(checkSchemaReference('ConformityCertificate', certificate)).toEqual([])
  })

  it('with an unknown id', () => {
    expect(found('id', 'https://evil.example/schemas/certificate/v1.json')).toEqual([
      'SCHEMA_INVALID /credentialSchema/id',
    ])
  })

  it('with the digest of another schema, known or not', () => {
    const expected = ['SCHEMA_INVALID /credentialSchema/digestSRI']
    expect(found('digestSRI', schemaReference('ConformityDeclaration').digestSRI)).toEqual(expected)
    expect(found('digestSRI', 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=')).toEqual(expected)
  })

  it('with another type, or a member missing', () => {
    expect(found('type', 'JsonSchemaCredential')).toEqual(['SCHEMA_INVALID /credentialSchema/type'])
    expect(found('digestSRI', undefined)).toEqual(['SCHEMA_INVALID /credentialSchema/digestSRI'])
  })

  it('of a declaration under a certificate', () => {
    const swapped = { ...certificate, credentialSchema: { ...schemaReference('ConformityDeclaration') } }
    expect(checkSchemaReference('ConformityCertificate', swapped).map(({ pointer }) => pointer)).toEqual([
      '/credentialSchema/id',
      '/credentialSchema/digestSRI',
    ])
  })

  it.each([null, [], 'x', undefined])('that is %j', (value) => {
    const document = withValue(certificate, ['credentialSchema'], value)
    expect(checkSchemaReference('ConformityCertificate', document)).toMatchObject([
      { code: 'SCHEMA_INVALID', pointer: '/credentialSchema' },
    ])
  })

  it('of something that is no object', () => {
    expect(checkSchemaReference('ConformityCertificate', null)).toMatchObject([{ code: 'SCHEMA_INVALID' }])
  })
})
