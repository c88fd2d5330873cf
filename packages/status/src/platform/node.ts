import { deflateRawSync, inflateRawSync, crc32 as zlibCrc32 } from 'node:zlib'

export function deflate(bytes: Uint8Array): Uint8Array {
  return deflateRawSync(bytes)
}

/** CRC-32 as gzip has it, unsigned. */
export function crc32(bytes: Uint8Array): number {
  return zlibCrc32(bytes)
}

/** What `inflateRawSync` returns with `info`. */
interface Inflated {
  readonly buffer: Uint8Array
  /** How many bytes of input zlib took before the stream ended. */
  readonly engine: { readonly bytesWritten: number }
}

/**
 * Inflates a raw deflate stream that takes up all of `body` and gives exactly `size` bytes. Memory is bounded by
 * `size`: zlib stops at the first byte beyond it.
 */
export function inflateExact(body: Uint8Array, size: number): Uint8Array | 'tooLong' | 'malformed' {
  try {
    const options = { info: true, maxOutputLength: Math.max(1, size), chunkSize: Math.max(64, size + 1) }
    const { buffer, engine } = inflateRawSync(body, options) as unknown as Inflated
    // Whatever zlib left over is a second member or a hidden tail, which other readers would see differently.
    if (buffer.length !== size || engine.bytesWritten !== body.length) return 'malformed'
    return new Uint8Array(buffer.buffer, buffer.byteOffset, size)
  } catch (error) {
    return (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? 'tooLong' : 'malformed'
  }
}
