import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { unreadable } from './file-fault.js'

/** What was read of a file, at most as much as was allowed. */
export interface FileContent {
  readonly bytes: Uint8Array
  /** The size of the whole file; larger than `bytes.length` if more was there than was allowed. */
  readonly size: number
}

/**
 * Reads a regular file, at most `maxBytes` of it. Links are followed: the path is the caller's own word.
 *
 * A device or a pipe is refused without reading: it could be endless, or hold the program up for ever.
 *
 * @throws {TrustedTechError} `ERR_FILE_UNREADABLE`
 */
export function readRegularFile(path: string, maxBytes: number): FileContent {
  let descriptor: number
  try {
    // Without O_NONBLOCK, opening a named pipe waits until somebody writes.
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    throw unreadable(path, error)
  }
  try {
    return readDescriptor(descriptor, path, maxBytes)
  } finally {
    closeSync(descriptor)
  }
}

/** {@link readRegularFile} of a file that is open already. */
export function readDescriptor(descriptor: number, path: string, maxBytes: number): FileContent {
  try {
    const stat = fstatSync(descriptor)
    if (stat.isDirectory()) throw unreadable(path, 'is a folder')
    if (!stat.isFile()) throw unreadable(path, 'is not a regular file')
    const buffer = Buffer.allocUnsafe(Math.min(stat.size, maxBytes))
    let length = 0
    while (length < buffer.length) {
      const count = readSync(descriptor, buffer, length, buffer.length - length, length)
      if (count === 0) break
      length += count
    }
    return { bytes: new Uint8Array(buffer.buffer, buffer.byteOffset, length), size: stat.size }
  } catch (error) {
    if (error instanceof Error && error.name === 'TrustedTechError') throw error
    throw unreadable(path, error)
  }
}
