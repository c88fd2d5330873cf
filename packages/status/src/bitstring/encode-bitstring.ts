import { encodeBase64url, TrustedTechError } from '@trusted-tech/model'
import { crc32, deflate } from '#platform'
import { MAX_LIST_BYTES, MIN_LIST_BYTES } from './bitstring-limits.js'

/**
 * The header that every list of ours has: deflate, no optional field, no time, operating system unknown. Written here
 * and not by the platform, which would put the name of the machine's system into a published document.
 */
const GZIP_HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff)

/**
 * Encodes a bitstring as the `encodedList` of a status list: `u`, then base64url of one gzip member.
 *
 * Does not keep the bytes equal from one compressor to another: decode before you compare lists.
 *
 * @param bits - 16 KiB to 128 KiB; entry 0 is the most significant bit of the first byte
 * @throws TrustedTechError `ERR_ARGUMENT_INVALID` for any other length
 * @example
 * const encodedList = encodeBitstring(createBits())
 * @see Bitstring Status List v1.0, section 3.3 "Bitstring Generation Algorithm"
 */
export function encodeBitstring(bits: Uint8Array): string {
  if (bits.length < MIN_LIST_BYTES || bits.length > MAX_LIST_BYTES) {
    throw new TrustedTechError(
      'ERR_ARGUMENT_INVALID',
      `a bitstring has ${MIN_LIST_BYTES} to ${MAX_LIST_BYTES} bytes, not ${bits.length}`,
    )
  }
  const body = deflate(bits)
  const member = new Uint8Array(GZIP_HEADER.length + body.length + 8)
  member.set(GZIP_HEADER)
  member.set(body, GZIP_HEADER.length)
  const trailer = new DataView(member.buffer, member.length - 8)
  trailer.setUint32(0, crc32(bits), true)
  trailer.setUint32(4, bits.length, true)
  return `u${encodeBase64url(member)}`
}
