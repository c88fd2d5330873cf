import { deflateSync, inflateSync } from 'fflate'

export function deflate(bytes: Uint8Array): Uint8Array {
  return deflateSync(bytes)
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc
})

/** CRC-32 as gzip has it, unsigned. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (let i = 0; i < bytes.length; i++) {
    crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ (bytes[i] as number)) & 0xff] as number)
  }
  return (crc ^ 0xffffffff) >>> 0
}

/**
 * Inflates a raw deflate stream that takes up all of `body` and gives exactly `size` bytes. Memory is bounded by
 * `size`: fflate never grows a buffer that it was given and drops what does not fit. So the buffer has one byte more
 * than expected, and a stream that reaches it is too long.
 */
export function inflateExact(body: Uint8Array, size: number): Uint8Array | 'tooLong' | 'malformed' {
  const bytes = new Uint8Array(size + 1)
  let length: number
  try {
    length = inflateSync(body, { out: bytes }).length
  } catch (error) {
    // A stored block that does not fit is refused by the typed array, everything else by fflate.
    return error instanceof RangeError ? 'tooLong' : 'malformed'
  }
  if (length > size) return 'tooLong'
  if (length < size || endsBefore(body, size)) return 'malformed'
  return bytes.subarray(0, size)
}

/** Whether the stream ends before the last byte of `body`. fflate does not tell where it stopped, but it throws where it may not stop yet. */
function endsBefore(body: Uint8Array, size: number): boolean {
  try {
    inflateSync(body.subarray(0, -1), { out: new Uint8Array(size) })
    return true
  } catch {
    return false
  }
}
