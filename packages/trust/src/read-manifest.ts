import {
  type Instant,
  isJsonObject,
  type Json,
  type JsonObject,
  joinPointer,
  ok,
  type Problem,
  parseInstant,
  problem,
  type Result,
} from '@trusted-tech/model'
import { importPublicKey, type VerificationKey } from '@trusted-tech/proofs'
import type { ListedFile } from './manifest.js'
import { ANCHORS_PATH, fileLimit } from './trust-paths.js'

/** Most files that a manifest may list. */
export const MAX_FILES = 10_000
/** Most bytes that all of them may have together: they are held in memory. */
export const MAX_TOTAL_BYTES = 256 * 1024 * 1024
const MAX_PROBLEMS = 16
const MEMBERS = ['version', 'issuedAt', 'expires', 'root', 'files'] as const

/** What a manifest's payload says, before anybody vouches for it. */
export interface ManifestContent {
  readonly version: number
  readonly issuedAt: Instant
  readonly expires: Instant
  readonly root: VerificationKey
  readonly files: ReadonlyMap<string, ListedFile>
}

/**
 * Reads the payload of a trust manifest.
 *
 * Checks its members exactly, a version of at least 1, that it expires after it was issued, its root key, the number of
 * files, and of each a plain path, a length within the folder's limit and a digest. Does not check who signed it.
 *
 * @returns the content; or `BUNDLE_FORMAT` with pointers into the payload, or a code of `importPublicKey` at `/root`
 */
export function readManifest(payload: JsonObject): Result<ManifestContent> {
  const problems: Problem[] = []
  const refuse: Refuse = (pointer, expected, actual) => {
    if (problems.length >= MAX_PROBLEMS) return
    const detail = actual === undefined ? { expected } : { expected, actual: actual.slice(0, 200) }
    problems.push(problem('BUNDLE_FORMAT', pointer, detail))
  }
  const { version, root, files } = payload
  const unknown = Object.keys(payload).find((member) => !(MEMBERS as readonly string[]).includes(member))
  if (unknown !== undefined) refuse(joinPointer('', unknown.slice(0, 64)), `only ${MEMBERS.join(', ')}`)
  const isVersion = typeof version === 'number' && Number.isSafeInteger(version) && version >= 1
  if (!isVersion) refuse('/version', 'an integer of at least 1')
  const issuedAt = readInstant(payload, 'issuedAt', refuse)
  const expires = readInstant(payload, 'expires', refuse)
  if (issuedAt !== undefined && expires !== undefined && expires <= issuedAt) refuse('/expires', 'later than issuedAt')
  const key = importPublicKey({ publicKeyJwk: root ?? null })
  if (!key.ok) {
    const [{ code, expected }] = key.problems
    problems.push(problem(code, '/root', expected === undefined ? {} : { expected }))
  }
  const listed = readFiles(files, refuse)
  const [first, ...more] = problems
  if (first !== undefined) return { ok: false, problems: [first, ...more] }
  return ok({
    version: version as number,
    issuedAt: issuedAt as Instant,
    expires: expires as Instant,
    root: (key as { readonly value: VerificationKey }).value,
    files: listed,
  })
}

type Refuse = (pointer: string, expected: string, actual?: string) => void

function readInstant(payload: JsonObject, member: string, refuse: Refuse): Instant | undefined {
  const value = payload[member]
  const instant = typeof value === 'string' ? parseInstant(value) : undefined
  if (instant?.ok) return instant.value
  refuse(`/${member}`, 'an RFC 3339 time with offset')
  return undefined
}

function readFiles(files: Json | undefined, refuse: Refuse): ReadonlyMap<string, ListedFile> {
  const listed = new Map<string, ListedFile>()
  if (!isJsonObject(files)) {
    refuse('/files', 'an object from path to length and digest')
    return listed
  }
  const paths = Object.keys(files)
  if (paths.length > MAX_FILES) {
    refuse('/files', `at most ${MAX_FILES} files`, `${paths.length}`)
    return listed
  }
  let total = 0
  for (const path of paths) {
    const pointer = joinPointer('/files', path.slice(0, 200))
    const limit = fileLimit(path)
    if (limit === undefined) {
      refuse(pointer, 'a plain relative path in a known folder', path)
      continue
    }
    const entry = files[path]
    const { length, sha256, ...other } = isJsonObject(entry) ? entry : {}
    if (typeof length !== 'number' || !Number.isSafeInteger(length) || length < 0 || length > limit) {
      refuse(`${pointer}/length`, `a number of bytes, at most ${limit}`)
    } else if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) {
      refuse(`${pointer}/sha256`, '64 lower-case hex digits')
    } else if (Object.keys(other).length > 0) {
      refuse(pointer, 'length and sha256 only')
    } else {
      listed.set(path, { length, sha256 })
      total += length
    }
  }
  if (total > MAX_TOTAL_BYTES) refuse('/files', `at most ${MAX_TOTAL_BYTES} bytes together`, `${total}`)
  if (!listed.has(ANCHORS_PATH)) refuse('/files', `${ANCHORS_PATH} among the files`)
  return listed
}
