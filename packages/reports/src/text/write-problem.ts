import type { Problem } from '@trusted-tech/model'
import { type MessageCatalogue, reasonMessage } from '../message-catalogue.js'
import { fillMessage } from './fill-message.js'
import type { Page } from './page.js'
import type { Tone } from './palette.js'

/** Where a problem is: the pointer, and the document when it is not the one being verified. */
export function problemPlace(problem: Problem, messages: MessageCatalogue): string {
  const { labels } = messages
  const where = problem.pointer === '' ? labels.atWhole : fillMessage(labels.at, { pointer: problem.pointer })
  return problem.about === undefined ? where : `${where} ${fillMessage(labels.inDocument, { about: problem.about })}`
}

/** One problem: code and place, question and answer, what was expected and found, remedy. */
export function writeProblem(
  page: Page,
  problem: Problem,
  {
    messages,
    indent,
    tone,
    note = false,
  }: { readonly messages: MessageCatalogue; readonly indent: number; readonly tone?: Tone; readonly note?: boolean },
): void {
  const { question, answer, remedy } = reasonMessage(problem.code, messages)
  const code = note ? fillMessage(messages.labels.note, { code: problem.code }) : problem.code
  page.line(`${code} ${problemPlace(problem, messages)}`, tone === undefined ? { indent } : { indent, tone })
  page.line(`${question} ${answer}`, { indent: indent + 2 })
  const details = writeDetails(problem, messages)
  if (details !== '') page.line(details, { indent: indent + 2 })
  page.line(`${messages.labels.remedy}: ${remedy}`, { indent: indent + 2 })
}

function writeDetails({ expected, actual }: Problem, { labels }: MessageCatalogue): string {
  const parts: string[] = []
  if (expected !== undefined) parts.push(fillMessage(labels.expected, { value: expected }))
  if (actual !== undefined) parts.push(fillMessage(labels.actual, { value: actual }))
  return parts.join('; ')
}
