import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { printable } from '@trusted-tech/model'
import { STORE_FILE } from '../desk/open-desk.js'
import { closed, type Finding, good, skipped, wrong } from './finding.js'

/** Bits for everybody but the owner. */
const OTHERS = 0o077
/** Bits with which others could change a file. */
const OTHERS_WRITE = 0o022

/**
 * Whether a desk is its owner's alone: the folder, the store, and files that others could change.
 *
 * Does not look at access lists, at the folders above, or at backups.
 */
export function checkDeskFiles(dir: string): Finding {
  if (process.platform === 'win32') {
    return skipped('files', 'This system has no file modes.', 'Look at the access lists of the folder yourself.')
  }
  const faults: string[] = []
  const mend: string[] = []
  try {
    const folder = lstatSync(dir === '.' ? process.cwd() : dir)
    if ((folder.mode & OTHERS) !== 0) {
      faults.push(`others may enter the folder (mode ${octal(folder.mode)})`)
      mend.push(`chmod 700 ${printable(dir)}`)
    }
    for (const name of readdirSync(dir)) {
      const path = join(dir, name)
      const stat = lstatSync(path)
      if (stat.isSymbolicLink()) {
        if (name === STORE_FILE) faults.push(`${printable(name)} is a link`)
        continue
      }
      const forbidden = name.startsWith(STORE_FILE) ? OTHERS : OTHERS_WRITE
      if ((stat.mode & forbidden) === 0) continue
      faults.push(
        `others may ${forbidden === OTHERS ? 'read' : 'change'} ${printable(name)} (mode ${octal(stat.mode)})`,
      )
      mend.push(`chmod ${stat.isDirectory() ? 'go-w' : '600'} ${printable(path)}`)
    }
  } catch (error) {
    const { code = 'unknown fault' } = error as NodeJS.ErrnoException
    return closed(
      'files',
      `The desk's folder cannot be listed: ${code}`,
      'Find out who owns it, and run tta as that user.',
    )
  }
  if (faults.length === 0) return good('files', 'Folder and files are yours alone.')
  const remedy = mend.length === 0 ? 'Put the file itself there.' : `Run ${mend.join('; ')}.`
  return wrong('files', `${faults.join('; ')}.`, remedy)
}

function octal(mode: number): string {
  return (mode & 0o777).toString(8).padStart(3, '0')
}
