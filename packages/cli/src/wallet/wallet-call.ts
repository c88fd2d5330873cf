import type { Problem, Verdict } from '@trusted-tech/model'
import { printable } from '@trusted-tech/model'
import { type Page, reasonMessage, type Tone } from '@trusted-tech/reports'
import type { HeldCredential } from '@trusted-tech/wallet'
import type { Call } from '../command-line/command.js'
import { EXIT, type ExitCode } from '../exit-codes.js'
import type { WALLET_FLAGS } from './wallet-flags.js'

/** One call of `tta wallet`, without its action. */
export type WalletCall = Call<typeof WALLET_FLAGS>

export const VERDICT_TONES = { accepted: 'good', rejected: 'bad', indeterminate: 'unsure' } as const satisfies Record<
  Verdict,
  Tone
>

/** The exit code of one verdict on something that is held or presented. */
export function exitCodeOfVerdict(verdict: Verdict): ExitCode {
  return { accepted: EXIT.done, rejected: EXIT.rejected, indeterminate: EXIT.indeterminate }[verdict]
}

/** Problems, each with its answer and what to do; the same one on several places once. */
export function writeProblems(page: Page, problems: readonly Problem[], indent: number): void {
  const seen = new Set<string>()
  for (const { code, pointer } of problems) {
    const place = pointer === '' ? code : `${code} at ${printable(pointer)}`
    if (seen.has(place)) continue
    seen.add(place)
    const { answer, remedy } = reasonMessage(code)
    page.line(`${place}: ${answer} ${remedy}`, { indent })
  }
}

/** A held credential as `--json` shows it, without its bytes. */
export function heldJson({ id, type, issuer, subject, validUntil, receivedAt }: HeldCredential) {
  return { id, type, issuer, subject, validUntil, receivedAt }
}
