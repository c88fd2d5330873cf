import { formatInstant, type Instant } from '@trusted-tech/model'
import { type Finding, good, wrong } from './finding.js'

const OLDEST_NODE = [20, 19] as const
/** This program was written after it: a clock that shows less was not set. */
const WRITTEN = Date.UTC(2026, 10, 1)
const FAR = Date.UTC(2100, 0, 1)
/** What clocks may differ by, and a file's time be rounded to. */
const TOLERANCE = 5 * 60_000

/** Whether this Node can run the program. */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [leastMajor, leastMinor] = OLDEST_NODE
  const enough = major > leastMajor || (major === leastMajor && minor >= leastMinor)
  return enough
    ? good('node', `Node ${version}`)
    : wrong('node', `Node ${version} is too old`, `Install Node ${OLDEST_NODE.join('.')} or newer.`)
}

/** A time that this machine's clock must have passed, and what shows it. */
export interface Witness {
  readonly at: number
  readonly what: string
}

/**
 * Whether the clock can be right.
 *
 * Checks that it is in this program's lifetime and not behind what was made before. Does not ask another clock: a clock
 * that is a day ahead is not found.
 */
export function checkClock(now: Instant, witnesses: readonly Witness[]): Finding {
  const said = `The clock says ${formatInstant(now)}`
  const remedy = 'Set the clock, best from the network time service: what is in force, expired or fresh depends on it.'
  if (now < WRITTEN || now >= FAR) return wrong('clock', `${said}, which cannot be`, remedy)
  const later = witnesses.find(({ at }) => at > now + TOLERANCE)
  return later === undefined ? good('clock', said) : wrong('clock', `${said}, and ${later.what} is later`, remedy)
}
