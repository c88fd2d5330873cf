const LINE_FEED = 0x0a

/** Whole lines of a text that is read piece by piece. */
export interface LineBlock {
  /** The number of its first line, from 1. */
  readonly firstLine: number
  /** In a buffer of its own, so that a thread can be given it. */
  readonly bytes: Uint8Array<ArrayBuffer>
  /** One line that is longer than allowed; `bytes` are its beginning. */
  readonly tooLarge?: true
}

/**
 * Cuts a stream into blocks of whole lines, in order, about as large as the pieces that come in.
 *
 * Bounded: of a line that is longer than `maxLineBytes` the beginning is kept, one byte more than allowed, and the rest
 * is passed over. The last line needs no line feed. Does not look at what lines say.
 */
export async function* lineBlocks(
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  maxLineBytes: number,
): AsyncGenerator<LineBlock> {
  let held: Uint8Array[] = []
  let heldBytes = 0
  let line = 1
  let passing = false
  for await (const whole of pieces) {
    let piece = whole
    if (passing) {
      const end = piece.indexOf(LINE_FEED)
      if (end < 0) continue
      passing = false
      line += 1
      piece = piece.subarray(end + 1)
    }
    const end = piece.lastIndexOf(LINE_FEED) + 1
    if (end > 0) {
      const bytes = joined(held, heldBytes, piece.subarray(0, end))
      yield { firstLine: line, bytes }
      line += countLines(piece.subarray(0, end))
      held = []
      heldBytes = 0
    }
    // A copy: whoever reads may use the same memory for the next piece.
    const rest = piece.slice(end)
    if (rest.length > 0) held.push(rest)
    heldBytes += rest.length
    if (heldBytes > maxLineBytes) {
      const bytes = joined(held, heldBytes, new Uint8Array()).slice(0, maxLineBytes + 1)
      yield { firstLine: line, bytes, tooLarge: true }
      held = []
      heldBytes = 0
      passing = true
    }
  }
  if (heldBytes > 0) yield { firstLine: line, bytes: joined(held, heldBytes, new Uint8Array()) }
}

function joined(held: readonly Uint8Array[], heldBytes: number, last: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(heldBytes + last.length)
  let at = 0
  for (const part of [...held, last]) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

function countLines(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) count += 1
  return count
}
