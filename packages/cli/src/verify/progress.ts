import type { Io } from '../io.js'

const EVERY_MS = 100
const BAR = 24
/** Columns of everything but the bar. */
const BESIDE = 30

/**
 * How far the work is, on one line of a terminal that is written over; nothing where standard error is no terminal.
 *
 * Plain characters and a carriage return, no colour and no control sequence, so that every terminal can show it.
 */
export interface Progress {
  /** Takes the line away, so that something else can be written. */
  clear(): void
  show(done: { readonly inputs: number; readonly share: number | undefined }): void
}

export function startProgress(io: Io): Progress {
  if (io.errIsTerminal !== true || io.env['TERM'] === 'dumb') return { clear: () => {}, show: () => {} }
  const columns = Math.max(20, io.errColumns ?? 80)
  const bar = Math.max(0, Math.min(BAR, columns - BESIDE))
  let shown = 0
  let last = Number.NEGATIVE_INFINITY
  return {
    clear() {
      if (shown > 0) io.err(`\r${' '.repeat(shown)}\r`)
      shown = 0
    },
    show({ inputs, share }) {
      const now = performance.now()
      if (now - last < EVERY_MS) return
      last = now
      const line = lineOf(inputs, share, bar).slice(0, columns - 1)
      io.err(`\r${line.padEnd(shown)}`)
      shown = line.length
    },
  }
}

function lineOf(inputs: number, share: number | undefined, bar: number): string {
  const count = `${inputs.toLocaleString('en-US')} verified`
  if (share === undefined) return count
  const filled = Math.round(share * bar)
  const drawn = bar === 0 ? '' : `[${'#'.repeat(filled)}${'-'.repeat(bar - filled)}] `
  return `${drawn}${String(Math.floor(share * 100)).padStart(3)} %  ${count}`
}
