import { formatInstant } from '@trusted-tech/model'
import { type Call, defineCommand } from '../command-line/command.js'
import { usageError } from '../command-line/usage.js'
import { issueAbout, readSubject, refuseExisting } from '../desk/issue-about.js'
import { DESK_FLAGS, withDesk } from '../desk/open-desk.js'
import { readDate } from '../desk/read-date.js'
import type { ExitCode } from '../exit-codes.js'

const MANDATE_FLAGS = {
  ...DESK_FLAGS,
  products: {
    kind: 'text',
    value: 'ID',
    many: true,
    help: 'a product that it may present: a package URL without version, or its https id; * for all',
  },
  until: { kind: 'text', value: 'TIME', help: 'the last day, or a time with offset' },
  out: { kind: 'text', value: 'FILE', help: 'write the mandate to FILE, to hand to the reseller' },
} as const

/** `tta mandate`: a manufacturer lets a reseller present its claims. */
export const mandateCommand = defineCommand({
  name: 'mandate',
  summary: 'Lets a reseller present the claims about your products.',
  usage: 'DID --products ID… --until TIME --out FILE',
  flags: MANDATE_FLAGS,
  notes: [
    'The reseller staples the mandate to what it presents. It counts for your own products only, and cannot be passed on.',
  ],
  examples: [
    {
      does: 'one product, for a year',
      line: 'tta mandate did:key:z6Mk… --products pkg:generic/tidewater/gauge-gateway --until 2027-11-30 --out mandate.jwt',
    },
  ],
  run,
})

async function run({ operands, flags, io }: Call<typeof MANDATE_FLAGS>): Promise<ExitCode> {
  const did = readSubject(operands)
  const { products, until, out } = flags
  if (products.length === 0) throw usageError('--products ID is needed: what the reseller may present')
  if (until === undefined) throw usageError('--until TIME is needed: the last day of the mandate')
  if (out === undefined && !flags.json) throw usageError('--out FILE is needed: the mandate, to hand to the reseller')
  const validUntil = readDate('until', until)
  refuseExisting(out)
  return withDesk({ flags, io, roles: ['vendor'] }, (desk) =>
    issueAbout({
      desk,
      draft: {
        type: 'MandateCredential',
        subject: { id: did, mandate: { products, until: formatInstant(validUntil) } },
      },
      validUntil,
      out,
      command: 'mandate',
      json: flags.json,
      io,
      next: 'Hand it to the reseller: it staples it to what it presents.',
    }),
  )
}
