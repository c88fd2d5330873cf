import { compareDigits, compareText } from './compare-digits.js'
import type { Order, VersionScheme } from './version-scheme.js'

export interface SemanticVersion {
  /** Major, minor and patch, as decimal digits. */
  readonly core: readonly [string, string, string]
  /** The dot-separated identifiers after the hyphen; empty for a release. */
  readonly prerelease: readonly string[]
}

const NUMBER = '(0|[1-9][0-9]*)'
const VERSION = new RegExp(
  `^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$`,
)
const DIGITS = /^[0-9]+$/

/**
 * Semantic Versioning 2.0.0: three numbers, a pre-release, build metadata.
 *
 * Exact grammar: no leading `v` or `=`, no leading zeros, no missing parts. Build metadata does not count, so
 * `1.0.0+a` equals `1.0.0+b`; whoever means one build lists its digest. SemVer has no rule for ranges, so order alone
 * decides: `2.0.0-rc.1` comes before `2.0.0` and lies in `<2.0.0`; a range that is to end before it says `<2.0.0-0`.
 *
 * @see Semantic Versioning 2.0.0, items 2, 9, 10 and 11
 */
export const semver: VersionScheme<SemanticVersion> = { parse: parseSemver, compare: compareSemver }

export function parseSemver(text: string): SemanticVersion | undefined {
  const match = VERSION.exec(text)
  if (match === null) return undefined
  const prerelease = match[4] === undefined ? [] : match[4].split('.')
  // "01" is no numeric identifier, and no alphanumeric one either.
  if (prerelease.some((part) => part.length > 1 && part.startsWith('0') && DIGITS.test(part))) return undefined
  return { core: [match[1] as string, match[2] as string, match[3] as string], prerelease }
}

export function compareSemver(a: SemanticVersion, b: SemanticVersion): Order {
  return compareCore(a, b) || comparePrerelease(a.prerelease, b.prerelease)
}

/** Orders by major, minor and patch alone: zero for builds and previews of one release. */
export function compareCore(a: SemanticVersion, b: SemanticVersion): Order {
  return (
    compareDigits(a.core[0], b.core[0]) || compareDigits(a.core[1], b.core[1]) || compareDigits(a.core[2], b.core[2])
  )
}

function comparePrerelease(a: readonly string[], b: readonly string[]): Order {
  if (a.length === 0 || b.length === 0) return b.length - a.length
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compareIdentifiers(a[i] as string, b[i] as string)
    if (order !== 0) return order
  }
  return a.length - b.length
}

/** Numbers by value, texts in ASCII order, numbers before texts. */
function compareIdentifiers(a: string, b: string): Order {
  const numeric = DIGITS.test(a)
  if (numeric !== DIGITS.test(b)) return numeric ? -1 : 1
  return numeric ? compareDigits(a, b) : compareText(a, b)
}
