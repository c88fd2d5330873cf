import { describe, expect, it } from 'vitest'
import { parseVersRange, versionInRange } from '../vers-range.js'
import { pypi } from './pypi.js'

/** PEP 440, "Summary of permitted suffixes and relative ordering", and the epochs of "Version epochs". */
const ASCENDING = [
  [
    '1.dev0',
    '1.0.dev456',
    '1.0a1',
    '1.0a2.dev456',
    '1.0a12.dev456',
    '1.0a12',
    '1.0b1.dev456',
    '1.0b2',
    '1.0b2.post345.dev456',
    '1.0b2.post345',
    '1.0rc1.dev456',
    '1.0rc1',
    '1.0',
    '1.0+abc.5',
    '1.0+abc.7',
    '1.0+5',
    '1.0.post456.dev34',
    '1.0.post456',
    '1.0.15',
    '1.1.dev1',
  ],
  ['2013.10', '2014.04', '1!1.0', '1!1.1', '1!2.0', '2!0'],
  ['0.9', '0.9.1', '0.9.2', '0.9.10', '0.9.11', '1.0', '1.0.1', '1.1', '2.0', '2.0.1'],
  ['1.0+a', '1.0+a.a', '1.0+a.1', '1.0+b', '1.0+1', '1.0+1.1', '1.0+2', '1.0+10'],
]

/** PEP 440, "Normalization". */
const EQUAL = [
  ['1.1RC1', '1.1rc1'],
  ['00', '0'],
  ['09000', '9000'],
  ['1.1.a1', '1.1a1'],
  ['1.1-a1', '1.1a1'],
  ['1.1_a_1', '1.1a1'],
  ['1.1alpha1', '1.1a1'],
  ['1.1beta2', '1.1b2'],
  ['1.1c3', '1.1rc3'],
  ['1.1pre3', '1.1rc3'],
  ['1.1preview3', '1.1rc3'],
  ['1.2a', '1.2a0'],
  ['1.2-post2', '1.2.post2'],
  ['1.2post2', '1.2.post2'],
  ['1.2.post-2', '1.2.post2'],
  ['1.0-r4', '1.0.post4'],
  ['1.0.rev4', '1.0.post4'],
  ['1.2.post', '1.2.post0'],
  ['1.0-1', '1.0.post1'],
  ['1.2-dev2', '1.2.dev2'],
  ['1.2dev2', '1.2.dev2'],
  ['1.2.dev', '1.2.dev0'],
  ['1.0+ubuntu-1', '1.0+ubuntu.1'],
  ['1.0+ubuntu_1', '1.0+ubuntu.1'],
  ['v1.0', '1.0'],
  ['1.1', '1.1.0'],
  ['1.1', '1.1.0.0'],
  ['0!1.0', '1.0'],
  ['1.0+Abc', '1.0+abc'],
  ['1.0+07', '1.0+7'],
] as const

const INVALID = [
  '',
  'french toast',
  '1.0+a+',
  '1.0++',
  '1.0+_foobar',
  '1.0+foo&asd',
  '1.0+1+1',
  '1..0',
  '.1',
  '1.',
  '1.0a1a2',
  '1.0.post1.post2',
  '1.0-',
  '1.0--1',
  '!1',
  '1!',
  '1.0.dev1.post1',
  ' 1.0',
  '1.0 ',
  '1.0\n',
  '1.0é',
  '1.*',
  '=1.0',
  '-1',
]

describe('pypi versions (PEP 440)', () => {
  it.each(ASCENDING.map((list) => [list.join(' < '), list] as const))('relative ordering: %s', (_, list) => {
    for (const [i, a] of list.entries()) {
      for (const [j, b] of list.entries()) expect([a, b, Math.sign(order(a, b))]).toEqual([a, b, Math.sign(i - j)])
    }
  })

  it.each(EQUAL)('normalization: %s is %s', (a, b) => {
    expect(order(a, b)).toBe(0)
  })

  it.each(INVALID)('does not read %j', (text) => {
    expect(pypi.parse(text)).toBeUndefined()
  })
})

describe('pypi ranges (PEP 440, "Exclusive ordered comparison")', () => {
  it.each([
    ['>1.7', '1.7.1', true],
    ['>1.7', '1.7.0.post1', false],
    ['>1.7', '1.7.0.post1+local', false],
    ['>=1.7', '1.7.0.post1', true],
    ['>1.7.post2', '1.7.1', true],
    ['>1.7.post2', '1.7.0.post3', true],
    ['>1.7.post2', '1.7.0', false],
    ['>1.7', '1.7+local', false],
    ['>1.7rc1', '1.7', true],
    ['<2.0', '2.0rc1', false],
    ['<2.0', '2.0.dev1', false],
    ['<2.0', '1.9', true],
    ['<2.0', '1.9rc1', true],
    ['<=2.0', '2.0rc1', true],
    ['<2.0rc2', '2.0rc1', true],
    ['<1.2.post1', '1.2', true],
    ['<1.2.post1', '1.2.dev1', true],
    ['<1.2.post1', '1.2.post1.dev1', false],
    ['>=1.0|<2.0', '2.0rc1', false],
    ['>=1.0|<2.0', '1.0+vendor', true],
  ])('THREAT-061 %s has %s: %s', (constraints, version, expected) => {
    expect(inRange(`vers:pypi/${constraints}`, version)).toBe(expected)
  })

  it('THREAT-061 a local version is not the release that was assessed, and is excluded with it', () => {
    expect(inRange('vers:pypi/1.0', '1.0+vendor')).toBe(false)
    expect(inRange('vers:pypi/<=1.0', '1.0+vendor')).toBe(false)
    expect(inRange('vers:pypi/!=1.0', '1.0+vendor')).toBe(false)
    expect(inRange('vers:pypi/!=1.0+vendor', '1.0')).toBe(true)
    expect(inRange('vers:pypi/1.0+vendor', '1.0+vendor')).toBe(true)
  })

  it('reads an epoch, whose exclamation mark is percent-encoded in a range', () => {
    expect(inRange('vers:pypi/>=1%211.0', '2!0.1')).toBe(true)
    expect(inRange('vers:pypi/>=1%211.0', '2026.1')).toBe(false)
  })
})

function order(a: string, b: string): number {
  const [left, right] = [pypi.parse(a), pypi.parse(b)]
  if (left === undefined || right === undefined) throw new Error(`no version: ${a} or ${b}`)
  return pypi.compare(left, right) as number
}

function inRange(text: string, version: string): boolean | undefined {
  const range = parseVersRange(text)
  if (!range.ok) throw new Error(`no range: ${text}`)
  return versionInRange(range.value, version)
}
