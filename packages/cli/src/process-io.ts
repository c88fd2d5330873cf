import { instantFromMilliseconds } from '@trusted-tech/model'
import type { Io } from './io.js'

/**
 * The process as commands see it. A stream is touched when it is first needed: opening one takes a millisecond or two.
 *
 * A reader that goes away (`tta verify … | head`) ends the output, not the work: the exit code still tells the verdict.
 */
export function processIo(): Io {
  const guarded = new Set<NodeJS.WriteStream>()
  const closed = new Set<NodeJS.WriteStream>()
  const write = (stream: NodeJS.WriteStream, text: string): void => {
    if (closed.has(stream)) return
    if (!guarded.has(stream)) {
      stream.on('error', (error: NodeJS.ErrnoException) => {
        closed.add(stream)
        stream.emit('drain')
        if (error.code !== 'EPIPE') failAtExit()
      })
    }
    guarded.add(stream)
    stream.write(text)
  }
  const columns = process.stdout.columns
  return {
    out: (text) => write(process.stdout, text),
    err: (text) => write(process.stderr, text),
    readStdin,
    stdinChunks: () => process.stdin as AsyncIterable<Uint8Array>,
    drained: async () => {
      const { stdout } = process
      if (closed.has(stdout) || !stdout.writableNeedDrain) return
      await new Promise((resolve) => stdout.once('drain', resolve))
    },
    now: () => instantFromMilliseconds(Date.now()),
    localOffset: (at) => -new Date(at).getTimezoneOffset(),
    env: process.env,
    outIsTerminal: process.stdout.isTTY === true,
    get errIsTerminal() {
      return process.stderr.isTTY === true
    },
    get errColumns() {
      return process.stderr.columns ?? 80
    },
    startThreads: async (data) => (await import('./threads.js')).startThreads(data),
    ...(columns === undefined ? {} : { columns }),
    // Looked at when it is asked for: opening the streams to see takes a millisecond or two.
    get ask() {
      return process.stdin.isTTY && process.stderr.isTTY ? askPerson : undefined
    },
  }
}

let failing = false

const askPerson: NonNullable<Io['ask']> = async (...of) => (await import('./desk/ask-person.js')).askPerson(...of)

/** Output that cannot be written, as on a full disk, is no accepted verdict: exit code 4, whatever the command says. */
function failAtExit(): void {
  if (failing) return
  failing = true
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
