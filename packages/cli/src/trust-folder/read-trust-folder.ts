import { closeSync, constants, lstatSync, openSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fail, type Instant, joinPointer, type Problem, type Result } from '@trusted-tech/model'
import { settleSync } from '@trusted-tech/proofs/sync'
import { type ListedFile, openManifest, openTrust, type PinnedRoot, type TrustState } from '@trusted-tech/trust'
import { unreadable } from '../files/file-fault.js'
import { readDescriptor } from '../files/read-regular-file.js'

export const MANIFEST_FILE = 'manifest.jws'
/** More than the trust package takes, so that it is the one to refuse what is too large. */
const MANIFEST_LIMIT = 4 * 1024 * 1024 + 1
/** How often a folder is read that is exchanged for a new edition meanwhile. */
const ATTEMPTS = 8
const PAUSE_MILLISECONDS = 5

/** What is no trust manifest at all, or cannot be read to its end, as against one that is wrong. */
const NO_MANIFEST: ReadonlySet<string> = new Set([
  'FORMAT_UNSUPPORTED',
  'ENCODING',
  'JSON_SYNTAX',
  'TYP_MISMATCH',
  'LIMIT_SIZE',
])

/**
 * Opens a trust folder with the pinned root.
 *
 * Reads `manifest.jws` first and then the files that it lists, and no others: plain relative paths, regular files
 * without links in any part of the path, of exactly the listed length; digests are `openTrust`'s to check. A folder
 * without a manifest is no bundle (`BUNDLE_MISSING`).
 *
 * A folder that is exchanged for a new edition while it is read is read again: there are never files of two editions.
 *
 * Does not check rollback, and not the files' own signatures.
 *
 * @returns the trust state, or why there is none: a result, because a wrong bundle is an answer to the buyer's question
 * @throws {TrustedTechError} `ERR_FILE_UNREADABLE` when the folder itself is not there, or a file in it may not be read
 * @see Specification, section 7 "Trust bundle"
 */
export function readTrustFolder(options: {
  readonly folder: string
  readonly root: PinnedRoot
  readonly now: Instant
}): Result<TrustState> {
  for (let attempt = 1; ; attempt += 1) {
    const last = attempt === ATTEMPTS
    try {
      const before = identityOf(options.folder)
      const opened = readEdition(options)
      // What does not fit is nobody's fault when another edition was put in place meanwhile.
      if (opened.ok || last || identityOf(options.folder) === before) return opened
    } catch (error) {
      if (last || !isAbsent(error)) throw error
    }
    // Between the two renames that put a new edition in place there is no folder.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MILLISECONDS)
  }
}

function readEdition(options: {
  readonly folder: string
  readonly root: PinnedRoot
  readonly now: Instant
}): Result<TrustState> {
  const { folder, root, now } = options
  const manifestBytes = readManifestFile(folder)
  if (!manifestBytes.ok) return manifestBytes
  const plan = openManifest({ manifest: manifestBytes.value, root, now })
  const manifest = plan.conclude(settleSync(plan.jobs))
  if (!manifest.ok) return inManifest(manifest.problems)
  const files = readListedFiles(folder, manifest.value.files)
  return files.ok ? openTrust({ manifest: manifest.value, files: files.value }) : files
}

/** Tells a folder from another one that was renamed to its place, and from itself after a file was. */
function identityOf(folder: string): string {
  try {
    const { ino, ctimeNs } = statSync(folder, { bigint: true })
    return `${ino} ${ctimeNs}`
  } catch (error) {
    throw unreadable(folder, error)
  }
}

function isAbsent(error: unknown): boolean {
  const { code, cause } = error as { readonly code?: string; readonly cause?: { readonly code?: string } }
  return code === 'ENOENT' || cause?.code === 'ENOENT'
}

/**
 * The exact bytes of a folder's manifest, bounded.
 *
 * @throws {TrustedTechError} `ERR_FILE_UNREADABLE`
 */
export function readManifestFile(folder: string): Result<Uint8Array> {
  let isFolder: boolean
  try {
    isFolder = statSync(folder).isDirectory()
  } catch (error) {
    throw unreadable(folder, error)
  }
  if (!isFolder) return fail('BUNDLE_MISSING', '', { expected: `a folder with ${MANIFEST_FILE}`, actual: 'a file' })
  const bytes = readPlainFile(join(folder, MANIFEST_FILE), MANIFEST_LIMIT)
  if (bytes === 'absent') return fail('BUNDLE_MISSING', '', { expected: MANIFEST_FILE, actual: 'no such file' })
  if (bytes === 'notPlain') {
    return fail('BUNDLE_FORMAT', '', { expected: `${MANIFEST_FILE} as a regular file`, actual: 'a link or a device' })
  }
  return { ok: true, value: bytes }
}

/** The bytes of listed files by path. What is absent is left out: `openTrust` names it. */
export function readListedFiles(
  folder: string,
  listed: ReadonlyMap<string, ListedFile>,
): Result<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  const plainFolders = new Map<string, boolean>()
  const base = realFolder(folder)
  for (const [path, { length }] of listed) {
    const pointer = joinPointer('/files', path)
    const parts = path.split('/')
    const parents = parts.slice(0, -1).map((_, index) => join(base, ...parts.slice(0, index + 1)))
    for (const parent of parents) {
      if (!plainFolders.has(parent)) plainFolders.set(parent, isPlainFolder(parent))
    }
    // A link could lead out of the folder, or be changed between two readings (THREAT-107).
    if (!parents.every((parent) => plainFolders.get(parent))) return notPlain(pointer, 'a folder that is a link')
    // One byte more than listed is enough to see that the length is wrong, whatever the size is.
    const bytes = readPlainFile(join(base, ...parts), length + 1)
    if (bytes === 'absent') continue
    if (bytes === 'notPlain') return notPlain(pointer, 'a link, a folder or a device')
    files.set(path, bytes)
  }
  return { ok: true, value: files }
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder)
  } catch (error) {
    throw unreadable(folder, error)
  }
}

function notPlain(pointer: string, actual: string): Result<never> {
  return fail('BUNDLE_FORMAT', pointer, {
    expected: 'a regular file, and no link on the way',
    actual,
    about: MANIFEST_FILE,
  })
}

/** Absent counts as plain: what lies below is then absent too, and named as such. */
function isPlainFolder(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  return stat === undefined || stat.isDirectory()
}

function readPlainFile(path: string, maxBytes: number): Uint8Array | 'absent' | 'notPlain' {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants
  try {
    // Windows has no O_NOFOLLOW; everywhere else it also closes the gap between looking and opening.
    const stat = lstatSync(path, { throwIfNoEntry: false })
    if (stat === undefined) return 'absent'
    if (!stat.isFile()) return 'notPlain'
    const descriptor = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    try {
      return readDescriptor(descriptor, path, maxBytes).bytes
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    const { code } = error as { readonly code?: string }
    if (code === 'ELOOP') return 'notPlain'
    throw code?.startsWith('ERR_FILE_') ? error : unreadable(path, error)
  }
}

function inManifest(problems: readonly [Problem, ...Problem[]]): Result<never> {
  const [first, ...rest] = problems
  if (NO_MANIFEST.has(first.code)) {
    // A file that was read but is no bundle: there is no trust data, which is unknown and not wrong.
    return fail('BUNDLE_MISSING', first.pointer, {
      expected: 'a signed trust manifest',
      actual: first.code,
      about: MANIFEST_FILE,
    })
  }
  const located = (problem: Problem): Problem => ({ about: MANIFEST_FILE, ...problem })
  return { ok: false, problems: [located(first), ...rest.map(located)] }
}
