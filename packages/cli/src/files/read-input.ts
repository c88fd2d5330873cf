import type { Io } from '../io.js'
import { STDIN } from './expand-inputs.js'
import { readRegularFile } from './read-regular-file.js'

/** The largest dossier (specification, section 8). */
export const MAX_INPUT_BYTES = 8 * 1024 * 1024
const LINE_FEED = 0x0a

export interface Input {
  readonly bytes: Uint8Array
  /** True when there is more than the limit; `bytes` are then the beginning, just enough for the verifier to refuse them. */
  readonly tooLarge: boolean
}

/**
 * Reads one input, bounded: a file or, for `-`, standard input.
 *
 * @throws {TrustedTechError} `ERR_FILE_UNREADABLE`
 */
export async function readInput(file: string, io: Io): Promise<Input> {
  // One for the line feed, one to see that there is more.
  const most = MAX_INPUT_BYTES + 2
  return documentIn(file === STDIN ? await io.readStdin(most) : readRegularFile(file, most).bytes)
}

/**
 * The document in the bytes of one input.
 *
 * One line feed at the end is dropped, because editors and `echo` put it there and it is no part of the document;
 * anything else around the document stays, and the verifier refuses it (THREAT-045).
 */
export function documentIn(bytes: Uint8Array): Input {
  const end = bytes.length > 0 && bytes[bytes.length - 1] === LINE_FEED ? bytes.length - 1 : bytes.length
  return { bytes: bytes.subarray(0, end), tooLarge: end > MAX_INPUT_BYTES }
}
