import { printable, type SupportReport } from '@trusted-tech/model'
import type { MessageCatalogue } from '../message-catalogue.js'
import type { Page } from './page.js'
import { problemPlace } from './write-problem.js'

/** What came along with a presentation: used after its own verification, or ignored with the reason. */
export function writeSupport(page: Page, support: readonly SupportReport[], messages: MessageCatalogue): void {
  const { labels } = messages
  if (support.length === 0) return
  page.heading(labels.support)
  for (const { id, type, state, problems } of support) {
    const label = state === 'used' ? labels.supportUsed : labels.supportIgnored
    const text = `${printable(type ?? '-')} ${printable(id ?? '-')}`
    page.field(label, text, { labelTone: state === 'used' ? 'good' : 'unsure' })
    for (const problem of problems) {
      page.field('', `${problem.code} ${problemPlace(problem, messages)}: ${messages.codes[problem.code].answer}`)
    }
  }
}
