import { fail, ok, type Result } from '@trusted-tech/model'
import { asciiBytes, asciiText } from '#platform'

/** Something that came from outside: nothing about it is known yet. */
export type Untrusted = string | Uint8Array

/** The three parts of a compact JWS, still encoded. */
export interface CompactJws {
  /** The exact input. */
  readonly compact: string
  readonly header: string
  readonly payload: string
  readonly signature: string
}

/**
 * Splits a compact JWS, after the size limit and before anything is decoded.
 *
 * Checks that there are exactly three parts, none but the signature empty, and nothing around them. A JWE (five parts), an
 * SD-JWT (`~`), the JSON serialisation, a detached payload, two tokens in a row and a trailing line break are
 * `FORMAT_UNSUPPORTED`. Does not check the characters inside the parts: decoding does.
 *
 * @see RFC 7515, section 7.1 "JWS Compact Serialization"
 */
export function splitCompactJws(input: Untrusted, maxBytes: number): Result<CompactJws> {
  if (typeof input !== 'string' && !(input instanceof Uint8Array)) return unsupported('not text or bytes')
  if (input.length > maxBytes) {
    return fail('LIMIT_SIZE', '', { expected: `at most ${maxBytes} bytes`, actual: `${input.length}` })
  }
  const compact = typeof input === 'string' ? input : asciiText(input)
  const first = compact.charCodeAt(0)
  if (first === 0x7b || first === 0x5b) return unsupported('a JSON document')
  // Also white space and a byte order mark. What is inside the parts, decoding judges.
  if (!/^[A-Za-z0-9_-]/.test(compact)) return unsupported('something else')
  const headerEnd = compact.indexOf('.')
  const payloadEnd = compact.indexOf('.', headerEnd + 1)
  if (headerEnd === -1 || payloadEnd === -1) return unsupported('fewer than three parts')
  if (compact.indexOf('.', payloadEnd + 1) !== -1) return unsupported('more than three parts')
  if (payloadEnd === headerEnd + 1) return unsupported('a detached payload')
  // An SD-JWT is a JWS with disclosures behind it: reading it as one would drop what it discloses.
  if (compact.indexOf('~', payloadEnd) !== -1) return unsupported('an SD-JWT')
  if (compact.charCodeAt(compact.length - 1) <= 0x20) return unsupported('white space behind it')
  return ok({
    compact,
    header: compact.slice(0, headerEnd),
    payload: compact.slice(headerEnd + 1, payloadEnd),
    signature: compact.slice(payloadEnd + 1),
  })
}

/** The bytes that were signed: header and payload as they came, never a re-encoding. */
export function signingInput(jws: CompactJws): Uint8Array {
  // A string cannot change between planning and settling; a caller's byte array could.
  return asciiBytes(jws.compact.slice(0, jws.header.length + 1 + jws.payload.length))
}

function unsupported(actual: string) {
  return fail('FORMAT_UNSUPPORTED', '', { expected: 'one JWS in compact form', actual })
}
