import { describe, expect, it } from 'vitest'
import { type AssessmentResult, RESULTS } from '../credential/credential.js'
import { findPrinciple } from '../report/find-principle.js'
import type { CountedResult } from '../report/findings.js'
import { carryOver } from './carry-over.js'
import type { Catalogue, CrosswalkEntry } from './catalogue.js'

const ID = 'https://alliance.example/catalogues/sample'

function catalogue(version: string, names: readonly string[], crosswalk: readonly CrosswalkEntry[] = []): Catalogue {
  return {
    id: ID,
    version,
    owner: 'did:web:alliance.example',
    illustrative: true,
    validFrom: '2026-01-01T00:00:00Z',
    ...(version === '1.0' ? {} : { supersedes: { id: ID, version: '1.0' } }),
    principles: [
      {
        id: `${ID}/${version}#p`,
        title: { en: 'P' },
        text: { en: 'P' },
        criteria: names.map((name) => ({
          id: name,
          title: { en: name },
          text: { en: name },
          topic: 'sample',
          required: true,
          notApplicableAllowed: false,
          status: 'active' as const,
        })),
      },
    ],
    crosswalk,
  }
}

function counted(criterion: string, result: AssessmentResult, credential = 'urn:uuid:1'): CountedResult {
  return {
    criterion,
    result,
    hasRationale: true,
    level: 'high',
    party: 'third',
    credential,
    issuer: { id: 'did:web:lab.example', name: 'Lab' },
    assessedOn: '2026-05-01T00:00:00Z',
  }
}

const older = catalogue('1.0', ['old.a', 'old.b', 'old.c'])
const newer = (...crosswalk: readonly CrosswalkEntry[]) => catalogue('2.0', ['new.a', 'new.b'], crosswalk)
const map = (from: string, to: string, relation: 'exact' | 'narrower' | 'broader'): CrosswalkEntry => ({
  from,
  to,
  relation,
  note: 'why',
})

/** Which results carry: written out for each relation of the older criterion to the newer one. */
const CARRIES = {
  exact: 'conforms conformsWithConditions partial doesNotConform notApplicable notAssessed',
  broader: 'conforms conformsWithConditions',
  narrower: 'partial doesNotConform',
} as const

describe('results under another catalogue version (specification, section 9, step 10)', () => {
  for (const relation of ['exact', 'broader', 'narrower'] as const) {
    for (const result of RESULTS) {
      const carries = CARRIES[relation].split(' ').includes(result)
      it(`${result} on a criterion that is ${relation} ${carries ? 'carries over' : 'does not carry over'}`, () => {
        const one = counted('old.a', result)
        const to = newer(map('old.a', 'new.a', relation))
        const { results, carriedOver } = carryOver({ results: [one], from: older, to })
        const expected = { ...one, criterion: 'new.a', carried: { from: 'old.a', relation } }
        expect(results).toEqual(carries ? [expected] : [])
        expect(carriedOver).toEqual([
          { credential: 'urn:uuid:1', from: 'old.a', to: 'new.a', relation, result, carried: carries, note: 'why' },
        ])
      })
    }
  }

  it('what the crosswalk drops, or does not mention, does not carry over', () => {
    const to = newer({ from: 'old.a', relation: 'none', note: 'dropped' })
    const results = [counted('old.a', 'conforms'), counted('old.b', 'conforms'), counted('elsewhere', 'conforms')]
    const { results: carried, carriedOver } = carryOver({ results, from: older, to })
    expect(carried).toEqual([])
    expect(carriedOver.map(({ from, carried, note }) => [from, carried, note])).toEqual([
      ['old.a', false, 'dropped'],
      ['old.b', false, ''],
      ['elsewhere', false, ''],
    ])
  })

  it('one criterion may be split in two, and two joined in one', () => {
    const to = newer(
      map('old.a', 'new.a', 'broader'),
      map('old.a', 'new.b', 'broader'),
      map('old.b', 'new.a', 'narrower'),
    )
    const { results } = carryOver({
      results: [counted('old.a', 'conforms'), counted('old.b', 'doesNotConform')],
      from: older,
      to,
    })
    expect(results.map(({ criterion, result }) => [criterion, result])).toEqual([
      ['new.a', 'conforms'],
      ['new.b', 'conforms'],
      ['new.a', 'doesNotConform'],
    ])
  })

  it.each<[string, Catalogue]>([
    [
      'supersedes nothing',
      {
        ...catalogue('3.0', ['new.a'], [map('old.a', 'new.a', 'exact')]),
        supersedes: undefined,
      } as unknown as Catalogue,
    ],
    [
      'supersedes another version',
      { ...newer(map('old.a', 'new.a', 'exact')), supersedes: { id: ID, version: '0.9' } },
    ],
    [
      'supersedes another catalogue',
      { ...newer(map('old.a', 'new.a', 'exact')), supersedes: { id: `${ID}-x`, version: '1.0' } },
    ],
  ])('nothing carries over to a catalogue that %s', (_, to) => {
    const { results, carriedOver } = carryOver({ results: [counted('old.a', 'conforms')], from: older, to })
    expect(results).toEqual([])
    expect(carriedOver).toMatchObject([{ carried: false, relation: 'none' }])
  })

  it('a target that the newer catalogue does not have receives nothing', () => {
    const { results } = carryOver({
      results: [counted('old.a', 'conforms')],
      from: older,
      to: newer(map('old.a', 'new.z', 'exact')),
    })
    expect(results).toEqual([])
  })

  it('bad news about a part is not lost beside good news about the whole', () => {
    const to = newer(map('old.a', 'new.a', 'narrower'), map('old.b', 'new.b', 'exact'))
    const { results } = carryOver({
      results: [counted('old.a', 'doesNotConform'), counted('old.b', 'conforms')],
      from: older,
      to,
    })
    const [principle] = to.principles
    if (principle === undefined) throw new Error('no principle')
    const native = counted('new.a', 'conforms', 'urn:uuid:2')
    expect(findPrinciple({ principle, results: [...results, native] }).finding).toBe('conflict')
    expect(findPrinciple({ principle, results }).finding).toBe('notMet')
  })

  it('fulfilled parts do not make a whole', () => {
    const to = newer(
      map('old.a', 'new.a', 'narrower'),
      map('old.b', 'new.a', 'narrower'),
      map('old.c', 'new.b', 'exact'),
    )
    const { results } = carryOver({
      results: ['old.a', 'old.b', 'old.c'].map((id) => counted(id, 'conforms')),
      from: older,
      to,
    })
    const [principle] = to.principles
    if (principle === undefined) throw new Error('no principle')
    expect(findPrinciple({ principle, results })).toMatchObject({ finding: 'partial', fulfilled: 1, required: 2 })
  })
})
