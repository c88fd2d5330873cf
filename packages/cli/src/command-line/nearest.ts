/** Longer texts are no misspelling of a name, and the comparison takes the product of both lengths. */
const MAX_LENGTH = 64

/**
 * The name that was probably meant: the nearest by insertions, deletions, replacements and swaps of neighbours, if it is
 * near enough for the length of what was written.
 */
export function nearest(written: string, names: readonly string[]): string | undefined {
  if (written.length > MAX_LENGTH) return undefined
  const wanted = written.toLowerCase()
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(written.length / 3)) + 1
  for (const name of names) {
    const known = name.toLowerCase()
    const distance = known.startsWith(wanted) && wanted.length >= 3 ? 1 : editDistance(wanted, known)
    if (distance < bestDistance) {
      best = name
      bestDistance = distance
    }
  }
  return best
}

function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1]
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1)
      }
      row.push(least)
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}

/** `; did you mean X?`, or nothing. */
export function didYouMean(written: string, names: readonly string[]): string {
  const name = nearest(written, names)
  return name === undefined ? '' : `; did you mean ${name}?`
}
