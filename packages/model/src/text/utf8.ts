import { textToUtf8, utf8ToText } from '#platform'
import { fail, ok, type Result } from '../result.js'

/**
 * Reads UTF-8 without repairing anything.
 *
 * Malformed, overlong and truncated sequences, encoded surrogates, a leading byte order mark and U+0000 are refused:
 * each of them is something that two readers of the same signed bytes may see differently. It does not limit the
 * length and does not normalise (see {@link checkText}).
 *
 * @returns the text, or `ENCODING`.
 * @example
 * decodeUtf8(new Uint8Array([0xc3, 0xa9])) // { ok: true, value: 'é' }
 * @see RFC 3629 section 3, "UTF-8 definition"; RFC 8259 section 8.1, "Character Encoding"
 */
export function decodeUtf8(bytes: Uint8Array): Result<string> {
  const text = utf8ToText(bytes)
  if (text === undefined) return fail('ENCODING', '', { expected: 'well-formed UTF-8' })
  return unreadable(text) ?? ok(text)
}

/**
 * Writes UTF-8. Unlike the platform's encoder it has a defined precondition: the text is well-formed
 * (see {@link isWellFormed}); a lone surrogate would become U+FFFD.
 *
 * @example
 * encodeUtf8('é') // Uint8Array [195, 169]
 */
export function encodeUtf8(text: string): Uint8Array {
  return textToUtf8(text)
}

/** Whether a text has no lone surrogates, so that it survives UTF-8. */
export function isWellFormed(text: string): boolean {
  // Part of ES2024, present in every runtime that is supported (Node 20, evergreen browsers).
  return (text as string & { isWellFormed(): boolean }).isWellFormed()
}

/** What {@link decodeUtf8} refuses in a text that is well-formed. */
export function unreadable(text: string): ReturnType<typeof fail> | undefined {
  if (text.charCodeAt(0) === 0xfeff) return fail('ENCODING', '', { expected: 'no byte order mark' })
  if (text.includes('\0')) return fail('ENCODING', '', { expected: 'no U+0000' })
  return undefined
}
