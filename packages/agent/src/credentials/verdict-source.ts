import { fail, type Instant, instantFromMilliseconds, type Report, type Result } from '@trusted-tech/model'
import type { TrustState } from '@trusted-tech/trust'
import { type Question, verify } from '@trusted-tech/verifier'
import { securedText } from './secured-text.js'

/** What verdicts rest on beside the document: trust data, the clock, and what is asked of every document. */
export interface VerdictSource {
  /** What `openTrust` gave, or why there is none. Absent: `BUNDLE_MISSING`. */
  readonly trust?: () => Result<TrustState> | Promise<Result<TrustState>>
  readonly question?: Question
  /** The clock; the system's unless given. */
  readonly now?: () => Instant
}

/** Verifies whatever a Veramo caller hands in: the one place where this package comes to a verdict. */
export async function judge(source: VerdictSource, input: unknown, question: Question = {}): Promise<Report> {
  const trust = (await source.trust?.()) ?? fail('BUNDLE_MISSING')
  return verify({ input: securedText(input), trust, now: clock(source), question: { ...source.question, ...question } })
}

export function clock({ now }: VerdictSource): Instant {
  return now?.() ?? instantFromMilliseconds(Date.now())
}
