import { existsSync } from 'node:fs'
import { formatInstant, parseDuration, printable, type Result } from '@trusted-tech/model'
import { createPage, jsonText } from '@trusted-tech/reports'
import type { TrustState } from '@trusted-tech/trust'
import { type DueItem, type DueKind, findDue, renderCalendar } from '@trusted-tech/wallet'
import { choosePage } from '../command-line/choose-page.js'
import { usageError } from '../command-line/usage.js'
import { withDesk } from '../desk/open-desk.js'
import { EXIT, type ExitCode } from '../exit-codes.js'
import { writeFile } from '../files/write-file.js'
import { findTrust, openTrustFor } from '../trust-folder/trust-for.js'
import { refuseExisting } from './read-binding.js'
import { refuseOperands } from './refuse-operands.js'
import type { WalletCall } from './wallet-call.js'

const TITLES: Readonly<Record<DueKind, string>> = {
  claim: 'certificate or declaration lapses',
  surveillance: 'surveillance is due',
  mandate: 'mandate ends',
  accreditation: 'accreditation lapses',
  membership: 'membership lapses',
  statusList: 'status list goes stale',
}

/** `tta wallet due`: what has lapsed or is about to. Nothing is verified for it. */
export async function showDue({ operands, flags, io }: WalletCall): Promise<ExitCode> {
  refuseOperands(operands)
  const { ics } = flags
  const within = flags.within ?? 'P30D'
  const days = parseDuration(within)
  if (!days.ok) throw usageError(`--within ${printable(within)} is no duration in whole days, such as P90D`)
  if (ics !== undefined) refuseExisting(ics, '--ics')
  const now = io.now()
  const trust = await trustAtHand({ flags, io })
  const items = await withDesk({ flags, io }, async (desk) =>
    findDue({
      store: await desk.credentials(),
      now,
      withinDays: days.value,
      ...(trust === undefined ? {} : { trust }),
    }),
  )
  const calendar = ics === undefined ? undefined : renderCalendar({ items, now })
  if (ics !== undefined && calendar !== undefined) writeFile(ics, calendar)
  const trustData = trust === undefined ? 'none' : trust.ok ? 'opened' : trust.problems[0].code
  if (flags.json) {
    io.out(
      jsonText({
        outputVersion: 1,
        command: 'wallet',
        action: 'due',
        within,
        trustData,
        items: items.map(({ at, ...item }) => ({ ...item, at: formatInstant(at) })),
        ...(calendar === undefined ? {} : { ics }),
        exitCode: EXIT.done,
      }),
    )
    return EXIT.done
  }
  const page = createPage(await choosePage(io))
  for (const item of items) {
    page.line(`${formatInstant(item.at)} ${TITLES[item.kind]}${stateOf(item)}`, {
      tone: item.lapsed ? 'bad' : 'unsure',
    })
    if (item.name !== undefined) page.field('name', printable(item.name))
    page.field('about', printable(item.about))
    page.field('id', printable(item.id))
  }
  const lapsed = items.filter((item) => item.lapsed).length
  page.line(`${items.length} within ${days.value} days, of which ${lapsed} lapsed`)
  if (trustData !== 'opened') {
    page.line(`Trust data: ${trustData}. Accreditations, memberships and status lists that only it has are not seen.`)
  }
  if (ics !== undefined) {
    page.line(`${calendar === undefined ? 'Nothing is due, and nothing was written' : 'Written'} to ${printable(ics)}.`)
  }
  io.out(page.text())
  return EXIT.done
}

function stateOf({ lapsed, missing }: DueItem): string {
  return missing ? ' (there is none)' : lapsed ? ' (has come)' : ''
}

/** The trust data, where there are some: what the wallet itself holds is due without. */
async function trustAtHand({ flags, io }: Pick<WalletCall, 'flags' | 'io'>): Promise<Result<TrustState> | undefined> {
  if (flags.bundle === undefined) {
    const { folder, root } = findTrust(flags)
    if (folder === undefined || root === undefined || !existsSync(folder)) return undefined
  }
  return openTrustFor({ flags, io, now: io.now() })
}
