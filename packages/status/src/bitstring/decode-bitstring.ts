import { decodeBase64url, fail, type JsonPointer, ok, type Result, TrustedTechError } from '@trusted-tech/model'
import { crc32, inflateExact } from '#platform'
import { MAX_LIST_BYTES, MIN_LIST_BYTES } from './bitstring-limits.js'
import { readGzipMember } from './read-gzip-member.js'

export interface DecodeBitstringOptions {
  /** The longest bitstring that is read, in bytes; 128 KiB (1,048,576 entries) by default. */
  readonly maxBytes?: number
  /** Where the text stands in its document; problems point there. */
  readonly pointer?: JsonPointer
  /** The `id` of that document. */
  readonly about?: string
}

/**
 * The most bytes that a gzip member may take for so many bytes behind it. Deflate never has to grow its input by more
 * than an eighth; whatever is longer is padded, and padding is how a bomb brings its fuel.
 */
function longestMember(size: number): number {
  return size + Math.ceil(size / 8) + 1024
}

/**
 * Decodes the `encodedList` of a status list.
 *
 * Checks: the multibase prefix `u`, canonical base64url, exactly one gzip member to the last byte with right CRC and
 * right length, and a bitstring of at least 16 KiB and at most `maxBytes`. The length is known from the trailer before
 * anything is inflated and inflating stops at it, so that a few kilobytes can not ask for gigabytes. Does not check
 * who signed the list, nor when.
 *
 * @param encoded - the text; anything but a string is a problem, not an exception
 * @returns the bitstring, entry 0 in the most significant bit of the first byte; or `STATUS_LIST_FORMAT`,
 * `STATUS_LIST_SIZE`
 * @throws TrustedTechError `ERR_ARGUMENT_INVALID` if `maxBytes` is not an integer
 * @example
 * const decoded = decodeBitstring(list.credentialSubject.encodedList)
 * if (decoded.ok) readBit(decoded.value, 94_567)
 * @see Bitstring Status List v1.0, section 3.4 "Bitstring Expansion Algorithm"
 */
export function decodeBitstring(encoded: unknown, options: DecodeBitstringOptions = {}): Result<Uint8Array> {
  const { maxBytes = MAX_LIST_BYTES, pointer = '', about } = options
  // NaN compares with nothing, so that it would be no bound at all.
  if (!Number.isSafeInteger(maxBytes)) throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'maxBytes is an integer')
  const refuse = (code: 'STATUS_LIST_FORMAT' | 'STATUS_LIST_SIZE', expected: string, actual: string) =>
    fail(code, pointer, about === undefined ? { expected, actual } : { expected, actual, about })

  if (typeof encoded !== 'string') return refuse('STATUS_LIST_FORMAT', 'a string', typeof encoded)
  if (encoded[0] !== 'u') return refuse('STATUS_LIST_FORMAT', 'multibase base64url, which begins with "u"', 'another')
  const longest = 1 + Math.ceil((longestMember(maxBytes) * 4) / 3)
  if (encoded.length > longest) {
    return refuse('STATUS_LIST_SIZE', `at most ${longest} characters`, `${encoded.length}`)
  }
  const compressed = decodeBase64url(encoded.slice(1))
  if (!compressed.ok) return refuse('STATUS_LIST_FORMAT', 'canonical base64url without padding', 'another')
  const member = readGzipMember(compressed.value)
  if (member === undefined) return refuse('STATUS_LIST_FORMAT', 'one gzip member', 'another')
  const { body, size } = member
  // What the trailer announces bounds the work, but bytes behind the member make it announce anything: so a length
  // that is out of bounds is blamed on the list only if the stream confirms it, within the bounds.
  const tooLarge = size > maxBytes && inflateExact(body, maxBytes) === 'tooLong'
  const tooSmall = size < MIN_LIST_BYTES && typeof inflateExact(body, size) !== 'string'
  if (tooLarge || tooSmall) {
    return refuse('STATUS_LIST_SIZE', `${MIN_LIST_BYTES} to ${maxBytes} bytes`, `${size} bytes`)
  }
  if (size < MIN_LIST_BYTES || size > maxBytes || compressed.value.length > longestMember(size)) {
    return refuse('STATUS_LIST_FORMAT', 'one gzip member, with nothing behind it', 'another')
  }
  const bits = inflateExact(body, size)
  if (bits === 'tooLong') {
    return refuse('STATUS_LIST_SIZE', `the ${size} bytes that the trailer announces`, 'more')
  }
  if (bits === 'malformed') {
    return refuse('STATUS_LIST_FORMAT', `one deflate stream of ${size} bytes, to the last byte`, 'another')
  }
  if (crc32(bits) !== member.crc) return refuse('STATUS_LIST_FORMAT', 'the CRC of the trailer', 'another')
  return ok(bits)
}
