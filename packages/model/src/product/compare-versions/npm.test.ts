import fc from 'fast-check'
import { satisfies } from 'semver'
import { describe, expect, it } from 'vitest'
import { parseVersRange, versionInRange } from '../vers-range.js'

const RUNS = { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) }

describe('npm ranges (node-semver, "Prerelease Tags")', () => {
  it.each([
    ['vers:npm/>=1.2.3-alpha.3', '1.2.3-alpha.7', true],
    ['vers:npm/>=1.2.3-alpha.3', '3.4.5-alpha.9', false],
    ['vers:npm/>=1.2.3-alpha.3', '3.4.5', true],
    ['vers:npm/>=1.2.3-alpha.3', '1.2.3-alpha.2', false],
    ['vers:npm/>=1.0.0|<2.0.0', '1.9.9', true],
    ['vers:npm/>=1.0.0|<2.0.0', '2.0.0-rc.1', false],
    ['vers:npm/>=1.0.0|<2.0.0', '1.5.0-beta', false],
    ['vers:npm/>=1.0.0|<=2.0.0-rc.2', '2.0.0-rc.1', true],
    ['vers:npm/>=1.0.0|<=2.0.0-rc.2', '1.5.0-beta', false],
    ['vers:npm/3.0.0-rc.1', '3.0.0-rc.1', true],
    ['vers:npm/>=3.0.0-beta.1|<3.0.0-beta.7', '3.0.0-beta.6', true],
    ['vers:npm/*', '3.0.0-rc.1', true],
    ['vers:npm/!=1.0.0', '3.0.0-rc.1', true],
  ])('THREAT-061 %s and %s: %s', (range, version, expected) => {
    expect(inRange(range, version)).toBe(expected)
  })

  it('THREAT-061 agrees with node-semver on every interval', () => {
    const number = fc.integer({ min: 0, max: 2 })
    const preview = fc.option(fc.constantFrom('alpha', 'alpha.1', 'beta', 'rc.1'), { freq: 2 })
    const version = fc
      .tuple(number, number, preview)
      .map(([major, patch, pre]) => `${major}.0.${patch}${pre === null ? '' : `-${pre}`}`)
    const bound = fc.record({
      lower: version,
      upper: version,
      from: fc.constantFrom('>', '>='),
      to: fc.constantFrom('<', '<='),
    })
    fc.assert(
      fc.property(bound, version, ({ lower, upper, from, to }, asked) => {
        const range = parseVersRange(`vers:npm/${from}${lower}|${to}${upper}`)
        fc.pre(range.ok)
        if (range.ok) expect(versionInRange(range.value, asked)).toBe(satisfies(asked, `${from}${lower} ${to}${upper}`))
        for (const comparator of [from, to]) {
          expect(inRange(`vers:npm/${comparator}${lower}`, asked)).toBe(satisfies(asked, `${comparator}${lower}`))
        }
      }),
      RUNS,
    )
  })
})

function inRange(text: string, version: string): boolean | undefined {
  const range = parseVersRange(text)
  if (!range.ok) throw new Error(`no range: ${text}`)
  return versionInRange(range.value, version)
}
