import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { unwritable } from '../files/file-fault.js'

/**
 * Writes a file of a desk so that a crash leaves the old one or the new one, and a power cut does not undo it. Mode 0600.
 *
 * @throws {TrustedTechError} `ERR_FILE_UNWRITABLE`; then the old one is still there
 */
export function writeDurably(path: string, content: string | Uint8Array): void {
  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}`)
  try {
    const file = openSync(beside, 'wx', 0o600)
    try {
      writeFileSync(file, content)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(beside, path)
    syncFolder(dirname(path))
  } catch (error) {
    rmSync(beside, { force: true })
    throw unwritable(path, error)
  }
}

/** Brings renames in a folder to the disk. Windows cannot open a folder, and needs no such thing. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
