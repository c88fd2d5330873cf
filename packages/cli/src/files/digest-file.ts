import { createHash } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { unreadable } from './file-fault.js'

const CHUNK_BYTES = 1024 * 1024

/**
 * The SHA-256 of a file as Subresource Integrity, read piece by piece: a build can be larger than memory.
 *
 * @throws {TrustedTechError} `ERR_FILE_UNREADABLE`
 */
export function digestFile(path: string): string {
  let descriptor: number | undefined
  try {
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    if (!fstatSync(descriptor).isFile()) throw unreadable(path, 'is not a regular file')
    const hash = createHash('sha256')
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES)
    for (let count = readSync(descriptor, chunk); count > 0; count = readSync(descriptor, chunk)) {
      hash.update(chunk.subarray(0, count))
    }
    return `sha256-${hash.digest('base64')}`
  } catch (error) {
    throw error instanceof Error && error.name === 'TrustedTechError' ? error : unreadable(path, error)
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}
