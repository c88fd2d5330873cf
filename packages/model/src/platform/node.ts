import { Buffer, isAscii, isUtf8 } from 'node:buffer'

/** The text of well-formed UTF-8 bytes, or `undefined`. Nothing is replaced or stripped, a byte order mark included. */
export function utf8ToText(bytes: Uint8Array): string | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (isAscii(view)) return view.toString('latin1')
  return isUtf8(view) ? view.toString('utf8') : undefined
}

/** UTF-8 bytes of a text. A lone surrogate becomes U+FFFD, so callers check for those first. */
export function textToUtf8(text: string): Uint8Array {
  return plain(Buffer.from(text, 'utf8'))
}

/** How many bytes `textToUtf8` would return. */
export function utf8Length(text: string): number {
  return Buffer.byteLength(text, 'utf8')
}

/** Unpadded base64url of the bytes. */
export function bytesToBase64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url')
}

/** Where texts are written on their way to or from base64url: a buffer of its own for each costs ten times the writing. */
const scratch = Buffer.allocUnsafeSlow(192 * 1024)

/** Unpadded base64url of the UTF-8 bytes of a text. A lone surrogate becomes U+FFFD, so callers check for those first. */
export function textToBase64url(text: string): string {
  // A UTF-16 unit takes at most three bytes, so what fits by this rule is never cut off.
  if (text.length * 3 > scratch.length) return Buffer.from(text, 'utf8').toString('base64url')
  return scratch.toString('base64url', 0, scratch.write(text, 'utf8'))
}

/**
 * The bytes of canonical, unpadded base64url, or `undefined`.
 *
 * Node's decoder skips what it does not know, takes both alphabets and ignores trailing bits. Exactly one text encodes
 * to given bytes, so encoding again and comparing refuses every alias at once, at native speed.
 */
export function base64urlToBytes(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? plain(bytes) : undefined
}

/** As `base64urlToBytes`, in a buffer that the next call writes over: for bytes that are read at once and not kept. */
export function borrowBase64urlBytes(text: string): Uint8Array | undefined {
  if (text.length > scratch.length) return base64urlToBytes(text)
  const end = scratch.write(text, 'base64url')
  return scratch.toString('base64url', 0, end) === text ? scratch.subarray(0, end) : undefined
}

/** A `Buffer` shares its `slice` name with `Uint8Array` but not its meaning, so none leaves this package. */
function plain(bytes: Buffer): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
