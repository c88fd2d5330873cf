import { fail } from '@trusted-tech/model'
import { MAX_DRAFT_BYTES } from './draft-limits.js'
import { readJsonDraft } from './json-draft.js'
import type { SourcedDraft } from './sourced-draft.js'

const LINE_FEED = 0x0a

/**
 * Reads drafts from JSON Lines as the bytes come: one line is in memory, however long the file is. A bad line is a bad
 * draft, and the next line is read all the same. Empty lines are passed over. Never throws on bad input.
 *
 * @see JSON Lines, https://jsonlines.org
 */
export async function* readJsonlDrafts(options: {
  readonly file: string
  readonly bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}): AsyncGenerator<SourcedDraft> {
  const { file, bytes } = options
  let line = 1
  let held: Uint8Array[] = []
  let length = 0
  const take = (piece: Uint8Array) => {
    // Of a line that is too long no more is kept than shows that it is.
    if (length <= MAX_DRAFT_BYTES && piece.length > 0) held.push(piece)
    length += piece.length
  }
  const finish = (): SourcedDraft | undefined => {
    const whole = held.length === 1 ? (held[0] as Uint8Array) : joined(held)
    const draft = draftOf({ file, line, bytes: whole, length })
    line += 1
    held = []
    length = 0
    return draft
  }
  for await (const chunk of bytes) {
    let from = 0
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      take(chunk.slice(from, end))
      from = end + 1
      const draft = finish()
      if (draft !== undefined) yield draft
    }
    take(chunk.slice(from))
  }
  const last = finish()
  if (last !== undefined) yield last
}

function draftOf(options: {
  readonly file: string
  readonly line: number
  readonly bytes: Uint8Array
  readonly length: number
}): SourcedDraft | undefined {
  const { file, line, bytes, length } = options
  if (length > MAX_DRAFT_BYTES) {
    const draft = fail('LIMIT_SIZE', '', { expected: `at most ${MAX_DRAFT_BYTES} bytes in a line` })
    return { file, line, draft, lineOf: () => line }
  }
  // 0x20, tab and the carriage return of Windows.
  if (bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d)) return undefined
  return readJsonDraft({ file, line, bytes })
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
