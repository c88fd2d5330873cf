import { borrowBase64urlBytes, utf8Length } from '#platform'
import { TrustedTechError } from '../errors.js'
import { fail, ok, type Result } from '../result.js'
import { notBase64url } from '../text/base64url.js'
import { decodeUtf8, isWellFormed, unreadable } from '../text/utf8.js'
import { findJsonFault } from './find-json-fault.js'
import type { Json } from './json.js'
import type { NumberRule } from './json-number.js'
import { SUSPECT, scanJson, TOO_DEEP } from './scan-json.js'

/** Bytes of one claim, the smallest of the profile's limits; larger artefacts state theirs. */
export const DEFAULT_MAX_JSON_BYTES = 65_536
/** Objects and arrays within each other. */
export const DEFAULT_MAX_JSON_DEPTH = 32
/** The deepest that a caller may ask for: readers of a parsed document recurse this far. */
const GREATEST_DEPTH = 512

export interface ParseJsonOptions {
  /** UTF-8 bytes, 65,536 where absent. */
  readonly maxBytes?: number
  /** Objects and arrays within each other, 32 where absent, 512 at most. */
  readonly maxDepth?: number
  /**
   * `lossless`, the default, refuses numbers that a double does not keep; `integers` also every number that is not
   * spelled as an integer.
   */
  readonly numbers?: NumberRule
  /** Takes members named `constructor` and `prototype`. `__proto__` is refused all the same. */
  readonly dangerouslyAllowPrototypeNames?: boolean
}

const PROTO_ONLY: ReadonlySet<string> = new Set(['__proto__'])
const PROTOTYPE_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Reads JSON of which every reader sees the same.
 *
 * Checked, in this order: size before anything is decoded; UTF-8 without repair, without byte order mark and U+0000;
 * nesting before anything recurses; RFC 8259 syntax over the whole input; then duplicate member names (also those that
 * only escapes make equal), names that reach prototypes, numbers that lose information, and escapes that make lone
 * surrogates or U+0000. A value that comes back can be walked recursively.
 *
 * Not checked: any schema, Unicode normalisation, the profile's one JSON form (see {@link checkJsonForm}).
 *
 * @param input UTF-8 bytes, or text that was decoded already.
 * @returns the value, or one problem: `LIMIT_SIZE`, `ENCODING`, `LIMIT_DEPTH`, `JSON_SYNTAX`, `JSON_DUPLICATE_KEY`,
 *   `JSON_FORBIDDEN_KEY` or `JSON_NUMBER`, with the RFC 6901 pointer of the first place where it is.
 * @throws TrustedTechError `ERR_ARGUMENT_INVALID` for an input that is neither text nor bytes, or limits that are no
 *   positive integers.
 * @example
 * parseJson('{"iss":"a","\\u0069ss":"b"}')
 * // { ok: false, problems: [{ code: 'JSON_DUPLICATE_KEY', pointer: '/iss' }] }
 * @see RFC 8259 section 4, "Objects"; RFC 7493 section 2, "I-JSON Messages"
 */
export function parseJson(input: string | Uint8Array, options: ParseJsonOptions = {}): Result<Json> {
  const { maxBytes = DEFAULT_MAX_JSON_BYTES, maxDepth = DEFAULT_MAX_JSON_DEPTH, numbers = 'lossless' } = options
  checkLimits(maxBytes, maxDepth)
  const decoded = typeof input === 'string' ? admitText(input, maxBytes) : admitBytes(input, maxBytes)
  if (!decoded.ok) return decoded
  const text = decoded.value

  const forbiddenNames = options.dangerouslyAllowPrototypeNames === true ? PROTO_ONLY : PROTOTYPE_NAMES
  const written = scanJson(text, maxDepth, numbers)
  const rules = { maxDepth, numbers, forbiddenNames, depthOnly: written === TOO_DEEP }
  if (written === TOO_DEEP) return { ok: false, problems: [findJsonFault(text, rules)] }

  let value: Json
  try {
    value = JSON.parse(text) as Json
  } catch {
    // The engine's message quotes the document, so it goes no further.
    return fail('JSON_SYNTAX', '', { expected: 'one JSON text' })
  }
  // JSON.parse keeps one of several equal names, so fewer members than were written means duplicates.
  if (written !== SUSPECT && countMembers(value, forbiddenNames) === written) return ok(value)
  return { ok: false, problems: [findJsonFault(text, rules)] }
}

/**
 * Reads JSON that is written as base64url, the parts of a JWS: {@link decodeBase64url}, then {@link parseJson}, without
 * a copy of the bytes in between.
 *
 * @returns as both of them; an alias of the one canonical base64url is `ENCODING`.
 * @example
 * parseBase64urlJson('eyJhIjoxfQ') // { ok: true, value: { a: 1 } }
 * @see RFC 7515, section 5.2 "Message Signature or MAC Validation", steps 2, 3 and 5
 */
export function parseBase64urlJson(encoded: string, options: ParseJsonOptions = {}): Result<Json> {
  const bytes = borrowBase64urlBytes(encoded)
  return bytes === undefined ? notBase64url() : parseJson(bytes, options)
}

function admitText(text: string, maxBytes: number): Result<string> {
  // A UTF-16 unit takes one to three bytes, so most texts need no exact count.
  if (text.length > maxBytes || (text.length * 3 > maxBytes && utf8Length(text) > maxBytes)) return tooLarge(maxBytes)
  if (!isWellFormed(text)) return fail('ENCODING', '', { expected: 'no lone surrogate' })
  return unreadable(text) ?? ok(text)
}

function admitBytes(bytes: Uint8Array, maxBytes: number): Result<string> {
  if (!(bytes instanceof Uint8Array)) throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'JSON comes as text or bytes')
  return bytes.length > maxBytes ? tooLarge(maxBytes) : decodeUtf8(bytes)
}

function tooLarge(maxBytes: number): Result<string> {
  return fail('LIMIT_SIZE', '', { expected: `at most ${maxBytes} bytes` })
}

/** Own members in the whole tree; not a number where one has a forbidden name. */
function countMembers(value: Json, forbiddenNames: ReadonlySet<string>): number {
  if (typeof value !== 'object' || value === null) return 0
  let count = 0
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const element = value[i]
      if (typeof element === 'object' && element !== null) count += countMembers(element, forbiddenNames)
    }
    return count
  }
  const object = value as { readonly [name: string]: Json }
  const names = Object.keys(object)
  count = names.length
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string
    // Looking a name up in the set costs more than the three comparisons that settle nearly all of them.
    if (name === '__proto__' || name === 'constructor' || name === 'prototype') {
      if (forbiddenNames.has(name)) return Number.NaN
    }
    const member = object[name]
    if (typeof member === 'object' && member !== null) count += countMembers(member, forbiddenNames)
  }
  return count
}

function checkLimits(maxBytes: number, maxDepth: number): void {
  if (!Number.isSafeInteger(maxBytes) || maxBytes < 1) {
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'maxBytes must be a positive integer')
  }
  if (!Number.isSafeInteger(maxDepth) || maxDepth < 1 || maxDepth > GREATEST_DEPTH) {
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', `maxDepth must be an integer from 1 to ${GREATEST_DEPTH}`)
  }
}
