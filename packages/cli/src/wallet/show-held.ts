import { isJsonObject, type JsonObject, printable, TrustedTechError } from '@trusted-tech/model'
import { openSecured } from '@trusted-tech/proofs'
import { createPage, jsonText } from '@trusted-tech/reports'
import { LIMITS } from '@trusted-tech/verifier'
import { heldStates } from '@trusted-tech/wallet'
import { choosePage } from '../command-line/choose-page.js'
import { withDesk } from '../desk/open-desk.js'
import { EXIT, type ExitCode } from '../exit-codes.js'
import { oneId } from './refuse-operands.js'
import { heldJson, type WalletCall } from './wallet-call.js'

/** `tta wallet show`: one held credential. Its content was verified on receipt and is not verified now. */
export async function showHeld({ operands, flags, io }: WalletCall): Promise<ExitCode> {
  const id = oneId(operands)
  const now = io.now()
  const all = await withDesk({ flags, io }, async (desk) => (await desk.credentials()).list())
  const held = all.find((one) => one.id === id)
  if (held === undefined) throw new TrustedTechError('ERR_CREDENTIAL_UNKNOWN', `the wallet holds no ${printable(id)}`)
  const facts = heldStates({ held: all, now }).get(held) ?? { state: 'inForce' }
  const opened = openSecured(held.secured, { maxBytes: LIMITS.listBytes })
  const document: JsonObject = opened.ok ? opened.value.document : {}
  if (flags.json) {
    const credential = { ...heldJson(held), ...facts, document, secured: held.secured }
    io.out(jsonText({ outputVersion: 1, command: 'wallet', action: 'show', credential, exitCode: EXIT.done }))
    return EXIT.done
  }
  const page = createPage(await choosePage(io))
  page.line(`${held.type} ${printable(held.id)}`, { tone: 'strong' })
  const subject = document['credentialSubject']
  const name = subject !== undefined && isJsonObject(subject) ? subject['name'] : undefined
  if (typeof name === 'string') page.field('name', printable(name))
  page.field('about', printable(held.subject))
  page.field('issuer', printable(held.issuer))
  page.field('from', printable(String(document['validFrom'])))
  page.field('until', printable(held.validUntil))
  page.field('received', printable(held.receivedAt))
  page.field('state', facts.state)
  if (facts.supersededBy !== undefined) page.field('superseded', `by ${printable(facts.supersededBy)}`)
  page.blank()
  page.line('This is what was verified on receipt. tta wallet check verifies it again; --json shows all of it.', {
    tone: 'quiet',
  })
  io.out(page.text())
  return EXIT.done
}
