/** One line of the table: a ratio within one comparison, and the target where there is one. */
export interface Row {
  readonly work: string
  readonly who: string
  readonly median: number
  readonly p10: number
  readonly p90: number
  readonly mean: number
  /** What 1.00x is. */
  readonly unit: string
  readonly target?: string
  readonly met?: boolean
}

const HEADER = ['work', 'who', 'median', 'p10–p90', 'mean', '1.00x is', 'target', '']

/** @param short whether the run was too short for its figures to mean anything */
export function printTable(rows: readonly Row[], { short }: { readonly short: boolean }): void {
  const lines = [HEADER, ...rows.map(cells)]
  const widths = HEADER.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  for (const line of lines) {
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
  }
  if (short)
    console.log('\nA short run shows that everything runs. Its figures are those of a program that has not warmed up.')
  console.log(
    `\nNode ${process.version}. Every figure is a ratio within one round of one comparison; no absolute time is kept. ` +
      'Machines are shared: what other processes take is in the spread and in the mean.',
  )
}

function cells({ work, who, median, p10, p90, mean, unit, target, met }: Row): readonly string[] {
  return [
    work,
    who,
    `${median.toFixed(2)}x`,
    `${p10.toFixed(2)}–${p90.toFixed(2)}`,
    `${mean.toFixed(2)}x`,
    unit,
    target ?? '',
    met === undefined ? '' : met ? 'met' : 'NOT MET',
  ]
}
