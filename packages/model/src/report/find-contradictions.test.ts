import { describe, expect, it } from 'vitest'
import type { Catalogue } from '../catalogue/catalogue.js'
import { findContradictions } from './find-contradictions.js'
import type { CountedResult } from './findings.js'
import type { CountedClaim } from './group-findings.js'

const ID = 'https://alliance.example/catalogues/sample'
const criterion = (name: string, changes: object = {}) => ({
  id: `${ID}/1.0#${name}`,
  title: { en: name },
  text: { en: name },
  topic: 'sample',
  required: true,
  notApplicableAllowed: false,
  status: 'active' as const,
  ...changes,
})
const catalogue: Catalogue = {
  id: ID,
  version: '1.0',
  owner: 'did:web:alliance.example',
  illustrative: true,
  validFrom: '2026-01-01T00:00:00Z',
  principles: [
    {
      id: `${ID}/1.0#p`,
      title: { en: 'p' },
      text: { en: 'p' },
      criteria: [
        criterion('one'),
        criterion('two'),
        criterion('optional', { required: false }),
        criterion('gone', { status: 'withdrawn' }),
      ],
    },
  ],
  crosswalk: [],
}

type Said = readonly [name: string, result: CountedResult['result'], changes?: Partial<CountedResult>]
function claim(credential: string, said: readonly Said[], changes: Partial<CountedClaim> = {}): CountedClaim {
  return {
    product: 'pkg:generic/gate',
    attestationType: 'certification',
    catalogue: { id: ID, version: '1.0' },
    results: said.map(([name, result, more]) => ({
      criterion: `${ID}/1.0#${name}`,
      result,
      hasRationale: false,
      level: 'substantial',
      party: 'third',
      credential,
      issuer: { id: 'did:web:lab.example', name: 'Lab' },
      assessedOn: '2026-05-01T00:00:00Z',
      ...more,
    })),
    ...changes,
  }
}
const brief = (claims: readonly CountedClaim[], catalogues = [catalogue]) =>
  findContradictions({ claims, catalogues }).map(
    ({ criterion: id, between: [one, other] }) => `${id.split('#')[1]}: ${one.credential} against ${other.credential}`,
  )
const [yes, no] = [claim('a', [['one', 'conforms']]), claim('b', [['one', 'doesNotConform']])]

describe('contradictions between credentials (specification, section 2)', () => {
  it('are told of both, whatever their order', () => {
    expect(brief([yes, no])).toEqual(['one: a against b', 'one: b against a'])
    expect(brief([no, yes])).toEqual(['one: a against b', 'one: b against a'])
  })

  it.each(['conformsWithConditions', 'partial'] as const)('are there too where one says %s', (result) => {
    expect(brief([claim('a', [['one', result]]), no])).toHaveLength(2)
  })

  it.each(['notApplicable', 'notAssessed', 'doesNotConform'] as const)('are none where one says %s', (result) => {
    expect(brief([claim('a', [['one', result]]), no])).toEqual([])
  })

  it.each(['optional', 'gone'])('are none on a criterion that is %s', (name) => {
    expect(brief([claim('a', [[name, 'conforms']]), claim('b', [[name, 'doesNotConform']])])).toEqual([])
  })

  it.each<[string, Partial<CountedClaim>]>([
    ['product', { product: 'pkg:generic/other' }],
    ['attestation type', { attestationType: 'declaration' }],
    ['catalogue version', { catalogue: { id: ID, version: '2.0' } }],
  ])('are none across another %s', (_, changes) => {
    expect(brief([yes, claim('b', [['one', 'doesNotConform']], changes)])).toEqual([])
  })

  it('are none of one credential with itself', () => {
    const both: readonly Said[] = [
      ['one', 'conforms'],
      ['one', 'doesNotConform'],
    ]
    expect(brief([claim('a', both), claim('b', [['two', 'conforms']])])).toEqual([])
    expect(brief([claim('a', both), no])).toEqual(['one: a against b', 'one: b against a'])
  })

  it('are none where a crosswalk joined a part that is fulfilled in part with one that is not', () => {
    const carried = { carried: { from: `${ID}/0.9#one`, relation: 'narrower' } } as const
    expect(brief([claim('a', [['one', 'partial', carried]]), no])).toEqual([])
  })

  it('are told once for each credential and criterion', () => {
    const others = Array.from({ length: 30 }, (_, index) => claim(`n${index}`, [['one', 'doesNotConform']]))
    expect(brief([yes, ...others])).toHaveLength(31)
    const twice = claim('a', [
      ['one', 'conforms'],
      ['one', 'partial'],
    ])
    expect(brief([twice, no])).toEqual(['one: a against b', 'one: b against a'])
  })

  it('are none without the catalogue', () => {
    expect(brief([yes, no], [])).toEqual([])
  })
})
