import { type Assessment, type LanguageMap, type Party, printable } from '@trusted-tech/model'
import type { MessageCatalogue } from '../message-catalogue.js'
import { fillMessage } from './fill-message.js'
import { shortId } from './name-of.js'
import type { Page } from './page.js'

/** One assessment that counts: criterion, result, level, party, date and method, and what qualifies it. */
export function writeAssessment(
  page: Page,
  assessment: Assessment,
  { messages, party }: { readonly messages: MessageCatalogue; readonly party: Party },
): void {
  const { labels } = messages
  const { criterion, result, assuranceLevel, method, assessedOn, rationale } = assessment
  const parts = [
    `${shortId(criterion)}: ${messages.results[result]}`,
    messages.levels[assuranceLevel],
    messages.shortParties[party],
    fillMessage(labels.assessedOn, { date: page.time(assessedOn), method: messages.methods[method] }),
  ]
  page.line(printable(parts.join(', ')), { indent: 4 })
  for (const { text } of assessment.conditions ?? []) {
    page.line(`${labels.conditions}: ${textIn(text, messages.language)}`, { indent: 6 })
  }
  for (const { text } of assessment.limitations ?? []) {
    page.line(`${labels.limitations}: ${textIn(text, messages.language)}`, { indent: 6 })
  }
  if (rationale !== undefined) {
    page.line(`${labels.rationale}: ${textIn(rationale, messages.language)}`, { indent: 6 })
  }
}

/** The text in the reader's language, else in the first language there is. */
function textIn(text: LanguageMap, language: string): string {
  const own = Object.hasOwn(text, language) ? text[language] : Object.values(text)[0]
  return printable(own ?? '')
}
