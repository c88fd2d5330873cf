import { compareDigits } from './compare-digits.js'
import type { Order, VersionScheme } from './version-scheme.js'

/** A run of digits or of letters, with the separator before it; empty at the start and where digits meet letters. */
interface Run {
  readonly separator: string
  readonly text: string
}
export type GenericVersion = readonly Run[]

const VERSION = /^[0-9A-Za-z]+(?:[-._+][0-9A-Za-z]+)*$/
const RUN = /([-._+]?)([0-9]+|[a-z]+)/g
const DIGIT_FIRST = /^[0-9]/
const ABSENT: Run = { separator: '.', text: '0' }

/**
 * Versions of no known scheme: numbers and words, parted by `.` `-` `_` `+` or by nothing.
 *
 * Numbers are compared by value, from the left, and missing ones after a dot are zero, so `1.0` equals `1.0.0`. Beyond
 * that VERS leaves this type open, and so does this: a word beside another word, a number or nothing, and a number
 * after different separators, have no order, because nobody can know whether `1.0-b` and `1.0-1` are a preview, a
 * build or a fix of `1.0`. Where that decides, the answer is `undefined`. Words are equal without regard to case.
 *
 * @see VERS types, "General VERS types"
 */
export const generic: VersionScheme<GenericVersion> = { parse: parseGeneric, compare: compareGeneric }

function parseGeneric(text: string): GenericVersion | undefined {
  if (!VERSION.test(text)) return undefined
  const runs: Run[] = []
  const lower = text.toLowerCase()
  // `matchAll` would make a copy of the expression each time, and every verdict compares versions.
  RUN.lastIndex = 0
  for (let match = RUN.exec(lower); match !== null; match = RUN.exec(lower)) {
    runs.push({ separator: match[1] as string, text: match[2] as string })
  }
  return runs
}

function compareGeneric(a: GenericVersion, b: GenericVersion): Order | undefined {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const left = a[i] ?? ABSENT
    const right = b[i] ?? ABSENT
    if (left.separator !== right.separator) return undefined
    if (left.text === right.text) continue
    if (!DIGIT_FIRST.test(left.text) || !DIGIT_FIRST.test(right.text)) return undefined
    const order = compareDigits(left.text, right.text)
    if (order !== 0) return order
  }
  return 0
}
