import { fail, joinPointer, ok, type Problem, type PublishedKey, problem, type Result } from '@trusted-tech/model'
import { exportMultikey, type Opened, openSecured, sha256Hex } from '@trusted-tech/proofs'
import { type CatalogueShelf, openCatalogues, type TrustFile } from './catalogue-shelf.js'
import type { Manifest } from './manifest.js'
import { readAnchors } from './read-anchors.js'
import { type KeyHistory, readKeyHistory } from './read-key-history.js'
import { createSignatureMemo } from './signature-memo.js'
import { createStatementShards } from './statement-shards.js'
import { ANCHORS_PATH, keyHistoryPath, statusListPath } from './trust-paths.js'
import type { TrustState } from './trust-state.js'

const KEY_HISTORY = /^accreditation\/did-[0-9a-f]{64}\.json$/
const MAX_LIST_BYTES = 512 * 1024
const MAX_PROBLEMS = 16

/**
 * Makes the trust state that verdicts rest on, from an opened manifest and the bytes of its files.
 *
 * Checks that every listed file is there with the length and the digest listed, before a byte of any is parsed; then
 * reads anchors and key histories, and that no issuer has the root's key. Files that are not listed do not exist.
 * Statements, status lists and catalogues are parsed when first used; what is malformed there is a problem there.
 * Bytes are copied: a file that changes afterwards changes nothing.
 *
 * Does not look at any clock (`manifest.warnings` says what was wrong with its times) and verifies no signature.
 *
 * @returns the trust state; or `BUNDLE_INCONSISTENT` with pointers into the manifest, `BUNDLE_FORMAT` and JSON codes
 * for `anchors.json`, `KEY_ROLE_REUSE`
 * @example
 * const trust = openTrust({ manifest, files: new Map([['anchors.json', bytes]]) })
 * @see Specification, section 7 "Trust bundle"
 */
export function openTrust(options: {
  readonly manifest: Manifest
  readonly files: ReadonlyMap<string, Uint8Array>
}): Result<TrustState> {
  const { manifest } = options
  const checked = checkFiles(manifest, options.files)
  if (!checked.ok) return checked
  const files = checked.value
  const anchorsFile = files.get(ANCHORS_PATH)
  if (anchorsFile === undefined) return fail('BUNDLE_INCONSISTENT', '/files', { expected: ANCHORS_PATH })
  const anchors = readAnchors(anchorsFile.bytes)
  if (!anchors.ok) return anchors
  const rootMultikey = exportMultikey(manifest.root)
  const isRootKey = (publicKeyMultibase: string) => publicKeyMultibase === rootMultikey
  const histories = readKeyHistories(files, isRootKey)
  if (!histories.ok) return histories

  const anchorSet = new Set(anchors.value)
  const shards = createStatementShards({ read: (path) => files.get(path)?.bytes, isRootKey })
  let shelf: CatalogueShelf | undefined
  const catalogues = () => {
    shelf ??= openCatalogues([...files.values()].filter(({ path }) => path.startsWith('catalogues/')))
    return shelf
  }
  // Holds ids of lists that there are, never ones that a credential made up: its size is bounded by the folder.
  const lists = new Map<string, Result<Opened>>()
  const statusList = (listId: string): Result<Opened> | undefined => {
    const known = lists.get(listId)
    if (known !== undefined) return known
    const file = files.get(statusListPath(listId))
    if (file === undefined) return undefined
    const list = readStatusList(file, listId)
    lists.set(listId, list)
    return list
  }

  const state: TrustState = {
    kind: 'single-key manifest',
    rollback: 'notChecked',
    root: manifest.rootThumbprint,
    version: manifest.version,
    issuedAt: manifest.issuedAt,
    expires: manifest.expires,
    digest: manifest.digest,
    anchors: anchors.value,
    isAnchor: (did) => anchorSet.has(did),
    keyHistory: histories.value,
    statementsAbout: (did) => shards.about(did).statements,
    statementProblems: (did) => shards.about(did).problems,
    statusLists(listId) {
      const list = statusList(listId)
      return list?.ok ? [list.value] : []
    },
    statusListProblems(listId) {
      const list = statusList(listId)
      return list === undefined || list.ok ? [] : list.problems
    },
    catalogue: (reference) => catalogues().find(reference),
    catalogueByDigest: (digestSri) => catalogues().findByDigest(digestSri),
    catalogueProblems: () => catalogues().problems,
    isRootKey,
    signatures: createSignatureMemo(),
  }
  return ok(Object.freeze(state))
}

function checkFiles(
  manifest: Manifest,
  given: ReadonlyMap<string, Uint8Array>,
): Result<ReadonlyMap<string, TrustFile>> {
  const files = new Map<string, TrustFile>()
  const problems: Problem[] = []
  for (const [path, { length, sha256 }] of manifest.files) {
    if (problems.length >= MAX_PROBLEMS) break
    const refuse = (member: string, expected: string, actual: string) => {
      problems.push(problem('BUNDLE_INCONSISTENT', `${joinPointer('/files', path)}${member}`, { expected, actual }))
    }
    const found = given.get(path)
    if (found === undefined) refuse('', 'the file', 'missing')
    else if (found.length !== length) refuse('/length', `${length} bytes`, `${found.length}`)
    else {
      // Copied before it is hashed, so that nobody can change what is parsed after it was checked.
      const bytes = Uint8Array.from(found)
      const digest = sha256Hex(bytes)
      if (digest === sha256) files.set(path, { path, bytes, sha256 })
      else refuse('/sha256', sha256, digest)
    }
  }
  const [first, ...more] = problems
  return first === undefined ? ok(files) : { ok: false, problems: [first, ...more] }
}

/** A history that cannot be read is a failure for its DID alone; the root's key among issuers' keys is one for all. */
function readKeyHistories(
  files: ReadonlyMap<string, TrustFile>,
  isRootKey: (publicKeyMultibase: string) => boolean,
): Result<(did: string) => Result<readonly PublishedKey[]> | undefined> {
  const byDid = new Map<string, Result<readonly PublishedKey[]>>()
  const broken = new Map<string, Result<never>>()
  for (const { path, bytes } of files.values()) {
    if (!KEY_HISTORY.test(path)) continue
    const history = readKeyHistory(path, bytes)
    if (!history.ok) {
      broken.set(path, history)
      continue
    }
    const reused = rootKeyIn(history.value, isRootKey)
    if (reused !== undefined) {
      const expected = "keys other than the root's"
      return fail('KEY_ROLE_REUSE', `/keys/${reused}/publicKeyMultibase`, { expected, about: path })
    }
    byDid.set(history.value.id, ok(history.value.keys))
  }
  return ok((did) => byDid.get(did) ?? (broken.size > 0 ? broken.get(keyHistoryPath(did)) : undefined))
}

function rootKeyIn({ keys }: KeyHistory, isRootKey: (publicKeyMultibase: string) => boolean): number | undefined {
  const position = keys.findIndex(({ publicKeyMultibase }) => isRootKey(publicKeyMultibase))
  return position < 0 ? undefined : position
}

function readStatusList({ path, bytes }: TrustFile, listId: string): Result<Opened> {
  const opened = openSecured(bytes, { maxBytes: MAX_LIST_BYTES })
  if (!opened.ok) {
    const [{ code, pointer, expected }] = opened.problems
    return fail(code, pointer, expected === undefined ? { about: path } : { expected, about: path })
  }
  const { kind, document } = opened.value
  const types = document['type']
  if (kind !== 'credential' || !Array.isArray(types) || !types.includes('BitstringStatusListCredential')) {
    return fail('BUNDLE_FORMAT', '/type', { expected: 'BitstringStatusListCredential', about: path })
  }
  // Filed under another list's id it would answer for credentials that it is not about.
  return document['id'] === listId ? opened : fail('STATUS_LIST_MISMATCH', '/id', { expected: listId, about: path })
}
