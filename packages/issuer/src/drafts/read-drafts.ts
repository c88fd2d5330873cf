import { fail } from '@trusted-tech/model'
import { readCsvDrafts } from './csv-drafts.js'
import { MAX_CSV_BYTES, MAX_DRAFT_BYTES } from './draft-limits.js'
import { readJsonDraft } from './json-draft.js'
import { readJsonlDrafts } from './jsonl-drafts.js'
import type { SourcedDraft } from './sourced-draft.js'
import { readYamlDraft } from './yaml-draft.js'

export type DraftFormat = 'json' | 'jsonl' | 'yaml' | 'csv'

const FORMATS: Readonly<Record<string, DraftFormat>> = {
  json: 'json',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  yaml: 'yaml',
  yml: 'yaml',
  csv: 'csv',
}

/** The format that the ending of a file's name tells; `undefined` for another ending. */
export function draftFormatOf(name: string): DraftFormat | undefined {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  return Object.hasOwn(FORMATS, ending) ? FORMATS[ending] : undefined
}

/**
 * Reads drafts of certificates and declarations from the bytes of a file: JSON and YAML hold one, JSON Lines one in each
 * line, CSV one for each product and scheme. JSON Lines are read as they come, of any length; the others are bounded.
 *
 * Bad input never throws: each draft that cannot be read is told with its line and pointer, and the next one is read.
 * Touches no file system: what the bytes come from may throw, and that passes through.
 * Does not check the form of a draft, nor anything about its content: `issueClaim` and `lintDraft` do.
 *
 * @param options.file the name for messages
 * @example
 * for await (const { draft, line } of readDrafts({ file: 'a.jsonl', format: 'jsonl', bytes })) console.log(line, draft.ok)
 */
export async function* readDrafts(options: {
  readonly file: string
  readonly format: DraftFormat
  readonly bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}): AsyncGenerator<SourcedDraft> {
  const { file, format } = options
  if (format === 'jsonl') {
    yield* readJsonlDrafts(options)
    return
  }
  const limit = format === 'csv' ? MAX_CSV_BYTES : MAX_DRAFT_BYTES
  const bytes = await collect(options.bytes, limit)
  if (bytes === undefined) {
    yield { file, line: 1, draft: fail('LIMIT_SIZE', '', { expected: `at most ${limit} bytes` }), lineOf: () => 1 }
  } else if (format === 'csv') yield* readCsvDrafts({ file, bytes })
  else yield format === 'json' ? readJsonDraft({ file, line: 1, bytes }) : readYamlDraft({ file, bytes })
}

async function collect(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  limit: number,
): Promise<Uint8Array | undefined> {
  const held: Uint8Array[] = []
  let length = 0
  for await (const piece of pieces) {
    held.push(piece.slice())
    length += piece.length
    // Leaving the loop ends the source: an endless one is not listened to.
    if (length > limit) return undefined
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const piece of held) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
