import { crc32 } from '#platform'

/** One gzip member: where its deflate stream is, and what its trailer says about the bytes behind it. */
export interface GzipMember {
  readonly body: Uint8Array
  /** CRC-32 of the uncompressed bytes. */
  readonly crc: number
  /** Length of the uncompressed bytes, modulo 2^32. */
  readonly size: number
}

const FHCRC = 0x02
const FEXTRA = 0x04
const FNAME = 0x08
const FCOMMENT = 0x10
const RESERVED = 0xe0
const FIXED_HEADER_BYTES = 10
const TRAILER_BYTES = 8

/**
 * Takes one gzip member apart.
 *
 * Checks: magic number, method, no reserved flag, that the optional fields (extra, name, comment, header CRC) end
 * before the trailer, and the header's CRC where there is one. The optional fields are skipped, because RFC 1952 asks
 * every reader for that and other writers may set them; they mean nothing here. Does not inflate, so does not see
 * whether the deflate stream really ends where the trailer begins: `inflateExact` does.
 *
 * @returns the member, or `undefined` for anything else
 * @see RFC 1952, section 2.3 "Member format"
 */
export function readGzipMember(bytes: Uint8Array): GzipMember | undefined {
  if (bytes.length < FIXED_HEADER_BYTES + TRAILER_BYTES) return undefined
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8) return undefined
  const flags = bytes[3] as number
  if ((flags & RESERVED) !== 0) return undefined

  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = bytes.length - TRAILER_BYTES
  let start = FIXED_HEADER_BYTES
  if ((flags & FEXTRA) !== 0) {
    if (start + 2 > end) return undefined
    start += 2 + view.getUint16(start, true)
  }
  for (const text of [FNAME, FCOMMENT]) {
    if ((flags & text) === 0) continue
    const terminator = bytes.indexOf(0, start)
    if (terminator === -1) return undefined
    start = terminator + 1
  }
  if ((flags & FHCRC) !== 0) {
    if (start + 2 > end) return undefined
    if (view.getUint16(start, true) !== (crc32(bytes.subarray(0, start)) & 0xffff)) return undefined
    start += 2
  }
  if (start >= end) return undefined
  return { body: bytes.subarray(start, end), crc: view.getUint32(end, true), size: view.getUint32(end + 4, true) }
}
