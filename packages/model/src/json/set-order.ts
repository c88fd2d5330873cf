import { canonicalJson } from './canonical-json.js'
import { isJsonObject, type Json } from './json.js'

export interface MisplacedElement {
  readonly index: number
  readonly expected: string
}

/**
 * The first element of an array that does not belong where it stands: of another type than the first one, an array, a
 * repetition, or, in a sorted set, smaller than the one before it.
 */
export function misplacedElement(
  elements: readonly Json[],
  { sorted }: { readonly sorted: boolean },
): MisplacedElement | undefined {
  const type = typeof elements[0]
  for (let i = 0; i < elements.length; i++) {
    const element = elements[i]
    // RDF flattens a set in a set, and gives an element of another type another meaning under the same member.
    if (Array.isArray(element)) return { index: i, expected: 'no array within an array' }
    if (typeof element !== type) return { index: i, expected: 'elements of one type' }
  }
  if (elements.length < 2) return undefined
  if (type === 'number') return firstMisplaced(elements as readonly number[], { sorted, by: 'by value' })
  if (type === 'string') return firstMisplaced(elements as readonly string[], { sorted, by: 'by UTF-16 code units' })
  const ids = idsOf(elements)
  // A repeated id is the business of the rule on ids, which knows the exceptions.
  if (ids !== undefined) return firstMisplaced(ids, { sorted, by: 'by id', repeats: true })
  const texts = elements.map(canonicalText)
  return firstMisplaced(texts, { sorted, by: 'by their canonical JSON text' })
}

/** The `id` of each element, where each has one. */
function idsOf(elements: readonly Json[]): readonly string[] | undefined {
  const ids: string[] = []
  for (const element of elements) {
    const id = isJsonObject(element) ? element['id'] : undefined
    if (typeof id !== 'string') return undefined
    ids.push(id)
  }
  return ids
}

function firstMisplaced<T extends string | number>(
  keys: readonly T[],
  { sorted, by, repeats = false }: { readonly sorted: boolean; readonly by: string; readonly repeats?: boolean },
): MisplacedElement | undefined {
  if (!sorted) return repeats ? undefined : firstRepeated(keys)
  for (let i = 1; i < keys.length; i++) {
    const before = keys[i - 1] as T
    const key = keys[i] as T
    if (key < before) return { index: i, expected: `a set sorted ${by}` }
    if (key === before && !repeats) return { index: i, expected: 'each element once' }
  }
  return undefined
}

function firstRepeated<T>(keys: readonly T[]): MisplacedElement | undefined {
  const seen = new Set<T>()
  for (let i = 0; i < keys.length; i++) {
    if (seen.has(keys[i] as T)) return { index: i, expected: 'each element once' }
    seen.add(keys[i] as T)
  }
  return undefined
}

/** Empty for what is not JSON or too deep, which other rules report at its own place. */
export function canonicalText(element: Json): string {
  try {
    return canonicalJson(element)
  } catch {
    return ''
  }
}
