import { describe, expect, it } from 'vitest'
import { parseVersRange, versionInRange } from '../vers-range.js'
import { deb } from './deb.js'

/** Debian Policy, section 5.6.12: the order of `~~`, `~~a`, `~`, the empty part and `a`, and its footnote. */
const ASCENDING = [
  ['1~~', '1~~a', '1~', '1', '1a'],
  ['1.0~beta1~svn1245', '1.0~beta1', '1.0'],
  ['1.0-1~bpo12+1', '1.0-1', '1.0-1+b1', '1.0-1.1', '1.0-2', '1.0-10', '1.0+dfsg-1', '1.0.1-1'],
  ['1.2.3', '1.2.3a', '1.2.3+', '1.2.3.', '1.2.4', '1.2.10', '1:0.4', '2:0.1'],
  ['0', '0-0.1', '0a', '0.0', '1'],
  ['1.0a', '1.0z', '1.0+'],
  ['1.9007199254740992', '1.9007199254740993', `1.1${'0'.repeat(300)}`],
]
const EQUAL = [
  ['1.0', '1.0-0'],
  ['0:1.0', '1.0'],
  ['1.001', '1.1'],
  ['1.0-1', '1.0-01'],
  ['1.0', '1.0-'.concat('00')],
] as const
const INVALID = [
  '',
  'a1',
  '1_0',
  '1.0-',
  '-1',
  ':1',
  'x:1',
  '1.0-1_2',
  '1:',
  '1.0:2',
  '1 0',
  '1.0\n',
  '1.0é',
  '12345678901:1',
]

describe('deb versions (Debian Policy, 5.6.12 "Version")', () => {
  it.each(ASCENDING.map((list) => [list.join(' < '), list] as const))('sorts %s', (_, list) => {
    for (const [i, a] of list.entries()) {
      for (const [j, b] of list.entries()) expect([a, b, Math.sign(order(a, b))]).toEqual([a, b, Math.sign(i - j)])
    }
  })

  it.each(EQUAL)('%s equals %s', (a, b) => {
    expect(order(a, b)).toBe(0)
  })

  it.each(INVALID)('does not read %j', (text) => {
    expect(deb.parse(text)).toBeUndefined()
  })

  it('takes a hyphen in the upstream version and a colon after an epoch', () => {
    expect(deb.parse('1.0-rc1-2')).toEqual({ epoch: '0', upstream: '1.0-rc1', revision: '2' })
    expect(deb.parse('1:2:3-4')).toEqual({ epoch: '1', upstream: '2:3', revision: '4' })
  })

  it.each([
    ['<2.0', '2.0~rc1', true],
    ['<2.0~~', '2.0~rc1', false],
    ['>=1.0-1|<1.1', '1.0-1+deb12u3', true],
    ['>=1:1.0', '9.0', false],
  ])('THREAT-061 %s has %s: %s', (constraints, version, expected) => {
    const range = parseVersRange(`vers:deb/${constraints}`)
    expect(range.ok && versionInRange(range.value, version)).toBe(expected)
  })
})

function order(a: string, b: string): number {
  const [left, right] = [deb.parse(a), deb.parse(b)]
  if (left === undefined || right === undefined) throw new Error(`no version: ${a} or ${b}`)
  return deb.compare(left, right) as number
}
