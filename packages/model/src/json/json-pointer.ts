import type { JsonPointer } from '../result.js'
import { isJsonObject, type Json } from './json.js'

/**
 * A member name or array index as it stands in a JSON pointer.
 *
 * @example
 * escapePointerToken('a/b~c') // 'a~1b~0c'
 * @see RFC 6901 section 3, "Syntax"
 */
export function escapePointerToken(token: string | number): string {
  const text = String(token)
  if (!text.includes('~') && !text.includes('/')) return text
  return text.replaceAll('~', '~0').replaceAll('/', '~1')
}

/**
 * A pointer to something below `base`.
 *
 * @example
 * joinPointer('/credentialSubject', 'identifiers', 0) // '/credentialSubject/identifiers/0'
 */
export function joinPointer(base: JsonPointer, ...tokens: readonly (string | number)[]): JsonPointer {
  let pointer = base
  for (const token of tokens) pointer += `/${escapePointerToken(token)}`
  return pointer
}

const INDEX = /^(?:0|[1-9][0-9]{0,9})$/

/**
 * The value that a pointer points to, or `undefined` where it points to nothing or is not a pointer.
 *
 * Only own members count, so `/constructor` finds nothing in an object that has no such member. `-` (the element after
 * the last) is never there.
 *
 * @example
 * resolvePointer({ issuer: { id: 'did:key:z6Mk' } }, '/issuer/id') // 'did:key:z6Mk'
 * @see RFC 6901 section 4, "Evaluation"
 */
export function resolvePointer(document: Json, pointer: JsonPointer): Json | undefined {
  if (pointer === '') return document
  if (!pointer.startsWith('/') || /~(?![01])/.test(pointer)) return undefined
  let value: Json | undefined = document
  for (const escaped of pointer.slice(1).split('/')) {
    const token = escaped.replaceAll('~1', '/').replaceAll('~0', '~')
    if (Array.isArray(value)) value = INDEX.test(token) ? value[Number(token)] : undefined
    else if (isJsonObject(value)) value = Object.hasOwn(value, token) ? value[token] : undefined
    else return undefined
  }
  return value
}
