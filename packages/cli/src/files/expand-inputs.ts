import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { unreadable } from './file-fault.js'

/** Standard input, as an operand. */
export const STDIN = '-'

/** A file to read, or an operand that names none. */
export interface NamedInput {
  readonly file: string
  readonly fault?: Error
}

/**
 * The files that operands name: files as they are, folders as all `*.jwt` directly inside, sorted by name, `-` as
 * standard input.
 *
 * Does not go into folders within folders: what lies there, such as a trust folder's status lists, is no claim. A file
 * that is not there stays in the list, so that it is named when it is read; so does a folder without any `*.jwt`.
 */
export function expandInputs(operands: readonly string[]): readonly NamedInput[] {
  return operands.flatMap((operand) =>
    operand !== STDIN && isFolder(operand) ? filesIn(operand) : [{ file: operand }],
  )
}

function filesIn(folder: string): readonly NamedInput[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.jwt'))
    if (names.length === 0) return [{ file: folder, fault: unreadable(folder, 'no *.jwt in this folder') }]
    return names.sort().map((name) => ({ file: join(folder, name) }))
  } catch (error) {
    return [{ file: folder, fault: unreadable(folder, error) }]
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
