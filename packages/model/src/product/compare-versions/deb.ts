import { compareDigits } from './compare-digits.js'
import type { Order, VersionScheme } from './version-scheme.js'

export interface DebianVersion {
  readonly epoch: string
  readonly upstream: string
  readonly revision: string
}

const EPOCH = /^([0-9]{1,10}):/
const UPSTREAM = /^[0-9][A-Za-z0-9.+~:-]*$/
const REVISION = /^[A-Za-z0-9+.~]+$/
const PARTS = /[0-9]+|[^0-9]+/g
const DIGIT_FIRST = /^[0-9]/

/**
 * Debian: `[epoch:]upstream[-revision]`, with `~` before everything, even before the end.
 *
 * Order alone decides ranges: a pre-release is written with `~` and comes before its release, so `2.0~rc1` lies in
 * `<2.0`; a range that is to end before it says `<2.0~~`. A missing epoch is 0 and a missing revision equals `0`.
 * The upstream version has to start with a digit, as Debian Policy asks.
 *
 * @see Debian Policy Manual, section 5.6.12 "Version"
 */
export const deb: VersionScheme<DebianVersion> = { parse: parseDebianVersion, compare: compareDebianVersions }

function parseDebianVersion(text: string): DebianVersion | undefined {
  const epoch = EPOCH.exec(text)
  const rest = epoch === null ? text : text.slice(epoch[0].length)
  const hyphen = rest.lastIndexOf('-')
  const upstream = hyphen === -1 ? rest : rest.slice(0, hyphen)
  const revision = hyphen === -1 ? '' : rest.slice(hyphen + 1)
  if (!UPSTREAM.test(upstream) || (hyphen !== -1 && !REVISION.test(revision))) return undefined
  // Without an epoch a colon would have to be one.
  if (epoch === null && upstream.includes(':')) return undefined
  return { epoch: epoch?.[1] ?? '0', upstream, revision }
}

function compareDebianVersions(a: DebianVersion, b: DebianVersion): Order {
  return compareDigits(a.epoch, b.epoch) || comparePart(a.upstream, b.upstream) || comparePart(a.revision, b.revision)
}

/** Alternately a run of other characters, which may be empty, and a run of digits, which counts as zero if empty. */
function comparePart(a: string, b: string): Order {
  const left = runsOf(a)
  const right = runsOf(b)
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [x, y] = [left[i] ?? '', right[i] ?? '']
    const order = i % 2 === 0 ? compareOthers(x, y) : compareDigits(x, y)
    if (order !== 0) return order
  }
  return 0
}

function runsOf(part: string): readonly string[] {
  const runs = part.match(PARTS) ?? []
  return DIGIT_FIRST.test(part) ? ['', ...runs] : runs
}

function compareOthers(a: string, b: string): Order {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const order = weight(a, i) - weight(b, i)
    if (order !== 0) return order
  }
  return 0
}

/** `~`, then the end, then letters, then everything else. */
function weight(run: string, position: number): number {
  if (position >= run.length) return 0
  const character = run[position] as string
  if (character === '~') return -1
  const code = character.charCodeAt(0)
  return /[A-Za-z]/.test(character) ? code : code + 256
}
