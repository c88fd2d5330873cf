import { type Instant, type Problem, problem } from '@trusted-tech/model'
import { readBit } from './bitstring/bits.js'
import type { ParsedStatusEntry } from './parse-status-entries.js'
import type { StatusList } from './parse-status-list.js'
import { STATUS_LIST_SOURCES, type StatusListCandidate, type StatusListSource } from './status-list-candidate.js'

/** What one usable list says about one entry. */
export interface Reading {
  readonly set: boolean
  readonly validFrom: Instant
  readonly validUntil: Instant
  readonly source: StatusListSource
  /** Signed by a key that was declared compromised since. */
  readonly compromised: boolean
  /** May be believed when it says that nothing is wrong. */
  readonly good: boolean
}

export interface CandidateReadings {
  /** Of the usable lists, oldest first; at one time a cleared bit comes before a set one. */
  readonly readings: readonly Reading[]
  /** Why the others were refused, in an order that does not depend on the caller's. */
  readonly refusals: readonly Problem[]
}

/**
 * Reads one entry's bit in every list that may speak about it.
 *
 * Checks each list: authentic by its caller's word, the id that the entry names, issuer, purpose, bits in order, long
 * enough. Does not decide anything: `combineStatus` does.
 */
export function readCandidates(options: {
  readonly entry: ParsedStatusEntry
  readonly issuer: string
  readonly candidates: readonly StatusListCandidate[]
  readonly now: Instant
  readonly about?: string
}): CandidateReadings {
  const { candidates, now } = options
  const readings: Reading[] = []
  const refusals = new Map<string, Problem>()
  const refuse = (problems: readonly Problem[]) => {
    for (const found of problems) refusals.set(JSON.stringify(found, Object.keys(found).sort()), found)
  }
  for (const candidate of candidates) {
    if (!candidate.authentic) {
      refuse(candidate.problems)
      continue
    }
    const { list, source, badNewsOnly: compromised = false } = candidate
    const { validFrom, validUntil } = list
    const good = !compromised && validFrom <= now && now <= validUntil
    const set = readEntry(list, good, options)
    if (typeof set === 'boolean') readings.push({ set, validFrom, validUntil, source, compromised, good })
    else refuse(set)
  }
  readings.sort(
    (a, b) =>
      a.validFrom - b.validFrom ||
      Number(a.set) - Number(b.set) ||
      a.validUntil - b.validUntil ||
      STATUS_LIST_SOURCES.indexOf(b.source) - STATUS_LIST_SOURCES.indexOf(a.source),
  )
  if (refusals.size === 0) return { readings, refusals: [] }
  const inOrder = [...refusals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, refusal]) => refusal)
  return { readings, refusals: inOrder }
}

/** The bit, or why this list can not tell. */
function readEntry(
  list: StatusList,
  good: boolean,
  { entry, issuer, about: credential }: { entry: ParsedStatusEntry; issuer: string; about?: string },
): boolean | readonly Problem[] {
  const about = list.id
  // Without this, any list of the same issuer in which the bit is clear would do.
  if (list.id !== entry.listId) {
    return [problem('STATUS_LIST_MISMATCH', '/id', { expected: entry.listId, actual: list.id, about })]
  }
  if (list.issuer !== issuer) {
    return [problem('STATUS_ISSUER', '/issuer', { expected: issuer, actual: list.issuer, about })]
  }
  if (list.purpose !== entry.purpose) {
    const pointer = '/credentialSubject/statusPurpose'
    return [problem('STATUS_PURPOSE', pointer, { expected: entry.purpose, actual: list.purpose, about })]
  }
  const bits = list.bits()
  if (!bits.ok) return bits.problems
  const bit = readBit(bits.value, entry.index)
  if (bit !== undefined) return bit
  const length = bits.value.length * 8
  // Beyond the list that is in force, the entry is wrong; an old list may be shorter than the one that followed it.
  return good
    ? [
        problem('STATUS_INDEX', `${entry.pointer}/statusListIndex`, {
          expected: `an index below ${length}`,
          actual: `${entry.index}`,
          ...(credential === undefined ? {} : { about: credential }),
        }),
      ]
    : [
        problem('STATUS_LIST_SIZE', '/credentialSubject/encodedList', {
          expected: `more than ${entry.index} entries`,
          actual: `${length}`,
          about,
        }),
      ]
}
