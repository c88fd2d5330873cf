import {
  describeJson,
  type Instant,
  isJsonObject,
  type Json,
  type JsonObject,
  ok,
  type Problem,
  parseInstant,
  problem,
  type ReasonCode,
  type Result,
  VCDM_CONTEXT,
} from '@trusted-tech/model'
import { decodeBitstring } from './bitstring/decode-bitstring.js'
import { isStatusPurpose, STATUS_PURPOSES, type StatusPurpose } from './status-purpose.js'

/** The longest validity of a status list, in days. */
export const MAX_LIST_VALIDITY_DAYS = 100

/** {@link MAX_LIST_VALIDITY_DAYS} in milliseconds. */
export const MAX_LIST_VALIDITY_MILLISECONDS = MAX_LIST_VALIDITY_DAYS * 86_400_000

/** A status list whose form was checked. Who signed it is the caller's knowledge. */
export interface StatusList {
  readonly id: string
  /** The DID that the list names as its issuer. */
  readonly issuer: string
  readonly purpose: StatusPurpose
  readonly validFrom: Instant
  readonly validUntil: Instant
  /**
   * The bits, inflated when they are first asked for and kept for as long as the list is; `STATUS_LIST_FORMAT` or
   * `STATUS_LIST_SIZE` if the encoded list is not in order. All callers share one array: read it, never write it.
   */
  bits(): Result<Uint8Array>
}

export interface ParseStatusListOptions {
  /** The longest bitstring that is read, in bytes; 128 KiB (1,048,576 entries) by default. */
  readonly maxBytes?: number
}

const MEMBERS = new Set(['@context', 'id', 'type', 'issuer', 'validFrom', 'validUntil', 'credentialSubject'])
const SUBJECT_MEMBERS = new Set(['id', 'type', 'statusPurpose', 'encodedList', 'statusSize', 'ttl'])

/**
 * Reads a `BitstringStatusListCredential`, whose signature was verified elsewhere.
 *
 * Checks: the contexts and the type exactly, `id`, `issuer` (a DID string), one subject with one purpose and one bit
 * per entry, `validFrom` and `validUntil` at most 100 days apart, no `credentialStatus` of its own (a list that has to
 * be looked up in a list, or in itself, never ends), no member that is not known. A `ttl` is tolerated and ignored:
 * it says when to fetch again, and freshness is decided by the signed window alone. Does not check signature, issuer's
 * authority or age, and inflates nothing: `bits()` does, once.
 *
 * @param document - the list, without JOSE claims and proof; whatever JSON it holds, nothing is thrown
 * @returns the list; or `CONTEXT_NOT_ALLOWED`, `TYPE`, `DATE_MALFORMED`, `STATUS_PURPOSE`, `STATUS_LIST_FORMAT`,
 * `STATUS_LIST_SIZE`, each with its pointer and the list's `id` in `about`
 * @example
 * const list = parseStatusList(opened.document)
 * if (list.ok) list.value.bits()
 * @see Bitstring Status List v1.0, section 2.2 "BitstringStatusListCredential"
 */
export function parseStatusList(document: JsonObject, options: ParseStatusListOptions = {}): Result<StatusList> {
  const problems: Problem[] = []
  const { id, issuer } = document
  const about = typeof id === 'string' ? id : undefined
  const refuse = (code: ReasonCode, pointer: string, expected: string, actual: unknown) => {
    const detail = { expected, actual: describeJson(actual) }
    problems.push(problem(code, pointer, about === undefined ? detail : { ...detail, about }))
  }

  if (!isExactly(document['@context'], [VCDM_CONTEXT])) {
    refuse('CONTEXT_NOT_ALLOWED', '/@context', `exactly [${VCDM_CONTEXT}]`, document['@context'])
  }
  if (!isExactly(document['type'], ['VerifiableCredential', 'BitstringStatusListCredential'])) {
    refuse('TYPE', '/type', 'VerifiableCredential, BitstringStatusListCredential', document['type'])
  }
  if (typeof id !== 'string' || id === '') refuse('STATUS_LIST_FORMAT', '/id', 'the URL of the list', id)
  if (typeof issuer !== 'string' || !issuer.startsWith('did:')) {
    refuse('STATUS_LIST_FORMAT', '/issuer', 'a DID', issuer)
  }
  refuseUnknown(document, MEMBERS, '', refuse)

  const validFrom = readInstant(document, 'validFrom', refuse)
  const validUntil = readInstant(document, 'validUntil', refuse)
  if (validFrom !== undefined && validUntil !== undefined) {
    const window = validUntil - validFrom
    if (window <= 0 || window > MAX_LIST_VALIDITY_MILLISECONDS) {
      const expected = `after validFrom, by at most ${MAX_LIST_VALIDITY_DAYS} days`
      refuse('STATUS_LIST_FORMAT', '/validUntil', expected, document['validUntil'])
    }
  }

  const subject = readSubject(document['credentialSubject'], refuse)
  const [first, ...more] = problems
  if (first !== undefined) return { ok: false, problems: [first, ...more] }

  const { purpose, encodedList } = subject as Subject
  const decode = { ...options, pointer: '/credentialSubject/encodedList', about: id as string }
  let bits: Result<Uint8Array> | undefined
  return ok({
    id: id as string,
    issuer: issuer as string,
    purpose,
    validFrom: validFrom as Instant,
    validUntil: validUntil as Instant,
    bits() {
      bits ??= decodeBitstring(encodedList, decode)
      return bits
    },
  })
}

type Refuse = (code: ReasonCode, pointer: string, expected: string, actual: unknown) => void

interface Subject {
  readonly purpose: StatusPurpose
  readonly encodedList: string
}

function readSubject(subject: Json | undefined, refuse: Refuse): Subject | undefined {
  const at = '/credentialSubject'
  if (!isJsonObject(subject)) {
    refuse('STATUS_LIST_FORMAT', at, 'one object', subject)
    return undefined
  }
  const { id, type, statusPurpose, encodedList, statusSize, ttl } = subject
  if (typeof id !== 'string' || id === '') refuse('STATUS_LIST_FORMAT', `${at}/id`, 'a URI', id)
  if (type !== 'BitstringStatusList') refuse('STATUS_LIST_FORMAT', `${at}/type`, 'BitstringStatusList', type)
  // An array would let one bit mean revoked to one reader and suspended to another.
  if (!isStatusPurpose(statusPurpose)) {
    refuse('STATUS_PURPOSE', `${at}/statusPurpose`, STATUS_PURPOSES.join(' or '), statusPurpose)
  }
  if (typeof encodedList !== 'string') refuse('STATUS_LIST_FORMAT', `${at}/encodedList`, 'a string', encodedList)
  if (statusSize !== undefined && statusSize !== 1) refuse('STATUS_LIST_SIZE', `${at}/statusSize`, '1', statusSize)
  if (ttl !== undefined && !(Number.isSafeInteger(ttl) && (ttl as number) >= 0)) {
    refuse('STATUS_LIST_FORMAT', `${at}/ttl`, 'milliseconds, an integer', ttl)
  }
  refuseUnknown(subject, SUBJECT_MEMBERS, at, refuse)
  return isStatusPurpose(statusPurpose) && typeof encodedList === 'string'
    ? { purpose: statusPurpose, encodedList }
    : undefined
}

function readInstant(document: JsonObject, member: 'validFrom' | 'validUntil', refuse: Refuse): Instant | undefined {
  const value = document[member]
  if (value === undefined) {
    refuse('STATUS_LIST_FORMAT', `/${member}`, 'present: a list without an end could be replayed for ever', value)
    return undefined
  }
  const parsed = typeof value === 'string' ? parseInstant(value) : undefined
  if (parsed?.ok) return parsed.value
  refuse('DATE_MALFORMED', `/${member}`, 'an RFC 3339 time with offset', value)
  return undefined
}

/** One problem for the first member that is not known: how many there are is up to whoever wrote the document. */
function refuseUnknown(object: JsonObject, known: ReadonlySet<string>, at: string, refuse: Refuse): void {
  for (const member of Object.keys(object)) {
    if (known.has(member)) continue
    // A long name is not repeated: the pointer then goes to the object that holds it.
    const token = member.length > 64 ? '' : `/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`
    refuse('STATUS_LIST_FORMAT', `${at}${token}`, 'no member that a status list does not have', member)
    return
  }
}

function isExactly(value: Json | undefined, expected: readonly string[]): boolean {
  return (
    Array.isArray(value) &&
    value.length === expected.length &&
    expected.every((text, position) => value[position] === text)
  )
}
