import type { Instant } from '@trusted-tech/model'

/** Everything of the outside world that a command touches besides files: tests hand in their own. */
export interface Io {
  out(text: string): void
  err(text: string): void
  /** At most `maxBytes` of standard input; what lies beyond is not read. */
  readStdin(maxBytes: number): Promise<Uint8Array>
  /** Asks a person, where one sits at a terminal; absent everywhere else. `undefined` when the answer was refused. */
  readonly ask?:
    | ((question: string, options?: { readonly hidden?: boolean }) => Promise<string | undefined>)
    | undefined
  /** The real clock, read once per run by whoever needs it. */
  now(): Instant
  readonly env: Readonly<Record<string, string | undefined>>
  readonly outIsTerminal: boolean
  readonly columns?: number
  readonly errIsTerminal?: boolean
  /** Of standard error, which is often a terminal where standard output is none. */
  readonly errColumns?: number
  /** Standard input piece by piece, for what is read line by line and may be longer than memory. */
  stdinChunks?(): AsyncIterable<Uint8Array>
  /** When most of what was written has left the process: a slow reader holds the work up instead of filling memory. */
  drained?(): Promise<void>
  /** How many minutes this place is ahead of UTC at a point in time; absent where nobody asks for local time. */
  localOffset?(at: Instant): number
  /** Threads that serve `tta verify` with what they are handed; none on a machine with one core. */
  startThreads?(data: unknown): Promise<readonly Thread[]>
}

/** A thread that answers one question after the other. */
export interface Thread {
  /** Fails with `ERR_VERIFICATION_INCOMPLETE` when the thread ends before it has answered. */
  ask(question: unknown, transfer?: readonly ArrayBuffer[]): Promise<unknown>
  stop(): void
}
