import { describe, expect, it } from 'vitest'
import { parseVersRange, versionInRange } from '../vers-range.js'
import { generic } from './generic.js'

describe('generic versions', () => {
  it.each([
    ['1.0', '2.0'],
    ['1.2', '1.10'],
    ['1.2', '1.2.1'],
    ['2024-05-01', '2024-11-24'],
    ['7.2u9', '7.2u10'],
    ['1.5-beta', '2.0'],
    ['1.0-1', '1.0-2'],
    ['1.9007199254740992', '1.9007199254740993'],
  ])('%s comes before %s', (a, b) => {
    expect(order(a, b)).toBeLessThan(0)
    expect(order(b, a)).toBeGreaterThan(0)
  })

  it.each([
    ['1.0', '1.0.0'],
    ['01.002', '1.2'],
    ['1.0-RC1', '1.0-rc1'],
  ])('%s equals %s', (a, b) => {
    expect(order(a, b)).toBe(0)
    expect(order(b, a)).toBe(0)
  })

  it.each([
    ['1.0', '1.0-beta'],
    ['1.0', '1.0a'],
    ['1.0a', '1.0b'],
    ['1.0', '1.0-1'],
    ['1.0-1', '1.0.1'],
    ['1.0', '1.0+0'],
    ['1.a', '1.1'],
    ['alpha', 'beta'],
  ])('nobody can say in which order %s and %s stand', (a, b) => {
    expect(order(a, b)).toBeUndefined()
    expect(order(b, a)).toBeUndefined()
  })

  it.each(['', '.', '1.', '.1', '1..2', '1 2', '1~2', '1:2', '1/2', '1,2', 'é', '1\n'])('does not read %j', (text) => {
    expect(generic.parse(text)).toBeUndefined()
  })

  it.each([
    ['>=1.0|<2.0', '1.5', true],
    ['>=1.0|<2.0', '1.5-beta', true],
    ['>=1.0|<2.0', '2.0', false],
    ['>=1.0|<2.0', '2.0-beta', undefined],
    ['>=1.0|<2.0', '1.0-beta', undefined],
    ['1.0', '1.0', true],
    ['1.0', '2.0', false],
    ['*', '2.0-beta', true],
  ])('THREAT-061 %s has %s: %s', (constraints, version, expected) => {
    const range = parseVersRange(`vers:generic/${constraints}`)
    if (!range.ok) throw new Error('no range')
    expect(versionInRange(range.value, version)).toBe(expected)
  })

  it('a range whose own constraints have no order is refused', () => {
    expect(parseVersRange('vers:generic/>=1.0|<1.0-beta').ok).toBe(false)
  })
})

function order(a: string, b: string): number | undefined {
  const [left, right] = [generic.parse(a), generic.parse(b)]
  if (left === undefined || right === undefined) throw new Error(`no version: ${a} or ${b}`)
  return generic.compare(left, right)
}
