import {
  fail,
  isJsonObject,
  type Json,
  ok,
  type PublishedKey,
  parseInstant,
  parseJson,
  type Result,
} from '@trusted-tech/model'
import { keyHistoryPath } from './trust-paths.js'

const MAX_KEYS = 256
const MEMBERS: ReadonlySet<string> = new Set(['id', 'publicKeyMultibase', 'purposes', 'from', 'until', 'controller'])
const PURPOSES: ReadonlySet<unknown> = new Set(['assertionMethod', 'authentication'])

/** The keys of one DID, past and present. */
export interface KeyHistory {
  readonly id: string
  readonly keys: readonly PublishedKey[]
}

/**
 * Reads a DID document with key history: `{"id": DID, "keys": [PublishedKey, …]}`.
 *
 * Checks that it lies under the name its `id` has (or one file could speak for two DIDs), members, purposes, times, and
 * that no two keys share an id. Key material is imported when a key is first used.
 *
 * @returns the history; or `BUNDLE_FORMAT`, or a code of `parseJson`, with the path in `about`
 */
export function readKeyHistory(path: string, bytes: Uint8Array): Result<KeyHistory> {
  const refuse = (pointer: string, expected: string) => fail('BUNDLE_FORMAT', pointer, { expected, about: path })
  const json = parseJson(bytes, { maxBytes: 1024 * 1024 })
  if (!json.ok) {
    const [{ code, pointer }] = json.problems
    return fail(code, pointer, { about: path })
  }
  if (!isJsonObject(json.value)) return refuse('', 'an object')
  const { id, keys, ...other } = json.value
  if (Object.keys(other).length > 0) return refuse('', 'the members id and keys only')
  if (typeof id !== 'string' || keyHistoryPath(id) !== path)
    return refuse('/id', 'the DID that the file is named after')
  if (!Array.isArray(keys) || keys.length === 0 || keys.length > MAX_KEYS) {
    return refuse('/keys', `one to ${MAX_KEYS} keys`)
  }
  const ids = new Set<unknown>()
  const read: PublishedKey[] = []
  for (const [position, key] of keys.entries()) {
    const fault = keyFault(key, id)
    if (fault !== undefined) return refuse(`/keys/${position}${fault.pointer}`, fault.expected)
    const published = key as unknown as PublishedKey
    if (ids.has(published.id)) return refuse(`/keys/${position}/id`, 'each id once')
    ids.add(published.id)
    read.push(Object.freeze(published))
  }
  return ok({ id, keys: Object.freeze(read) })
}

function keyFault(key: Json, did: string): { readonly pointer: string; readonly expected: string } | undefined {
  if (!isJsonObject(key)) return { pointer: '', expected: 'a key' }
  if (Object.keys(key).some((member) => !MEMBERS.has(member))) return { pointer: '', expected: [...MEMBERS].join(', ') }
  const { id, publicKeyMultibase, purposes, from, until, controller } = key
  if (typeof id !== 'string' || id.length > 512 || !id.startsWith(`${did}#`)) {
    return { pointer: '/id', expected: `a DID URL of ${did}` }
  }
  if (typeof publicKeyMultibase !== 'string' || publicKeyMultibase === '') {
    return { pointer: '/publicKeyMultibase', expected: 'a Multikey text' }
  }
  if (!Array.isArray(purposes) || purposes.length === 0 || !purposes.every((purpose) => PURPOSES.has(purpose))) {
    return { pointer: '/purposes', expected: [...PURPOSES].join(' or ') }
  }
  if (controller !== undefined && typeof controller !== 'string') return { pointer: '/controller', expected: 'a DID' }
  return timesFault({ from, until })
}

function timesFault({ from, until }: { readonly from: Json | undefined; readonly until: Json | undefined }) {
  const begins = typeof from === 'string' ? parseInstant(from) : undefined
  if (!begins?.ok) return { pointer: '/from', expected: 'an RFC 3339 time with offset' }
  if (until === undefined) return undefined
  const ends = typeof until === 'string' ? parseInstant(until) : undefined
  return ends?.ok && ends.value > begins.value ? undefined : { pointer: '/until', expected: 'a time later than from' }
}
