import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Catalogue } from './catalogue.js'
import { parseCatalogue } from './parse-catalogue.js'

function read(version: string): { readonly text: string; readonly catalogue: Catalogue } {
  const bytes = readFileSync(new URL(`../../catalogues/trusted-tech-${version}.json`, import.meta.url))
  const parsed = parseCatalogue(bytes)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return { text: bytes.toString(), catalogue: parsed.value }
}

const criteriaOf = ({ principles }: Catalogue) =>
  new Map(principles.flatMap(({ criteria }) => criteria.map((one) => [one.id, one])))
const older = read('1.0').catalogue
const newer = read('2.0').catalogue

describe.each(['1.0', '2.0'])('the sample catalogue %s', (version) => {
  const { text, catalogue } = read(version)

  it('says inside its bytes that it is a sample of the alliance under .example', () => {
    expect(catalogue).toMatchObject({
      id: 'https://alliance.example/catalogues/trusted-tech',
      version,
      owner: 'did:web:alliance.example',
      illustrative: true,
    })
  })

  it('has five principles of three to six criteria, with ids below its own', () => {
    expect(catalogue.principles).toHaveLength(5)
    for (const { id, criteria } of catalogue.principles) {
      expect(id.startsWith(`${catalogue.id}/${version}#`)).toBe(true)
      expect(criteria.length).toBeGreaterThanOrEqual(3)
      expect(criteria.length).toBeLessThanOrEqual(6)
      for (const criterion of criteria) expect(criterion.id.startsWith(`${id}.`)).toBe(true)
      expect(criteria.some(({ required }) => required)).toBe(true)
    }
  })

  it('asks for something that an assessor can look at in each criterion', () => {
    for (const { text } of criteriaOf(catalogue).values()) expect(text['en']?.length).toBeGreaterThan(120)
  })

  it('keeps its bytes: two spaces, members in order, one line end at the end', () => {
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`)
  })
})

describe('the crosswalk from 1.0 to 2.0', () => {
  const from = criteriaOf(older)
  const to = criteriaOf(newer)

  it('names every criterion of 1.0, and only those', () => {
    expect(newer.supersedes).toEqual({ id: older.id, version: older.version })
    expect([...new Set(newer.crosswalk.map((entry) => entry.from))].sort()).toEqual([...from.keys()].sort())
  })

  it('is sorted by the older criterion', () => {
    const ids = newer.crosswalk.map((entry) => entry.from)
    expect(ids).toEqual([...ids].sort())
  })

  it('says exact only where both ask for the same, in the same words', () => {
    for (const entry of newer.crosswalk) {
      const same = entry.to !== undefined && from.get(entry.from)?.text['en'] === to.get(entry.to)?.text['en']
      expect(entry.relation === 'exact', entry.from).toBe(same)
    }
  })

  it('uses every relation', () => {
    expect(new Set(newer.crosswalk.map(({ relation }) => relation))).toEqual(
      new Set(['exact', 'narrower', 'broader', 'none']),
    )
  })
})
