import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { unreadable } from './file-fault.js'

const PIECE_BYTES = 256 * 1024

/**
 * Reads a regular file piece by piece; each piece is overwritten by the next one.
 *
 * A device or a pipe is refused without reading: it could be endless, or hold the program up for ever.
 *
 * @throws {TrustedTechError} `ERR_FILE_UNREADABLE`
 */
export function* readPieces(path: string): Generator<Uint8Array> {
  let descriptor: number | undefined
  try {
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const stat = fstatSync(descriptor)
    if (stat.isDirectory()) throw unreadable(path, 'is a folder')
    if (!stat.isFile()) throw unreadable(path, 'is not a regular file')
    const piece = new Uint8Array(PIECE_BYTES)
    for (let count = readSync(descriptor, piece); count > 0; count = readSync(descriptor, piece)) {
      yield piece.subarray(0, count)
    }
  } catch (error) {
    throw error instanceof Error && error.name === 'TrustedTechError' ? error : unreadable(path, error)
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}
