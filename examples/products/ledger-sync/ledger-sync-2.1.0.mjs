/** Ledger Sync 2.1.0: merges two ordered ledgers of { sequence, entry } without losing or repeating an entry. */
export function merge(left, right) {
  const merged = []
  let l = 0
  let r = 0
  while (l < left.length || r < right.length) {
    const fromLeft = r >= right.length || (l < left.length && left[l].sequence <= right[r].sequence)
    const next = fromLeft ? left[l++] : right[r++]
    if (merged.at(-1)?.sequence !== next.sequence) merged.push(next)
    else if (merged.at(-1).entry !== next.entry) throw new Error(`two entries have the sequence ${next.sequence}`)
  }
  return merged
}
