import { formatInstant, type Instant, type Problem, problem } from '@trusted-tech/model'
import type { ParsedStatusEntry } from './parse-status-entries.js'
import { type Reading, readCandidates } from './read-candidates.js'
import type { StatusListCandidate, StatusListSource } from './status-list-candidate.js'
import type { StatusPurpose } from './status-purpose.js'

export interface CombineStatusOptions {
  readonly entry: ParsedStatusEntry
  /** The DID that must have issued the list. */
  readonly issuer: string
  /** What the caller holds for `entry.listId`, in any order. */
  readonly candidates: readonly StatusListCandidate[]
  readonly now: Instant
  /** The `id` of the entry's credential, when it is not the document being verified. */
  readonly about?: string
}

/** What all lists together say about one entry. */
export interface CombinedStatus {
  readonly purpose: StatusPurpose
  /** Where the entry stands in its credential. */
  readonly pointer: string
  /** `clear` only on the word of a good list; `unavailable` whenever none speaks, a stale one included. */
  readonly state: 'clear' | 'set' | 'unavailable'
  /** Lists were read, and none of them has `now` inside its window. */
  readonly stale: boolean
  /** Why the state is not `clear`, the most specific first; empty if it is. */
  readonly problems: readonly Problem[]
  /** Lists that were passed over although the state is known, and a revocation that a newer list took back. */
  readonly notes: readonly Problem[]
  /** The newest good list or, without one, the newest that was read: the age of this answer. */
  readonly newest?: { readonly validFrom: Instant; readonly validUntil: Instant; readonly source: StatusListSource }
  /** If set: since when the lists have said so without interruption. */
  readonly setSince?: Instant
  /** If clear although an older list has the bit set: the start of the first list after it that cleared the bit. */
  readonly clearedSince?: Instant
}

/**
 * Combines every list that is at hand for one status entry. Lists add up; none replaces another.
 *
 * A list is *usable* if it is authentic, its id is the one that the entry names, issuer and purpose fit, its bits are
 * in order and it is long enough. A usable list is *good* if `now` is inside its window (both ends included) and its
 * key was not declared compromised since; one that is not good counts for bad news only. The first row that applies:
 *
 * | purpose | usable lists | state | problems |
 * |---|---|---|---|
 * | revocation | the bit is set in one, of whatever age | `set` | `REVOKED` |
 * | suspension | the bit is set in one, and cleared in no good list newer than that | `set` | `SUSPENDED` |
 * | both | one is good | `clear` | none |
 * | both | there are some whose key is not compromised | `unavailable`, stale | `STATUS_STALE` |
 * | both | there are some, all of compromised keys | `unavailable` | `STATUS_UNAVAILABLE` |
 * | both | there are none | `unavailable` | why each list was refused, then `STATUS_UNAVAILABLE` |
 *
 * Why a list is refused: `STATUS_LIST_MISMATCH` (another id), `STATUS_ISSUER`, `STATUS_PURPOSE`, `STATUS_LIST_FORMAT`,
 * `STATUS_LIST_SIZE` (also: it is not good, and too short for the entry), `STATUS_INDEX` (it is good, and the entry
 * lies beyond its end), or its caller's reason for calling it not authentic. Refusals are notes as soon as another
 * list is usable. A revocation that a newer list no longer has is noted as `STATUS_REGRESSION`; a suspension that a
 * newer list lifts is in order and is not. Of two lists with the same `validFrom` neither is newer, so a set bit counts.
 *
 * Does not check signatures, and does not know dated status events.
 *
 * @returns the same answer for the candidates in any order
 * @example
 * const status = combineStatus({ entry, issuer: 'did:web:assessor.example', candidates, now })
 * if (status.state === 'set') status.problems[0]?.code // 'REVOKED'
 * @see docs/specification.md, section 6 "Time, status, and what happens to earlier credentials"
 * @see Bitstring Status List v1.0, section 3.2 "Validate Algorithm"
 */
export function combineStatus(options: CombineStatusOptions): CombinedStatus {
  const { entry, about, now } = options
  const { purpose, pointer } = entry
  const { readings, refusals } = readCandidates(options)
  const said = (code: Problem['code'], detail: { readonly expected?: string; readonly actual?: string } = {}) =>
    problem(code, pointer, about === undefined ? detail : { ...detail, about })

  const good = readings.filter((reading) => reading.good)
  const trusted = readings.filter((reading) => !reading.compromised)
  const newestGood = good.at(-1)
  const newest = newestGood ?? trusted.at(-1) ?? readings.at(-1)
  const stale = trusted.length > 0 && good.length === 0
  const notes = purpose === 'revocation' ? [...refusals, ...regression(entry, readings)] : refusals
  const answer = (state: CombinedStatus['state'], problems: readonly Problem[]): CombinedStatus =>
    newest === undefined
      ? { purpose, pointer, state, stale, problems, notes }
      : { purpose, pointer, state, stale, problems, notes, newest: ageOf(newest) }

  const firstRevoked = purpose === 'revocation' ? readings.find((reading) => reading.set) : undefined
  if (firstRevoked !== undefined) {
    return { ...answer('set', [said('REVOKED')]), setSince: firstRevoked.validFrom }
  }
  const suspended = purpose === 'suspension' ? standingSuspension(readings, good) : undefined
  if (suspended !== undefined) {
    return { ...answer('set', [said('SUSPENDED')]), setSince: startOfRun(readings, suspended) }
  }
  if (newestGood !== undefined) {
    const clearedSince = startOfClearance(readings)
    return clearedSince === undefined ? answer('clear', []) : { ...answer('clear', []), clearedSince }
  }
  if (stale && newest !== undefined) {
    const actual = `${formatInstant(newest.validFrom)} to ${formatInstant(newest.validUntil)}`
    const expected = `a list that is valid at ${formatInstant(now)}`
    return answer('unavailable', [said('STATUS_STALE', { expected, actual })])
  }
  const unavailable = said('STATUS_UNAVAILABLE', { expected: `an authentic list ${entry.listId}`, actual: 'none' })
  return readings.length > 0
    ? answer('unavailable', [unavailable])
    : { ...answer('unavailable', [...refusals, unavailable]), notes: [] }
}

function ageOf({ validFrom, validUntil, source }: Reading): NonNullable<CombinedStatus['newest']> {
  return { validFrom, validUntil, source }
}

/** A revocation is not reversible: whoever takes one back, or replays a list from before it, is reported. */
function regression(entry: ParsedStatusEntry, readings: readonly Reading[]): readonly Problem[] {
  const set = readings.find((reading) => reading.set)
  const takenBack = readings.find((reading) => set !== undefined && !reading.set && reading.validFrom > set.validFrom)
  if (set === undefined || takenBack === undefined) return []
  const expected = `set, as in the list of ${formatInstant(set.validFrom)}`
  const actual = `cleared in the list of ${formatInstant(takenBack.validFrom)}`
  return [problem('STATUS_REGRESSION', '/credentialSubject/encodedList', { expected, actual, about: entry.listId })]
}

/** The newest list with the bit set, unless a newer good one lifts the suspension. */
function standingSuspension(readings: readonly Reading[], good: readonly Reading[]): Reading | undefined {
  const set = readings.findLast((reading) => reading.set)
  if (set === undefined) return undefined
  return good.some((reading) => !reading.set && reading.validFrom > set.validFrom) ? undefined : set
}

/**
 * Back from a list with the bit set to the oldest that agrees, as long as no list says otherwise in between. What is
 * stale may interrupt the run: that it was not suspended in between is a statement about that time, not about now.
 */
function startOfRun(readings: readonly Reading[], last: Reading): Instant {
  let start = last.validFrom
  for (const reading of readings.toReversed()) {
    if (reading.validFrom > last.validFrom) continue
    if (reading.set) start = reading.validFrom
    else if (!reading.compromised) break
  }
  return start
}

/** The first list after the last one that had the bit set, if there was any. */
function startOfClearance(readings: readonly Reading[]): Instant | undefined {
  const lastSet = readings.findLastIndex((reading) => reading.set)
  if (lastSet === -1) return undefined
  return readings.slice(lastSet + 1).find((reading) => !reading.compromised)?.validFrom
}
