import type { CheckId, ReasonCode } from '@trusted-tech/model'
import en from '../messages/en.json' with { type: 'json' }

/** What the catalogue says of one reason code: the question that was asked, its answer, and what to do about it. */
export interface ReasonMessage {
  readonly question: string
  readonly answer: string
  readonly remedy: string
}

/** What the catalogue says of one check: its name, its question, and the answer when nothing is wrong. */
export interface CheckMessage {
  readonly title: string
  readonly question: string
  readonly passed: string
  /** The optional checks alone: what it means that nobody asked. */
  readonly notRequested?: string
}

/**
 * The English message catalogue, and with it the shape of every other language.
 *
 * A code or check that has no message does not compile; `message-catalogue.test.ts` finds messages without a code.
 */
export const EN = en

export type MessageCatalogue = typeof en

/** The message of one reason code. */
export function reasonMessage(code: ReasonCode, messages: MessageCatalogue = EN): ReasonMessage {
  return messages.codes[code]
}

/** The message of one check. */
export function checkMessage(check: CheckId, messages: MessageCatalogue = EN): CheckMessage {
  return messages.checks[check]
}
