import type { Problem } from '@trusted-tech/model'
import { type MessageCatalogue, reasonMessage } from '../message-catalogue.js'
import { fillMessage } from './fill-message.js'
import type { Page } from './page.js'
import type { Tone } from './palette.js'

/** Where a problem is: the pointer, and the document when it is not the one being verified. */
export function problemPlace({ pointer, about }: Problem, messages: MessageCatalogue, own?: string): string {
  const { labels } = messages
  const where = pointer === '' ? labels.atWhole : fillMessage(labels.at, { pointer })
  return about === undefined || about === own ? where : `${where} ${fillMessage(labels.inDocument, { about })}`
}

export interface WriteProblemOptions {
  readonly messages: MessageCatalogue
  readonly indent: number
  readonly tone?: Tone
  readonly note?: boolean
  /** The `id` of the document that is being shown, so that it is not named once more for every problem in it. */
  readonly own?: string | undefined
}

/** One problem: code and place, question and answer, what was expected and found, remedy. */
export function writeProblem(page: Page, problem: Problem, options: WriteProblemOptions): void {
  const { messages, indent, tone, note = false, own } = options
  const { question, answer, remedy } = reasonMessage(problem.code, messages)
  const code = note ? fillMessage(messages.labels.note, { code: problem.code }) : problem.code
  page.line(`${code} ${problemPlace(problem, messages, own)}`, tone === undefined ? { indent } : { indent, tone })
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
