import { instantFromMilliseconds } from '@trusted-tech/model'
import type { Io } from './io.js'

/**
 * The process as commands see it. A stream is touched when it is first needed: opening one takes a millisecond or two.
 *
 * A reader that goes away (`tta verify … | head`) ends the output, not the work: the exit code still tells the verdict.
 */
export function processIo(): Io {
  const guarded = new Set<NodeJS.WriteStream>()
  const write = (stream: NodeJS.WriteStream, text: string): void => {
    if (!guarded.has(stream)) stream.on('error', ignoreClosedPipe)
    guarded.add(stream)
    stream.write(text)
  }
  const columns = process.stdout.columns
  return {
    out: (text) => write(process.stdout, text),
    err: (text) => write(process.stderr, text),
    readStdin,
    now: () => instantFromMilliseconds(Date.now()),
    env: process.env,
    outIsTerminal: process.stdout.isTTY === true,
    ...(columns === undefined ? {} : { columns }),
  }
}

/** Output that cannot be written, as on a full disk, is no accepted verdict: exit code 4, whatever the command says. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return
  process.on('exit', () => {
    process.exitCode = 4
  })
}

async function readStdin(maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    chunks.push(chunk)
    length += chunk.length
    // Leaving the loop closes the stream: an endless sender is not listened to (THREAT-033).
    if (length >= maxBytes) break
  }
  return Buffer.concat(chunks).subarray(0, maxBytes)
}
