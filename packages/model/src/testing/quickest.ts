/**
 * Milliseconds that a work takes when the machine leaves it alone: the quickest of a few runs. On a busy machine one
 * run says how busy it is; a work that is not linear is slow every time.
 */
export function quickest(work: () => void): number {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < 7; run += 1) {
    const start = performance.now()
    work()
    best = Math.min(best, performance.now() - start)
  }
  return best
}
