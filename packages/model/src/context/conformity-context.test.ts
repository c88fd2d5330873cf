import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import jsonld from 'jsonld'
import { beforeAll, describe, expect, it } from 'vitest'
import { PROFILE_CONTEXT, VCDM_CONTEXT } from '../credential/constants.js'
import type { Json, JsonObject } from '../json/json.js'
import { checkJsonForm } from '../json/json-form.js'
import { checkSchema } from '../schema/check-schema.js'
import type { SchemaType } from '../schema/schema-reference.js'
import { mutations, places, withValue } from '../schema/testing/mutate.js'
import { SAMPLE_DOCUMENTS } from '../schema/testing/sample-documents.js'

const repository = fileURLToPath(new URL('../../../../', import.meta.url))
const vectors = resolve(repository, process.env['TTA_VECTORS'] ?? '../shared/vectors')
const vcdm = resolve(vectors, 'vcdm2-related-resource/credentials-v2-normative.jsonld')
const present = existsSync(vcdm)

const read = (path: string): JsonObject => JSON.parse(readFileSync(path, 'utf8'))
const vcdmContext = present ? read(vcdm) : {}
const ours = read(resolve(repository, 'packages/model/contexts/conformity-v1.jsonld'))
const types = Object.keys(SAMPLE_DOCUMENTS) as SchemaType[]

async function documentLoader(url: string) {
  const document = url === PROFILE_CONTEXT ? ours : url === VCDM_CONTEXT ? vcdmContext : undefined
  if (document === undefined) throw new Error(`nothing is fetched, not even ${url}`)
  return { contextUrl: null, documentUrl: url, document }
}

/** Canonical N-Quads; safe mode refuses every term, type or value that the contexts do not define. */
function canonize(document: Json): Promise<string> {
  const options = { algorithm: 'RDFC-1.0', format: 'application/n-quads', documentLoader, safe: true }
  return jsonld.canonize(document, options)
}

describe('the context file', () => {
  it('defines every term, and nothing by a vocabulary', () => {
    const text = JSON.stringify(ours)
    expect(text).not.toContain('@vocab')
    expect(text).not.toContain('@base')
    for (const [path, value] of places(ours)) {
      if (path.at(-1) === '@context') expect((value as JsonObject)['@protected'], path.join('/')).toBe(true)
    }
  })
})

if (!present && process.env['CI'] !== undefined) {
  it('finds the VCDM 2.0 context among the public vectors', () => expect(vcdm).toBe('present'))
}

describe.skipIf(!present)('JSON-LD over the VCDM 2.0 context and ours (public vectors present)', () => {
  it.each(types)('%s has no member and no type that the contexts do not define', async (type) => {
    const quads = await canonize(SAMPLE_DOCUMENTS[type])
    expect(quads.split('\n').length).toBeGreaterThan(5)
  })

  it.each(types)('THREAT-055a no edit of %s that schema and JSON form let through is hidden from RDF', async (type) => {
    const document = SAMPLE_DOCUMENTS[type]
    const before = await canonize(document)
    let seen = 0
    for (const { name, document: edited } of [...mutations(document), ...smallEdits(document)]) {
      if (checkSchema(type, edited).length > 0 || checkJsonForm(edited).length > 0) continue
      seen++
      expect(await canonize(edited).catch(() => 'refused'), name).not.toBe(before)
    }
    expect(seen).toBeGreaterThan(3)
  })

  it.each(readdirSync(resolve(repository, 'test/fixtures')))('%s is covered', async (name) => {
    const quads = await canonize(read(resolve(repository, 'test/fixtures', name)))
    expect(quads).toContain('<https://trusted-tech.example/ns/conformity#result> "conforms"')
  })

  it('keeps texts with their language, dates, numbers and digests with their type', async () => {
    const quads = await canonize(SAMPLE_DOCUMENTS.ConformityCertificate)
    expect(quads).toContain('#rationale> "Why"@en')
    expect(quads).toContain('#assessedOn> "2026-10-01T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>')
    expect(quads).toContain('#size> "1024"^^<http://www.w3.org/2001/XMLSchema#integer>')
    expect(quads).toContain('#interval> "P365D"^^<http://www.w3.org/2001/XMLSchema#duration>')
    expect(quads).toMatch(/#criterion> <https:\/\/alliance\.example\/\S+#secure-development\.sbom>/)
    expect(await canonize(SAMPLE_DOCUMENTS.AccreditationCredential)).toContain(
      '#requireLogged> "false"^^<http://www.w3.org/2001/XMLSchema#boolean>',
    )
  })

  it('THREAT-053 a term that no context defines is refused, at every level', async () => {
    const document = SAMPLE_DOCUMENTS.ConformityCertificate
    const objects = [...places(document)].filter(([, value]) => typeof value === 'object' && !Array.isArray(value))
    for (const [path] of objects) {
      if (['rationale', 'text', 'name'].includes(String(path.at(-1)))) continue
      await expect(canonize(withValue(document, [...path, 'undefinedTerm'], 'x')), path.join('/')).rejects.toThrow()
    }
  })

  it.each(['Assessment', 'ConformityCertificate', 'Product', 'binding', 'name', 'digestSRI'])(
    'THREAT-054 a further context cannot redefine %s',
    async (term) => {
      const evil = { [term]: 'https://evil.example/ns#term' }
      const contexts = [...(SAMPLE_DOCUMENTS.ConformityCertificate['@context'] as Json[]), evil]
      await expect(canonize({ ...SAMPLE_DOCUMENTS.ConformityCertificate, '@context': contexts })).rejects.toThrow(
        /protected/,
      )
    },
  )

  it('THREAT-055 no other context is loaded', async () => {
    const contexts = [...(SAMPLE_DOCUMENTS.ConformityCertificate['@context'] as Json[]), 'https://evil.example/context']
    await expect(canonize({ ...SAMPLE_DOCUMENTS.ConformityCertificate, '@context': contexts })).rejects.toThrow()
  })
})

beforeAll(() => {
  if (!present) console.warn(`skipped: ${vcdm.split('/').slice(-2).join('/')} is not there`)
})

/** Every text, number and flag changed a little, so that most of the results are still valid. */
function* smallEdits(document: JsonObject): Generator<{ readonly name: string; readonly document: Json }> {
  for (const [path, value] of places(document)) {
    const name = path.join('/')
    if (typeof value === 'number') yield { name, document: withValue(document, path, value + 1) }
    if (typeof value === 'boolean') yield { name, document: withValue(document, path, !value) }
    if (typeof value !== 'string') continue
    const digit = value.replace(/[0-9](?=[^0-9]*$)/, (last) => String((Number(last) + 1) % 10))
    for (const edited of [`${value}x`, digit])
      if (edited !== value) yield { name, document: withValue(document, path, edited) }
    if (!ENUMERATED.has(value)) continue
    for (const other of ENUMERATED) if (other !== value) yield { name, document: withValue(document, path, other) }
  }
}

/** Two of each set of words, so that each can become another that the schema knows. */
const ENUMERATED: ReadonlySet<string> = new Set(
  [
    'substantial basic high',
    'conformsWithConditions partial',
    'testing audit',
    'public restricted',
    'supports counters',
  ]
    .concat(['third first', 'model batch', 'established declared', 'vendor user', 'challenge origin', 'gtin url'])
    .flatMap((words) => words.split(' ')),
)
