import { base64urlToBytes, bytesToBase64url, textToBase64url } from '#platform'
import { fail, ok, type Result } from '../result.js'

/**
 * Reads base64url without padding.
 *
 * Exactly one text stands for given bytes: padding, whitespace, line breaks, the `+/` alphabet, any other character,
 * an impossible length and non-zero trailing bits are refused, because a decoder that forgives them lets one signed
 * object circulate under many names. It does not limit the length; callers compare that with their own limit first.
 *
 * @returns the bytes, or `ENCODING`.
 * @example
 * decodeBase64url('SGk') // { ok: true, value: Uint8Array [72, 105] }
 * @see RFC 4648 section 5, "Base 64 Encoding with URL and Filename Safe Alphabet"; section 3.5, "Canonical Encoding"
 */
export function decodeBase64url(text: string): Result<Uint8Array> {
  const bytes = base64urlToBytes(text)
  return bytes === undefined ? notBase64url() : ok(bytes)
}

/** What is said of a text that is not the one base64url of its bytes. */
export function notBase64url(): ReturnType<typeof fail> {
  return fail('ENCODING', '', { expected: 'unpadded canonical base64url' })
}

/**
 * Writes base64url without padding, the only spelling that {@link decodeBase64url} takes.
 *
 * @example
 * encodeBase64url(new Uint8Array([72, 105])) // 'SGk'
 * @see RFC 4648 section 5, "Base 64 Encoding with URL and Filename Safe Alphabet"
 */
export function encodeBase64url(bytes: Uint8Array): string {
  return bytesToBase64url(bytes)
}

/**
 * Writes the UTF-8 bytes of a text as base64url without padding.
 *
 * The text is well-formed, as for {@link encodeUtf8}.
 *
 * @example
 * encodeTextBase64url('Hi') // 'SGk'
 */
export function encodeTextBase64url(text: string): string {
  return textToBase64url(text)
}
