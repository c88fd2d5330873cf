import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { generate } from '../../scripts/generate.mjs'
import { lastFault, VALIDATORS } from '../generated/validators.js'
import { type SchemaType, schemaReference } from './schema-reference.js'
import { mutations } from './testing/mutate.js'
import { SAMPLE_DOCUMENTS } from './testing/sample-documents.js'

const packageFolder = new URL('../../', import.meta.url)
const types = Object.keys(SAMPLE_DOCUMENTS) as SchemaType[]

describe('what is derived from the schema definitions', () => {
  it.each([...generate().keys()])('%s is committed as it would be written', (path) => {
    expect(readFileSync(new URL(path, packageFolder), 'utf8')).toBe(generate().get(path))
  })

  it('THREAT-039 runs no code made at run time and loads no schema compiler', () => {
    const code = readFileSync(new URL('src/generated/validators.ts', packageFolder), 'utf8')
    expect(code).not.toMatch(/\b(?:import|require|eval|Function)\b\s*[({'"]/)
    expect(code).not.toMatch(/^import /m)
  })
})

describe.each(types)('the compiled validator of %s and Ajv over the published schema', (type) => {
  const path = new URL(schemaReference(type).id).pathname
  const schema = JSON.parse(readFileSync(new URL(`.${path}`, packageFolder), 'utf8'))
  const ajv = new Ajv2020({ strict: false })
  const oracle = ajv.compile(schema)

  it('agree that the sample is valid', () => {
    expect(oracle(SAMPLE_DOCUMENTS[type])).toBe(true)
    expect(VALIDATORS[type](SAMPLE_DOCUMENTS[type])).toBe(true)
  })

  it('agree on every mutation, on verdict, keyword and pointer', () => {
    let refused = 0
    for (const { name, document } of mutations(SAMPLE_DOCUMENTS[type])) {
      const expected = oracle(document)
      expect(VALIDATORS[type](document), name).toBe(expected)
      if (expected) continue
      refused++
      const error = oracle.errors?.[0]
      const member = error?.keyword === 'additionalProperties' ? `/${escaped(error.params['additionalProperty'])}` : ''
      expect({ name, keyword: lastFault()?.keyword, pointer: lastFault()?.pointer }).toEqual({
        name,
        keyword: error?.keyword,
        pointer: `${error?.instancePath}${member}`,
      })
    }
    expect(refused).toBeGreaterThan(50)
  })
})

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}
