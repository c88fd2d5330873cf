import { canonicalJson, isJsonObject, type Json, type JsonPointer, joinPointer, problem } from '@trusted-tech/model'
import { draftRefused } from './draft-refused.js'

/** A value in the one JSON form, and where each part of it stood before. */
export interface Arranged<T> {
  readonly value: T
  /** Turns a pointer into `value` into one into what was given. A part that is not there points where it would be. */
  sourceOf(pointer: JsonPointer): JsonPointer
}

/** As deep as `parseJson` reads. */
const MAX_DEPTH = 32

/**
 * Brings what somebody wrote into the one JSON form: nothing absent, `null` or empty, every array sorted as the set that
 * it is, members by name. The same content in another order comes out the same.
 *
 * Strings are sorted by UTF-16 code units, objects by `id` where all have one. Objects without are sorted by their
 * canonical text, assessments by criterion first, so that people find them in the order of the catalogue.
 * Does not drop what is there twice: the lint tells it.
 *
 * @throws {TrustedTechError} `ERR_DRAFT_REFUSED` with `LIMIT_DEPTH` below 32 levels
 * @see Specification, section 3.1 "One JSON form per meaning"
 */
export function arrangeSets<T extends object>(given: T): Arranged<T> {
  const order = new Map<unknown, readonly number[]>()
  const value = (arrange(given, [], order) ?? {}) as T
  return {
    value,
    sourceOf(pointer) {
      let at: unknown = value
      const tokens = pointer.split('/').slice(1)
      const source = tokens.map((token) => {
        const from = order.get(at)?.[Number(token)]
        at = Array.isArray(at) || isJsonObject(at) ? (at as unknown as Record<string, unknown>)[token] : undefined
        return from === undefined ? token : `${from}`
      })
      return source.map((token) => `/${token}`).join('')
    },
  }
}

function arrange(
  value: unknown,
  path: readonly (string | number)[],
  order: Map<unknown, readonly number[]>,
): Json | undefined {
  if (typeof value !== 'object' || value === null) return (value ?? undefined) as Json | undefined
  if (path.length >= MAX_DEPTH) {
    throw draftRefused([problem('LIMIT_DEPTH', joinPointer('', ...path), { expected: `at most ${MAX_DEPTH} levels` })])
  }
  return Array.isArray(value) ? arrangeArray(value, path, order) : arrangeObject(value, path, order)
}

function arrangeObject(
  value: object,
  path: readonly (string | number)[],
  order: Map<unknown, readonly number[]>,
): Json | undefined {
  const members = Object.entries(value).flatMap(([name, member]) => {
    const arranged = arrange(member, [...path, name], order)
    return arranged === undefined ? [] : [[name, arranged] as const]
  })
  // JSON gives the order of members no meaning, and drafts are written in many: the bytes to be signed have one.
  members.sort(([one], [other]) => (one < other ? -1 : 1))
  return members.length === 0 ? undefined : Object.fromEntries(members)
}

function arrangeArray(
  value: readonly unknown[],
  path: readonly (string | number)[],
  order: Map<unknown, readonly number[]>,
): Json | undefined {
  const items = value.flatMap((item, from) => {
    const arranged = arrange(item, [...path, from], order)
    return arranged === undefined ? [] : [{ arranged, from }]
  })
  if (items.length === 0) return undefined
  const keyOf = setKey(items.map(({ arranged }) => arranged))
  const sorted = items
    .map((item) => ({ ...item, key: keyOf(item.arranged) }))
    .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
  const set = sorted.map(({ arranged }) => arranged)
  order.set(
    set,
    sorted.map(({ from }) => from),
  )
  return set
}

/** What a set is sorted by, as `checkJsonForm` has it; of assessments, which get their ids later, the criterion. */
function setKey(items: readonly Json[]): (item: Json) => string {
  const text = (item: Json, member: string) => (isJsonObject(item) ? item[member] : undefined)
  const all = (member: string) => items.every((item) => typeof text(item, member) === 'string')
  if (all('id')) return (item) => String(text(item, 'id'))
  if (all('criterion')) return (item) => `${text(item, 'criterion')}\u0000${canonicalJson(item)}`
  return (item) => (typeof item === 'string' ? item : canonicalJson(item))
}
