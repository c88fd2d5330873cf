import fc from 'fast-check'
import { compare as compareWithOracle, valid as validByOracle } from 'semver'
import { describe, expect, it } from 'vitest'
import { compareSemver, parseSemver } from './semver.js'

const RUNS = { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) }

/** Semantic Versioning 2.0.0, item 11, both examples, and numbers beyond what a double keeps. */
const ASCENDING = [
  [
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-alpha.beta',
    '1.0.0-beta',
    '1.0.0-beta.2',
    '1.0.0-beta.11',
    '1.0.0-rc.1',
    '1.0.0',
  ],
  ['1.0.0', '2.0.0', '2.1.0', '2.1.1'],
  ['1.0.0-9007199254740992', '1.0.0-9007199254740993', '1.0.0-9007199254740993a'],
  ['9007199254740992.0.0', '9007199254740993.0.0', `1${'0'.repeat(400)}.0.0`],
  ['1.0.0-0', '1.0.0-00a', '1.0.0-1a', '1.0.0-A', '1.0.0-a', '1.0.0-a.0', '1.0.0-a.0.0'],
]

/** The lists behind the expressions suggested on semver.org. */
const VALID = [
  '0.0.4',
  '1.2.3',
  '10.20.30',
  '1.1.2-prerelease+meta',
  '1.1.2+meta',
  '1.1.2+meta-valid',
  '1.0.0-alpha',
  '1.0.0-beta',
  '1.0.0-alpha.beta',
  '1.0.0-alpha.beta.1',
  '1.0.0-alpha.1',
  '1.0.0-alpha0.valid',
  '1.0.0-alpha.0valid',
  '1.0.0-alpha-a.b-c-somethinglong+build.1-aef.1-its-okay',
  '1.0.0-rc.1+build.1',
  '2.0.0-rc.1+build.123',
  '1.2.3-beta',
  '10.2.3-DEV-SNAPSHOT',
  '1.2.3-SNAPSHOT-123',
  '1.0.0',
  '2.0.0',
  '1.1.7',
  '2.0.0+build.1848',
  '2.0.1-alpha.1227',
  '1.0.0-alpha+beta',
  '1.2.3----RC-SNAPSHOT.12.9.1--.12+788',
  '1.2.3----R-S.12.9.1--.12+meta',
  '1.2.3----RC-SNAPSHOT.12.9.1--.12',
  '1.0.0+0.build.1-rc.10000aaa-kk-0.1',
  '99999999999999999999999.999999999999999999.99999999999999999',
  '1.0.0-0A.is.legal',
]
const INVALID = [
  '',
  '1',
  '1.2',
  '1.2.3-0123',
  '1.2.3-0123.0123',
  '1.1.2+.123',
  '+invalid',
  '-invalid',
  '-invalid+invalid',
  '-invalid.01',
  'alpha',
  'alpha.beta',
  'alpha.beta.1',
  'alpha.1',
  'alpha+beta',
  'alpha_beta',
  'alpha.',
  'alpha..',
  'beta',
  '1.0.0-alpha_beta',
  '-alpha.',
  '1.0.0-alpha..',
  '1.0.0-alpha..1',
  '1.0.0-alpha...1',
  '01.1.1',
  '1.01.1',
  '1.1.01',
  '1.2.3.DEV',
  '1.2-SNAPSHOT',
  '1.2.31.2.3----RC-SNAPSHOT.12.09.1--..12+788',
  '1.2-RC-SNAPSHOT',
  '-1.0.3-gamma+b7718',
  '+justmeta',
  '9.8.7+meta+meta',
  '9.8.7-whatever+meta+meta',
  'v1.2.3',
  '=1.2.3',
  ' 1.2.3',
  '1.2.3 ',
  '1.2.3\n',
  '1.2.3-',
  '1.2.3+',
  '1.2.3-é',
  '１.2.3',
]

describe('semver versions (Semantic Versioning 2.0.0)', () => {
  it.each(VALID)('reads %s', (text) => {
    expect(parseSemver(text)).toBeDefined()
  })

  it.each(INVALID)('does not read %j', (text) => {
    expect(parseSemver(text)).toBeUndefined()
  })

  it.each(ASCENDING.map((list) => [list.join(' < '), list] as const))('item 11: %s', (_, list) => {
    expectAscending(list)
  })

  it('item 10: build metadata has no precedence', () => {
    expect(order('1.0.0+a', '1.0.0+b')).toBe(0)
    expect(order('1.0.0-rc.1+1', '1.0.0-rc.1')).toBe(0)
  })

  it('agrees with node-semver on versions and their order', () => {
    const number = fc.integer({ min: 0, max: 12 })
    const part = fc.oneof(number.map(String), fc.constantFrom('a', 'A', 'alpha', 'rc', '-', '0a', 'a-1', '1-'))
    const version = fc
      .tuple(number, number, number, fc.array(part, { maxLength: 3 }), fc.option(part))
      .map(
        ([a, b, c, pre, build]) => `${a}.${b}.${c}${pre.length ? `-${pre.join('.')}` : ''}${build ? `+${build}` : ''}`,
      )
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(validByOracle(a)).not.toBeNull()
        expect(Math.sign(order(a, b))).toBe(compareWithOracle(a, b))
      }),
      RUNS,
    )
  })
})

function order(a: string, b: string): number {
  const [left, right] = [parseSemver(a), parseSemver(b)]
  if (left === undefined || right === undefined) throw new Error(`no version: ${a} or ${b}`)
  return compareSemver(left, right)
}

function expectAscending(list: readonly string[]): void {
  for (const [i, a] of list.entries()) {
    for (const [j, b] of list.entries()) expect([a, b, Math.sign(order(a, b))]).toEqual([a, b, Math.sign(i - j)])
  }
}
