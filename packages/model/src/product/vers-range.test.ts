import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  MAX_VERS_CONSTRAINTS,
  MAX_VERS_LENGTH,
  parseVersRange,
  type VersRange,
  versionInEveryRange,
  versionInRange,
} from './vers-range.js'

const RUNS = { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) }

describe('reading a VERS range (VERS clause 5.3, 5.4)', () => {
  it('gives the scheme and the constraints, decoded once', () => {
    const range = read('vers:npm/1.2.3|>=2.0.0|!=2.4.0|<5.0.0')
    expect(range.scheme).toBe('npm')
    expect(range.constraints.map(({ comparator, version }) => [comparator, version])).toEqual([
      ['=', '1.2.3'],
      ['>=', '2.0.0'],
      ['!=', '2.4.0'],
      ['<', '5.0.0'],
    ])
    expect(read('vers:pypi/1%212.0').constraints.map(({ version }) => version)).toEqual(['1!2.0'])
  })

  it.each([
    'vers:semver/*',
    'vers:semver/1.0.0',
    'vers:semver/!=1.0.0',
    'vers:semver/!=1.0.0|!=2.0.0',
    'vers:semver/<1.0.0|>=2.0.0|<3.0.0|>4.0.0',
    'vers:semver/<1.0.0|1.5.0|>=2.0.0',
    'vers:semver/1.0.0|2.0.0|3.0.0',
    'vers:semver/1.0.0|>2.0.0',
    'vers:semver/>=1.0.0|!=1.1.0|<2.0.0|!=3.0.0',
    'vers:npm/>=2.0.0-alpha8|<=2.0.0-rc2|>=2.0.0|<=2.13.0',
    'vers:pypi/<=1.3.0|3.0.0',
    'vers:deb/>=1:1.0~rc1-1|<2:0',
    'vers:generic/1.0',
  ])('takes %s', (text) => {
    expect(parseVersRange(text).ok).toBe(true)
  })

  it.each([
    ['nothing', ''],
    ['another URI scheme', 'purl:npm/1.0.0'],
    ['an upper-case URI scheme', 'VERS:npm/1.0.0'],
    ['an upper-case type', 'vers:NPM/1.0.0'],
    ['no type', 'vers:/1.0.0'],
    ['no slash', 'vers:npm'],
    ['no constraints', 'vers:npm/'],
    ['a type that is not understood', 'vers:gem/>=1.0.0'],
    ['the reserved type', 'vers:invalid/1.0.0'],
    ['a type that only an object has', 'vers:constructor/1.0.0'],
    ['a space', 'vers:npm/>=1.0.0| <2.0.0'],
    ['a line feed at the end', 'vers:npm/>=1.0.0\n'],
    ['a letter beyond ASCII', 'vers:npm/>=1.0.0-é'],
    ['a leading pipe', 'vers:npm/|>=1.0.0|<2.0.0'],
    ['a trailing pipe', 'vers:npm/>=1.0.0|<2.0.0|'],
    ['two pipes', 'vers:npm/>=1.0.0||<2.0.0'],
    ['a leading equals sign', 'vers:npm/=1.0.0'],
    ['a comparator without version', 'vers:npm/>='],
    ['two comparators', 'vers:npm/>=>1.0.0'],
    ['a comparator inside a version', 'vers:npm/1.0.0<2.0.0'],
    ['an asterisk with others', 'vers:npm/*|1.0.0'],
    ['an asterisk twice', 'vers:npm/*|*'],
    ['an asterisk with a version', 'vers:npm/*1.0.0'],
    ['an asterisk as a part', 'vers:npm/1.0.*'],
    ['a caret range', 'vers:npm/^1.0.0'],
    ['a version of another scheme', 'vers:semver/>=1.0'],
    ['wrong order', 'vers:npm/>=2.0.0|<1.0.0'],
    ['wrong order of numbers that sort as text', 'vers:npm/>=1.10.0|<1.9.0'],
    ['wrong order of listed versions', 'vers:pypi/0.0.2|0.0.1'],
    ['a version twice', 'vers:npm/>=1.0.0|<1.0.0'],
    ['a version twice in two spellings', 'vers:pypi/>1.0|<1.0.0'],
    ['a version twice but for build metadata', 'vers:semver/1.0.0+a|1.0.0+b'],
    ['a redundant lower bound', 'vers:npm/>=1.0.0|>2.0.0'],
    ['a redundant upper bound', 'vers:npm/<1.0.0|<2.0.0'],
    ['a listed version below an upper bound', 'vers:npm/1.0.0|<2.0.0'],
    ['a listed version above a lower bound', 'vers:npm/>1.0.0|2.0.0'],
    ['a redundant bound behind an exclusion', 'vers:npm/<1.0.0|!=1.5.0|<2.0.0'],
    ['a broken percent-encoding', 'vers:npm/1.0%2G0'],
    ['a cut percent-encoding', 'vers:pypi/1.0%2'],
    ['lower-case hex digits', 'vers:pypi/1%2e0'],
    ['percent-encoding where none is needed', 'vers:pypi/1%2E0'],
    ['a version that is none once decoded', 'vers:npm/1.0%252F0'],
    ['an encoded tab', 'vers:generic/1%092'],
  ])('refuses %s: SCHEMA_INVALID', (_, text) => {
    const range = parseVersRange(text, '/credentialSubject/versions')
    expect(range).toMatchObject({
      ok: false,
      problems: [{ code: 'SCHEMA_INVALID', pointer: '/credentialSubject/versions' }],
    })
  })

  it('refuses what is no text', () => {
    for (const value of [undefined, null, 7, ['vers:npm/1.0.0'], { toString: () => 'vers:npm/*' }]) {
      expect(parseVersRange(value as unknown as string)).toMatchObject({
        ok: false,
        problems: [{ code: 'SCHEMA_INVALID' }],
      })
    }
  })

  it('takes ranges up to the limits and nothing beyond', () => {
    const listed = (count: number) => `vers:generic/${Array.from({ length: count }, (_, i) => `${i}.1`).join('|')}`
    expect(parseVersRange(listed(MAX_VERS_CONSTRAINTS)).ok).toBe(true)
    expect(parseVersRange(listed(MAX_VERS_CONSTRAINTS + 1)).ok).toBe(false)
    const digits = (length: number) => `vers:generic/${'7'.repeat(length - 'vers:generic/'.length)}`
    expect(parseVersRange(digits(MAX_VERS_LENGTH)).ok).toBe(true)
    expect(parseVersRange(digits(MAX_VERS_LENGTH + 1)).ok).toBe(false)
  })
})

describe('a version in a range', () => {
  it.each([
    ['vers:semver/>=1.0.0|<2.0.0', '0.9.9', false],
    ['vers:semver/>=1.0.0|<2.0.0', '1.0.0', true],
    ['vers:semver/>=1.0.0|<2.0.0', '1.99.0', true],
    ['vers:semver/>=1.0.0|<2.0.0', '2.0.0', false],
    ['vers:semver/>1.0.0|<=2.0.0', '1.0.0', false],
    ['vers:semver/>1.0.0|<=2.0.0', '2.0.0', true],
    ['vers:semver/>=1.0.0|!=1.5.0|<2.0.0', '1.5.0', false],
    ['vers:semver/>=1.0.0|!=1.5.0|<2.0.0', '1.5.1', true],
    ['vers:semver/1.0.0|2.0.0', '2.0.0', true],
    ['vers:semver/1.0.0|2.0.0', '1.5.0', false],
    ['vers:semver/<1.0.0|>=2.0.0', '1.5.0', false],
    ['vers:semver/<1.0.0|>=2.0.0', '0.1.0', true],
    ['vers:semver/<1.0.0|>=2.0.0', '9.0.0', true],
    ['vers:semver/<1.0.0|1.5.0|>=2.0.0', '1.5.0', true],
    ['vers:semver/<1.0.0|1.5.0|>=2.0.0', '1.6.0', false],
    ['vers:semver/!=1.0.0', '1.0.0', false],
    ['vers:semver/!=1.0.0', '1.0.1', true],
    ['vers:semver/!=1.0.0|2.0.0', '3.0.0', false],
    ['vers:semver/>=1.0.0', '1.0.0-rc.1', false],
    ['vers:semver/>=1.0.0|<2.0.0', '2.0.0-rc.1', true],
    ['vers:semver/>=1.0.0|<2.0.0-0', '2.0.0-rc.1', false],
    ['vers:semver/1.0.0', '1.0.0+build', true],
    ['vers:pypi/<=1.3.0|3.0.0', '1.0.0', true],
    ['vers:pypi/>0.0.2', '0.0.3', true],
    ['vers:pypi/<0.0.2', '0.0.0.1', true],
    ['vers:pypi/>=1.0.0|<=2.0.0', '1.5', true],
    ['vers:pypi/>=1.0.0|<=2.0.0', '2.0.3', false],
    ['vers:pypi/>=1.0.0|<=2.0.0', '0.0.9', false],
    ['vers:pypi/!=2.0.3|>=3.0.0', '2.0.3', false],
    ['vers:pypi/<=1.0.0|>=2.0.0', '1.5', false],
    ['vers:npm/*', '1.0.0', true],
  ])('THREAT-061 %s has %s: %s', (range, version, expected) => {
    expect(versionInRange(read(range), version)).toBe(expected)
  })

  it.each([
    ['vers:semver/*', 'latest'],
    ['vers:semver/>=1.0.0', '2.0'],
    ['vers:semver/>=1.0.0', 'v2.0.0'],
    ['vers:semver/>=1.0.0', ''],
    ['vers:semver/!=1.0.0', 'x'],
    ['vers:npm/>=1.0.0', '2.0.0 '],
    ['vers:pypi/>=1.0', 'one'],
    ['vers:deb/>=1.0', 'one'],
    ['vers:generic/*', '1/2'],
    ['vers:generic/*', '7'.repeat(MAX_VERS_LENGTH + 1)],
  ])('THREAT-061 whether %s has %j is unknown, never true', (range, version) => {
    expect(versionInRange(read(range), version)).toBeUndefined()
  })

  it('never throws and never says more than the bounds allow, whatever is asked', () => {
    const range = read('vers:semver/>=1.0.0|<2.0.0')
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9.+a-z-]{0,12}$/)), (version) => {
        const answer = versionInRange(range, version)
        if (answer === true) expect(version).toMatch(/^(?:1\.|2\.0\.0-)/)
      }),
      RUNS,
    )
  })

  it('a range with one more exclusion never has a version that it did not have', () => {
    const version = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)).map((parts) => parts.join('.'))
    fc.assert(
      fc.property(version, version, version, (a, b, asked) => {
        const wide = parseVersRange(`vers:semver/>=${a}`)
        const narrow = parseVersRange(`vers:semver/>=${a}|!=${b}`)
        fc.pre(wide.ok && narrow.ok)
        if (wide.ok && narrow.ok && versionInRange(narrow.value, asked))
          expect(versionInRange(wide.value, asked)).toBe(true)
      }),
      RUNS,
    )
  })

  it('THREAT-039 hostile texts take no more time than their length', () => {
    const hostile = ['1', '1.', '0', 'a', '-', '1-', '.a', '1a', '1.0-', '+', '~', '1!'].map((piece) =>
      piece.repeat(Math.ceil(MAX_VERS_LENGTH / piece.length)).slice(0, MAX_VERS_LENGTH),
    )
    const schemes = ['semver', 'npm', 'pypi', 'deb', 'generic']
    const start = performance.now()
    for (const scheme of schemes) {
      const range = read(`vers:${scheme}/*`)
      for (const text of hostile) {
        for (const end of ['', '!', 'é', '.1', '-rc1']) versionInRange(range, (text + end).slice(-MAX_VERS_LENGTH))
        parseVersRange(`vers:${scheme}/${text}`.slice(0, MAX_VERS_LENGTH))
      }
    }
    // 360 texts; a quadratic expression would need seconds for one of them.
    expect(performance.now() - start).toBeLessThan(1000)
  })
})

describe('a version in every one of several ranges', () => {
  const wide = read('vers:generic/>=1.0')
  const narrow = read('vers:generic/>=1.0|<2.0')
  it.each([
    ['both have it', [wide, narrow], '1.5', true],
    ['one does not', [wide, narrow], '2.5', false],
    ['one does not, the other cannot say', [narrow, read('vers:generic/>=2.0')], '2.0-b', undefined],
    ['one cannot say', [wide, narrow], '2.0-b', undefined],
    ['no range at all', [], '1.0', undefined],
  ] as const)('%s', (_, ranges, version, expected) => {
    expect(versionInEveryRange(ranges, version)).toBe(expected)
  })

  it('says no as soon as one range says no, whatever the others cannot say', () => {
    expect(versionInEveryRange([narrow, read('vers:generic/>=3.0')], '2.0-b')).toBe(false)
  })
})

function read(text: string): VersRange {
  const range = parseVersRange(text)
  if (!range.ok) throw new Error(`no range: ${text}`)
  return range.value
}
