import { type Assessment, type Catalogue, problem } from '@trusted-tech/model'
import type { CatalogueEntry } from '@trusted-tech/trust'
import { describe, expect, it } from 'vitest'
import { checkCatalogue, criterionProblem } from './catalogue.js'

const catalogue = (illustrative: boolean) =>
  ({
    id: 'https://alliance.example/catalogues/x',
    version: '1.0',
    illustrative,
    principles: [
      {
        id: 'x#one',
        criteria: [
          { id: 'x#one.a', status: 'active' },
          { id: 'x#one.old', status: 'withdrawn' },
        ],
      },
      { id: 'x#two', criteria: [] },
    ],
  }) as unknown as Catalogue
const entry = (illustrative = false): CatalogueEntry => ({ catalogue: catalogue(illustrative), path: 'x', sha256: '' })
const real = entry()
const scheme = { id: 'https://alliance.example/catalogues/x', version: '1.0', digestSRI: 'sha256-x' }
const FACTS = {
  scheme,
  entry: real,
  pinned: real,
  askedEntry: real,
  allowSample: false,
  carriedOver: [],
  excluded: [],
  usable: 1,
}
const told = (changes: Partial<Parameters<typeof checkCatalogue>[0]>) => {
  const check = checkCatalogue({ ...FACTS, ...changes })
  const notes = 'notes' in check ? check.notes.map(({ code }) => code) : []
  return 'problems' in check ? [`${check.state} ${check.problems[0].code}`, ...notes] : [check.state, ...notes]
}
const withdrawn = problem('CRITERION_WITHDRAWN', '/x')

describe('the catalogue check', () => {
  it.each<[string, Partial<Parameters<typeof checkCatalogue>[0]>, string[]]>([
    ['the pinned one', {}, ['passed']],
    ['one that trust data do not have', { entry: undefined, pinned: undefined }, ['indeterminate CATALOGUE_UNKNOWN']],
    ['one whose digest they do not have', { pinned: undefined }, ['failed CATALOGUE_MISMATCH']],
    ['the digest of another one', { pinned: entry() }, ['failed CATALOGUE_MISMATCH']],
    ['no usable assessment', { usable: 0, excluded: [withdrawn] }, ['failed NO_USABLE_ASSESSMENT']],
    ['none, as another check says already', { usable: undefined }, ['passed']],
    ['some that do not count', { excluded: [withdrawn] }, ['passed', 'CRITERION_WITHDRAWN']],
    [
      'another version, unknown',
      { asked: { id: 'x', version: '9' }, askedEntry: undefined },
      ['indeterminate CATALOGUE_UNKNOWN'],
    ],
  ])('%s', (_, changes, expected) => {
    expect(told(changes)).toEqual(expected)
  })

  it('a sample is open unless it is allowed, also where it is only the version that was asked for', () => {
    const sample = entry(true)
    expect(told({ entry: sample, pinned: sample })).toEqual(['indeterminate SAMPLE_CATALOGUE'])
    expect(told({ entry: sample, pinned: sample, allowSample: true })).toEqual(['passed', 'SAMPLE_CATALOGUE'])
    expect(told({ asked: scheme, askedEntry: sample })).toEqual(['indeterminate SAMPLE_CATALOGUE'])
    expect(told({ asked: scheme, askedEntry: sample, excluded: [withdrawn] })).toEqual([
      'indeterminate SAMPLE_CATALOGUE',
      'CRITERION_WITHDRAWN',
    ])
  })
})

describe('a criterion', () => {
  it.each([
    ['of the catalogue', 'x#one.a', 'x#one', undefined],
    [
      'that it does not have',
      'x#one.b',
      'x#one',
      'CRITERION_UNKNOWN /credentialSubject/conformity/assessments/3/criterion',
    ],
    ['filed elsewhere', 'x#one.a', 'x#two', 'CRITERION_UNKNOWN /credentialSubject/conformity/assessments/3/principle'],
    [
      'that was withdrawn',
      'x#one.old',
      'x#one',
      'CRITERION_WITHDRAWN /credentialSubject/conformity/assessments/3/criterion',
    ],
  ])('%s', (_, criterion, principle, expected) => {
    const found = criterionProblem({ criterion, principle } as Assessment, 3, real)
    expect(found === undefined ? undefined : `${found.code} ${found.pointer}`).toBe(expected)
  })
})
