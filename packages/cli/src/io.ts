import type { Instant } from '@trusted-tech/model'

/** Everything of the outside world that a command touches besides files: tests hand in their own. */
export interface Io {
  out(text: string): void
  err(text: string): void
  /** At most `maxBytes` of standard input; what lies beyond is not read. */
  readStdin(maxBytes: number): Promise<Uint8Array>
  /** The real clock, read once per run by whoever needs it. */
  now(): Instant
  readonly env: Readonly<Record<string, string | undefined>>
  readonly outIsTerminal: boolean
  readonly columns?: number
}
