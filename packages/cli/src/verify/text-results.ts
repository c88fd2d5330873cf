import { type PageOptions, renderText, renderTextBrief } from '@trusted-tech/reports'
import type { FileOutcome } from './verify-file.js'

/** One input: the whole report. */
export function textOfOne({ file, report }: FileOutcome, page: PageOptions): string {
  return report === undefined ? '' : renderText(report, { ...page, file })
}

/** One of several inputs: a short block. A file that could not be read is named on standard error instead. */
export function textOfSeveral({ file, report }: FileOutcome, page: PageOptions): string {
  return report === undefined ? '' : `${renderTextBrief(report, { ...page, file })}\n`
}

/** The table that ends several inputs, worst last, and the last line that names the whole. */
export function textOfTotal(outcomes: Tally, page: PageOptions): string {
  const { accepted, rejected, indeterminate, unread } = outcomes
  const total = accepted + rejected + indeterminate + unread
  const word = rejected > 0 ? 'rejected' : indeterminate > 0 || unread > 0 ? 'indeterminate' : 'accepted'
  const tone = { accepted: 'good', rejected: 'bad', indeterminate: 'unsure' } as const
  const line = `${word}: ${total} inputs, ${accepted} accepted, ${rejected} rejected, ${indeterminate} indeterminate, ${unread} not read; policy not requested`
  return `${page.palette?.[tone[word]](line) ?? line}\n`
}

/** How many inputs ended how. */
export interface Tally {
  readonly accepted: number
  readonly rejected: number
  readonly indeterminate: number
  readonly unread: number
}
