import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { EvidenceFile } from '@trusted-tech/verifier'
import { unreadable } from './file-fault.js'
import { readRegularFile } from './read-regular-file.js'

const MAX_FILES = 1_000
const MAX_FILE_BYTES = 64 * 1024 * 1024
const MAX_TOTAL_BYTES = 512 * 1024 * 1024

/**
 * The files directly inside a folder, as evidence at hand, sorted by name.
 *
 * Bounded: 1,000 files, 64 MiB each, 512 MiB together. Folders inside are left out.
 *
 * @throws {TrustedTechError} `ERR_FILE_UNREADABLE`
 */
export function readEvidence(folder: string): readonly EvidenceFile[] {
  const files: EvidenceFile[] = []
  let total = 0
  for (const name of namesIn(folder)) {
    const path = join(folder, name)
    const { bytes, size } = readRegularFile(path, MAX_FILE_BYTES)
    total += bytes.length
    if (size > MAX_FILE_BYTES) throw unreadable(path, 'larger than 64 MiB')
    if (total > MAX_TOTAL_BYTES) throw unreadable(folder, 'more than 512 MiB of evidence')
    files.push({ name, bytes })
  }
  return files
}

function namesIn(folder: string): readonly string[] {
  let names: string[]
  try {
    names = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map(({ name }) => name)
  } catch (error) {
    throw unreadable(folder, error)
  }
  if (names.length > MAX_FILES) throw unreadable(folder, `more than ${MAX_FILES} files`)
  return names.sort()
}
