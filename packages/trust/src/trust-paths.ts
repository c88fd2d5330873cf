import { sha256Hex } from '@trusted-tech/proofs'

/**
 * The folders of a trust folder and the most bytes that one file in each may have. A path outside of them is refused:
 * what no reader knows, no reader checked.
 */
const FOLDER_LIMITS: Readonly<Record<string, number>> = {
  accreditation: 1024 * 1024,
  catalogues: 1024 * 1024,
  quorum: 1024 * 1024,
  // A list credential of 512 KiB.
  status: 512 * 1024,
}

export const ANCHORS_PATH = 'anchors.json'
const ANCHORS_LIMIT = 64 * 1024
const MAX_PATH_LENGTH = 160
const SEGMENT = /^[a-z0-9][a-z0-9._-]*$/

/**
 * The most bytes that a file of the trust folder may have, by its path; `undefined` for a path that no trust folder
 * has.
 *
 * A path is plain and relative: `anchors.json`, or one segment of lower-case letters, digits, `.`, `_` and `-` below a
 * known folder. Nothing in it can leave the folder, name a device or differ by case only.
 */
export function fileLimit(path: string): number | undefined {
  if (path === ANCHORS_PATH) return ANCHORS_LIMIT
  if (path.length > MAX_PATH_LENGTH) return undefined
  const [folder = '', file = '', ...more] = path.split('/')
  if (more.length > 0 || !Object.hasOwn(FOLDER_LIMITS, folder) || !SEGMENT.test(file)) return undefined
  // File systems drop a dot at the end, so two paths could be one file.
  return file.includes('..') || file.endsWith('.') ? undefined : FOLDER_LIMITS[folder]
}

/** Where the key history of a DID lies. */
export function keyHistoryPath(did: string): string {
  return `accreditation/did-${sha256Hex(did)}.json`
}

/** Where statements about a DID lie: one of 256 shards, by the hash of the DID. */
export function statementsPath(did: string): string {
  return `accreditation/statements-${sha256Hex(did).slice(0, 2)}.jsonl`
}

/** Where the status list with an id lies. */
export function statusListPath(listId: string): string {
  return `status/list-${sha256Hex(listId)}.jwt`
}
