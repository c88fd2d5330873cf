import { randomBytes } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { TrustedTechError } from '@trusted-tech/model'

/**
 * Puts files into a folder so that nobody ever reads half of one: each is written beside its place, brought to the disk,
 * and renamed into it; then the folders are. When it returns, a power cut does not undo it.
 *
 * All are written before the first is renamed: a full disk changes nothing. They are renamed in the order given, so what
 * names the others, such as a manifest, comes last. Between two renames a reader finds new files beside old ones, which
 * is for what names them to tell. Does not remove files that are not given; a process that is killed may leave a
 * temporary one, whose name starts with a dot.
 *
 * @param options.files by path below the folder, with `/`; folders that have to be made are
 * @throws {TrustedTechError} `ERR_ARGUMENT_INVALID` for a path that leads out of the folder; `ERR_FILE_UNWRITABLE`, when
 * each file is the old one or the new one
 * @example
 * await publishFiles({ folder: 'public/status', files: new Map([['revocation-0.jwt', secured]]) })
 */
export async function publishFiles(options: {
  readonly folder: string
  readonly files: ReadonlyMap<string, string | Uint8Array>
}): Promise<void> {
  const { folder } = options
  const files = [...options.files].map(([path, content]) => {
    const target = join(folder, ...partsOf(path))
    // In the same folder: a rename across file systems is a copy.
    const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(8).toString('hex')}`)
    return { target, temporary, content }
  })
  try {
    for (const { target, temporary, content } of files) {
      await mkdir(dirname(target), { recursive: true })
      await writeThrough(temporary, content)
    }
    for (const { target, temporary } of files) await rename(temporary, target)
    for (const path of new Set(files.map(({ target }) => dirname(target)))) await syncFolder(path)
  } catch (error) {
    await Promise.allSettled(files.map(({ temporary }) => rm(temporary, { force: true })))
    throw new TrustedTechError('ERR_FILE_UNWRITABLE', `The files in ${folder} could not all be written.`, {
      cause: error,
    })
  }
}

function partsOf(path: string): readonly string[] {
  const parts = path.split('/')
  if (parts.some((part) => part === '' || part === '.' || part === '..' || /[\\\0:]/.test(part))) {
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', `${JSON.stringify(path)} is no path below the folder.`)
  }
  return parts
}

async function writeThrough(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o644)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder, and makes a rename durable with the file.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
