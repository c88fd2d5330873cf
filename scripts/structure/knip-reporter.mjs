// @ts-check
// Writes what knip found together with how many files it read, which its own reporters leave out: a run over nothing finds
// nothing.

/** @param {{ issues: Record<string, Record<string, Record<string, { symbol: string }>>>, counters: { processed: number } }} run */
export default function report({ issues, counters }) {
  const found = Object.entries(issues).flatMap(([kind, files]) =>
    Object.entries(files).flatMap(([file, symbols]) =>
      Object.values(symbols).map(({ symbol }) => ({ kind, file, symbol })),
    ),
  )
  console.log(JSON.stringify({ processed: counters.processed, found }))
}
