import { randomBytes } from 'node:crypto'
import { existsSync, lstatSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { printable } from '@trusted-tech/model'
import { publishFiles } from '@trusted-tech/store'
import { usageError } from '../command-line/usage.js'
import { syncFolder } from '../desk/write-durably.js'
import { unwritable } from '../files/file-fault.js'
import { MANIFEST_FILE } from './read-trust-folder.js'

const OWN = new Set([MANIFEST_FILE, 'anchors.json', 'accreditation', 'catalogues', 'quorum', 'status'])

/**
 * Refuses to write over a folder that holds anything but trust data.
 *
 * @throws {TrustedTechError} `ERR_USAGE_INVALID`
 */
export function refuseOtherFolder(folder: string): void {
  const stat = lstatSync(folder, { throwIfNoEntry: false })
  if (stat === undefined) return
  if (!stat.isDirectory()) throw usageError(`${printable(folder)} is no folder`)
  const foreign = readdirSync(folder).find((entry) => !OWN.has(entry))
  if (foreign !== undefined) {
    throw usageError(`${printable(folder)} holds ${printable(foreign)}, which is no trust data: name another folder`)
  }
}

/**
 * Puts an edition of trust data where the one before was: written whole beside it and brought to the disk, then exchanged
 * by two renames. Nobody ever finds some files of one edition and some of another; between the renames there is, for a
 * moment, no folder, and `readTrustFolder` looks again.
 *
 * A crash leaves the old edition, or beside it under a name that ends in `.old-…`; the next edition removes what is left.
 *
 * @throws {TrustedTechError} `ERR_FILE_UNWRITABLE`; the old edition is then where it was
 */
export async function replaceFolder(options: {
  readonly folder: string
  readonly files: ReadonlyMap<string, Uint8Array>
}): Promise<void> {
  const folder = resolve(options.folder)
  const token = randomBytes(6).toString('hex')
  const [next, before] = [`${folder}.new-${token}`, `${folder}.old-${token}`]
  try {
    await publishFiles({ folder: next, files: options.files })
    if (existsSync(folder)) renameSync(folder, before)
    try {
      renameSync(next, folder)
    } catch (error) {
      if (existsSync(before) && !existsSync(folder)) renameSync(before, folder)
      throw error
    }
    syncFolder(dirname(folder))
  } catch (error) {
    rmSync(next, { recursive: true, force: true })
    const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error
    throw unwritable(options.folder, inner)
  }
  removeLeftovers(folder)
}

function removeLeftovers(folder: string): void {
  const left = /^\.(?:new|old)-[0-9a-f]{12}$/
  const name = basename(folder)
  for (const entry of readdirSync(dirname(folder))) {
    if (entry.startsWith(name) && left.test(entry.slice(name.length))) {
      rmSync(join(dirname(folder), entry), { recursive: true, force: true })
    }
  }
}
