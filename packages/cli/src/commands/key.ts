import { changePassphrase, publishedKeys } from '@trusted-tech/agent'
import { type PublishedKey, printable } from '@trusted-tech/model'
import { createPage, jsonText } from '@trusted-tech/reports'
import { choosePage } from '../command-line/choose-page.js'
import { type Call, defineCommand } from '../command-line/command.js'
import { didYouMean } from '../command-line/nearest.js'
import { usageError } from '../command-line/usage.js'
import type { Role } from '../desk/desk-config.js'
import { writeDidFile } from '../desk/did-file.js'
import { explainWrongPassphrase } from '../desk/open-agent.js'
import { DESK_FLAGS, type Desk, withDesk } from '../desk/open-desk.js'
import { readPassphrase } from '../desk/read-passphrase.js'
import { rotateKey } from '../desk/rotate-key.js'
import { EXIT, type ExitCode } from '../exit-codes.js'

const KEY_FLAGS = {
  ...DESK_FLAGS,
  'new-passphrase-file': {
    kind: 'text',
    value: 'FILE',
    help: 'of passphrase: a file with the new one (else TTA_NEW_PASSPHRASE, else you are asked)',
  },
  registry: { kind: 'switch', help: 'of rotate: the registry key of an alliance; refused, and says why' },
} as const

type KeyCall = Call<typeof KEY_FLAGS>
const ACTS = ['rotate', 'passphrase', 'list']

/** `tta key`: the keys of a desk. */
export const keyCommand = defineCommand({
  name: 'key',
  summary: 'Changes the key of a desk, or the passphrase of its keys, and lists the keys.',
  usage: 'rotate | passphrase | list  [--dir DIR]',
  flags: KEY_FLAGS,
  notes: [
    'rotate: a new key signs from now on. The old one stays for what it signed; what it would sign after this is refused. Hand the new did.json to the alliance at once: what the new key signs is accepted when the next edition of the trust data has it.',
    'passphrase: seals every key anew, all or none. Copies of the folder keep the passphrase that they had.',
    'list: the keys with the times that they are in force. Of a did:web it also writes did.json again.',
  ],
  examples: [
    { does: 'a new key', line: 'tta key rotate --dir meridian' },
    { does: 'a new passphrase', line: 'tta key passphrase --dir meridian' },
  ],
  run,
})

async function run({ operands, flags, io }: KeyCall): Promise<ExitCode> {
  const [act = '', ...more] = operands
  if (!ACTS.includes(act))
    throw usageError(`say ${ACTS.join(', ')}${act === '' ? '' : `, not ${printable(act)}${didYouMean(act, ACTS)}`}`)
  if (more.length > 0) throw usageError(`tta key ${act} takes no operand; ${printable(more[0] ?? '')} is too much`)
  return withDesk({ flags, io }, async (desk) => {
    if (act === 'passphrase') return passphrase(desk, { flags, io })
    if (act === 'rotate' && flags.registry) throw refuseRegistry(desk)
    const agent = await desk.agent()
    const { did } = desk.config
    if (act === 'rotate')
      return answer({ flags, io }, act, did, await rotateKey({ desk, now: io.now() }), desk.config.role)
    if (did.startsWith('did:web:')) await writeDidFile({ dir: desk.dir, did, agent })
    const keys = did.startsWith('did:web:') ? await publishedKeys(agent, did) : []
    return answer({ flags, io }, act, did, keys)
  })
}

function refuseRegistry({ config }: Desk) {
  if (config.registry === undefined) return usageError('this desk has no registry key: only an alliance has')
  return usageError(
    'the registry key is pinned by every buyer, and is not changed: with another key their desks would refuse all trust data. If it is lost or stolen, make a new alliance desk and have every buyer pin its root through a second channel',
  )
}

async function passphrase(desk: Desk, { flags, io }: Pick<KeyCall, 'flags' | 'io'>): Promise<ExitCode> {
  const old = await readPassphrase({ file: flags['passphrase-file'], io })
  const next = await readPassphrase({
    file: flags['new-passphrase-file'],
    io,
    confirm: true,
    of: { flag: 'new-passphrase-file', variable: 'TTA_NEW_PASSPHRASE', called: 'New passphrase' },
  })
  if (next.normalize('NFKC') === old.normalize('NFKC'))
    throw usageError('the new passphrase is the old one; nothing was changed')
  await changePassphrase({ store: desk.store.sealedKeys(), passphrase: old, newPassphrase: next }).catch(
    explainWrongPassphrase,
  )
  if (flags.json) io.out(jsonText({ outputVersion: 1, command: 'key', exitCode: EXIT.done, changed: 'passphrase' }))
  else
    io.out(
      'The passphrase is changed. Copies of the folder still open with the old one: make a new copy, and destroy them.\n',
    )
  return EXIT.done
}

async function answer(
  { flags, io }: Pick<KeyCall, 'flags' | 'io'>,
  act: string,
  did: string,
  keys: readonly PublishedKey[],
  role?: Role,
): Promise<ExitCode> {
  if (flags.json) {
    io.out(jsonText({ outputVersion: 1, command: 'key', exitCode: EXIT.done, did, keys }))
    return EXIT.done
  }
  const page = createPage(await choosePage(io))
  page.line(did, { tone: 'strong' })
  if (keys.length === 0) page.line('The identifier is its key, and in force for as long as it is used.')
  for (const { id, from, until } of keys)
    page.field(id.slice(did.length), `from ${from}${until === undefined ? '' : ` until ${until}`}`, { column: 48 })
  if (act === 'rotate') {
    page.line(
      role === 'alliance'
        ? 'The new key signs from now on. Put did.json on your web server, and publish the key: tta bundle build. Until then, what you sign is not accepted.'
        : 'The new key signs from now on. Hand did.json to the alliance, and put it on your web server. Until the alliance has published it, what you sign is not accepted.',
    )
  }
  io.out(page.text())
  return EXIT.done
}
