import { isReasonCode, REASONS, type ReasonCode } from '@trusted-tech/model'
import { checkMessage, EN, type MessageCatalogue, reasonMessage } from './message-catalogue.js'
import { createPage, type PageOptions } from './text/page.js'

/** What a reason code means, as data. */
export interface Explanation {
  readonly code: ReasonCode
  readonly check: string
  readonly checkTitle: string
  /** What it can do to the check, the usual effect first. */
  readonly outcomes: readonly string[]
  readonly question: string
  readonly answer: string
  readonly remedy: string
}

/** What a reason code means, from registry and catalogue; `undefined` for what is no code. */
export function explainCode(code: string, messages: MessageCatalogue = EN): Explanation | undefined {
  if (!isReasonCode(code)) return undefined
  const { check, outcomes } = REASONS[code]
  return { code, check, checkTitle: checkMessage(check, messages).title, outcomes, ...reasonMessage(code, messages) }
}

/** An explanation as text for people. */
export function renderExplanation(
  explanation: Explanation,
  options: PageOptions & { readonly messages?: MessageCatalogue } = {},
): string {
  const { labels, outcomes } = options.messages ?? EN
  const page = createPage(options)
  page.line(explanation.code, { tone: 'strong' })
  page.field(labels.explainCheck, `${explanation.checkTitle} (${explanation.check})`)
  for (const [index, outcome] of explanation.outcomes.entries()) {
    page.field(index === 0 ? labels.explainOutcome : '', outcomes[outcome as keyof typeof outcomes])
  }
  page.field(labels.explainQuestion, explanation.question)
  page.field(labels.explainAnswer, explanation.answer)
  page.field(labels.explainRemedy, explanation.remedy)
  return page.text()
}
