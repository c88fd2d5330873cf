import { printable } from '@trusted-tech/model'
import { type Call, defineCommand } from '../command-line/command.js'
import { didYouMean } from '../command-line/nearest.js'
import { usageError } from '../command-line/usage.js'
import { withDesk } from '../desk/open-desk.js'
import type { ExitCode } from '../exit-codes.js'
import { listIssued } from '../issue/list-issued.js'
import { publishLists } from '../issue/publish-lists.js'
import { readCredentialId } from '../issue/read-credential-id.js'
import { showIssued } from '../issue/show-issued.js'
import { STATUS_FLAGS } from '../issue/status-flags.js'

const ACTS = ['publish', 'list', 'show']

/** `tta status`: the status lists of a desk, and what it issued. */
export const statusCommand = defineCommand({
  name: 'status',
  summary: 'Publishes the status lists of this desk; lists what it issued and how each credential stands.',
  usage: 'publish --out DIR [--days N]  |  status list [--product ID] [--state STATE] [--limit N]  |  status show ID',
  flags: STATUS_FLAGS,
  notes: [
    'publish: one file for each list, derived from the record. A list in DIR that says the same, and is good for more than half of the days, stays as it is; every other is signed again. Nobody reads half of a list. Hand the files to your alliance for its next edition, before the lists go stale.',
    'list: what this desk issued, oldest first, page by page. show: one credential with its history.',
    'Exit codes: 0 done, 2 usage, or no such credential, 4 a file cannot be written, or the store.',
  ],
  examples: [
    { does: 'the lists, for a month', line: 'tta status publish --out public/status --days 30' },
    { does: 'what is suspended', line: 'tta status list --state suspended' },
    { does: 'everything that was said of one', line: 'tta status show urn:uuid:1f0e2c3a-…' },
  ],
  run,
})

async function run(call: Call<typeof STATUS_FLAGS>): Promise<ExitCode> {
  const [act = '', ...rest] = call.operands
  const { flags, io } = call
  if (!ACTS.includes(act)) {
    throw usageError(`say ${ACTS.join(', ')}${act === '' ? '' : `; not ${printable(act)}${didYouMean(act, ACTS)}`}`)
  }
  if (act === 'show') {
    const id = readCredentialId(rest)
    return withDesk({ flags, io }, (desk) => showIssued(call, desk, id))
  }
  if (rest.length > 0) throw usageError(`tta status ${act} takes no operand; ${printable(rest[0] ?? '')} is too much`)
  if (act === 'publish') return publishLists(call)
  return withDesk({ flags, io }, (desk) => listIssued(call, desk))
}
