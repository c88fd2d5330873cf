import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { unwritable } from './file-fault.js'

/**
 * Writes a file whole or not at all: beside it first, then renamed over it.
 *
 * @throws {TrustedTechError} `ERR_FILE_UNWRITABLE`
 */
export function writeFile(path: string, text: string): void {
  const beside = `${path}.${process.pid}.part`
  try {
    writeFileSync(beside, text, { flag: 'wx' })
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    throw unwritable(path, error)
  }
}
