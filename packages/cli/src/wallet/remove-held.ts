import { printable, TrustedTechError } from '@trusted-tech/model'
import { jsonText } from '@trusted-tech/reports'
import { withDesk } from '../desk/open-desk.js'
import { EXIT, type ExitCode } from '../exit-codes.js'
import { oneId } from './refuse-operands.js'
import type { WalletCall } from './wallet-call.js'

/** `tta wallet remove`: takes one credential out of the wallet. Whoever has a copy still has it. */
export async function removeHeld({ operands, flags, io }: WalletCall): Promise<ExitCode> {
  const id = oneId(operands)
  const removed = await withDesk({ flags, io }, async (desk) => (await desk.credentials()).remove(id))
  if (!removed) throw new TrustedTechError('ERR_CREDENTIAL_UNKNOWN', `the wallet holds no ${printable(id)}`)
  io.out(
    flags.json
      ? jsonText({ outputVersion: 1, command: 'wallet', action: 'remove', id, exitCode: EXIT.done })
      : `removed ${printable(id)}\n`,
  )
  return EXIT.done
}
