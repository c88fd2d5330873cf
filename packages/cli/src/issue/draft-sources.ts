import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type DraftFormat, draftFormatOf, readDrafts, type SourcedDraft } from '@trusted-tech/issuer'
import { type ClaimDraft, type ClaimType, isJsonObject, type Json, printable, problem } from '@trusted-tech/model'
import { usageError } from '../command-line/usage.js'
import { STDIN } from '../files/expand-inputs.js'
import { unreadable } from '../files/file-fault.js'
import { readPieces } from '../files/read-pieces.js'
import type { Io } from '../io.js'

const MAX_STDIN_BYTES = 16 * 1024 * 1024
const OPEN_BRACE = 0x7b

/** A file of drafts. */
export interface DraftSource {
  readonly file: string
  readonly format: DraftFormat
  /** Where the files lie that its drafts name. */
  readonly folder: string
}

/**
 * The files that operands name: files as they are, folders as every draft directly inside, sorted by name, `-` as
 * standard input, which holds JSON or JSON Lines.
 *
 * @throws {TrustedTechError} `ERR_USAGE_INVALID` for a file whose ending tells no format; `ERR_FILE_UNREADABLE`. Both
 * before anything is issued
 */
export function draftSources(operands: readonly string[]): readonly DraftSource[] {
  if (operands.length === 0) throw usageError('name a file of drafts, a folder, or - for standard input')
  if (operands.filter((operand) => operand === STDIN).length > 1) throw usageError('standard input can be read once')
  return operands.flatMap((operand) => {
    if (operand === STDIN) return [{ file: STDIN, format: 'jsonl' as const, folder: '.' }]
    return isFolder(operand) ? sourcesIn(operand) : [sourceOf(operand)]
  })
}

function sourceOf(file: string): DraftSource {
  const format = draftFormatOf(file)
  if (format === undefined) {
    throw usageError(`${printable(file)}: a draft is a file *.json, *.yaml, *.yml, *.jsonl, *.ndjson or *.csv`)
  }
  return { file, format, folder: dirname(file) }
}

function sourcesIn(folder: string): readonly DraftSource[] {
  let names: readonly string[]
  try {
    names = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && draftFormatOf(entry.name) !== undefined)
      .map(({ name }) => name)
      .sort()
  } catch (error) {
    throw unreadable(folder, error)
  }
  if (names.length === 0) throw unreadable(folder, 'no draft in this folder')
  return names.map((name) => sourceOf(join(folder, name)))
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch (error) {
    throw unreadable(path, error)
  }
}

/**
 * Every draft of several files, one after the other.
 *
 * @param options.type what a draft is that does not say
 * @param options.only refuses a draft of another type
 */
export async function* draftsOf(options: {
  readonly sources: readonly DraftSource[]
  readonly type: ClaimType
  readonly only: boolean
  readonly io: Io
}): AsyncGenerator<SourcedDraft> {
  for (const source of options.sources) {
    const input =
      source.file === STDIN ? await standardInput(options.io) : { ...source, bytes: readPieces(source.file) }
    for await (const draft of readDrafts({ ...input, file: source.file })) yield withType(draft, options)
  }
}

/** JSON, laid out over several lines, or JSON Lines: those have a whole object in the first one. */
async function standardInput(io: Io): Promise<{ readonly format: DraftFormat; readonly bytes: Iterable<Uint8Array> }> {
  const bytes = await io.readStdin(MAX_STDIN_BYTES + 1)
  if (bytes.length > MAX_STDIN_BYTES) throw unreadable(STDIN, 'more than 16 MiB; name a file')
  const end = bytes.indexOf(0x0a)
  const [line] = bytes[0] === OPEN_BRACE && end > 0 ? [bytes.subarray(0, end)] : []
  if (line === undefined) return { format: 'json', bytes: [bytes] }
  for await (const { draft } of readDrafts({ file: STDIN, format: 'json', bytes: [line] })) {
    if (draft.ok) return { format: 'jsonl', bytes: [bytes] }
  }
  return { format: 'json', bytes: [bytes] }
}

function withType(
  source: SourcedDraft,
  { type, only }: { readonly type: ClaimType; readonly only: boolean },
): SourcedDraft {
  // What is no object has no type, and issuing refuses it.
  if (!source.draft.ok || !isJsonObject(source.draft.value as unknown as Json)) return source
  const draft = source.draft.value
  if (!('type' in draft)) return { ...source, draft: { ok: true, value: { ...(draft as ClaimDraft), type } } }
  if (!only || draft.type === type) return source
  return { ...source, draft: { ok: false, problems: [problem('TYPE', '/type', { expected: type })] } }
}
