import { type Call, defineCommand } from '../command-line/command.js'
import { usageError } from '../command-line/usage.js'
import { issueAbout, keysFor, prepareRecord, readSubject, refuseExisting } from '../desk/issue-about.js'
import { DESK_FLAGS, withDesk } from '../desk/open-desk.js'
import { readDate } from '../desk/read-date.js'
import type { ExitCode } from '../exit-codes.js'

const MEMBER_ROLES = ['vendor', 'buyer', 'user'] as const

const ADMIT_FLAGS = {
  ...DESK_FLAGS,
  name: { kind: 'text', value: 'NAME', help: 'the name of the member, as reports show it' },
  role: { kind: 'text', value: 'ROLE', oneOf: MEMBER_ROLES, help: 'vendor, buyer or user' },
  'valid-until': { kind: 'text', value: 'TIME', help: 'the last day, or a time with offset' },
  'did-document': { kind: 'text', value: 'FILE', help: 'of a did:web: the did.json that the member handed over' },
  'control-group': { kind: 'text', value: 'TEXT', help: 'who controls the member' },
  out: { kind: 'text', value: 'FILE', help: 'write the membership to FILE too' },
} as const

/** `tta admit`: an alliance admits a member. */
export const admitCommand = defineCommand({
  name: 'admit',
  summary: 'Admits a member: a vendor, a buyer or a user.',
  usage: 'DID --name NAME --role ROLE --valid-until TIME [flags]',
  flags: ADMIT_FLAGS,
  notes: ['The membership is on record from then on; tta bundle build publishes it.'],
  examples: [
    {
      does: 'a vendor',
      line: 'tta admit did:key:z6Mk… --name "Tidewater Instruments" --role vendor --valid-until 2027-11-30',
    },
  ],
  run,
})

async function run({ operands, flags, io }: Call<typeof ADMIT_FLAGS>): Promise<ExitCode> {
  const did = readSubject(operands)
  const { name, 'valid-until': until, 'control-group': controlGroup, out } = flags
  if (name === undefined) throw usageError('--name NAME is needed: the name of the member')
  const role = MEMBER_ROLES.find((one) => one === flags.role)
  if (role === undefined) throw usageError(`--role is needed: ${MEMBER_ROLES.join(', ')}`)
  if (until === undefined) throw usageError('--valid-until TIME is needed: the last day of the membership')
  const validUntil = readDate('valid-until', until)
  const keys = keysFor(did, flags['did-document'])
  refuseExisting(out)
  return withDesk({ flags, io, roles: ['alliance'] }, async (desk) => {
    // First the key: with a wrong passphrase nothing is recorded.
    await desk.signer()
    const record = await prepareRecord({ desk, did, name, keys, now: io.now() })
    return issueAbout({
      desk,
      draft: {
        type: 'MembershipCredential',
        subject: { id: did, name, role, ...(controlGroup === undefined ? {} : { controlGroup }) },
      },
      record,
      validUntil,
      out,
      command: 'admit',
      json: flags.json,
      io,
      next: 'It has effect once it is published: tta bundle build.',
    })
  })
}
