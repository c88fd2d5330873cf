import { type Call, defineCommand } from '../command-line/command.js'
import { readAction } from '../command-line/read-action.js'
import type { ExitCode } from '../exit-codes.js'
import { addFiles } from '../wallet/add-files.js'
import { checkWallet } from '../wallet/check-wallet.js'
import { listHeld } from '../wallet/list-held.js'
import { removeHeld } from '../wallet/remove-held.js'
import { showDue } from '../wallet/show-due.js'
import { showHeld } from '../wallet/show-held.js'
import { WALLET_ACTIONS, WALLET_FLAGS } from '../wallet/wallet-flags.js'
import { writePresentation } from '../wallet/write-presentation.js'

/** `tta wallet`: what an organisation holds, and shows to others. */
export const walletCommand = defineCommand({
  name: 'wallet',
  summary: 'Holds credentials, encrypted, and presents them: everything is verified before it is kept or given away.',
  usage: 'add FILE… | list | show ID | check | due | present ID… | dossier | remove ID  [flags]',
  flags: WALLET_FLAGS,
  notes: [
    'add keeps certificates, declarations, and the support that goes with them: accreditations, memberships, mandates, status lists. What the verifier rejects is not kept. A status list is kept where something held names it.',
    'check verifies again everything that is held, against the trust data of today. due shows what has lapsed or is about to: credentials, surveillance, mandates, accreditations, memberships, status lists.',
    'present and dossier take the support along that a reader needs, and verify the whole as the reader would; what would be rejected is not written. With --nonce it answers a live request, with --origin it is for a page, else it is a file for one reader.',
    'Exit codes: 0 done, 1 rejected or not kept, 2 usage, 3 indeterminate: kept or written, but something is missing, 4 a file cannot be read or written.',
  ],
  examples: [
    { does: 'what an assessor sent', line: 'tta wallet add certificate.jwt lists' },
    { does: 'certificates on one version', line: 'tta wallet list --product pkg:generic/pump@2.1.0' },
    { does: 'the next quarter, for a calendar', line: 'tta wallet due --within P90D --ics due.ics' },
    {
      does: 'a dossier for a tender',
      line: 'tta wallet dossier --product pkg:generic/pump --audience tender:2026-117 --expires P30D --out pump.vp.jwt',
    },
  ],
  run,
})

async function run(call: Call<typeof WALLET_FLAGS>): Promise<ExitCode> {
  const { operands, flags } = call
  const found = readAction({ command: 'wallet', operands, flags, actions: WALLET_ACTIONS })
  const of = { ...call, operands: found.operands }
  switch (found.action) {
    case 'add':
      return addFiles(of)
    case 'list':
      return listHeld(of)
    case 'show':
      return showHeld(of)
    case 'check':
      return checkWallet(of)
    case 'due':
      return showDue(of)
    case 'remove':
      return removeHeld(of)
    default:
      return writePresentation(of, found.action)
  }
}
