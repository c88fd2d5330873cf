import { type Problem, printable } from '@trusted-tech/model'
import { type PageOptions, type RenderTextOptions, renderText, renderTextBrief } from '@trusted-tech/reports'
import type { Outcome } from './verify-file.js'

/** One input: the whole report. */
export function textOfOne({ file, report }: Outcome, page: RenderTextOptions): string {
  return report === undefined ? '' : renderText(report, { ...page, file })
}

/** One of several inputs: a short block. A file that could not be read is named on standard error instead. */
export function textOfSeveral({ file, line, report, lineProblem }: Outcome, page: PageOptions): string {
  if (report === undefined) return ''
  const name = line === undefined ? file : `${file}:${line}`
  const form = lineProblem === undefined ? '' : `  ${textOfLineProblem(lineProblem)}\n`
  return `${renderTextBrief(report, { ...page, file: name })}${form}\n`
}

function textOfLineProblem({ code, pointer, expected }: Problem): string {
  const place = pointer === '' ? '' : ` at ${printable(pointer)}`
  return `the line holds no document: ${code}${place}${expected === undefined ? '' : `, expected ${printable(expected)}`}`
}

/** The table that ends several inputs, worst last, and the last line that names the whole. */
export function textOfTotal(outcomes: Tally, page: PageOptions, incomplete = false): string {
  const { accepted, rejected, indeterminate, unread } = outcomes
  const total = accepted + rejected + indeterminate + unread
  const word = rejected > 0 ? 'rejected' : indeterminate > 0 || unread > 0 || incomplete ? 'indeterminate' : 'accepted'
  const tone = { accepted: 'good', rejected: 'bad', indeterminate: 'unsure' } as const
  const line = `${word}: ${total} ${total === 1 ? 'input' : 'inputs'}, ${accepted} accepted, ${rejected} rejected, ${indeterminate} indeterminate, ${unread} not read${incomplete ? ', the rest not verified' : ''}; policy not requested`
  return `${page.palette?.[tone[word]](line) ?? line}\n`
}

/** How many inputs ended how. */
export interface Tally {
  readonly accepted: number
  readonly rejected: number
  readonly indeterminate: number
  readonly unread: number
}
