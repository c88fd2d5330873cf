import type { IssueProgress } from '@trusted-tech/issuer'
import type { Io } from '../io.js'

const EVERY_MS = 100

/** How far issuing is, on one line of a terminal that is written over; nothing where standard error is no terminal. */
export function issueProgress(io: Io): { show(progress: IssueProgress): void; clear(): void } {
  if (io.errIsTerminal !== true || io.env['TERM'] === 'dumb') return { show: () => {}, clear: () => {} }
  const columns = Math.max(20, io.errColumns ?? 80)
  let shown = 0
  let last = Number.NEGATIVE_INFINITY
  return {
    show({ issued, known, good, refused, inFlight }) {
      const now = performance.now()
      if (now - last < EVERY_MS) return
      last = now
      const counts = { issued, 'issued before': known, good, refused, 'in flight': inFlight }
      const parts = Object.entries(counts).flatMap(([what, count]) => (count > 0 ? [`${count} ${what}`] : []))
      const line = parts.join(', ').slice(0, columns - 1)
      io.err(`\r${line.padEnd(shown)}`)
      shown = line.length
    },
    clear() {
      if (shown > 0) io.err(`\r${' '.repeat(shown)}\r`)
      shown = 0
    },
  }
}
