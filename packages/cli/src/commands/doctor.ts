import { statSync } from 'node:fs'
import { join } from 'node:path'
import { formatInstant, type Instant, instantFromMilliseconds, printable } from '@trusted-tech/model'
import { createPage, jsonText, type Tone } from '@trusted-tech/reports'
import { choosePage } from '../command-line/choose-page.js'
import { type Call, defineCommand } from '../command-line/command.js'
import { usageError } from '../command-line/usage.js'
import { CONFIG_FILE, type DeskConfig, readDeskConfig, requireDeskConfig } from '../desk/desk-config.js'
import { DESK_FLAGS, STORE_FILE } from '../desk/open-desk.js'
import { checkClock, checkNode, type Witness } from '../doctor/check-machine.js'
import { checkTrust } from '../doctor/check-trust.js'
import { closed, exitCodeOfFindings, type Finding, type FindingState, good, skipped } from '../doctor/finding.js'
import type { ExitCode } from '../exit-codes.js'
import { describeFailure } from '../failure.js'
import type { Io } from '../io.js'
import { TRUST_FLAGS } from '../trust-folder/trust-for.js'

const DOCTOR_FLAGS = {
  ...DESK_FLAGS,
  ...TRUST_FLAGS,
  online: { kind: 'switch', help: 'also ask the addresses of the desk, the anchors and the status lists' },
} as const

type Flags = Call<typeof DOCTOR_FLAGS>['flags']

const SHOWN: Readonly<Record<FindingState, { readonly label: string; readonly tone: Tone }>> = {
  ok: { label: 'ok', tone: 'good' },
  warning: { label: 'WARNING', tone: 'unsure' },
  failed: { label: 'FAILED', tone: 'bad' },
  skipped: { label: 'skipped', tone: 'quiet' },
}

/** `tta doctor`: whether machine, desk and trust data are fit for work, and what to do where they are not. */
export const doctorCommand = defineCommand({
  name: 'doctor',
  summary: 'Looks whether this machine, a desk and its trust data are fit for work, and says what to do where not.',
  usage: '[--dir DIR] [flags]',
  flags: DOCTOR_FLAGS,
  notes: [
    'Looks at Node, the clock, the files of the desk, its store and audit record, its keys (with a passphrase, which is never asked for here), the pinned root, and the age of trust data and status lists. Changes nothing but the mode of the store, which opening sets to 0600.',
    'Only --online opens connections: HTTPS, to public addresses, without a proxy.',
    'Exit codes: 0 nothing wrong, 1 something is wrong and must be mended first, 3 trust data or a status list is stale or missing, 4 a file cannot be read or an address gives no answer. Warnings do not count.',
  ],
  examples: [
    { does: 'the desk in the current folder, with its keys', line: 'tta doctor --passphrase-file passphrase.txt' },
    { does: 'trust data alone, as a buyer has it', line: 'tta doctor --bundle trust --root root.jwk' },
  ],
  run,
})

async function run({ operands, flags, io }: Call<typeof DOCTOR_FLAGS>): Promise<ExitCode> {
  if (operands.length > 0) throw usageError(`${printable(operands[0] ?? '')} is too much; name the desk with --dir DIR`)
  const findings = await examine(flags, io)
  const exitCode = exitCodeOfFindings(findings)
  if (flags.json) {
    const shown = findings.map(({ exitCode: _own, ...finding }) => finding)
    io.out(jsonText({ outputVersion: 1, command: 'doctor', exitCode, findings: shown }))
    return exitCode
  }
  const page = createPage(await choosePage(io))
  for (const { id, state, found, remedy } of findings) {
    const { label, tone } = SHOWN[state]
    page.field(label, `${id}: ${found}`, { column: 10, labelTone: tone })
    if (remedy !== undefined) page.field('', remedy, { column: 10, tone: 'quiet' })
  }
  const count = (state: FindingState) => findings.filter((finding) => finding.state === state).length
  const failed = count('failed')
  const warnings = count('warning') === 1 ? '1 warning' : `${count('warning')} warnings`
  page.blank()
  if (failed > 0) page.line(`${failed} failed, ${warnings}.`, { tone: 'bad' })
  else if (count('warning') > 0) page.line(`Fit for work, with ${warnings}.`, { tone: 'unsure' })
  else page.line('Fit for work.', { tone: 'good' })
  io.out(page.text())
  return exitCode
}

async function examine(flags: Flags, io: Io): Promise<readonly Finding[]> {
  const now = io.now()
  const dir = flags.dir ?? '.'
  const desk = findDesk(flags, dir)
  const trust = checkTrust(flags, now)
  const isDesk = desk.config !== undefined
  const witnesses = [...trust.witnesses, ...(isDesk ? witnessesIn(dir) : [])]
  const atDesk: Finding[] = []
  if (isDesk) {
    const [{ checkDeskFiles }, { checkDesk }] = await Promise.all([
      import('../doctor/check-desk-files.js'),
      import('../doctor/check-desk.js'),
    ])
    atDesk.push(checkDeskFiles(dir), ...(await checkDesk({ flags, io, now })))
  }
  return [
    checkNode(process.versions.node),
    checkClock(now, witnesses),
    desk.finding,
    ...atDesk,
    ...trust.findings,
    ...(await reach(flags, desk.config, trust)),
  ]
}

/** A folder that was not named need not be a desk. */
function findDesk(flags: Flags, dir: string): { readonly finding: Finding; readonly config?: DeskConfig } {
  try {
    const config = flags.dir === undefined ? readDeskConfig(dir) : requireDeskConfig(dir)
    if (config === undefined) {
      return { finding: skipped('desk', 'The current folder is no desk.', 'Go to a desk, or name one with --dir DIR.') }
    }
    const { name, role, did } = config
    return { config, finding: good('desk', `The desk of ${printable(name)}, role ${role}: ${printable(did)}`) }
  } catch (error) {
    const { code, message } = describeFailure(error)
    if (code === 'ERR_USAGE_INVALID') throw error
    return { finding: closed('desk', `${message} (${code})`, `Restore ${CONFIG_FILE} from a backup of the folder.`) }
  }
}

/** Files that were written before now, if the clock is right. */
function witnessesIn(dir: string): readonly Witness[] {
  return [CONFIG_FILE, STORE_FILE].flatMap((name) => {
    const stat = statSync(join(dir, name), { throwIfNoEntry: false })
    if (stat === undefined) return []
    const at: Instant = instantFromMilliseconds(Math.floor(stat.mtimeMs))
    return [{ at, what: `${name} of ${formatInstant(at)}` }]
  })
}

async function reach(
  flags: Flags,
  config: DeskConfig | undefined,
  { trust, lists }: ReturnType<typeof checkTrust>,
): Promise<readonly Finding[]> {
  if (!flags.online) return [skipped('reach', 'No address was asked.', 'Give --online to ask them.')]
  const [{ createGuardedFetcher }, { checkReach }] = await Promise.all([
    import('@trusted-tech/fetcher'),
    import('../doctor/check-reach.js'),
  ])
  return checkReach({ fetcher: createGuardedFetcher(), own: config?.did, trust, lists })
}
