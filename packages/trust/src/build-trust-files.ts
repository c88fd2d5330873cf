import { encodeUtf8, isJsonObject, type JsonObject, type PublishedKey, TrustedTechError } from '@trusted-tech/model'
import { openSecured } from '@trusted-tech/proofs'
import { readAnchors } from './read-anchors.js'
import { readKeyHistory } from './read-key-history.js'
import { ANCHORS_PATH, fileLimit, keyHistoryPath, statementsPath, statusListPath } from './trust-paths.js'

/**
 * Lays out the files of a trust folder. The same input gives the same bytes in the same order.
 *
 * Checks that anchors and key histories are what a reader takes, that statements and lists can be opened, and each
 * file's size. Does not verify signatures and does not judge what statements say.
 *
 * @param options `statements`: compact JWS of accreditations and memberships; `statusLists`: of list credentials;
 * `catalogues`: exact bytes by file name without folder and ending
 * @returns the files by path, without the manifest
 * @throws `ERR_ARGUMENT_INVALID` naming what cannot be laid out
 * @example
 * const files = buildTrustFiles({ anchors, keyHistories, statements, statusLists, catalogues })
 * const manifest = await signManifest({ files, version: 1, issuedAt, expires, signer, rootJwk })
 * @see Specification, section 7 "Trust bundle"
 */
export function buildTrustFiles(options: {
  readonly anchors: readonly string[]
  readonly keyHistories: readonly { readonly id: string; readonly keys: readonly PublishedKey[] }[]
  readonly statements: readonly string[]
  readonly statusLists: readonly string[]
  readonly catalogues: ReadonlyMap<string, Uint8Array>
}): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  const put = (path: string, bytes: Uint8Array) => {
    const limit = fileLimit(path)
    if (limit === undefined) throw refused(`${path} is no path of a trust folder`)
    if (bytes.length > limit) throw refused(`${path} has ${bytes.length} bytes, at most ${limit} are read`)
    if (files.has(path)) throw refused(`${path} is given twice`)
    files.set(path, bytes)
  }

  put(ANCHORS_PATH, json({ anchors: [...options.anchors] }))
  const anchors = readAnchors(files.get(ANCHORS_PATH) as Uint8Array)
  if (!anchors.ok) throw refused('anchors', anchors.problems)
  for (const { id, keys } of options.keyHistories) {
    const path = keyHistoryPath(id)
    const bytes = json({ id, keys } as unknown as JsonObject)
    const history = readKeyHistory(path, bytes)
    if (!history.ok) throw refused(`the key history of ${id}`, history.problems)
    put(path, bytes)
  }
  const shards = new Map<string, string[]>()
  for (const compact of options.statements) {
    const subject = open(compact, 'a statement')['credentialSubject']
    const did = isJsonObject(subject) ? subject['id'] : undefined
    if (typeof did !== 'string') throw refused('a statement about nobody')
    const path = statementsPath(did)
    shards.set(path, [...(shards.get(path) ?? []), `${JSON.stringify(compact)}\n`])
  }
  for (const [path, lines] of shards) put(path, encodeUtf8([...new Set(lines)].sort().join('')))
  for (const compact of options.statusLists) {
    const { id } = open(compact, 'a status list', 512 * 1024)
    if (typeof id !== 'string') throw refused('a status list without id')
    put(statusListPath(id), encodeUtf8(compact))
  }
  for (const [name, bytes] of options.catalogues) put(`catalogues/${name}.json`, Uint8Array.from(bytes))
  return new Map([...files].sort(([one], [other]) => (one < other ? -1 : 1)))
}

function open(compact: string, what: string, maxBytes = 64 * 1024): JsonObject {
  const opened = openSecured(compact, { maxBytes })
  if (!opened.ok) throw refused(`${what} that cannot be opened`, opened.problems)
  return opened.value.document
}

function json(value: JsonObject): Uint8Array {
  return encodeUtf8(JSON.stringify(value))
}

function refused(what: string, problems: TrustedTechError['problems'] = []): TrustedTechError {
  const [first] = problems
  const why =
    first === undefined ? '' : `: ${first.code} at ${first.pointer}, expected ${first.expected ?? 'otherwise'}`
  return new TrustedTechError('ERR_ARGUMENT_INVALID', `trust files: ${what}${why}`, { problems })
}
