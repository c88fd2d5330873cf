import { TrustedTechError } from '../errors.js'
import { isWellFormed } from '../text/utf8.js'
import type { Json } from './json.js'

/** Deeper than any document that {@link parseJson} returns, and far from the end of the stack. */
const MAX_DEPTH = 512

/**
 * Writes a value in its one canonical JSON text: members sorted by UTF-16 code units, no whitespace, numbers and strings
 * as ECMAScript writes them.
 *
 * It does not sort arrays and does not normalise Unicode.
 *
 * @throws TrustedTechError `ERR_ARGUMENT_INVALID` for what has no canonical text: a number that is not finite, a lone
 *   surrogate, nesting beyond 512, a value that is not JSON. Nothing that `parseJson` returned is among these.
 * @example
 * canonicalJson({ b: [1.0], a: 'é' }) // '{"a":"é","b":[1]}'
 * @see RFC 8785 section 3.2, "Generation of Canonical JSON Data"
 */
export function canonicalJson(value: Json): string {
  return write(value, 0)
}

function write(value: Json, depth: number): string {
  if (typeof value === 'string') return writeString(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw notJson('a number that is not finite')
    return JSON.stringify(value)
  }
  if (typeof value === 'boolean' || value === null) return String(value)
  if (typeof value !== 'object') throw notJson(`a value of type ${typeof value}`)
  if (depth >= MAX_DEPTH) throw notJson(`nesting beyond ${MAX_DEPTH}`)
  if (Array.isArray(value)) return writeArray(value, depth)
  return writeObject(value as { readonly [name: string]: Json }, depth)
}

function writeArray(elements: readonly Json[], depth: number): string {
  let text = '['
  for (let i = 0; i < elements.length; i++) {
    if (i > 0) text += ','
    text += write(elements[i] as Json, depth + 1)
  }
  return `${text}]`
}

function writeObject(object: { readonly [name: string]: Json }, depth: number): string {
  // Without a comparison function sort() compares UTF-16 code units, as section 3.2.3 asks.
  const names = Object.keys(object).sort()
  let text = '{'
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string
    text += `${i > 0 ? ',' : ''}${writeString(name)}:${write(object[name] as Json, depth + 1)}`
  }
  return `${text}}`
}

/** What is escaped, and what may be a lone surrogate. */
const NEEDS_CARE = /["\\\x00-\x1f\ud800-\udfff]/

function writeString(text: string): string {
  if (!NEEDS_CARE.test(text)) return `"${text}"`
  // JSON.stringify would write a lone surrogate as an escape, for which RFC 8785 demands an error.
  if (!isWellFormed(text)) throw notJson('a lone surrogate')
  return JSON.stringify(text)
}

function notJson(what: string): TrustedTechError {
  return new TrustedTechError('ERR_ARGUMENT_INVALID', `${what} has no canonical JSON text`)
}
