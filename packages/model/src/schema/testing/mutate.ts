import { isJsonObject, type Json, type JsonObject } from '../../json/json.js'
import { joinPointer } from '../../json/json-pointer.js'

export interface Mutation {
  readonly name: string
  /** Where the document was changed. */
  readonly pointer: string
  readonly document: Json
}

/** A copy of the document with the value at these tokens replaced, or removed where `value` is undefined. */
export function withValue(document: Json, tokens: readonly (string | number)[], value: Json | undefined): Json {
  const copy = structuredClone(document) as Record<string, Json>
  const parent = tokens
    .slice(0, -1)
    .reduce<Record<string, Json>>((at, token) => at[token] as Record<string, Json>, copy)
  const last = tokens.at(-1) as string
  if (value !== undefined) parent[last] = value
  else if (Array.isArray(parent)) parent.splice(Number(last), 1)
  else delete parent[last]
  return copy
}

/** Every member and element of a document, depth first, with its value. */
export function* places(value: Json, path: readonly (string | number)[] = []): Generator<[(string | number)[], Json]> {
  if (path.length > 0) yield [[...path], value]
  if (Array.isArray(value)) for (const [index, element] of value.entries()) yield* places(element, [...path, index])
  else if (isJsonObject(value))
    for (const name of Object.keys(value)) yield* places(value[name] as Json, [...path, name])
}

const OTHER_VALUES: readonly (readonly [string, Json])[] = [
  ['null', null],
  ['an empty array', []],
  ['an empty object', {}],
  ['an empty string', ''],
  ['a number', 1.5],
  ['a negative number', -1],
  ['a boolean', true],
  ['a string', 'something else'],
]

/** Every member dropped, replaced by values of other types, wrapped in an array; every object given one more member. */
export function* mutations(document: JsonObject): Generator<Mutation> {
  for (const [path, value] of places(document)) {
    const pointer = joinPointer('', ...path)
    yield { name: `${pointer} dropped`, pointer, document: withValue(document, path, undefined) }
    for (const [name, other] of OTHER_VALUES) {
      yield { name: `${pointer} is ${name}`, pointer, document: withValue(document, path, other) }
    }
    yield { name: `${pointer} in an array`, pointer, document: withValue(document, path, [value]) }
    if (typeof value === 'string') {
      yield { name: `${pointer} with a space behind`, pointer, document: withValue(document, path, `${value} `) }
      yield { name: `${pointer} too long`, pointer, document: withValue(document, path, value + 'a'.repeat(5000)) }
    }
    if (isJsonObject(value)) {
      const added = joinPointer(pointer, 'un/known')
      yield { name: added, pointer: added, document: withValue(document, [...path, 'un/known'], 'x') }
    }
    if (Array.isArray(value) && value.length > 0) {
      const repeated = [...value, value[0] as Json]
      yield { name: `${pointer} longer`, pointer, document: withValue(document, path, repeated) }
      yield { name: `${pointer} much longer`, pointer, document: withValue(document, path, Array(1200).fill(value[0])) }
    }
  }
  yield { name: '/unknown', pointer: '/unknown', document: withValue(document, ['unknown'], 'x') }
}
