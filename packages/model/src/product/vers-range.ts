import { fail, type JsonPointer, ok, type Result } from '../result.js'
import { describeJson } from '../schema/describe-json.js'
import { deb } from './compare-versions/deb.js'
import { generic } from './compare-versions/generic.js'
import { npm } from './compare-versions/npm.js'
import { pypi } from './compare-versions/pypi.js'
import { semver } from './compare-versions/semver.js'
import type { Interval, VersionScheme } from './compare-versions/version-scheme.js'

/** The VERS types that are understood; any other is refused. A further one is a file and a line here. */
const SCHEMES = { semver, npm, pypi, deb, generic } as const
export type VersScheme = keyof typeof SCHEMES
export const VERS_SCHEMES = Object.keys(SCHEMES) as readonly VersScheme[]

/** Characters of a range or of a version that is asked about. */
export const MAX_VERS_LENGTH = 512
export const MAX_VERS_CONSTRAINTS = 32

export type VersComparator = '=' | '!=' | '<' | '<=' | '>' | '>='

export interface VersConstraint {
  /** `=` where the text has none: a bare version. */
  readonly comparator: VersComparator
  /** Percent-decoded. */
  readonly version: string
  /** The version as its scheme reads it. */
  readonly parsed: unknown
}

/** A VERS range that was read and is valid. Made by {@link parseVersRange} alone. */
export interface VersRange {
  readonly text: string
  readonly scheme: VersScheme
  /** In version order, each version once; empty for `*`, which is every version. */
  readonly constraints: readonly VersConstraint[]
}

const RANGE = /^vers:([a-z][a-z0-9.-]*)\/([!-~]+)$/
// What has a meaning in VERS, and the space, is written with upper-case hex digits, and nothing else is.
const CONSTRAINT = /^(!=|<=|>=|<|>)?((?:[^%<>=!*|]|%(?:20|21|25|2A|3C|3D|3E|7C))+)$/

/**
 * Reads a VERS range.
 *
 * Checks: the canonical text (`vers:` and the type in lower case, printable ASCII, no space, exact percent-encoding);
 * that the type is one of `semver`, `npm`, `pypi`, `deb`, `generic`; that each version can be read under it; that `*`
 * stands alone; that constraints stand in version order, each version once; and that no constraint is redundant
 * (`>1|>2`, `<1|<2`, `1|<2`, `>1|2`; `!=` may stand anywhere). Equality is a bare version: VERS refuses a leading `=`.
 * At most 512 characters and 32 constraints. One range has one text, so nothing is sorted or repaired here.
 *
 * Does not check that the range has a version at all, or that a version in it exists.
 *
 * @param pointer where the text stands, for the problem.
 * @returns the range, or `SCHEMA_INVALID`.
 * @example
 * parseVersRange('vers:semver/>=1.0.0|<2.0.0')
 * @see VERS (Version Range Specifier), clause 5 "VERS specification", 5.4 "VERS validation rules"
 */
export function parseVersRange(text: string, pointer: JsonPointer = ''): Result<VersRange> {
  const refuse = (expected: string) => fail('SCHEMA_INVALID', pointer, { expected, actual: describeJson(text) })
  if (typeof text !== 'string' || text.length > MAX_VERS_LENGTH) {
    return refuse(`a VERS range of at most ${MAX_VERS_LENGTH} characters`)
  }
  const match = RANGE.exec(text)
  if (match === null) return refuse('a VERS range, as vers:semver/>=1.0.0|<2.0.0')
  const scheme = match[1] as VersScheme
  if (!Object.hasOwn(SCHEMES, scheme)) return refuse(`a VERS range of type ${VERS_SCHEMES.join(', ')}`)
  if (match[2] === '*') return ok({ text, scheme, constraints: [] })

  const parts = (match[2] as string).split('|')
  if (parts.length > MAX_VERS_CONSTRAINTS) return refuse(`at most ${MAX_VERS_CONSTRAINTS} constraints`)
  const constraints: VersConstraint[] = []
  for (const part of parts) {
    const constraint = readConstraint(part, scheme)
    if (constraint === undefined) return refuse(`constraints with versions of type ${scheme}`)
    constraints.push(constraint)
  }
  if (!isOrdered(constraints, scheme)) return refuse('constraints in version order, each version once')
  if (!isMinimal(constraints)) return refuse('constraints of which none is redundant')
  return ok({ text, scheme, constraints })
}

/**
 * Whether a version lies in a range, or `undefined` where that cannot be known.
 *
 * `undefined`: the version is no version of the range's scheme, also under `*`; or the scheme does not say in which order
 * the version and a bound stand. Whoever needs a version to be in the range asks for `true` and takes nothing else.
 *
 * By order first, as VERS has it; then the scheme's own rules on pre-releases may take a version out that lies between
 * two bounds (`npm`, `pypi`), never put one in. A range of `!=` alone has every other version.
 *
 * @example
 * versionInRange(range, '1.4.2') === true
 * @see VERS (Version Range Specifier), "Checking if a version is contained within a range"
 */
export function versionInRange(range: VersRange, version: string): boolean | undefined {
  const scheme = schemeOf(range.scheme)
  if (typeof version !== 'string' || version.length > MAX_VERS_LENGTH) return undefined
  const parsed = scheme.parse(version)
  if (parsed === undefined) return undefined

  const intervals: Interval<unknown>[] = []
  let lower: Interval<unknown>['lower']
  let listed = false
  let excluded = false
  let onlyExclusions = true
  for (const { comparator, parsed: bound } of range.constraints) {
    const order = scheme.compare(parsed, bound)
    if (order === undefined) return undefined
    if (comparator === '!=') {
      excluded ||= order === 0 || scheme.excludes?.(bound, parsed) === true
      continue
    }
    onlyExclusions = false
    if (comparator === '=') {
      listed ||= order === 0
    } else if (isLower(comparator)) {
      lower = { version: bound, inclusive: comparator === '>=' }
    } else {
      const upper = { version: bound, inclusive: comparator === '<=' }
      intervals.push(lower === undefined ? { upper } : { lower, upper })
      lower = undefined
    }
  }
  if (lower !== undefined) intervals.push({ lower })
  if (excluded) return false
  if (listed || onlyExclusions) return true
  return intervals.some((interval) => lies(parsed, interval, scheme))
}

/**
 * Whether a version lies in every one of several ranges: what is left of a scope after each link narrowed it.
 *
 * `false` if one range does not have it; else `undefined` if one cannot say, and for no range at all.
 */
export function versionInEveryRange(ranges: readonly VersRange[], version: string): boolean | undefined {
  const answers = ranges.map((range) => versionInRange(range, version))
  if (answers.includes(false)) return false
  return answers.length === 0 || answers.includes(undefined) ? undefined : true
}

function schemeOf(name: VersScheme): VersionScheme<unknown> {
  return SCHEMES[name] as VersionScheme<unknown>
}

function readConstraint(text: string, scheme: VersScheme): VersConstraint | undefined {
  const match = CONSTRAINT.exec(text)
  if (match === null) return undefined
  const version = percentDecoded(match[2] as string)
  const parsed = schemeOf(scheme).parse(version)
  return parsed === undefined ? undefined : { comparator: (match[1] ?? '=') as VersComparator, version, parsed }
}

function percentDecoded(text: string): string {
  if (!text.includes('%')) return text
  // Once: a second round would read %2521 as !.
  return text.replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

function isOrdered(constraints: readonly VersConstraint[], name: VersScheme): boolean {
  const scheme = schemeOf(name)
  let previous: VersConstraint | undefined
  for (const constraint of constraints) {
    if (previous !== undefined) {
      const order = scheme.compare(previous.parsed, constraint.parsed)
      if (order === undefined || order >= 0) return false
    }
    previous = constraint
  }
  return true
}

function isMinimal(constraints: readonly VersConstraint[]): boolean {
  let previous: VersComparator | undefined
  for (const { comparator } of constraints) {
    if (comparator === '!=') continue
    // After > only an upper bound says anything new; anywhere else an upper bound covers what stands before it.
    if (previous !== undefined && isLower(previous) !== isUpper(comparator)) return false
    previous = comparator
  }
  return true
}

function isLower(comparator: VersComparator): boolean {
  return comparator === '>' || comparator === '>='
}

function isUpper(comparator: VersComparator): boolean {
  return comparator === '<' || comparator === '<='
}

function lies(version: unknown, interval: Interval<unknown>, scheme: VersionScheme<unknown>): boolean {
  const { lower, upper } = interval
  if (lower !== undefined) {
    const order = scheme.compare(version, lower.version)
    if (order === undefined || order < 0 || (order === 0 && !lower.inclusive)) return false
  }
  if (upper !== undefined) {
    const order = scheme.compare(version, upper.version)
    if (order === undefined || order > 0 || (order === 0 && !upper.inclusive)) return false
  }
  return scheme.admits?.(version, interval) ?? true
}
