import { printable } from '@trusted-tech/model'
import { createPage, jsonText } from '@trusted-tech/reports'
import { choosePage } from '../command-line/choose-page.js'
import { type Call, defineCommand } from '../command-line/command.js'
import { didYouMean } from '../command-line/nearest.js'
import { usageError } from '../command-line/usage.js'
import { ROLES, type Role } from '../desk/desk-config.js'
import { initDesk, type NewDesk } from '../desk/init-desk.js'
import { readPassphrase } from '../desk/read-passphrase.js'
import { EXIT, type ExitCode } from '../exit-codes.js'

const INIT_FLAGS = {
  dir: { kind: 'text', value: 'DIR', help: 'the folder to make; a new or an empty one' },
  name: { kind: 'text', value: 'NAME', help: 'the name of the organisation, as people read it' },
  'did-method': {
    kind: 'text',
    value: 'METHOD',
    oneOf: ['key', 'web'],
    help: 'web: an identifier under your own domain, whose keys can be changed; key: an identifier that is its key (default: web for alliance and assessor, key for vendor and buyer)',
  },
  domain: { kind: 'text', value: 'DOMAIN', help: 'of a did:web: your domain, such as meridian.example' },
  'status-base': {
    kind: 'text',
    value: 'URL',
    help: 'under this https URL lie the status lists of what you issue (default: https://DOMAIN/status)',
  },
  'passphrase-file': {
    kind: 'text',
    value: 'FILE',
    help: 'a file with the passphrase for the keys (else TTA_PASSPHRASE, else you are asked)',
  },
} as const

/** `tta init`: makes the desk of one organisation. */
export const initCommand = defineCommand({
  name: 'init',
  summary: 'Makes a desk: the folder with the keys, identity and records of one organisation.',
  usage: `${ROLES.join('|')} --dir DIR --name NAME [flags]`,
  flags: INIT_FLAGS,
  notes: [
    'The keys are made here and kept encrypted under the passphrase. Nobody can recover a lost passphrase: write it down, and keep a copy of the whole folder.',
    'A run that was interrupted is finished by the same command. A folder that is a desk already is refused.',
    'An alliance gets two keys: one for what it states, and the registry key that signs the trust data. registry.jwk is the public half that buyers pin.',
  ],
  examples: [
    {
      does: 'an assessor',
      line: 'tta init assessor --dir meridian --name "Meridian Assurance" --domain meridian.example',
    },
    { does: 'a vendor', line: 'tta init vendor --dir tidewater --name "Tidewater Instruments"' },
  ],
  run,
})

async function run({ operands, flags, io }: Call<typeof INIT_FLAGS>): Promise<ExitCode> {
  const [written, ...more] = operands
  const role = readRole(written, more)
  const { dir, name } = flags
  if (dir === undefined) throw usageError('--dir DIR is needed: the folder to make')
  if (name === undefined) throw usageError('--name NAME is needed: the name of the organisation')
  const domain = readDomain(role, flags)
  const statusBase = readStatusBase(flags['status-base'])
  const desk = await initDesk({
    dir,
    role,
    name,
    domain,
    statusBase,
    now: io.now(),
    passphrase: () => readPassphrase({ file: flags['passphrase-file'], io, confirm: true }),
  })
  if (flags.json) {
    const { role, name, did, statusBase, roots } = desk.config
    io.out(
      jsonText({
        outputVersion: 1,
        command: 'init',
        exitCode: EXIT.done,
        dir,
        role,
        name,
        did,
        statusBase: statusBase ?? null,
        roots,
        files: desk.files,
      }),
    )
  } else io.out(textOf({ dir, desk, page: createPage(await choosePage(io)) }))
  return EXIT.done
}

function readRole(written: string | undefined, more: readonly string[]): Role {
  const role = ROLES.find((one) => one === written)
  if (role !== undefined && more.length === 0) return role
  if (role !== undefined) throw usageError(`one role at a time; ${printable(more[0] ?? '')} is too much`)
  const guess = written === undefined ? '' : `, not ${printable(written)}${didYouMean(written, ROLES)}`
  throw usageError(`name the role: ${ROLES.join(', ')}${guess}`)
}

function readDomain(role: Role, flags: Call<typeof INIT_FLAGS>['flags']): string | undefined {
  const { domain } = flags
  const usual = role === 'alliance' || role === 'assessor' || domain !== undefined ? 'web' : 'key'
  const method = flags['did-method'] ?? usual
  if (method === 'key') {
    if (role === 'alliance' || role === 'assessor') {
      throw usageError(`the keys of an ${role} must be changeable, and a did:key is its key: give --domain DOMAIN`)
    }
    if (domain !== undefined) throw usageError('a did:key has no domain: leave out --domain, or give --did-method web')
    return undefined
  }
  if (domain === undefined) throw usageError(`--domain DOMAIN is needed for the did:web, such as ${role}.example`)
  return domain
}

function readStatusBase(written: string | undefined): string | undefined {
  if (written === undefined) return undefined
  if (!URL.canParse(written) || !written.startsWith('https://')) throw usageError('--status-base: not an https URL')
  return written.replace(/\/+$/, '')
}

function textOf(options: {
  readonly dir: string
  readonly desk: NewDesk
  readonly page: ReturnType<typeof createPage>
}): string {
  const { dir, page } = options
  const { config, files } = options.desk
  page.line(`The desk of ${printable(config.name)} is in ${printable(dir)}.`, { tone: 'strong' })
  page.field('role', config.role)
  page.field('DID', config.did)
  for (const root of config.roots) page.field('root', `${root} (what buyers pin; tell them over the telephone)`)
  page.heading('Next')
  if (files.includes('did.json')) {
    const hand = config.role === 'alliance' ? 'Put did.json' : 'Hand did.json to the alliance, and put it'
    page.line(`${hand} on your web server.`, { indent: 2 })
  }
  if (config.role === 'alliance') {
    page.line('Hand registry.jwk to buyers. Then tta accredit, tta admit, and tta bundle build.', { indent: 2 })
  } else if (config.did.startsWith('did:key:')) page.line('Tell the alliance your DID.', { indent: 2 })
  if (config.role !== 'alliance') {
    page.line(`Put the trust data that you are handed into ${printable(dir)}/trust, and pin its root: tta trust pin.`, {
      indent: 2,
    })
  }
  page.line('Keep a copy of the folder. Without the passphrase nobody can use it, you neither.', { indent: 2 })
  return page.text()
}
