const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const SEXTETS: Int8Array = sextets()

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const encoder = new TextEncoder()

/** The text of well-formed UTF-8 bytes, or `undefined`. Nothing is replaced or stripped, a byte order mark included. */
export function utf8ToText(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

/** UTF-8 bytes of a text. A lone surrogate becomes U+FFFD, so callers check for those first. */
export function textToUtf8(text: string): Uint8Array {
  return encoder.encode(text)
}

/** How many bytes `textToUtf8` would return. */
export function utf8Length(text: string): number {
  return encoder.encode(text).length
}

/** Unpadded base64url of the bytes. */
export function bytesToBase64url(bytes: Uint8Array): string {
  const parts: string[] = []
  let part = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const a = bytes[i] as number
    const b = bytes[i + 1]
    const c = bytes[i + 2]
    part += ALPHABET.charAt(a >> 2) + ALPHABET.charAt(((a & 3) << 4) | ((b ?? 0) >> 4))
    if (b !== undefined) part += ALPHABET.charAt(((b & 15) << 2) | ((c ?? 0) >> 6))
    if (c !== undefined) part += ALPHABET.charAt(c & 63)
    // Ropes of millions of pieces are slow to flatten, so long outputs are joined from pieces of bounded length.
    if (part.length >= 4096) {
      parts.push(part)
      part = ''
    }
  }
  parts.push(part)
  return parts.join('')
}

/** Unpadded base64url of the UTF-8 bytes of a text. A lone surrogate becomes U+FFFD, so callers check for those first. */
export function textToBase64url(text: string): string {
  return bytesToBase64url(encoder.encode(text))
}

/** The bytes of canonical, unpadded base64url, or `undefined`. */
export function base64urlToBytes(text: string): Uint8Array | undefined {
  const rest = text.length % 4
  if (rest === 1) return undefined
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let written = 0
  let bits = 0
  let pending = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const sextet = code < 128 ? (SEXTETS[code] as number) : -1
    if (sextet < 0) return undefined
    pending = ((pending << 6) | sextet) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[written++] = (pending >> bits) & 0xff
    }
  }
  // Bits beyond the last whole byte must be zero, or several texts would stand for the same bytes.
  return (pending & ((1 << bits) - 1)) === 0 ? bytes : undefined
}

/** As `base64urlToBytes`. Only Node's twin has a buffer to lend. */
export function borrowBase64urlBytes(text: string): Uint8Array | undefined {
  return base64urlToBytes(text)
}

function sextets(): Int8Array {
  const table = new Int8Array(128).fill(-1)
  for (let i = 0; i < 64; i++) table[ALPHABET.charCodeAt(i)] = i
  return table
}
