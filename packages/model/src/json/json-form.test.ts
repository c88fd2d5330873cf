import { describe, expect, it } from 'vitest'
import { quickest } from '../testing/quickest.js'
import type { Json, JsonObject } from './json.js'
import { checkJsonForm } from './json-form.js'
import { resolvePointer } from './json-pointer.js'

// biome-ignore lint/suspicious/noExplicitAny: these tests break documents in ways that no type allows
type Editable = any

const ID = 'urn:uuid:6f2a0b6e-8a41-4f0e-9a34-0d3a5f2c77aa'

/** A document with each construct of the profile, in its one form. */
function certificate(): Record<string, Editable> {
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://trusted-tech.example/ns/conformity/v1'],
    id: ID,
    type: ['VerifiableCredential', 'ConformityCertificate'],
    issuer: { id: 'did:web:assessor.example', name: 'Example Assessor' },
    name: [
      { '@language': 'en', '@value': 'Certificate' },
      { '@language': 'fr', '@value': 'Certificat' },
    ],
    description: { '@value': 'A certificate', '@language': 'en' },
    credentialStatus: [
      { id: `${ID}#revocation`, statusListIndex: '7' },
      { id: `${ID}#suspension`, statusListIndex: '7' },
    ],
    credentialSubject: {
      id: 'pkg:npm/gateway',
      type: 'Product',
      manufacturer: {
        id: 'did:key:z6MkNorthwind',
        name: 'Northwind',
        registrations: [
          { scheme: 'duns', value: '1' },
          { scheme: 'lei', value: '0' },
        ],
      },
      market: ['EU', 'US'],
      counts: [2, 10],
      exclusions: [{ id: `${ID}#x1`, type: 'Remark', text: { en: 'Not the cloud', id: 'Bukan awan', 'zh-hans': '…' } }],
      conformity: {
        assessments: [
          { id: `${ID}#a1`, rationale: { en: 'Audit', id: 'Audit' }, evidence: [{ id: `${ID}#a1-e1`, size: 0 }] },
          { id: `${ID}#a2`, passed: false, evidence: [{ id: `${ID}#a2-e1` }] },
        ],
      },
    },
  }
}

function problemsOf(document: Json): string[] {
  return checkJsonForm(document).map((p) => `${p.code} ${p.pointer}`)
}

/** The problems of the certificate after one edit of the value that `pointer` leads to. */
function afterEdit(pointer: string, edit: (value: Editable) => void): string[] {
  const document = certificate()
  edit(resolvePointer(document as JsonObject, pointer))
  return problemsOf(document as JsonObject)
}

describe('specification section 3.1: one JSON form per meaning', () => {
  it('the form that the profile issues has no problem', () => {
    expect(problemsOf(certificate())).toEqual([])
  })

  const SUBJECT = '/credentialSubject'
  it.each<[string, string, (value: Editable) => void, string]>([
    ['null', '', (d) => (d.validFrom = null), '/validFrom'],
    ['null in an array', `${SUBJECT}/market`, (m) => m.splice(0, 2, null), `${SUBJECT}/market/0`],
    ['an empty array', '', (d) => (d.credentialStatus = []), '/credentialStatus'],
    ['an empty array as @included', '', (d) => (d['@included'] = []), '/@included'],
    ['an empty object', SUBJECT, (s) => (s.configuration = {}), `${SUBJECT}/configuration`],
    ['an empty language map', `${SUBJECT}/exclusions/0`, (x) => (x.text = {}), `${SUBJECT}/exclusions/0/text`],
    ['@index', SUBJECT, (s) => (s['@index'] = 'x'), `${SUBJECT}/@index`],
    ['@id beside id', SUBJECT, (s) => (s['@id'] = 'x'), `${SUBJECT}/@id`],
    ['@type', SUBJECT, (s) => (s['@type'] = 'Product'), `${SUBJECT}/@type`],
    ['@graph', '', (d) => (d['@graph'] = [{ a: 1 }]), '/@graph'],
    ['a scoped @context', SUBJECT, (s) => (s['@context'] = { name: 'x' }), `${SUBJECT}/@context`],
    [
      'a term as its IRI',
      SUBJECT,
      (s) => (s['https://schema.org/name'] = 'x'),
      `${SUBJECT}/https:~1~1schema.org~1name`,
    ],
    ['a prefixed term', SUBJECT, (s) => (s['schema:name'] = 'x'), `${SUBJECT}/schema:name`],
    ['a relative IRI', SUBJECT, (s) => (s['#name'] = 'x'), `${SUBJECT}/#name`],
    ['an empty name', SUBJECT, (s) => (s[''] = 'x'), `${SUBJECT}/`],
    ['a text as value object', SUBJECT, (s) => (s.versions = { '@value': 'x' }), `${SUBJECT}/versions`],
    ['a typed value', SUBJECT, (s) => (s.n = { '@value': 'x', '@language': 'en', '@type': 'y' }), `${SUBJECT}/n/@type`],
    ['@direction', '/description', (d) => (d['@direction'] = 'rtl'), '/description/@direction'],
    ['an upper-case @language', '/description', (d) => (d['@language'] = 'EN'), '/description/@language'],
    ['a @value that is no text', '/description', (d) => (d['@value'] = 1), '/description/@value'],
    ['@language without @value', '', (d) => (d.description = { '@language': 'en' }), '/description/@language'],
    [
      'an upper-case language tag',
      `${SUBJECT}/exclusions/0/text`,
      (t) => (t['en-GB'] = 'x'),
      `${SUBJECT}/exclusions/0/text/en-GB`,
    ],
    [
      '@none in a language map',
      `${SUBJECT}/exclusions/0/text`,
      (t) => (t['@none'] = 'x'),
      `${SUBJECT}/exclusions/0/text/@none`,
    ],
    [
      'a list in a language map',
      `${SUBJECT}/exclusions/0/text`,
      (t) => (t.en = ['x']),
      `${SUBJECT}/exclusions/0/text/en`,
    ],
    ['texts unsorted', `${SUBJECT}/market`, (m) => m.reverse(), `${SUBJECT}/market/1`],
    ['a text twice', `${SUBJECT}/market`, (m) => m.push('US'), `${SUBJECT}/market/2`],
    ['numbers sorted as text', `${SUBJECT}/counts`, (c) => c.reverse(), `${SUBJECT}/counts/1`],
    ['a number twice', `${SUBJECT}/counts`, (c) => c.push(10), `${SUBJECT}/counts/2`],
    ['objects not sorted by id', '/credentialStatus', (s) => s.reverse(), '/credentialStatus/1'],
    [
      'objects without id unsorted',
      `${SUBJECT}/manufacturer/registrations`,
      (r) => r.reverse(),
      `${SUBJECT}/manufacturer/registrations/1`,
    ],
    [
      'an object without id twice',
      `${SUBJECT}/manufacturer/registrations`,
      (r) => r.push({ value: '0', scheme: 'lei' }),
      `${SUBJECT}/manufacturer/registrations/2`,
    ],
    ['language values unsorted', '/name', (n) => n.reverse(), '/name/1'],
    ['a set in a set', `${SUBJECT}/market`, (m) => m.push(['ZA']), `${SUBJECT}/market/2`],
    ['texts and numbers mixed', `${SUBJECT}/market`, (m) => m.push(1), `${SUBJECT}/market/2`],
    ['a type twice', '/type', (t) => t.push('VerifiableCredential'), '/type/2'],
    ['a blank node identifier', SUBJECT, (s) => (s.id = '_:b0'), `${SUBJECT}/id`],
    [
      "one id on two assessments' evidence",
      `${SUBJECT}/conformity/assessments/1/evidence/0`,
      (e) => (e.id = `${ID}#a1-e1`),
      `${SUBJECT}/conformity/assessments/1/evidence/0/id`,
    ],
    [
      'one id on two assessments',
      `${SUBJECT}/conformity/assessments/1`,
      (a) => (a.id = `${ID}#a1`),
      `${SUBJECT}/conformity/assessments/1/id`,
    ],
    ["the credential's id on the subject", SUBJECT, (s) => (s.id = ID), `${SUBJECT}/id`],
    [
      'issuer and manufacturer in a certificate',
      '/issuer',
      (i) => Object.assign(i, { id: 'did:key:z6MkNorthwind', name: 'Northwind' }),
      `${SUBJECT}/manufacturer/id`,
    ],
  ])('THREAT-055a RDF does not see it, so the form refuses it: %s', (_, pointer, edit, expected) => {
    expect(afterEdit(pointer, edit)).toEqual([`JSON_FORM ${expected}`])
  })

  it.each<[string, string, (value: Editable) => void]>([
    [
      "the order of type and @context is not a set's order",
      '',
      (d) => {
        d.type.reverse()
        d['@context'].reverse()
      },
    ],
    [
      'members in another order',
      '',
      (d) => {
        const id = d.id
        delete d.id
        d.id = id
      },
    ],
    ['a second mention of an id as text', SUBJECT, (s) => (s.supersedes = ID)],
    ['upper case outside of language tags', SUBJECT, (s) => (s.A = 'B')],
  ])('takes %s', (_, pointer, edit) => {
    expect(afterEdit(pointer, edit)).toEqual([])
  })

  it('texts are sorted by UTF-16 code units, not by code points', () => {
    expect(problemsOf({ a: ['\ud83d\ude00', '\ufb33'] })).toEqual([])
    expect(problemsOf({ a: ['\ufb33', '\ud83d\ude00'] })).toEqual(['JSON_FORM /a/1'])
    expect(problemsOf({ a: ['x#a1', 'x#a10', 'x#a2'] })).toEqual([])
  })

  it('objects of which only some have an id are sorted by their canonical text', () => {
    expect(problemsOf({ a: [{ b: 1, id: 'y' }, { c: 1 }] })).toEqual([])
    expect(problemsOf({ a: [{ c: 1 }, { b: 1, id: 'y' }] })).toEqual(['JSON_FORM /a/1'])
  })

  it('reports several problems, in the order of the document', () => {
    expect(problemsOf({ a: null, b: [], c: { 'x:y': 1 }, d: { e: ['b', 'a'] } })).toEqual([
      'JSON_FORM /a',
      'JSON_FORM /b',
      'JSON_FORM /c/x:y',
      'JSON_FORM /d/e/1',
    ])
  })

  it('takes any JSON value without throwing, also those that are no document', () => {
    expect(problemsOf(null)).toEqual(['JSON_FORM '])
    expect(problemsOf([])).toEqual(['JSON_FORM '])
    expect(problemsOf({})).toEqual(['JSON_FORM '])
    expect(problemsOf('text')).toEqual([])
    expect(problemsOf({ a: undefined } as never)).toEqual(['JSON_FORM /a'])
    expect(problemsOf({ a: ['\ud800', '\udfff'] })).toEqual([])
    expect(problemsOf({ a: [{ b: '\ud800' }, { b: 1 }] })).toEqual([])
    expect(problemsOf({ type: 'ConformityDeclaration', issuer: { id: 'x' }, credentialSubject: { id: 'x' } })).toEqual([
      'JSON_FORM /credentialSubject/id',
    ])
    expect(problemsOf([{ id: 'x', a: { id: 'x' } }])).toEqual(['JSON_FORM /0/a/id'])
  })
})

describe('specification section 3.1: issuer and manufacturer of a declaration', () => {
  function declaration(): Record<string, Editable> {
    const document = certificate()
    document['type'] = ['VerifiableCredential', 'ConformityDeclaration']
    document['issuer'] = { id: 'did:key:z6MkNorthwind', name: 'Northwind' }
    return document
  }
  const MANUFACTURER_ID = ['JSON_FORM /credentialSubject/manufacturer/id']

  it('may share their id, in either order of members', () => {
    const document = declaration()
    expect(problemsOf(document)).toEqual([])
    const { issuer, ...rest } = document
    expect(problemsOf({ ...rest, issuer })).toEqual([])
  })

  it.each<[string, (document: Editable) => void]>([
    ['another name', (d) => (d.issuer.name = 'Northwind Ltd')],
    [
      'no name',
      (d) => {
        delete d.issuer.name
        delete d.credentialSubject.manufacturer.name
      },
    ],
    ['a member more on the issuer', (d) => (d.issuer.description = 'x')],
    ['another type of credential', (d) => (d.type[1] = 'ConformityCertificate')],
  ])('but not with %s', (_, edit) => {
    const document = declaration()
    edit(document)
    expect(problemsOf(document)).toEqual(MANUFACTURER_ID)
  })

  it('but not with another object than the two', () => {
    const document = declaration()
    document['credentialSubject'].id = 'did:key:z6MkNorthwind'
    document['credentialSubject'].manufacturer.id = 'did:key:z6MkOther'
    expect(problemsOf(document)).toEqual(['JSON_FORM /credentialSubject/id'])
  })

  it('but no third object', () => {
    const document = declaration()
    document['credentialSubject'].conformity.id = 'did:key:z6MkNorthwind'
    expect(problemsOf(document)).toEqual(['JSON_FORM /credentialSubject/conformity/id'])
  })

  it('but not where the issuer stands twice and the manufacturer is text', () => {
    const document = declaration()
    document['credentialSubject'].manufacturer = 'did:key:z6MkNorthwind'
    document['evidence'] = { id: 'did:key:z6MkNorthwind', name: 'Northwind' }
    expect(problemsOf(document)).toEqual(['JSON_FORM /evidence/id'])
  })
})

describe('specification section 8: presentations', () => {
  const enveloped = (id: string) => ({
    '@context': 'https://www.w3.org/ns/credentials/v2',
    type: 'EnvelopedVerifiableCredential',
    id: `data:application/vc+jwt,${id}`,
  })
  const presentation = (...credentials: Json[]): JsonObject => ({
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiablePresentation'],
    holder: 'did:key:z6MkNorthwind',
    binding: 'challenge',
    verifiableCredential: credentials,
  })

  it("enveloped credentials stand in the presenter's order and have their @context", () => {
    expect(problemsOf(presentation(enveloped('b'), enveloped('a')))).toEqual([])
  })

  it('a credential enveloped twice is for CLAIM_DUPLICATE to name, if both mentions are alike', () => {
    expect(problemsOf(presentation(enveloped('a'), enveloped('a')))).toEqual([])
    expect(problemsOf(presentation(enveloped('a'), { ...enveloped('a'), type: 'Other' }))).toEqual([
      'JSON_FORM /verifiableCredential/1/id',
    ])
  })

  it('neither exemption holds further down', () => {
    const inner = { verifiableCredential: [enveloped('b'), enveloped('a')] }
    expect(problemsOf({ a: inner })).toEqual([
      'JSON_FORM /a/verifiableCredential/1',
      'JSON_FORM /a/verifiableCredential/0/@context',
      'JSON_FORM /a/verifiableCredential/1/@context',
    ])
    expect(problemsOf(presentation({ id: 'x', a: { '@context': 'y' } }))).toEqual([
      'JSON_FORM /verifiableCredential/0/a/@context',
    ])
    expect(problemsOf({ verifiableCredential: { a: { '@context': 'y', b: 1 } } })).toEqual([
      'JSON_FORM /verifiableCredential/a/@context',
    ])
  })

  it('an id inside a presentation and on an enveloped credential is one id on two objects', () => {
    const document = { ...presentation(enveloped('a')), a: { id: 'data:application/vc+jwt,a' } }
    expect(problemsOf(document)).toEqual(['JSON_FORM /a/id'])
  })
})

describe('THREAT-033 the form check is bounded', () => {
  it('stops at 64 problems', () => {
    const hostile = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`x:${i}`, null]))
    expect(checkJsonForm(hostile)).toHaveLength(64)
    expect(checkJsonForm({ a: Array.from({ length: 10_000 }, () => null) })).toHaveLength(64)
    expect(checkJsonForm({ text: hostile })).toHaveLength(64)
  })

  it('THREAT-032 stops at 32 levels, also in a value that contains itself', () => {
    let deep: Json = 'x'
    for (let i = 0; i < 40; i++) deep = { a: deep }
    expect(problemsOf(deep)).toEqual([`LIMIT_DEPTH ${'/a'.repeat(32)}`])
    const loop: Record<string, unknown> = {}
    loop['a'] = loop
    loop['b'] = loop
    expect(problemsOf(loop as never).every((problem) => problem.startsWith('LIMIT_DEPTH'))).toBe(true)
  })

  it.each<[string, Json]>([
    ['many elements', Array.from({ length: 20_000 }, (_, i) => String(i).padStart(5, '0'))],
    ['many objects without id', Array.from({ length: 8_000 }, (_, i) => ({ a: String(i).padStart(5, '0') }))],
    ['sets of objects without id within each other', nestedSets(30, 1_500)],
    ['one id over and over', Array.from({ length: 6_000 }, () => ({ id: 'a' }))],
    [
      'one id over and over, enveloped',
      { verifiableCredential: Array.from({ length: 6_000 }, (_, i) => ({ id: `a${Math.min(i, 3_000)}` })) },
    ],
    ['names of one colon', Object.fromEntries(Array.from({ length: 8_000 }, (_, i) => [`${i}:`, 1]))],
  ])('hostile 64 KiB: %s', (_, document) => {
    const input = { document, ...(document as object) } as never
    expect(quickest(() => checkJsonForm(input))).toBeLessThan(50)
  })
})

function nestedSets(depth: number, width: number): Json {
  let value: Json = Array.from({ length: width }, (_, i) => ({ a: i }))
  for (let i = 0; i < depth / 2 - 1; i++) value = [{ a: value }, { b: 1 }]
  return value
}
