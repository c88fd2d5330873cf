/** One thing to be timed. `operations` says how many unit operations one call does. */
export interface Work {
  readonly name: string
  run(): unknown
}

export interface Timing {
  readonly name: string
  /** Milliseconds a call: median, and the 10th and 90th percentile over the rounds. */
  readonly median: number
  readonly p10: number
  readonly p90: number
}

/**
 * Times several works in turn, round after round, so that all of them meet the same moods of the machine. What is
 * compared is compared within one call of this.
 */
export async function measure(works: readonly Work[], budgetMs: number): Promise<ReadonlyMap<string, Timing>> {
  const calls = new Map<string, number>()
  for (const work of works) {
    for (let warm = 0; warm < 20; warm += 1) await work.run()
    const started = performance.now()
    for (let warm = 0; warm < 10; warm += 1) await work.run()
    const each = (performance.now() - started) / 10
    calls.set(work.name, Math.max(1, Math.min(100, Math.round(4 / Math.max(each, 0.001)))))
  }
  const samples = new Map<string, number[]>(works.map(({ name }) => [name, []]))
  const end = performance.now() + budgetMs
  for (let round = 0; round < 12 || performance.now() < end; round += 1) {
    for (const { name, run } of works) {
      const count = calls.get(name) ?? 1
      const started = performance.now()
      for (let call = 0; call < count; call += 1) {
        const result = run()
        // A synchronous work is not made to wait for a turn of the loop that it does not need.
        if (result instanceof Promise) await result
      }
      samples.get(name)?.push((performance.now() - started) / count)
    }
  }
  return new Map([...samples].map(([name, times]) => [name, timing(name, times)]))
}

export function timing(name: string, times: readonly number[]): Timing {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0
  return { name, median: at(0.5), p10: at(0.1), p90: at(0.9) }
}
