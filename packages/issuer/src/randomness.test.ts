import { describe, expect, it } from 'vitest'
import { systemRandomness } from './randomness.js'

describe('the platform’s generator', () => {
  it('makes version 4 UUIDs, each another', () => {
    const ids = Array.from({ length: 1000 }, () => systemRandomness.uuid())
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(new Set(ids).size).toBe(1000)
  })

  it.each([1, 2, 3, 131_072, 2 ** 32])('gives whole numbers below %d', (bound) => {
    for (let draw = 0; draw < 200; draw += 1) {
      const number = systemRandomness.below(bound)
      expect(Number.isInteger(number) && number >= 0 && number < bound).toBe(true)
    }
  })

  it.each([0, -1, 1.5, 2 ** 32 + 1, Number.NaN])('has no numbers below %d', (bound) => {
    expect(() => systemRandomness.below(bound)).toThrow(RangeError)
  })

  it('favours none: what lies past the last whole multiple of the bound is drawn again', () => {
    // With the remainder alone, numbers below 2^30 would come twice as often as those above.
    const bound = 3 * 2 ** 30
    let low = 0
    for (let draw = 0; draw < 3000; draw += 1) if (systemRandomness.below(bound) < 2 ** 30) low += 1
    expect(low).toBeGreaterThan(800)
    expect(low).toBeLessThan(1200)
  })
})
