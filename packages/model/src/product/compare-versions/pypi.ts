import { compareDigits, compareText } from './compare-digits.js'
import type { Bound, Order, VersionScheme } from './version-scheme.js'

export interface PythonVersion {
  readonly epoch: string
  /** The numbers of the release, without trailing zeros. */
  readonly release: readonly string[]
  readonly pre?: { readonly phase: 'a' | 'b' | 'rc'; readonly number: string }
  readonly post?: string
  readonly dev?: string
  readonly local: readonly string[]
}

// Separators are outside the runs that they part, so no text can be split in two ways and matching stays linear.
const VERSION = new RegExp(
  [
    '^v?(?:([0-9]+)!)?([0-9]+(?:\\.[0-9]+)*)',
    '(?:[-_.]?(alpha|beta|preview|pre|rc|a|b|c)[-_.]?([0-9]+)?)?',
    '(?:-([0-9]+)|[-_.]?(post|rev|r)[-_.]?([0-9]+)?)?',
    '(?:[-_.]?(dev)[-_.]?([0-9]+)?)?',
    '(?:\\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$',
  ].join(''),
  'i',
)
const PHASES: Readonly<Record<string, 'a' | 'b' | 'rc'>> = {
  a: 'a',
  alpha: 'a',
  b: 'b',
  beta: 'b',
  c: 'rc',
  rc: 'rc',
  pre: 'rc',
  preview: 'rc',
}
const DIGITS = /^[0-9]+$/

/**
 * PEP 440: epoch, release, pre-, post- and development release, local version; all spellings that it normalises.
 *
 * Its rules for exclusive bounds narrow a range: `<V` has no pre-release of `V` unless `V` is one itself, `>V` no
 * post-release of `V` unless `V` is one and no local version of `V`, and `!=V` takes the local versions of `V` out too.
 * Pre-releases elsewhere in a range count, because whoever asks names the version. Where PEP 440 ignores a local version
 * (`==1.0` matches `1.0+vendor`), this does not: a patched build is not the one that was assessed.
 *
 * @see Version specifiers (PEP 440), "Summary of permitted suffixes and relative ordering", "Exclusive ordered comparison"
 */
export const pypi: VersionScheme<PythonVersion> = {
  parse: parsePythonVersion,
  compare: comparePythonVersions,
  admits: (version, { lower, upper }) => !previewsUpper(version, upper) && !followsLower(version, lower),
  excludes: (excluded, version) => excluded.local.length === 0 && comparePublic(excluded, version) === 0,
}

function parsePythonVersion(text: string): PythonVersion | undefined {
  const match = VERSION.exec(text)
  if (match === null) return undefined
  const [, epoch, release, phase, preNumber, implicitPost, post, postNumber, dev, devNumber, local] = match
  return {
    epoch: epoch ?? '0',
    release: withoutTrailingZeros((release as string).split('.')),
    ...(phase === undefined ? {} : { pre: { phase: PHASES[phase.toLowerCase()] ?? 'rc', number: preNumber ?? '0' } }),
    ...(implicitPost === undefined && post === undefined ? {} : { post: implicitPost ?? postNumber ?? '0' }),
    ...(dev === undefined ? {} : { dev: devNumber ?? '0' }),
    local: local === undefined ? [] : local.toLowerCase().split(/[-_.]/),
  }
}

function comparePythonVersions(a: PythonVersion, b: PythonVersion): Order {
  return comparePublic(a, b) || compareLocal(a.local, b.local)
}

function comparePublic(a: PythonVersion, b: PythonVersion): Order {
  return (
    compareBase(a, b) ||
    compareText(phaseOf(a), phaseOf(b)) ||
    compareDigits(a.pre?.number ?? '', b.pre?.number ?? '') ||
    comparePresence(a.post, b.post, -1) ||
    comparePresence(a.dev, b.dev, 1)
  )
}

function compareBase(a: PythonVersion, b: PythonVersion): Order {
  const epochs = compareDigits(a.epoch, b.epoch)
  if (epochs !== 0) return epochs
  for (let i = 0; i < Math.max(a.release.length, b.release.length); i++) {
    const order = compareDigits(a.release[i] ?? '', b.release[i] ?? '')
    if (order !== 0) return order
  }
  return 0
}

/** In text order: development releases of the release itself, `a`, `b`, `rc`, and the release and what follows it. */
function phaseOf({ pre, post, dev }: PythonVersion): string {
  if (pre !== undefined) return pre.phase
  return post === undefined && dev !== undefined ? '' : 'z'
}

/** `absent`: where a version without this suffix stands beside one with it, -1 before, 1 after. */
function comparePresence(a: string | undefined, b: string | undefined, absent: -1 | 1): Order {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? absent : -absent
  return compareDigits(a, b)
}

function compareLocal(a: readonly string[], b: readonly string[]): Order {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [left, right] = [a[i] as string, b[i] as string]
    const numeric = DIGITS.test(left)
    if (numeric !== DIGITS.test(right)) return numeric ? 1 : -1
    const order = numeric ? compareDigits(left, right) : compareText(left, right)
    if (order !== 0) return order
  }
  return a.length - b.length
}

function isPrerelease({ pre, dev }: PythonVersion): boolean {
  return pre !== undefined || dev !== undefined
}

function previewsUpper(version: PythonVersion, upper: Bound<PythonVersion> | undefined): boolean {
  if (upper === undefined || upper.inclusive || isPrerelease(upper.version) || !isPrerelease(version)) return false
  // Below the bound, and not before its first development release.
  return comparePublic(version, { ...upper.version, dev: '0' }) >= 0
}

function followsLower(version: PythonVersion, lower: Bound<PythonVersion> | undefined): boolean {
  if (lower === undefined || lower.inclusive) return false
  const { local, dev, post, ...before } = version
  const isLocalVersion = local.length > 0 && comparePublic(version, lower.version) === 0
  const isPostRelease =
    post !== undefined &&
    lower.version.post === undefined &&
    comparePublic({ ...before, local: [] }, lower.version) === 0
  return isLocalVersion || isPostRelease
}

function withoutTrailingZeros(numbers: readonly string[]): readonly string[] {
  let end = numbers.length
  while (end > 1 && /^0+$/.test(numbers[end - 1] as string)) end--
  return numbers.slice(0, end)
}
