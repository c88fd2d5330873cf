/** One thing to be timed. */
export interface Work {
  readonly name: string
  run(): unknown
}

/** How long one work takes beside the first one of its comparison. */
export interface Ratio {
  readonly name: string
  readonly median: number
  readonly p10: number
  readonly p90: number
  /** Of all rounds together: what the median leaves out, the collector and the neighbours on the machine, is in it. */
  readonly mean: number
}

export interface Effort {
  /** Calls before anything is timed: a runtime that still compiles is another one than a service has. */
  readonly warmCalls: number
  readonly warmMs: number
  readonly measureMs: number
}

/** Long enough for one round to be timed well, short enough that most rounds are not interrupted by other processes. */
const ROUND_MS = 1
const LEAST_ROUNDS = 12

/**
 * Times several works in turn, round after round, and compares each with the first one within the same round: all of
 * them meet the same moods of the machine.
 */
export async function measure(works: readonly Work[], effort: Effort): Promise<readonly Ratio[]> {
  const calls: number[] = []
  for (const work of works) {
    const started = performance.now()
    let done = 0
    while (done < 3 || (done < effort.warmCalls && performance.now() - started < effort.warmMs)) {
      await work.run()
      done += 1
    }
    const each = await timeOf(work, 3)
    calls.push(Math.max(1, Math.min(100, Math.round(ROUND_MS / each))))
  }
  const rounds: number[][] = []
  const end = performance.now() + effort.measureMs
  while (rounds.length < LEAST_ROUNDS || performance.now() < end) {
    const times: number[] = []
    for (const [at, work] of works.entries()) times.push(await timeOf(work, calls[at] ?? 1))
    rounds.push(times)
  }
  return ratios(
    works.map(({ name }) => name),
    rounds,
  )
}

/** Milliseconds a call. */
export async function timeOf({ run }: Work, calls: number): Promise<number> {
  const started = performance.now()
  for (let call = 0; call < calls; call += 1) {
    const result = run()
    // A synchronous work is not made to wait for a turn of the loop that it does not need.
    if (result instanceof Promise) await result
  }
  return (performance.now() - started) / calls
}

/** From the times of every round, in the order of the names. */
export function ratios(names: readonly string[], rounds: readonly (readonly number[])[]): readonly Ratio[] {
  const time = (round: readonly number[], at: number) => round[at] ?? Number.NaN
  const total = (at: number) => rounds.reduce((sum, round) => sum + time(round, at), 0)
  return names.map((name, at) => {
    const sorted = rounds.map((round) => time(round, at) / time(round, 0)).sort((a, b) => a - b)
    const part = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
    return { name, median: part(0.5), p10: part(0.1), p90: part(0.9), mean: total(at) / total(0) }
  })
}
