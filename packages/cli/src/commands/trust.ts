import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { printable, TrustedTechError } from '@trusted-tech/model'
import { importPublicKey, thumbprint } from '@trusted-tech/proofs'
import { createPage, jsonText } from '@trusted-tech/reports'
import type { PinnedRoot } from '@trusted-tech/trust'
import { choosePage } from '../command-line/choose-page.js'
import { type Call, defineCommand } from '../command-line/command.js'
import { didYouMean } from '../command-line/nearest.js'
import { usageError } from '../command-line/usage.js'
import { type DeskConfig, requireDeskConfig, writeDeskConfig } from '../desk/desk-config.js'
import { EXIT, type ExitCode } from '../exit-codes.js'
import { readPinnedRoot } from '../trust-folder/read-pinned-root.js'
import { MANIFEST_FILE, readTrustFolder } from '../trust-folder/read-trust-folder.js'

const TRUST_FLAGS = {
  dir: { kind: 'text', value: 'DIR', help: 'the desk: the folder that tta init made (default: the current one)' },
  bundle: { kind: 'text', value: 'DIR', help: "see that this trust data has the root (default: the desk's trust)" },
  yes: { kind: 'switch', help: 'it was compared with the alliance; do not ask' },
} as const

type TrustCall = Call<typeof TRUST_FLAGS>

/** `tta trust`: which registry keys a desk trusts. */
export const trustCommand = defineCommand({
  name: 'trust',
  summary: 'Pins the root that a desk trusts: the registry key of an alliance.',
  usage: 'pin FILE|THUMBPRINT [--bundle DIR] [--yes]  |  trust unpin THUMBPRINT  |  trust show',
  flags: TRUST_FLAGS,
  notes: [
    'A root is pinned once, after its thumbprint was compared with the alliance through a second channel: by telephone, on paper, in person. Who hands you the trust data can hand you any root with it.',
    'tta verify and the other commands then use it in this desk without --root.',
  ],
  examples: [
    { does: 'the key that the alliance handed over', line: 'tta trust pin registry.jwk' },
    { does: 'a thumbprint that was read out to you', line: 'tta trust pin 7ZJ…43 characters --yes' },
  ],
  run,
})

async function run(call: TrustCall): Promise<ExitCode> {
  const [act = '', ...rest] = call.operands
  const config = requireDeskConfig(call.flags.dir ?? '.')
  if (act === 'show') return show(call, config)
  if (act !== 'pin' && act !== 'unpin') {
    throw usageError(
      `say pin, unpin or show${act === '' ? '' : `, not ${printable(act)}${didYouMean(act, ['pin', 'unpin', 'show'])}`}`,
    )
  }
  const [root, ...more] = rest
  if (root === undefined)
    throw usageError(`name the root: tta trust ${act} ${act === 'pin' ? 'FILE|THUMBPRINT' : 'THUMBPRINT'}`)
  if (more.length > 0) throw usageError(`one root at a time; ${printable(more[0] ?? '')} is too much`)
  return act === 'pin' ? pin(call, config, root) : unpin(call, config, root)
}

async function pin({ flags, io }: TrustCall, config: DeskConfig, written: string): Promise<ExitCode> {
  const dir = flags.dir ?? '.'
  const root = readPinnedRoot(written)
  const print = thumbprintOf(root)
  const folder = flags.bundle ?? join(dir, 'trust')
  const seen =
    flags.bundle !== undefined || existsSync(join(folder, MANIFEST_FILE))
      ? confirmBundle(folder, root, io.now())
      : undefined
  if (config.roots.includes(print))
    return done({ flags, io }, { print, roots: config.roots, said: 'was pinned already' })
  const page = createPage(await choosePage(io))
  page.line('The root has the RFC 7638 thumbprint', { tone: 'strong' })
  page.line(print, { indent: 4, tone: 'strong' })
  if (seen !== undefined)
    page.line(
      `The trust data in ${printable(folder)} is signed with it: edition ${seen}. That says nothing about whose it is.`,
    )
  page.line(
    'Compare it with the alliance through a second channel, character by character: call a number that you have from elsewhere, or compare what is on paper. Whoever holds this key decides what this desk accepts.',
  )
  io.err(page.text())
  await confirm({ flags, io })
  const roots = [...config.roots, print]
  writeDeskConfig(dir, { ...config, roots })
  return done({ flags, io }, { print, roots, said: 'is pinned' })
}

/** Trust data of another root is a mistake, or somebody's attempt: nothing is pinned then. */
function confirmBundle(folder: string, root: PinnedRoot, now: Parameters<typeof readTrustFolder>[0]['now']): number {
  const trust = readTrustFolder({ folder, root, now })
  if (trust.ok) return trust.value.version
  const [{ code, pointer, actual }] = trust.problems
  const other = code === 'ROOT_NOT_PINNED' && actual !== undefined ? `: it names the root ${actual}` : ''
  throw new TrustedTechError(
    'ERR_CREDENTIAL_REFUSED',
    `nothing was pinned: the trust data in ${printable(folder)} does not open with this root (${code} at ${pointer || 'the manifest'})${other}`,
    { problems: trust.problems },
  )
}

async function confirm({ flags, io }: Pick<TrustCall, 'flags' | 'io'>): Promise<void> {
  if (flags.yes) return
  if (io.ask === undefined)
    throw usageError('nothing was pinned: say --yes when the thumbprint was compared, or run this at a terminal')
  const answer = await io.ask('Is it the same? [y/N] ')
  if (!/^y(?:es)?$/i.test(answer?.trim() ?? '')) throw usageError('nothing was pinned')
}

function unpin({ flags, io }: TrustCall, config: DeskConfig, written: string): ExitCode {
  const print = thumbprintOf(readPinnedRoot(written))
  if (!config.roots.includes(print)) throw usageError(`${print} is not pinned here`)
  const roots = config.roots.filter((one) => one !== print)
  writeDeskConfig(flags.dir ?? '.', { ...config, roots })
  return done({ flags, io }, { print, roots, said: 'is not trusted any more' })
}

function show({ flags, io }: TrustCall, { roots }: DeskConfig): ExitCode {
  if (flags.json) io.out(jsonText({ outputVersion: 1, command: 'trust', exitCode: EXIT.done, roots }))
  else io.out(roots.length === 0 ? 'No root is pinned: see tta trust pin.\n' : `${roots.join('\n')}\n`)
  return EXIT.done
}

function done(
  { flags, io }: Pick<TrustCall, 'flags' | 'io'>,
  { print, roots, said }: { readonly print: string; readonly roots: readonly string[]; readonly said: string },
): ExitCode {
  if (flags.json) io.out(jsonText({ outputVersion: 1, command: 'trust', exitCode: EXIT.done, root: print, roots }))
  else io.out(`${print} ${said}.\n`)
  return EXIT.done
}

function thumbprintOf(root: PinnedRoot): string {
  if ('thumbprint' in root) return root.thumbprint
  const key = importPublicKey({ publicKeyJwk: root.publicKeyJwk })
  if (!key.ok) throw usageError(`not a public key that can be pinned (${key.problems[0].code})`)
  return thumbprint(key.value)
}
