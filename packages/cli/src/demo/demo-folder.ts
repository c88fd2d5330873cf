import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { TrustedTechError } from '@trusted-tech/model'
import { unwritable } from '../files/file-fault.js'

/** Stands in every folder that the demo wrote, and in no other: only such a folder is written again. */
const MARK = 'demo.json'

export interface DemoFolder {
  readonly path: string
  /** Writes a file and returns its path relative to the folder. */
  write(path: string, content: string | Uint8Array): string
  writeAll(folder: string, files: ReadonlyMap<string, Uint8Array>): string
}

/**
 * Opens a folder for the demo: a new one, an empty one, or one that an earlier demo left, which is emptied first.
 *
 * @throws {TrustedTechError} `ERR_FILE_UNWRITABLE` for a folder that holds anything else
 */
export function openDemoFolder(path: string): DemoFolder {
  try {
    if (existsSync(path)) {
      const entries = readdirSync(path)
      if (entries.length > 0 && !entries.includes(MARK)) {
        throw new TrustedTechError(
          'ERR_FILE_UNWRITABLE',
          `${path} is not empty and was not made by tta demo; name another with --dir`,
        )
      }
      for (const entry of entries) rmSync(join(path, entry), { recursive: true })
    }
    mkdirSync(path, { recursive: true })
    writeFileSync(join(path, MARK), '{"madeBy":"tta demo"}\n')
  } catch (error) {
    throw error instanceof TrustedTechError ? error : unwritable(path, error)
  }
  const write: DemoFolder['write'] = (file, content) => {
    const target = join(path, file)
    try {
      mkdirSync(dirname(target), { recursive: true })
      writeFileSync(target, content)
    } catch (error) {
      throw unwritable(target, error)
    }
    return file
  }
  return {
    path,
    write,
    writeAll(folder, files) {
      for (const [file, bytes] of files) write(`${folder}/${file}`, bytes)
      return folder
    },
  }
}
