import { instantFromMilliseconds } from '@trusted-tech/model'
import type { Io } from './io.js'

/**
 * The process as commands see it.
 *
 * A reader that goes away (`tta verify … | head`) ends the output, not the work: the exit code still tells the verdict.
 */
export function processIo(): Io {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') process.exitCode = 4
    })
  }
  const columns = process.stdout.columns
  return {
    out: (text) => {
      process.stdout.write(text)
    },
    err: (text) => {
      process.stderr.write(text)
    },
    readStdin,
    now: () => instantFromMilliseconds(Date.now()),
    env: process.env,
    outIsTerminal: process.stdout.isTTY === true,
    ...(columns === undefined ? {} : { columns }),
  }
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
