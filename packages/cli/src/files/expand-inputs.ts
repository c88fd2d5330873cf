import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { unreadable } from './file-fault.js'

/** Standard input, as an operand. */
export const STDIN = '-'

/** A file to read, or an operand that names none. */
export interface NamedInput {
  readonly file: string
  /** It holds one document a line. */
  readonly lines?: true
  readonly fault?: Error
}

const LINES_NAME = /\.jsonl$/i

/**
 * The files that operands name: files as they are, folders as all `*.jwt` directly inside, sorted by name, `-` as
 * standard input.
 *
 * Does not go into folders within folders: what lies there, such as a trust folder's status lists, is no claim. A file
 * that is not there stays in the list, so that it is named when it is read; so does a folder without any such file.
 *
 * @param options.lines `'byName'` takes `*.jsonl` as files of one document a line, in folders too; `'always'` takes
 * every operand that is no folder as one. Absent: no file is one.
 */
export function expandInputs(
  operands: readonly string[],
  { lines }: { readonly lines?: 'byName' | 'always' } = {},
): readonly NamedInput[] {
  return operands.flatMap((operand) => {
    if (operand !== STDIN && isFolder(operand)) return filesIn(operand, lines !== undefined)
    const isLines = lines === 'always' || (lines === 'byName' && LINES_NAME.test(operand))
    return [isLines ? { file: operand, lines: true } : { file: operand }]
  })
}

function filesIn(folder: string, takesLines: boolean): readonly NamedInput[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.jwt') || (takesLines && LINES_NAME.test(name)))
    const wanted = takesLines ? 'no *.jwt and no *.jsonl in this folder' : 'no *.jwt in this folder'
    if (names.length === 0) return [{ file: folder, fault: unreadable(folder, wanted) }]
    return names.sort().map((name) => {
      const file = join(folder, name)
      return takesLines && LINES_NAME.test(name) ? { file, lines: true } : { file }
    })
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
