import { printable } from '@trusted-tech/model'
import { createPage, jsonText } from '@trusted-tech/reports'
import {
  type HeldCredential,
  type HeldFacts,
  type HeldState,
  heldStates,
  selectCredentials,
} from '@trusted-tech/wallet'
import { choosePage } from '../command-line/choose-page.js'
import { withDesk } from '../desk/open-desk.js'
import { EXIT, type ExitCode } from '../exit-codes.js'
import { refuseOperands } from './refuse-operands.js'
import { heldJson, type WalletCall } from './wallet-call.js'

/** `tta wallet list`: what is held, by what is asked for. It tells states, no verdicts: `tta wallet check` does. */
export async function listHeld({ operands, flags, io }: WalletCall): Promise<ExitCode> {
  refuseOperands(operands)
  const now = io.now()
  const { product, type, issuer, scheme, criterion, state, superseded } = flags
  const version = flags['product-version']
  const { found, states } = await withDesk({ flags, io }, async (desk) => {
    const store = await desk.credentials()
    const found = await selectCredentials({
      store,
      now,
      superseded,
      ...(product === undefined ? {} : { product }),
      ...(version === undefined ? {} : { version }),
      ...(type === undefined ? {} : { type }),
      ...(issuer === undefined ? {} : { issuer }),
      ...(scheme === undefined ? {} : { scheme }),
      ...(criterion === undefined ? {} : { criterion }),
      ...(state === undefined ? {} : { state: state as HeldState }),
    })
    const all = heldStates({ held: await store.list(), now })
    return { found, states: new Map([...all].map(([{ id }, facts]) => [id, facts])) }
  })
  const factsOf = ({ id }: HeldCredential): HeldFacts => states.get(id) ?? { state: 'inForce' }
  if (flags.json) {
    const credentials = found.map((held) => ({ ...heldJson(held), ...factsOf(held) }))
    io.out(jsonText({ outputVersion: 1, command: 'wallet', action: 'list', credentials, exitCode: EXIT.done }))
    return EXIT.done
  }
  const page = createPage(await choosePage(io))
  for (const held of found) {
    const { state, supersededBy } = factsOf(held)
    page.line(`${held.type} ${printable(held.id)}`, { tone: 'strong' })
    page.field('about', printable(held.subject))
    page.field('issuer', printable(held.issuer))
    page.field('until', printable(held.validUntil))
    page.field('state', supersededBy === undefined ? state : `${state}, by ${printable(supersededBy)}`)
  }
  if (found.length > 0) {
    page.line('States are what the wallet itself can tell; tta wallet check verifies against trust data.', {
      tone: 'quiet',
    })
  }
  page.line(`${found.length} held`)
  io.out(page.text())
  return EXIT.done
}
