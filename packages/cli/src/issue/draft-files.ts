import { resolve } from 'node:path'
import type { DraftFiles } from '@trusted-tech/issuer'
import { readRegularFile } from '../files/read-regular-file.js'

const MAX_FILE_BYTES = 512 * 1024 * 1024

/**
 * The files that drafts name, below the folder of the draft or where `--evidence-dir` says. A file that is not there, is
 * no regular file or is larger than 512 MiB is not at hand, and the draft that names it is refused.
 */
export function draftFilesIn(folder: string): DraftFiles {
  return (path) => {
    try {
      const { bytes, size } = readRegularFile(resolve(folder, path), MAX_FILE_BYTES)
      return size > MAX_FILE_BYTES ? undefined : bytes
    } catch {
      return undefined
    }
  }
}
