import {
  describeJson,
  isJsonObject,
  type Json,
  type JsonObject,
  ok,
  type Problem,
  problem,
  type Result,
} from '@trusted-tech/model'
import { isStatusPurpose, STATUS_PURPOSES, type StatusPurpose } from './status-purpose.js'

/** One entry of a credential's `credentialStatus`, in the profile's form. */
export interface ParsedStatusEntry {
  readonly id: string
  readonly purpose: StatusPurpose
  /** The position of the bit; a safe integer, not yet compared with the length of any list. */
  readonly index: number
  /** The `id` that the status list must have. */
  readonly listId: string
  /** Where the entry stands in its credential. */
  readonly pointer: string
}

/** Decimal digits without sign, leading zero, fraction, exponent or space: `parseInt` would take "12abc" for 12. */
const INDEX = /^(?:0|[1-9][0-9]{0,15})$/

/** Two purposes allow two entries; a few more are still reported one by one. */
const MOST_ENTRIES = 8

/**
 * Reads the `credentialStatus` of a credential.
 *
 * Checks: an array of `BitstringStatusListEntry`, each with an `id` that is not the list's, a purpose of the profile
 * (each at most once), a strictly decimal index, a list, and one bit per entry (`statusSize` absent or 1). An absent
 * member gives no entries. Does not check that a purpose which the credential's type requires is there, nor that the
 * index lies inside the list: `evaluateStatus` does.
 *
 * @param document - the credential; whatever JSON it holds, nothing is thrown
 * @returns the entries in the document's order; or `STATUS_TYPE`, `STATUS_PURPOSE`, `STATUS_INDEX`,
 * `STATUS_LIST_SIZE`, each with its pointer
 * @example
 * const entries = parseStatusEntries(credential)
 * if (entries.ok) entries.value[0]?.purpose // 'revocation'
 * @see Bitstring Status List v1.0, section 2.1 "BitstringStatusListEntry"
 */
export function parseStatusEntries(document: JsonObject): Result<readonly ParsedStatusEntry[]> {
  const found = Object.hasOwn(document, 'credentialStatus') ? document['credentialStatus'] : undefined
  if (found === undefined) return ok([])
  const problems: Problem[] = []
  const entries: ParsedStatusEntry[] = []
  if (!Array.isArray(found)) {
    problems.push(problem('STATUS_TYPE', '/credentialStatus', { expected: 'an array', actual: describeJson(found) }))
  } else if (found.length > MOST_ENTRIES) {
    const expected = `at most ${MOST_ENTRIES} entries`
    problems.push(problem('STATUS_TYPE', '/credentialStatus', { expected, actual: `${found.length}` }))
  } else {
    const purposes = new Set<StatusPurpose>()
    for (const [position, entry] of found.entries()) {
      const parsed = parseEntry(entry, `/credentialStatus/${position}`, problems)
      if (parsed === undefined) continue
      if (purposes.has(parsed.purpose)) {
        const detail = { expected: 'each purpose once', actual: `${parsed.purpose} again` }
        problems.push(problem('STATUS_PURPOSE', `${parsed.pointer}/statusPurpose`, detail))
      }
      purposes.add(parsed.purpose)
      entries.push(parsed)
    }
  }
  const [first, ...more] = problems
  return first === undefined ? ok(entries) : { ok: false, problems: [first, ...more] }
}

function parseEntry(entry: Json, pointer: string, problems: Problem[]): ParsedStatusEntry | undefined {
  const refuse = (code: Problem['code'], member: string, expected: string, actual: unknown) => {
    problems.push(problem(code, `${pointer}${member}`, { expected, actual: describeJson(actual) }))
    return undefined
  }
  if (!isJsonObject(entry)) return refuse('STATUS_TYPE', '', 'an object', entry)
  const { id, type, statusPurpose, statusListIndex, statusListCredential, statusSize } = entry
  // Nothing is known about the other members of an entry of another type.
  if (type !== 'BitstringStatusListEntry') return refuse('STATUS_TYPE', '/type', 'BitstringStatusListEntry', type)

  const before = problems.length
  if (typeof id !== 'string' || id === '') refuse('STATUS_TYPE', '/id', 'a URI', id)
  if (!isStatusPurpose(statusPurpose)) {
    refuse('STATUS_PURPOSE', '/statusPurpose', STATUS_PURPOSES.join(' or '), statusPurpose)
  }
  const index =
    typeof statusListIndex === 'string' && INDEX.test(statusListIndex) ? Number(statusListIndex) : Number.NaN
  if (!Number.isSafeInteger(index)) {
    refuse('STATUS_INDEX', '/statusListIndex', 'a decimal string from "0" to "9007199254740991"', statusListIndex)
  }
  if (typeof statusListCredential !== 'string' || statusListCredential === '') {
    refuse('STATUS_TYPE', '/statusListCredential', 'the URL of a status list', statusListCredential)
  } else if (id === statusListCredential) {
    refuse('STATUS_TYPE', '/id', "an id that is not the list's", id)
  }
  // With more bits per entry the index would count groups of bits, and another holder's bit would be read.
  if (statusSize !== undefined && statusSize !== 1) refuse('STATUS_LIST_SIZE', '/statusSize', '1', statusSize)
  if (problems.length > before) return undefined
  return {
    id: id as string,
    purpose: statusPurpose as StatusPurpose,
    index,
    listId: statusListCredential as string,
    pointer,
  }
}
