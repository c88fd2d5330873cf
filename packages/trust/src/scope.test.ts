import type { AccreditedScope } from '@trusted-tech/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assessmentScopeProblems } from './assessment-scope-problems.js'
import { credentialScopeProblems } from './credential-scope-problems.js'
import {
  type EffectiveScope,
  effectiveScope,
  intersectScopes,
  type LinkScope,
  maxAssuranceLevel,
  parseScope,
} from './scope.js'
import { assessment, CATALOGUE, CATALOGUE_ID, EVERYTHING, GOVERNANCE, SECURE } from './testing/documents.js'

const RUNS = { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) }

function link(changes: Partial<AccreditedScope> = {}): LinkScope {
  const scope = parseScope({ accreditedFor: { ...EVERYTHING, ...changes }, accreditation: 'urn:a' })
  if (!scope.ok) throw new Error(`a scope that cannot be parsed: ${scope.problems[0].pointer}`)
  return scope.value
}
const scopeOf = (...links: Partial<AccreditedScope>[]): EffectiveScope => {
  const [first = {}, ...more] = links
  return effectiveScope(link(first), ...more.map(link))
}
const facts = {
  action: 'issueCertificate',
  scheme: { id: CATALOGUE_ID, version: '1.0' },
  productClasses: ['router'],
  market: ['JP'],
} as const
const told = (problems: readonly { code: string; pointer: string }[]) =>
  problems.map(({ code, pointer }) => [code, pointer])

describe('Specification 5: accreditedFor lists all six dimensions', () => {
  it.each(Object.keys(EVERYTHING) as (keyof AccreditedScope)[])('refuses a scope without %s', (dimension) => {
    const { [dimension]: _left, ...rest } = EVERYTHING
    const parsed = parseScope({ accreditedFor: rest as AccreditedScope, accreditation: 'urn:a' })
    expect(parsed.ok).toBe(false)
    if (!parsed.ok)
      expect(told(parsed.problems)).toEqual([['SCHEMA_INVALID', `/credentialSubject/accreditedFor/${dimension}`]])
  })

  it.each([
    ['criteria', [], '/criteria'],
    ['criteria', ['*', SECURE], '/criteria'],
    ['productClasses', ['*', 'router'], '/productClasses'],
    ['jurisdictions', 'JP', '/jurisdictions'],
    ['jurisdictions', [1], '/jurisdictions'],
    ['actions', ['*'], '/actions'],
    ['actions', ['issueCertificate', 'everything'], '/actions'],
    ['maxAssuranceLevel', '*', '/maxAssuranceLevel'],
    ['schemes', [{ scheme: CATALOGUE_ID, versions: 'all' }], '/schemes/0/versions'],
    ['schemes', [{ scheme: '*', versions: '*' }, { versions: '*' }], '/schemes/1/scheme'],
    ['schemes', [null], '/schemes/0/scheme'],
  ])('refuses %s %j', (dimension, value, pointer) => {
    const parsed = parseScope({ accreditedFor: { ...EVERYTHING, [dimension]: value }, accreditation: 'urn:a' })
    expect(parsed.ok).toBe(false)
    if (!parsed.ok)
      expect(told(parsed.problems)).toContainEqual(['SCHEMA_INVALID', `/credentialSubject/accreditedFor${pointer}`])
  })
})

describe('Specification 5: a credential as a whole', () => {
  it('is covered by everything', () => {
    expect(credentialScopeProblems(scopeOf({}), facts)).toEqual([])
  })

  it('THREAT-058 accredited for scheme A issues scheme B, or a version outside the range', () => {
    const granted = scopeOf({ schemes: [{ scheme: CATALOGUE_ID, versions: 'vers:generic/>=1.0|<2.0' }] })
    const scheme = (id: string, version: string) =>
      told(credentialScopeProblems(granted, { ...facts, scheme: { id, version } }))
    const refused = [['ISSUER_SCOPE', '/credentialSubject/conformity/scheme']]
    expect(scheme(CATALOGUE_ID, '1.0')).toEqual([])
    expect(scheme(CATALOGUE_ID, '1.9')).toEqual([])
    expect(scheme(CATALOGUE_ID, '2.0')).toEqual(refused)
    expect(scheme(CATALOGUE_ID, '')).toEqual(refused)
    expect(scheme(`${CATALOGUE_ID}/`, '1.0')).toEqual(refused)
    expect(scheme('https://alliance.example/catalogues/other', '1.0')).toEqual(refused)
  })

  it('THREAT-058 matrix: each dimension by itself refuses, with the pointer of what it refuses', () => {
    const rows: readonly [Partial<AccreditedScope>, string][] = [
      [{ actions: ['accredit', 'reviewDeclaration'] }, '/type'],
      [
        { schemes: [{ scheme: 'https://other.example/catalogue', versions: '*' }] },
        '/credentialSubject/conformity/scheme',
      ],
      [{ productClasses: ['camera'] }, '/credentialSubject/productClasses/0'],
      [{ jurisdictions: ['US'] }, '/credentialSubject/market/0'],
    ]
    for (const [narrow, pointer] of rows) {
      expect(told(credentialScopeProblems(scopeOf(narrow), facts))).toEqual([['ISSUER_SCOPE', pointer]])
      expect(told(credentialScopeProblems(scopeOf({}, narrow), facts))).toEqual([['ISSUER_SCOPE', pointer]])
      expect(told(credentialScopeProblems(scopeOf(narrow, {}), facts))).toEqual([['ISSUER_SCOPE', pointer]])
    }
  })

  it.each(['productClasses', 'market'] as const)('fails for any of several values of %s', (member) => {
    const granted = scopeOf({ productClasses: ['a', 'b'], jurisdictions: ['a', 'b'] })
    const ask = (values: readonly string[]) =>
      told(credentialScopeProblems(granted, { ...facts, productClasses: ['a'], market: ['b'], [member]: values }))
    expect(ask(['a', 'b'])).toEqual([])
    expect(ask(['a', 'c', 'b'])).toEqual([['ISSUER_SCOPE', `/credentialSubject/${member}/1`]])
  })

  it.each(['productClasses', 'market'] as const)('"*" in %s is covered by a granted "*" only', (member) => {
    const everywhere = { ...facts, productClasses: ['*'], market: ['*'] }
    expect(credentialScopeProblems(scopeOf({}), everywhere)).toEqual([])
    const listing = member === 'market' ? { jurisdictions: ['JP', 'US'] } : { productClasses: ['camera', 'router'] }
    const refused = [['ISSUER_SCOPE', `/credentialSubject/${member}/0`]]
    expect(told(credentialScopeProblems(scopeOf(listing), everywhere))).toEqual(refused)
    expect(told(credentialScopeProblems(scopeOf({}, listing), everywhere))).toEqual(refused)
  })

  it.each(['productClasses', 'market'] as const)('an absent or empty %s never passes, not even under "*"', (member) => {
    const { [member]: _left, ...without } = facts
    const refused = [['ISSUER_SCOPE', `/credentialSubject/${member}`]]
    expect(told(credentialScopeProblems(scopeOf({}), without))).toEqual(refused)
    expect(told(credentialScopeProblems(scopeOf({}), { ...facts, [member]: [] }))).toEqual(refused)
  })

  it('no link at all grants nothing', () => {
    const empty = { links: [] } as unknown as EffectiveScope
    expect(told(credentialScopeProblems(empty, facts))).toEqual([['ISSUER_SCOPE', '']])
    const about = { assessment: assessment(), index: 0, catalogue: CATALOGUE }
    expect(told(assessmentScopeProblems(empty, about))).toEqual([
      ['CRITERION_OUT_OF_SCOPE', '/credentialSubject/conformity/assessments/0'],
    ])
  })
})

describe('Specification 5: one assessment', () => {
  const at = '/credentialSubject/conformity/assessments/3'
  const ask = (
    granted: EffectiveScope,
    changes: Parameters<typeof assessment>[0] = {},
    catalogue = CATALOGUE as typeof CATALOGUE | undefined,
  ) => told(assessmentScopeProblems(granted, { assessment: assessment(changes), index: 3, catalogue }))
  const outside = [['CRITERION_OUT_OF_SCOPE', `${at}/criterion`]]

  it('a criterion is granted by "*", by its id, or by its principle', () => {
    expect(ask(scopeOf({}))).toEqual([])
    expect(ask(scopeOf({ criteria: [`${SECURE}.one`] }))).toEqual([])
    expect(ask(scopeOf({ criteria: [SECURE] }))).toEqual([])
    expect(ask(scopeOf({ criteria: [`${SECURE}.two`] }))).toEqual(outside)
    expect(ask(scopeOf({ criteria: [GOVERNANCE] }))).toEqual(outside)
  })

  it('a criterion cannot be moved into scope by naming another principle', () => {
    const misfiled = { criterion: `${GOVERNANCE}.one`, principle: SECURE }
    expect(ask(scopeOf({ criteria: [SECURE] }), misfiled)).toEqual(outside)
    expect(ask(scopeOf({ criteria: [GOVERNANCE] }), misfiled)).toEqual(outside)
    expect(ask(scopeOf({ criteria: [SECURE] }), { criterion: `${SECURE}.invented` })).toEqual(outside)
    const elsewhere = `${CATALOGUE_ID}/9.0#another-principle`
    expect(ask(scopeOf({ criteria: [elsewhere] }), { principle: elsewhere })).toEqual(outside)
  })

  it('a principle id as criterion prefix covers nothing', () => {
    expect(ask(scopeOf({ criteria: [`${SECURE}.`] }))).toEqual(outside)
    expect(ask(scopeOf({ criteria: [CATALOGUE_ID] }))).toEqual(outside)
  })

  it('without the catalogue a principle id can neither cover nor refuse', () => {
    const granted = scopeOf({ criteria: [SECURE] })
    const options = { assessment: assessment(), index: 3, catalogue: undefined }
    expect(told(assessmentScopeProblems(granted, options))).toEqual([['CATALOGUE_UNKNOWN', `${at}/criterion`]])
    expect(told(assessmentScopeProblems(scopeOf({ criteria: [`${SECURE}.one`] }), options))).toEqual([])
    expect(told(assessmentScopeProblems(scopeOf({ criteria: [GOVERNANCE] }), options))).toEqual(outside)
  })

  it('a level above the granted one is outside, never capped', () => {
    const granted = scopeOf({}, { maxAssuranceLevel: 'substantial' })
    expect(ask(granted, { assuranceLevel: 'basic' })).toEqual([])
    expect(ask(granted, { assuranceLevel: 'substantial' })).toEqual([])
    const refused = [['CRITERION_OUT_OF_SCOPE', `${at}/assuranceLevel`]]
    expect(ask(granted, { assuranceLevel: 'high' })).toEqual(refused)
    expect(ask(granted, { assuranceLevel: 'total' as never })).toEqual(refused)
    expect(maxAssuranceLevel(granted)).toBe('substantial')
  })
})

describe('properties of scopes', () => {
  const subset = <T>(values: readonly [T, ...T[]]) => fc.subarray([...values], { minLength: 1 })
  const orEverything = (values: readonly [string, ...string[]]) => fc.oneof(fc.constant(['*']), subset(values))
  const criteria = [
    SECURE,
    GOVERNANCE,
    `${SECURE}.one`,
    `${SECURE}.two`,
    `${GOVERNANCE}.one`,
    `${GOVERNANCE}.two`,
  ] as const
  const scopes: fc.Arbitrary<Partial<AccreditedScope>> = fc.record({
    actions: subset(EVERYTHING.actions as unknown as [AccreditedScope['actions'][number]]),
    schemes: fc.constantFrom(
      [{ scheme: '*', versions: '*' }],
      [{ scheme: CATALOGUE_ID, versions: '*' }],
      [{ scheme: CATALOGUE_ID, versions: 'vers:generic/<2.0' }],
      [{ scheme: CATALOGUE_ID, versions: 'vers:generic/>=2.0' }],
    ),
    criteria: orEverything(criteria),
    maxAssuranceLevel: fc.constantFrom('basic', 'substantial', 'high'),
    productClasses: orEverything(['camera', 'router', 'switch']),
    jurisdictions: orEverything(['EU', 'JP', 'US']),
  })
  const claims = fc.record({
    action: fc.constantFrom('issueCertificate' as const, 'accredit' as const),
    scheme: fc.record({
      id: fc.constantFrom(CATALOGUE_ID, 'https://other.example/c'),
      version: fc.constantFrom('1.0', '2.0'),
    }),
    productClasses: orEverything(['camera', 'router', 'switch']),
    market: orEverything(['EU', 'JP', 'US']),
  })
  const assessments = fc.record({
    criterion: fc.constantFrom(...criteria),
    principle: fc.constantFrom(SECURE, GOVERNANCE),
    assuranceLevel: fc.constantFrom('basic' as const, 'substantial' as const, 'high' as const),
  })

  it('a chain only narrows: what the whole covers, each part covers', () => {
    fc.assert(
      fc.property(
        fc.array(scopes, { minLength: 1, maxLength: 8 }),
        scopes,
        claims,
        assessments,
        (chain, added, claim, about) => {
          const before = scopeOf(...chain)
          const after = intersectScopes(before, scopeOf(added))
          const inside = { assessment: assessment(about), index: 0, catalogue: CATALOGUE }
          for (const part of [before, scopeOf(added)]) {
            if (credentialScopeProblems(after, claim).length === 0)
              expect(credentialScopeProblems(part, claim)).toEqual([])
            if (assessmentScopeProblems(after, inside).length === 0)
              expect(assessmentScopeProblems(part, inside)).toEqual([])
          }
        },
      ),
      RUNS,
    )
  })

  it('the order of links changes nothing, and a link twice is a link once', () => {
    fc.assert(
      fc.property(scopes, scopes, claims, assessments, (one, other, claim, about) => {
        const inside = { assessment: assessment(about), index: 0, catalogue: CATALOGUE }
        const verdicts = [scopeOf(one, other), scopeOf(other, one), scopeOf(one, other, one)].map((scope) => [
          credentialScopeProblems(scope, claim).length === 0,
          assessmentScopeProblems(scope, inside).length === 0,
        ])
        expect(verdicts[1]).toEqual(verdicts[0])
        expect(verdicts[2]).toEqual(verdicts[0])
      }),
      RUNS,
    )
  })

  it('a chain of grants that each cover it covers it: nothing is refused for no reason', () => {
    fc.assert(
      fc.property(fc.array(scopes, { minLength: 1, maxLength: 4 }), claims, (chain, claim) => {
        const alone = chain.every((scope) => credentialScopeProblems(scopeOf(scope), claim).length === 0)
        expect(credentialScopeProblems(scopeOf(...chain), claim).length === 0).toBe(alone)
      }),
      RUNS,
    )
  })
})
