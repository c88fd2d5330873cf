import { CHECK_IDS, type Check, type Checks } from '@trusted-tech/model'
import { checkMessage, type MessageCatalogue, reasonMessage } from '../message-catalogue.js'
import { fillMessage } from './fill-message.js'
import type { Page } from './page.js'
import { STATE_TONES } from './tones.js'
import { writeProblem } from './write-problem.js'

/** Every check in the algorithm's order: its state in words, question, answer, reason codes and remedies. */
export function writeChecks(page: Page, checks: Checks, messages: MessageCatalogue, own?: string): void {
  page.line(messages.labels.checks, { indent: 2, tone: 'strong' })
  for (const id of CHECK_IDS) {
    const check = checks[id]
    const { title, question } = checkMessage(id, messages)
    const tone = STATE_TONES[check.state]
    page.field(messages.states[check.state], title, { indent: 4, labelTone: tone, column: 16 })
    page.line(`${question} ${answer(id, check, messages)}`.trimEnd(), { indent: 20 })
    if (wasNotReached(check)) continue
    if (check.state === 'failed' || check.state === 'indeterminate') {
      for (const problem of check.problems) writeProblem(page, problem, { messages, indent: 20, tone, own })
    }
    if (check.state === 'passed' || check.state === 'failed' || check.state === 'indeterminate') {
      for (const note of check.notes)
        writeProblem(page, note, { messages, indent: 20, tone: 'unsure', note: true, own })
    }
  }
}

/** The answer to a check's own question; of a check with problems, the reasons below are the answer. */
function answer(id: keyof Checks, check: Check, messages: MessageCatalogue): string {
  const message = checkMessage(id, messages)
  if (check.state === 'passed') return message.passed
  if (check.state === 'notRequested') return message.notRequested ?? ''
  if (check.state === 'notApplicable') return fillMessage(messages.labels.because, { because: check.because })
  // Said in one line, because it says nothing about this check and is the same for all that follow the one that stopped.
  if (wasNotReached(check)) return `NOT_REACHED: ${reasonMessage('NOT_REACHED', messages).answer}`
  return ''
}

function wasNotReached(check: Check): boolean {
  return check.state === 'indeterminate' && check.problems.every(({ code }) => code === 'NOT_REACHED')
}
