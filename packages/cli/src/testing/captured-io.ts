import type { Instant } from '@trusted-tech/model'
import type { Io } from '../io.js'
import { runTta } from '../run-tta.js'

export interface Ran {
  readonly exitCode: number
  readonly out: string
  readonly err: string
  /** The one object of `--json`. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look at outputs of every shape
  json(): any
}

/** Runs `tta` in this process, with everything that it touches captured. */
export async function tta(
  args: readonly string[],
  options: { readonly now: Instant; readonly stdin?: Uint8Array | string } & Partial<Omit<Io, 'now'>>,
): Promise<Ran> {
  let out = ''
  let err = ''
  const { stdin = '', now, ...replaced } = options
  const io: Io = {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    readStdin: async (maxBytes) => new Uint8Array(Buffer.from(stdin as string)).subarray(0, maxBytes),
    env: {},
    outIsTerminal: false,
    ...replaced,
    now: () => now,
  }
  const exitCode = await runTta(args, io)
  return { exitCode, out, err, json: () => JSON.parse(out) }
}
