import { EXIT, type ExitCode, worstExitCode } from '../exit-codes.js'

/**
 * What a look at one thing gave.
 *
 * - `ok`: as it should be
 * - `warning`: works, and should not stay so
 * - `failed`: does not work, or is not safe
 * - `skipped`: not looked at, and why
 */
export type FindingState = 'ok' | 'warning' | 'failed' | 'skipped'

/** One thing that was looked at. */
export interface Finding {
  /** Stable, in kebab case. */
  readonly id: string
  readonly state: FindingState
  /** What was found, in a sentence. */
  readonly found: string
  /** What to do; with everything that is not `ok`. */
  readonly remedy?: string
  /** Of a failure: what the process says to scripts. */
  readonly exitCode?: ExitCode
}

export const good = (id: string, found: string): Finding => ({ id, state: 'ok', found })

export const skipped = (id: string, found: string, remedy: string): Finding => ({ id, state: 'skipped', found, remedy })

export const warning = (id: string, found: string, remedy: string): Finding => ({ id, state: 'warning', found, remedy })

/** Wrong, and to be mended before anything is issued, presented or decided here. */
export const wrong = (id: string, found: string, remedy: string): Finding => ({
  id,
  state: 'failed',
  found,
  remedy,
  exitCode: EXIT.rejected,
})

/** Evidence that is stale or not there. */
export const stale = (id: string, found: string, remedy: string): Finding => ({
  id,
  state: 'failed',
  found,
  remedy,
  exitCode: EXIT.indeterminate,
})

/** A file or an address that cannot be read. */
export const closed = (id: string, found: string, remedy: string): Finding => ({
  id,
  state: 'failed',
  found,
  remedy,
  exitCode: EXIT.file,
})

/** The worst of all findings; warnings and what was skipped do not count. */
export function exitCodeOfFindings(findings: readonly Finding[]): ExitCode {
  return worstExitCode([EXIT.done, ...findings.flatMap(({ exitCode }) => (exitCode === undefined ? [] : [exitCode]))])
}
