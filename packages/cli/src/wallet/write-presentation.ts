import { signerFor } from '@trusted-tech/agent'
import { formatInstant, printable, TrustedTechError } from '@trusted-tech/model'
import { arrangeReport, createPage, jsonText } from '@trusted-tech/reports'
import { createDossier, type Dossier, presentHeld } from '@trusted-tech/wallet'
import { choosePage } from '../command-line/choose-page.js'
import { usageError } from '../command-line/usage.js'
import { withDesk } from '../desk/open-desk.js'
import { type ExitCode, exitCodeOf } from '../exit-codes.js'
import { writeFile } from '../files/write-file.js'
import { openTrustFor } from '../trust-folder/trust-for.js'
import { readBinding, refuseExisting } from './read-binding.js'
import { refuseOperands } from './refuse-operands.js'
import { heldJson, VERDICT_TONES, type WalletCall, writeProblems } from './wallet-call.js'

/** `tta wallet present` and `tta wallet dossier`: a presentation, verified as its reader would before it is written. */
export async function writePresentation(
  { operands, flags, io }: WalletCall,
  action: 'present' | 'dossier',
): Promise<ExitCode> {
  const { product, out } = flags
  const version = flags['product-version']
  if (action === 'dossier') refuseOperands(operands)
  else if (operands.length === 0) throw usageError('name the credentials by their ID; tta wallet list shows them')
  if (action === 'dossier' && product === undefined) throw usageError('--product ID is needed: what the dossier is on')
  if (out === undefined) throw usageError('--out FILE is needed: the file to write')
  refuseExisting(out, '--out')
  const now = io.now()
  const binding = readBinding(flags, now)
  const trust = await openTrustFor({ flags, io, now })
  const made = await withDesk({ flags, io }, async (desk): Promise<Dossier> => {
    const holder = desk.config.did
    const store = await desk.credentials()
    // A holder proves itself with a key for authentication: one that only issues proves nobody's presence.
    const signer = await signerFor(await desk.agent(), holder, 'authentication')
    const presenting = { store, holder, signer, binding, trust, now }
    if (action === 'present' || product === undefined) {
      return { ...(await presentHeld({ ...presenting, ids: operands })), leftOut: [] }
    }
    return createDossier({ ...presenting, product, ...(version === undefined ? {} : { version }) })
  }).catch((error: unknown) => explainRefusal(error, io))
  const { presentation, report, claims, support, leftOut } = made
  writeFile(out, presentation)
  const exitCode = exitCodeOf(report)
  if (flags.json) {
    io.out(
      jsonText({
        outputVersion: 1,
        command: 'wallet',
        action,
        out,
        binding: { ...binding, expires: formatInstant(binding.expires) },
        claims: claims.map(heldJson),
        support: support.map(heldJson),
        leftOut: leftOut.map(({ held, problems }) => ({ credential: heldJson(held), problems })),
        report: arrangeReport(report),
        exitCode,
      }),
    )
    return exitCode
  }
  const page = createPage(await choosePage(io))
  page.line(`Written to ${printable(out)}: ${presentation.length} bytes.`, { tone: 'strong' })
  page.field('for', `${printable(binding.audience)} (${binding.kind})`)
  page.field('until', formatInstant(binding.expires))
  for (const { type, id } of claims) page.field('claim', `${type} ${printable(id)}`)
  for (const { type, id } of support) page.field('support', `${type} ${printable(id)}`)
  for (const { held, problems } of leftOut) {
    page.field('left out', `${held.type} ${printable(held.id)}`, { tone: 'bad' })
    writeProblems(page, problems, 6)
  }
  const missing = report.credentials.flatMap(({ checks }) =>
    Object.values(checks).flatMap((check) => ('problems' in check ? check.problems : [])),
  )
  writeProblems(page, missing, 4)
  page.unbroken(printable(report.summary, { maxLength: 16_384 }), VERDICT_TONES[report.verdict])
  io.out(page.text())
  return exitCode
}

/** Why it was not written, with what to do about each reason: the one line of an error has room for the codes alone. */
async function explainRefusal(error: unknown, io: WalletCall['io']): Promise<never> {
  if (error instanceof TrustedTechError && error.code === 'ERR_PRESENTATION_REFUSED') {
    const page = createPage(await choosePage(io))
    writeProblems(page, error.problems, 0)
    if (error.problems.length > 0) io.err(page.text())
  }
  throw error
}
