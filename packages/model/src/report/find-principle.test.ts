import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Criterion, Principle } from '../catalogue/catalogue.js'
import { ASSURANCE_LEVELS, type AssessmentResult, PARTIES, RESULTS } from '../credential/credential.js'
import { findPrinciple } from './find-principle.js'
import { type CountedResult, FINDINGS, type Finding, type PrincipleFinding } from './findings.js'

const RUNS = { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) }
const PRINCIPLE = 'https://alliance.example/catalogues/sample/1.0#secure-development'

/**
 * Criteria by one letter. `a` `b` `c` are required; of `n` the catalogue allows that it is not applicable; `o` is
 * optional; `w` is required but withdrawn.
 */
const criteria: Readonly<Record<string, Criterion>> = Object.fromEntries(
  ['a', 'b', 'c', 'n', 'o', 'w'].map((letter) => [
    letter,
    {
      id: `${PRINCIPLE}.${letter}`,
      title: { en: letter },
      text: { en: letter },
      topic: 'sample',
      required: letter !== 'o',
      notApplicableAllowed: letter === 'n',
      status: letter === 'w' ? 'withdrawn' : 'active',
    },
  ]),
)
const principleOf = (letters: string): Principle => ({
  id: PRINCIPLE,
  title: { en: 'Secure development' },
  text: { en: 'Secure development' },
  criteria: [...letters].map((letter) => criteria[letter] as Criterion),
})

const SHORT: Readonly<Record<string, AssessmentResult>> = {
  yes: 'conforms',
  cond: 'conformsWithConditions',
  part: 'partial',
  no: 'doesNotConform',
  na: 'notApplicable',
  'na!': 'notApplicable',
  none: 'notAssessed',
}

/** `a:yes b:na!@2`: criterion a conforms by credential 1; b is not applicable, without rationale, by credential 2. */
function resultsOf(notation: string): readonly CountedResult[] {
  return notation
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => {
      const [letter, short, credential = '1'] = word.split(/[:@]/) as [string, string, string?]
      return counted({
        criterion: `${PRINCIPLE}.${letter}`,
        result: SHORT[short] as AssessmentResult,
        hasRationale: short !== 'na!',
        credential: `urn:uuid:${credential}`,
      })
    })
}

function counted(change: Partial<CountedResult>): CountedResult {
  return {
    criterion: `${PRINCIPLE}.a`,
    result: 'conforms',
    hasRationale: true,
    level: 'substantial',
    party: 'third',
    credential: 'urn:uuid:1',
    issuer: { id: 'did:web:lab.example', name: 'Lab' },
    assessedOn: '2026-05-01T00:00:00Z',
    ...change,
  }
}

const find = (letters: string, notation: string): PrincipleFinding =>
  findPrinciple({ principle: principleOf(letters), results: resultsOf(notation) })

/** Criteria of the principle, results, finding, fulfilled of required. */
const TABLE: readonly (readonly [string, string, Finding, string])[] = [
  // conflict
  ['abc', 'a:yes@1 a:no@2 b:yes c:yes', 'conflict', '2/3'],
  ['abc', 'a:cond@1 a:no@2 b:yes c:yes', 'conflict', '2/3'],
  ['abc', 'a:part@1 a:no@2 b:yes c:yes', 'conflict', '2/3'],
  ['abc', 'a:yes@1 a:no@1 b:yes c:yes', 'conflict', '2/3'],
  ['abc', 'a:yes@1 a:cond@1 b:yes c:yes', 'conflict', '2/3'],
  ['abc', 'a:yes@1 a:part@1', 'conflict', '0/3'],
  ['abc', 'a:yes@1 a:none@1 b:yes c:yes', 'conflict', '2/3'],
  ['n', 'n:yes@1 n:na@1', 'conflict', '0/1'],
  ['abc', 'a:no@1 a:na@1', 'conflict', '0/3'],
  ['abc', 'a:yes@1 a:no@2 a:yes@3', 'conflict', '0/3'],
  // no conflict: different things that do not contradict
  ['abc', 'a:yes@1 a:cond@2 b:yes c:yes', 'metWithConditions', '3/3'],
  ['abc', 'a:yes@1 a:part@2 b:yes c:yes', 'partial', '2/3'],
  ['abc', 'a:cond@1 a:part@2 b:yes c:yes', 'partial', '2/3'],
  ['abc', 'a:yes@1 a:none@2 b:yes c:yes', 'met', '3/3'],
  ['abc', 'a:part@1 a:none@2 b:yes c:yes', 'partial', '2/3'],
  ['abc', 'a:no@1 a:none@2 b:yes c:yes', 'notMet', '2/3'],
  ['abc', 'a:no@1 a:na@2 b:yes c:yes', 'notMet', '2/3'],
  ['abc', 'a:no@1 a:no@2 b:yes c:yes', 'notMet', '2/3'],
  ['n', 'n:yes@1 n:na@2', 'met', '1/1'],
  ['n', 'n:cond@1 n:na@2', 'metWithConditions', '1/1'],
  ['abc', 'a:yes@1 a:yes@1 b:yes c:yes', 'met', '3/3'],
  // notMet
  ['abc', 'a:no b:yes c:yes', 'notMet', '2/3'],
  ['abc', 'a:no', 'notMet', '0/3'],
  ['abc', 'a:no b:no c:no', 'notMet', '0/3'],
  ['abc', 'a:no b:part c:cond', 'notMet', '1/3'],
  ['abc', 'a:no b:none c:na', 'notMet', '0/3'],
  // notAssessed
  ['abc', '', 'notAssessed', '0/3'],
  ['abc', 'a:none b:none c:none', 'notAssessed', '0/3'],
  ['abc', 'a:none', 'notAssessed', '0/3'],
  ['abc', 'a:na b:na c:na', 'notAssessed', '0/3'],
  ['n', 'n:na', 'notAssessed', '1/1'],
  ['n', 'n:na!', 'notAssessed', '0/1'],
  ['o', '', 'notAssessed', '0/0'],
  ['o', 'o:yes', 'notAssessed', '0/0'],
  ['o', 'o:no', 'notAssessed', '0/0'],
  ['w', 'w:yes', 'notAssessed', '0/0'],
  ['abco', 'o:yes', 'notAssessed', '0/3'],
  // partial
  ['abc', 'a:part b:yes c:yes', 'partial', '2/3'],
  ['abc', 'a:part b:part c:part', 'partial', '0/3'],
  ['abc', 'a:part', 'partial', '0/3'],
  ['abc', 'a:yes b:yes', 'partial', '2/3'],
  ['abc', 'a:yes b:yes c:none', 'partial', '2/3'],
  ['abc', 'a:yes b:yes c:na', 'partial', '2/3'],
  ['abn', 'a:yes b:yes n:na!', 'partial', '2/3'],
  ['abc', 'a:yes@1 a:na@2 b:yes c:yes', 'partial', '2/3'],
  ['abc', 'a:part b:cond c:yes', 'partial', '2/3'],
  ['abc', 'a:cond b:cond', 'partial', '2/3'],
  ['abc', 'a:cond b:yes c:na', 'partial', '2/3'],
  // metWithConditions
  ['abc', 'a:cond b:yes c:yes', 'metWithConditions', '3/3'],
  ['abc', 'a:cond b:cond c:cond', 'metWithConditions', '3/3'],
  ['abn', 'a:cond b:yes n:na', 'metWithConditions', '3/3'],
  // met
  ['abc', 'a:yes b:yes c:yes', 'met', '3/3'],
  ['abn', 'a:yes b:yes n:na', 'met', '3/3'],
  ['abc', 'a:yes@1 b:yes@2 c:yes@3', 'met', '3/3'],
  ['abc', 'a:yes@1 b:none@1 c:none@1 a:none@2 b:yes@2 c:yes@2', 'met', '3/3'],
  ['a', 'a:yes', 'met', '1/1'],
  // optional and withdrawn criteria, and those of other principles, decide nothing
  ['abco', 'a:yes b:yes c:yes', 'met', '3/3'],
  ['abco', 'a:yes b:yes c:yes o:no', 'met', '3/3'],
  ['abco', 'a:yes b:yes c:yes o:yes@1 o:no@2', 'met', '3/3'],
  ['abcw', 'a:yes b:yes c:yes', 'met', '3/3'],
  ['abcw', 'a:yes b:yes c:yes w:no', 'met', '3/3'],
  ['abcw', 'a:yes b:yes c:yes w:yes@1 w:no@2', 'met', '3/3'],
  ['ab', 'a:yes b:yes c:no', 'met', '2/2'],
]

describe('when is a principle met? (specification, section 2)', () => {
  it.each(TABLE)('of %s with [%s]: %s, %s', (letters, notation, finding, fulfilled) => {
    const found = find(letters, notation)
    expect(found.finding).toBe(finding)
    expect(`${found.fulfilled}/${found.required}`).toBe(fulfilled)
    expect(found.principle).toBe(PRINCIPLE)
  })

  it('the table has every finding', () => {
    expect(new Set(TABLE.map(([, , finding]) => finding))).toEqual(new Set(FINDINGS))
  })

  it.each([
    ['conflict', 'notMet', 'a:yes@1 a:no@2 b:no'],
    ['conflict', 'notAssessed', 'a:no@1 a:na@1'],
    ['conflict', 'partial', 'a:yes@1 a:no@2 b:part'],
    ['conflict', 'metWithConditions', 'a:yes@1 a:no@2 b:cond c:yes'],
    ['notMet', 'notAssessed', 'a:no b:none c:none'],
    ['notMet', 'partial', 'a:no b:part c:none'],
    ['notMet', 'metWithConditions', 'a:no b:cond c:yes'],
    ['notAssessed', 'partial', 'a:na b:none'],
    ['partial', 'metWithConditions', 'a:part b:cond c:yes'],
    ['metWithConditions', 'met', 'a:cond b:yes c:yes'],
  ] as const)('%s comes before %s', (finding, _, notation) => {
    expect(find('abc', notation).finding).toBe(finding)
  })
})

describe('what a finding rests on', () => {
  it('level and party are the lowest, the date the latest, issuers each once', () => {
    const results = [
      counted({ level: 'high', party: 'third', assessedOn: '2026-05-01T12:00:00Z' }),
      counted({
        criterion: `${PRINCIPLE}.b`,
        level: 'basic',
        party: 'thirdUnconfirmed',
        assessedOn: '2026-05-01T13:00:00+02:00',
      }),
      counted({
        criterion: `${PRINCIPLE}.c`,
        issuer: { id: 'did:web:a.example', name: 'A' },
        assessedOn: '2025-01-01T00:00:00Z',
      }),
    ]
    expect(findPrinciple({ principle: principleOf('abc'), results })).toMatchObject({
      finding: 'met',
      level: 'basic',
      party: 'thirdUnconfirmed',
      since: '2026-05-01T12:00:00Z',
      issuers: [
        { id: 'did:web:a.example', name: 'A' },
        { id: 'did:web:lab.example', name: 'Lab' },
      ],
    })
  })

  it.each(['o', 'w'])('results on %s, which decides nothing, set neither level nor party nor issuer', (letter) => {
    const weak = counted({
      criterion: `${PRINCIPLE}.${letter}`,
      level: 'basic',
      party: 'first',
      issuer: { id: 'did:web:other.example', name: 'Other' },
      assessedOn: '2027-01-01T00:00:00Z',
    })
    const found = findPrinciple({ principle: principleOf(`a${letter}`), results: [counted({}), weak] })
    expect(found).toMatchObject({ level: 'substantial', party: 'third', since: '2026-05-01T00:00:00Z' })
    expect(found.issuers).toHaveLength(1)
  })

  it('a credential that did not assess lends neither its level nor its name', () => {
    const silent = counted({ result: 'notAssessed', level: 'basic', party: 'first', credential: 'urn:uuid:2' })
    const found = findPrinciple({ principle: principleOf('a'), results: [counted({}), silent] })
    expect(found).toMatchObject({ finding: 'met', level: 'substantial', party: 'third' })
  })

  it('a principle that nobody assessed has no level, party or date', () => {
    for (const notation of ['', 'a:none', 'a:na']) {
      const found = find('abc', notation)
      expect(Object.keys(found).sort()).toEqual([
        'criteria',
        'finding',
        'fulfilled',
        'issuers',
        'principle',
        'required',
      ])
      expect(found.issuers).toEqual([])
    }
  })

  it('lists every active criterion in the order of the catalogue, with distinct results', () => {
    expect(find('aow', 'o:no w:no a:none@3 a:yes@2 a:yes@1').criteria).toEqual([
      { criterion: `${PRINCIPLE}.a`, required: true, results: ['conforms', 'notAssessed'] },
      { criterion: `${PRINCIPLE}.o`, required: false, results: ['doesNotConform'] },
    ])
  })

  it('of two names for one issuer always shows the same', () => {
    const names = [counted({ issuer: { id: 'did:x', name: 'B' } }), counted({ issuer: { id: 'did:x', name: 'A' } })]
    for (const results of [names, [...names].reverse()]) {
      expect(findPrinciple({ principle: principleOf('a'), results }).issuers).toEqual([{ id: 'did:x', name: 'A' }])
    }
  })

  it('a date that cannot be read is older than any that can', () => {
    const dates = ['soon', '2026-05-01T00:00:00Z', '']
    const results = dates.map((assessedOn) => counted({ assessedOn }))
    expect(findPrinciple({ principle: principleOf('a'), results }).since).toBe('2026-05-01T00:00:00Z')
  })
})

describe('results that a crosswalk carried over', () => {
  const from = (letter: string, relation: 'exact' | 'narrower' | 'broader') => ({ from: `old#${letter}`, relation })
  it.each<[string, readonly CountedResult[], Finding]>([
    [
      'two criteria that one credential judged differently, joined in one, are no contradiction',
      [
        counted({ carried: from('x', 'exact') }),
        counted({ result: 'conformsWithConditions', carried: from('y', 'broader') }),
      ],
      'metWithConditions',
    ],
    [
      'one older criterion that a credential judged twice is one',
      [counted({ carried: from('x', 'exact') }), counted({ result: 'partial', carried: from('x', 'exact') })],
      'conflict',
    ],
    [
      'of two parts one fulfilled in part and one not at all is not met',
      [
        counted({ result: 'partial', carried: from('x', 'narrower') }),
        counted({ result: 'doesNotConform', carried: from('y', 'narrower') }),
      ],
      'notMet',
    ],
    [
      'a part that was failed contradicts the whole that was fulfilled',
      [counted({ result: 'doesNotConform', carried: from('x', 'narrower') }), counted({ credential: 'urn:uuid:2' })],
      'conflict',
    ],
    [
      'the same criterion, failed before and fulfilled now, is a contradiction',
      [counted({ result: 'doesNotConform', carried: from('x', 'exact') }), counted({ credential: 'urn:uuid:2' })],
      'conflict',
    ],
  ])('%s', (_, results, finding) => {
    expect(findPrinciple({ principle: principleOf('a'), results }).finding).toBe(finding)
  })
})

describe('properties of a finding', () => {
  const letters = 'abcnow'
  const anyResult = fc
    .record({
      letter: fc.constantFrom(...letters, 'x'),
      result: fc.constantFrom(...RESULTS),
      hasRationale: fc.boolean(),
      level: fc.constantFrom(...ASSURANCE_LEVELS),
      party: fc.constantFrom(...PARTIES),
      credential: fc.constantFrom('urn:uuid:1', 'urn:uuid:2', 'urn:uuid:3'),
      issuer: fc.constantFrom({ id: 'did:a', name: 'A' }, { id: 'did:b', name: 'B' }, { id: 'did:b', name: 'C' }),
      assessedOn: fc.constantFrom('2026-05-01T00:00:00Z', '2026-05-01T02:00:00+02:00', '2026-06-01T00:00:00Z', 'x'),
    })
    .map(({ letter, ...rest }): CountedResult => ({ criterion: `${PRINCIPLE}.${letter}`, ...rest }))
  const good = fc.constantFrom<AssessmentResult>('conforms', 'conformsWithConditions', 'notApplicable')
  const results = fc.oneof(
    fc.array(anyResult, { maxLength: 12 }),
    // Mostly good ones, or nearly every world would be a conflict.
    fc.tuple(
      ...[...'abcn'].map((letter) =>
        fc.tuple(anyResult, good).map(([one, result]) => ({ ...one, criterion: `${PRINCIPLE}.${letter}`, result })),
      ),
    ),
  )
  const subject = principleOf(letters)
  const of = (list: readonly CountedResult[]) => findPrinciple({ principle: subject, results: list })

  it('the order of results never matters', () => {
    fc.assert(
      fc.property(results, fc.infiniteStream(fc.nat()), (list, numbers) => {
        const shuffled = [...list]
        for (let i = shuffled.length - 1; i > 0; i--) {
          const j = (numbers.next().value as number) % (i + 1)
          const [a, b] = [shuffled[i] as CountedResult, shuffled[j] as CountedResult]
          shuffled[i] = b
          shuffled[j] = a
        }
        expect(of(shuffled)).toEqual(of(list))
      }),
      RUNS,
    )
  })

  it('one more doesNotConform never improves a finding', () => {
    // From worst to best; a conflict and a failure are both bad news, and nothing known is less than something met.
    const rank: Readonly<Record<Finding, number>> = {
      conflict: 0,
      notMet: 0,
      notAssessed: 1,
      partial: 2,
      metWithConditions: 3,
      met: 4,
    }
    fc.assert(
      fc.property(results, anyResult, (list, extra) => {
        const before = of(list)
        const after = of([...list, { ...extra, result: 'doesNotConform' }])
        expect(rank[after.finding]).toBeLessThanOrEqual(rank[before.finding])
        expect(after.fulfilled).toBeLessThanOrEqual(before.fulfilled)
      }),
      RUNS,
    )
  })

  it('met and metWithConditions have all that is required fulfilled, and something assessed', () => {
    fc.assert(
      fc.property(results, (list) => {
        const { finding, fulfilled, required, level, party, criteria } = of(list)
        if (finding !== 'met' && finding !== 'metWithConditions') return
        expect(fulfilled).toBe(required)
        expect(level).toBeDefined()
        expect(party).toBeDefined()
        for (const one of criteria.filter((criterion) => criterion.required)) {
          expect(one.results).not.toContain('doesNotConform')
          expect(one.results).not.toContain('partial')
          expect(one.results.some((result) => result !== 'notAssessed')).toBe(true)
        }
      }),
      RUNS,
    )
  })

  it('a lower level or party in one more result is never covered up', () => {
    fc.assert(
      fc.property(results, anyResult, (list, extra) => {
        const before = of(list)
        const after = of([...list, extra])
        if (before.finding === 'notAssessed' || after.finding === 'notAssessed') return
        const rank = ({ level, party }: PrincipleFinding) => [
          ASSURANCE_LEVELS.indexOf(level as never),
          PARTIES.indexOf(party as never),
        ]
        expect(rank(after)[0]).toBeLessThanOrEqual(rank(before)[0] as number)
        expect(rank(after)[1]).toBeLessThanOrEqual(rank(before)[1] as number)
      }),
      RUNS,
    )
  })

  it('what another credential did not assess changes nothing', () => {
    fc.assert(
      fc.property(results, anyResult, (list, extra) => {
        const silent: CountedResult = { ...extra, result: 'notAssessed', credential: 'urn:uuid:9' }
        const { criteria: _, ...before } = of(list)
        const { criteria: __, ...after } = of([...list, silent])
        expect(after).toEqual(before)
      }),
      RUNS,
    )
  })
})
