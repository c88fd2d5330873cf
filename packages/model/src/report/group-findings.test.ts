import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Catalogue } from '../catalogue/catalogue.js'
import type { CountedResult } from './findings.js'
import { type CountedClaim, groupFindings } from './group-findings.js'

const RUNS = { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) }
const CATALOGUE = 'https://alliance.example/catalogues/sample'

function catalogue(version: string): Catalogue {
  const criterion = (id: string) => ({
    id: `${CATALOGUE}/${version}#${id}`,
    title: { en: id },
    text: { en: id },
    topic: 'sample',
    required: true,
    notApplicableAllowed: false,
    status: 'active' as const,
  })
  const principle = (id: string) => ({
    id: `${CATALOGUE}/${version}#${id}`,
    title: { en: id },
    text: { en: id },
    criteria: [criterion(`${id}.one`), criterion(`${id}.two`)],
  })
  return {
    id: CATALOGUE,
    version,
    owner: 'did:web:alliance.example',
    illustrative: true,
    validFrom: '2026-01-01T00:00:00Z',
    principles: [principle('governance'), principle('development')],
    crosswalk: [],
  }
}
const catalogues = [catalogue('1.0'), catalogue('2.0')]

function result(criterion: string, change: Partial<CountedResult> = {}): CountedResult {
  return {
    criterion: `${CATALOGUE}/${criterion}`,
    result: 'conforms',
    hasRationale: false,
    level: 'substantial',
    party: 'third',
    credential: 'urn:uuid:1',
    issuer: { id: 'did:web:lab.example', name: 'Lab' },
    assessedOn: '2026-05-01T00:00:00Z',
    ...change,
  }
}

function claim(change: Partial<CountedClaim> = {}): CountedClaim {
  return {
    product: 'pkg:generic/gate',
    attestationType: 'certification',
    catalogue: { id: CATALOGUE, version: '1.0' },
    results: [result('1.0#governance.one'), result('1.0#governance.two')],
    ...change,
  }
}

const brief = (claims: readonly CountedClaim[]) =>
  groupFindings({ claims, catalogues }).map(({ product, attestationType, catalogue: { version }, principles }) => [
    `${product} ${version} ${attestationType}`,
    ...principles.map(({ finding }) => finding),
  ])

describe('groups of findings (specification, section 2)', () => {
  it('has every principle of the catalogue, in its order', () => {
    expect(brief([claim()])).toEqual([['pkg:generic/gate 1.0 certification', 'met', 'notAssessed']])
  })

  it('joins the results of several credentials on one product, catalogue version and attestation type', () => {
    const one = claim({ results: [result('1.0#governance.one')] })
    const two = claim({ results: [result('1.0#governance.two', { credential: 'urn:uuid:2' })] })
    expect(brief([one])).toEqual([['pkg:generic/gate 1.0 certification', 'partial', 'notAssessed']])
    expect(brief([one, two])).toEqual([['pkg:generic/gate 1.0 certification', 'met', 'notAssessed']])
  })

  it('keeps products, catalogue versions and attestation types apart, in one order', () => {
    const claims = [
      claim({ product: 'pkg:generic/lock' }),
      claim({ catalogue: { id: CATALOGUE, version: '2.0' }, results: [result('2.0#governance.one')] }),
      claim({ attestationType: 'declaration' }),
      claim(),
    ]
    const expected = [
      ['pkg:generic/gate 1.0 certification', 'met', 'notAssessed'],
      ['pkg:generic/gate 1.0 declaration', 'met', 'notAssessed'],
      ['pkg:generic/gate 2.0 certification', 'partial', 'notAssessed'],
      ['pkg:generic/lock 1.0 certification', 'met', 'notAssessed'],
    ]
    expect(brief(claims)).toEqual(expected)
    expect(brief([...claims].reverse())).toEqual(expected)
  })

  it("a declaration's result never counts in a certification's finding", () => {
    const certified = claim({ results: [result('1.0#governance.one')] })
    const declared = claim({
      attestationType: 'declaration',
      results: [result('1.0#governance.two', { party: 'first', credential: 'urn:uuid:2' })],
    })
    expect(brief([certified, declared])).toEqual([
      ['pkg:generic/gate 1.0 certification', 'partial', 'notAssessed'],
      ['pkg:generic/gate 1.0 declaration', 'partial', 'notAssessed'],
    ])
    const [certification] = groupFindings({ claims: [certified, declared], catalogues })
    expect(certification?.principles[0]?.party).toBe('third')
  })

  it('whatever is declared, the findings of certifications stay as they are', () => {
    const criterion = fc.constantFrom('1.0#governance.one', '1.0#governance.two', '1.0#development.one')
    const results = fc.array(
      fc.record({
        criterion,
        result: fc.constantFrom('conforms' as const, 'doesNotConform' as const, 'partial' as const),
        credential: fc.constantFrom('urn:uuid:1', 'urn:uuid:2'),
      }),
      { maxLength: 5 },
    )
    const certification = (claims: readonly CountedClaim[]) =>
      groupFindings({ claims, catalogues }).filter(({ attestationType }) => attestationType === 'certification')
    fc.assert(
      fc.property(results, results, (certified, declared) => {
        const make = (list: typeof certified) => list.map(({ criterion: id, ...rest }) => result(id, rest))
        const one = claim({ results: make(certified) })
        const other = claim({ attestationType: 'declaration', results: make(declared) })
        expect(certification([one, other])).toEqual(certification([one]))
        expect(certification([other, one])).toEqual(certification([one]))
      }),
      RUNS,
    )
  })

  it('without the catalogue nothing is found', () => {
    const unknown = claim({ catalogue: { id: CATALOGUE, version: '3.0' } })
    expect(brief([unknown])).toEqual([['pkg:generic/gate 3.0 certification']])
  })

  it('texts that run into each other make no common group', () => {
    const one = claim({ product: 'a', catalogue: { id: 'b","c', version: 'd' } })
    const two = claim({ product: 'a","b', catalogue: { id: 'c', version: 'd' } })
    expect(groupFindings({ claims: [one, two], catalogues })).toHaveLength(2)
  })

  it('of no claim there is no group', () => {
    expect(groupFindings({ claims: [], catalogues })).toEqual([])
  })

  it('takes the largest dossier in no time, also with every result on one criterion', () => {
    const many = Array.from({ length: 64 }, (_, i) =>
      claim({
        results: Array.from({ length: 200 }, () => result('1.0#governance.one', { credential: `urn:uuid:${i}` })),
      }),
    )
    const start = performance.now()
    expect(brief(many)[0]?.[1]).toBe('partial')
    expect(performance.now() - start).toBeLessThan(1000)
  })
})
