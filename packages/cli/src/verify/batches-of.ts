import { describeFailure } from '../failure.js'
import { type NamedInput, STDIN } from '../files/expand-inputs.js'
import { unreadable } from '../files/file-fault.js'
import { lineBlocks } from '../files/line-blocks.js'
import { MAX_INPUT_BYTES, readInput } from '../files/read-input.js'
import { readPieces } from '../files/read-pieces.js'
import type { Io } from '../io.js'
import type { Batch } from './batch.js'

/** So few that the first results come soon, so many that handing them to a thread costs little beside them. */
const FILES_A_BATCH = 32

/** Cuts inputs into batches, in their order; what is read line by line is never in memory as a whole. */
export async function* batchesOf(inputs: readonly NamedInput[], io: Io): AsyncGenerator<Batch> {
  let files: string[] = []
  for (const input of inputs) {
    const plain = input.lines !== true && input.fault === undefined && input.file !== STDIN
    if (plain) files.push(input.file)
    if (files.length >= FILES_A_BATCH || (!plain && files.length > 0)) {
      yield { kind: 'files', files }
      files = []
    }
    if (!plain) yield* batchesOfOne(input, io)
  }
  if (files.length > 0) yield { kind: 'files', files }
}

async function* batchesOfOne({ file, lines, fault }: NamedInput, io: Io): AsyncGenerator<Batch> {
  try {
    if (fault !== undefined) throw fault
    if (lines === true) yield* batchesOfLines(file, io)
    else yield { kind: 'bytes', file, ...(await readInput(file, io)) }
  } catch (error) {
    yield { kind: 'fault', file, failure: describeFailure(error) }
  }
}

/** Space, tab, carriage return, line feed: a line of nothing else is passed over. */
const NOTHING: ReadonlySet<number> = new Set([0x20, 0x09, 0x0d, 0x0a])

async function* batchesOfLines(file: string, io: Io): AsyncGenerator<Batch> {
  const pieces = file === STDIN ? stdinPieces(io) : readPieces(file)
  let empty = true
  for await (const block of lineBlocks(pieces, MAX_INPUT_BYTES)) {
    empty &&= block.bytes.every((byte) => NOTHING.has(byte))
    yield { kind: 'lines', file, ...block }
  }
  if (empty) throw unreadable(file, 'no document in it')
}

async function* stdinPieces(io: Io): AsyncGenerator<Uint8Array> {
  if (io.stdinChunks === undefined) yield await io.readStdin(Number.MAX_SAFE_INTEGER)
  else yield* io.stdinChunks()
}
