import { type AuditEntry, reinstateCredential, revokeCredential, suspendCredential } from '@trusted-tech/issuer'
import { formatInstant, printable } from '@trusted-tech/model'
import { createPage, jsonText } from '@trusted-tech/reports'
import { choosePage } from '../command-line/choose-page.js'
import { type Call, type Command, defineCommand } from '../command-line/command.js'
import { usageError } from '../command-line/usage.js'
import { DESK_FLAGS, withDesk } from '../desk/open-desk.js'
import { EXIT, type ExitCode } from '../exit-codes.js'
import { readCredentialId } from './read-credential-id.js'

const FLAGS = {
  ...DESK_FLAGS,
  reason: { kind: 'text', value: 'TEXT', help: 'why, for the audit record; it is not published' },
} as const

type Act = Exclude<AuditEntry['act'], 'issued'>

const ACTS = {
  revoked: { change: revokeCredential, done: 'Revoked, for good' },
  suspended: { change: suspendCredential, done: 'Suspended, until it is reinstated' },
  reinstated: { change: reinstateCredential, done: 'Reinstated' },
} as const satisfies Record<Act, unknown>

/** A command that changes the status of a credential that this desk issued. They differ in the act alone. */
export function changeStatusCommand(options: {
  readonly name: string
  readonly act: Act
  readonly summary: string
  readonly note: string
  readonly example: string
}): Command<typeof FLAGS> {
  const { name, act, summary, note, example } = options
  return defineCommand({
    name,
    summary,
    usage: 'ID --reason TEXT [flags]',
    flags: FLAGS,
    notes: [
      note,
      'ID is the id of the credential: urn:uuid:…, or the UUID alone. tta status list finds it. Needs no passphrase: nothing is signed before the list is published.',
      'Exit codes: 0 on record, 1 it is revoked and nothing else can be said of it, 2 usage, or no such credential was issued here, 4 the store.',
    ],
    examples: [{ does: example, line: `tta ${name} urn:uuid:1f0e2c3a-… --reason "${reasonOf(act)}"` }],
    run: (call) => run(call, name, act),
  })
}

async function run({ operands, flags, io }: Call<typeof FLAGS>, name: string, act: Act): Promise<ExitCode> {
  const id = readCredentialId(operands)
  const { reason } = flags
  if (reason === undefined || reason.trim() === '')
    throw usageError('--reason TEXT is needed: why, for the audit record')
  if (reason.length > 1000) throw usageError('--reason: at most 1,000 characters')
  return withDesk({ flags, io }, async (desk) => {
    const now = io.now()
    const store = desk.store.issuance()
    await ACTS[act].change({ id, issuer: desk.config.did, reason, store, now })
    const facts = { id, act, reason, recordedAt: formatInstant(now) }
    if (flags.json) {
      io.out(jsonText({ outputVersion: 1, command: name, ...facts, exitCode: EXIT.done }))
      return EXIT.done
    }
    const page = createPage(await choosePage(io))
    page.line(`${ACTS[act].done}: ${id}.`, { tone: 'strong' })
    page.field('reason', printable(reason))
    const where = flags.dir === undefined ? '' : ` --dir ${printable(desk.dir)}`
    page.line(`It is on record. Buyers see it with the next list: tta status publish${where} --out DIR.`)
    io.out(page.text())
    return EXIT.done
  })
}

function reasonOf(act: Act): string {
  return {
    revoked: 'another build was assessed',
    suspended: 'vulnerability under review',
    reinstated: 'fixed in 4.2.1',
  }[act]
}
