import { decodeUtf8, isJsonObject, type Problem, problem } from '@trusted-tech/model'
import { type Opened, openSecured } from '@trusted-tech/proofs'
import { parseStatement } from './parse-statement.js'
import type { Statement } from './statement.js'
import { statementsPath } from './trust-paths.js'

/** What is said about one DID, and what was unusable where it would be said. */
export interface StatementsAbout {
  readonly statements: readonly Statement[]
  readonly problems: readonly Problem[]
}

export interface StatementShards {
  about(did: string): StatementsAbout
}

interface Shard {
  readonly lines: ReadonlyMap<string, readonly { readonly opened: Opened; readonly pointer: string }[]>
  readonly problems: readonly Problem[]
}

const MAX_STATEMENT_BYTES = 64 * 1024
const MAX_PROBLEMS = 64
const NOTHING: StatementsAbout = { statements: [], problems: [] }

/**
 * Reads the statement shards of a trust folder, each when a DID in it is first asked for: lines are opened once,
 * schemas run for the statements about that DID only.
 *
 * A line that cannot be used is left out and reported, by number, to whoever asks about a DID of its shard: it might
 * have been about that DID. A shard is JSON Lines: each line one JSON string, a compact JWS.
 *
 * @param options `read`: bytes of a listed file, whose digest was checked; `isRootKey`: a statement that publishes the
 * root's own key is refused (`KEY_ROLE_REUSE`)
 * @example
 * createStatementShards({ read, isRootKey }).about('did:web:assessor.example').statements
 * @see Specification, section 7 "Trust bundle"
 */
export function createStatementShards(options: {
  readonly read: (path: string) => Uint8Array | undefined
  readonly isRootKey: (publicKeyMultibase: string) => boolean
}): StatementShards {
  const { read, isRootKey } = options
  const shards = new Map<string, Shard>()
  // Holds DIDs that are in a shard, never ones that a credential made up: its size is bounded by the folder.
  const known = new Map<string, StatementsAbout>()

  const shardAt = (path: string): Shard | undefined => {
    const shard = shards.get(path)
    if (shard !== undefined) return shard
    const bytes = read(path)
    if (bytes === undefined) return undefined
    const opened = openShard(path, bytes)
    shards.set(path, opened)
    return opened
  }
  return {
    about(did) {
      const found = known.get(did)
      if (found !== undefined) return found
      const path = statementsPath(did)
      const shard = shardAt(path)
      if (shard === undefined) return NOTHING
      const lines = shard.lines.get(did)
      if (lines === undefined) return { statements: [], problems: shard.problems }
      const statements: Statement[] = []
      const problems: Problem[] = [...shard.problems]
      for (const { opened, pointer } of lines) {
        const statement = parseStatement({ opened, listed: true })
        if (!statement.ok) problems.push(...statement.problems)
        else if (statement.value.document.credentialSubject.keys?.some((key) => isRootKey(key.publicKeyMultibase))) {
          problems.push(problem('KEY_ROLE_REUSE', pointer, { expected: "keys other than the root's", about: path }))
        } else statements.push(statement.value)
      }
      const about: StatementsAbout = { statements, problems }
      known.set(did, about)
      return about
    },
  }
}

function openShard(path: string, bytes: Uint8Array): Shard {
  const lines = new Map<string, { opened: Opened; pointer: string }[]>()
  const problems: Problem[] = []
  const refuse = (pointer: string, expected: string) => {
    if (problems.length < MAX_PROBLEMS) problems.push(problem('BUNDLE_FORMAT', pointer, { expected, about: path }))
  }
  const text = decodeUtf8(bytes)
  if (!text.ok) {
    refuse('', 'UTF-8 text')
    return { lines, problems }
  }
  const rows = text.value.split('\n')
  // The line feed ends the last line.
  if (rows.at(-1) === '') rows.pop()
  for (const [position, row] of rows.entries()) {
    const pointer = `/${position}`
    const compact = row.length > 1 && row.startsWith('"') && row.endsWith('"') ? row.slice(1, -1) : undefined
    const opened = compact === undefined ? undefined : openSecured(compact, { maxBytes: MAX_STATEMENT_BYTES })
    const subject =
      opened?.ok && opened.value.kind === 'credential' ? opened.value.document['credentialSubject'] : undefined
    const did = isJsonObject(subject) ? subject['id'] : undefined
    if (!opened?.ok || typeof did !== 'string') {
      refuse(pointer, 'a JSON string with a credential as compact JWS')
    } else if (statementsPath(did) !== path) {
      refuse(pointer, 'a statement about a DID of this shard')
    } else {
      const line = { opened: opened.value, pointer }
      const others = lines.get(did)
      if (others === undefined) lines.set(did, [line])
      else others.push(line)
    }
  }
  return { lines, problems }
}
