import { printable } from '@trusted-tech/model'
import { arrangeReport, createPage, jsonText } from '@trusted-tech/reports'
import { checkHeld } from '@trusted-tech/wallet'
import { choosePage } from '../command-line/choose-page.js'
import { withDesk } from '../desk/open-desk.js'
import { EXIT, type ExitCode, worstExitCode } from '../exit-codes.js'
import { openTrustFor } from '../trust-folder/trust-for.js'
import { refuseOperands } from './refuse-operands.js'
import { exitCodeOfVerdict, heldJson, VERDICT_TONES, type WalletCall, writeProblems } from './wallet-call.js'

/** `tta wallet check`: verifies again everything that is held, against the trust data of today. */
export async function checkWallet({ operands, flags, io }: WalletCall): Promise<ExitCode> {
  refuseOperands(operands)
  const now = io.now()
  const trust = await openTrustFor({ flags, io, now })
  const checks = await withDesk({ flags, io }, async (desk) =>
    checkHeld({ store: await desk.credentials(), trust, now }),
  )
  const exitCode =
    checks.length === 0 ? EXIT.done : worstExitCode(checks.map(({ verdict }) => exitCodeOfVerdict(verdict)))
  const count = (verdict: string) => checks.filter((one) => one.verdict === verdict).length
  const counts = {
    accepted: count('accepted'),
    rejected: count('rejected'),
    indeterminate: count('indeterminate'),
  }
  if (flags.json) {
    const results = checks.map(({ held, verdict, problems, report }) => ({
      credential: heldJson(held),
      verdict,
      problems,
      ...(report === undefined ? {} : { report: arrangeReport(report) }),
    }))
    io.out(jsonText({ outputVersion: 1, command: 'wallet', action: 'check', results, counts, exitCode }))
    return exitCode
  }
  const page = createPage(await choosePage(io))
  for (const { held, verdict, problems } of checks) {
    page.line(`${verdict}: ${held.type} ${printable(held.id)}`, { tone: VERDICT_TONES[verdict] })
    page.field('about', printable(held.subject))
    writeProblems(page, problems, 4)
  }
  page.line(
    `${checks.length} held, ${counts.accepted} accepted, ${counts.rejected} rejected, ${counts.indeterminate} indeterminate`,
  )
  io.out(page.text())
  return exitCode
}
