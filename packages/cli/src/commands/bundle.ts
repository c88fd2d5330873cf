import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { formatInstant, type Instant, printable } from '@trusted-tech/model'
import { resolveSelfContainedDid } from '@trusted-tech/proofs'
import { createPage, jsonText } from '@trusted-tech/reports'
import { choosePage } from '../command-line/choose-page.js'
import { type Call, defineCommand } from '../command-line/command.js'
import { didYouMean } from '../command-line/nearest.js'
import { usageError } from '../command-line/usage.js'
import { refuseRegistryKey } from '../desk/issue-about.js'
import { mergeKeyHistory } from '../desk/merge-key-history.js'
import { DESK_FLAGS, withDesk } from '../desk/open-desk.js'
import { readDidFile } from '../desk/read-did-document.js'
import { EXIT, type ExitCode } from '../exit-codes.js'
import { unreadable } from '../files/file-fault.js'
import { type BuiltBundle, buildBundle } from '../trust-folder/build-bundle.js'
import { readCatalogues } from '../trust-folder/read-catalogues.js'

const MAX_DAYS = 100
const USUAL_DAYS = 30
const MAX_DEPTH = 4

const BUNDLE_FLAGS = {
  ...DESK_FLAGS,
  out: { kind: 'text', value: 'DIR', help: 'put the trust data there too; the desk always has it in trust/' },
  lists: {
    kind: 'text',
    value: 'FILE|DIR',
    many: true,
    help: 'status lists that others handed in: a file, or every *.jwt in a folder',
  },
  catalogue: {
    kind: 'text',
    value: 'FILE',
    many: true,
    help: 'a catalogue of principles (default: the samples, which are marked as such)',
  },
  days: { kind: 'text', value: 'N', help: `how long it is good for, 1 to ${MAX_DAYS} days (default: ${USUAL_DAYS})` },
} as const

type BundleCall = Call<typeof BUNDLE_FLAGS>

/** `tta bundle`: an alliance publishes what it stated. */
export const bundleCommand = defineCommand({
  name: 'bundle',
  summary: 'Builds the trust data that buyers verify with, from the records of an alliance.',
  usage: 'build [--out DIR] [--lists FILE|DIR…] [--catalogue FILE…] [--days N]  |  bundle keys DID-DOCUMENT…',
  flags: BUNDLE_FLAGS,
  notes: [
    'build: the accreditations and memberships on record, the keys of every body, the alliance’s own status lists, and those that others handed in; signed with the registry key. Each list is checked before it goes in, and is on record from then on; one that is wrong stops the build, by name.',
    'keys: takes the did.json of bodies on record after they changed their keys. The next edition publishes it.',
    'The folder is exchanged as a whole: nobody reads half of an edition.',
  ],
  examples: [
    {
      does: 'an edition, with the lists that the assessor handed in',
      line: 'tta bundle build --lists from-meridian --out public/trust',
    },
    { does: 'an assessor has a new key', line: 'tta bundle keys meridian-did.json' },
  ],
  run,
})

async function run(call: BundleCall): Promise<ExitCode> {
  const [act = '', ...rest] = call.operands
  if (act === 'build') {
    if (rest.length > 0) throw usageError(`tta bundle build takes no operand; ${printable(rest[0] ?? '')} is too much`)
    return build(call)
  }
  if (act === 'keys') return takeKeys(call, rest)
  throw usageError(
    `say build or keys${act === '' ? '' : `, not ${printable(act)}${didYouMean(act, ['build', 'keys'])}`}`,
  )
}

async function build({ flags, io }: BundleCall): Promise<ExitCode> {
  const days = Number(flags.days ?? USUAL_DAYS)
  if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS)
    throw usageError(`--days: a whole number from 1 to ${MAX_DAYS}`)
  const listFiles = flags.lists.flatMap((path) => listsAt(path))
  const catalogues = readCatalogues(flags.catalogue)
  return withDesk({ flags, io, roles: ['alliance'] }, async (desk) => {
    const folders = [...new Set([join(desk.dir, 'trust'), ...(flags.out === undefined ? [] : [flags.out])])]
    const built = await buildBundle({ desk, folders, listFiles, catalogues, days, now: io.now() })
    if (flags.json) io.out(jsonText(outputOf(built)))
    else
      io.out(
        textOf(built, {
          page: createPage(await choosePage(io)),
          samples: flags.catalogue.length === 0,
          now: io.now(),
          root: desk.config.roots[0],
        }),
      )
    return EXIT.done
  })
}

async function takeKeys({ flags, io }: BundleCall, files: readonly string[]): Promise<ExitCode> {
  if (files.length === 0) throw usageError('name the DID documents: tta bundle keys FILE…')
  const handed = files.map((file) => ({ file, ...readDidFile({ file }) }))
  return withDesk({ flags, io, roles: ['alliance'] }, async (desk) => {
    const now = io.now()
    const bodies: { readonly did: string; readonly keys: number }[] = []
    // Before the first is kept: either all of them, or none.
    const onRecord = new Set((await desk.store.registry().bodies()).map(({ did }) => did))
    for (const { did, keys } of handed) {
      if (resolveSelfContainedDid(did).ok) throw usageError(`${printable(did)} carries its key, and has no other`)
      if (!onRecord.has(did)) throw usageError(`${printable(did)} is not on record: accredit or admit it first`)
      refuseRegistryKey(desk.config, keys)
    }
    for (const { did, keys } of handed) {
      const body = await desk.store.registry().changeBody(did, (found) => {
        if (found === undefined) throw usageError(`${printable(did)} is not on record: accredit or admit it first`)
        return { ...found, keys: mergeKeyHistory({ did, known: found.keys, handed: keys, now }) }
      })
      bodies.push({ did, keys: body.keys.length })
    }
    if (flags.json) io.out(jsonText({ outputVersion: 1, command: 'bundle', exitCode: EXIT.done, bodies }))
    else
      for (const { did, keys } of bodies)
        io.out(`${did}: ${keys} key${keys === 1 ? '' : 's'} on record. Next: tta bundle build.\n`)
    return EXIT.done
  })
}

/** A file as it is named; of a folder every `*.jwt`, in it and in folders below. */
function listsAt(path: string, depth = 0): readonly string[] {
  try {
    if (!statSync(path).isDirectory()) return [path]
    if (depth > MAX_DEPTH) throw unreadable(path, `folders deeper than ${MAX_DEPTH}`)
    const found = readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || (entry.isFile() && entry.name.endsWith('.jwt')))
      .map(({ name }) => name)
      .sort()
      .flatMap((name) => listsAt(join(path, name), depth + 1))
    if (found.length === 0 && depth === 0) throw unreadable(path, 'no *.jwt in it')
    return found
  } catch (error) {
    throw error instanceof Error && error.name === 'TrustedTechError' ? error : unreadable(path, error)
  }
}

function outputOf({ version, expires, bodies, statements, lists, catalogues, folders }: BuiltBundle) {
  return {
    outputVersion: 1,
    command: 'bundle',
    exitCode: EXIT.done,
    version,
    expires: formatInstant(expires),
    bodies,
    statements,
    lists: lists.map(({ id, issuer, validUntil }) => ({ id, issuer, validUntil: formatInstant(validUntil) })),
    catalogues,
    folders,
  }
}

function textOf(
  built: BuiltBundle,
  {
    page,
    samples,
    now,
    root,
  }: {
    readonly page: ReturnType<typeof createPage>
    readonly samples: boolean
    readonly now: Instant
    readonly root: string | undefined
  },
): string {
  page.line(`Edition ${built.version}, good until ${formatInstant(built.expires)}.`, { tone: 'strong' })
  page.field('statements', `${built.statements} about ${built.bodies} bodies and members`)
  page.field('status lists', built.lists.length === 0 ? 'none' : '')
  for (const { id, validUntil } of built.lists) {
    const ended = validUntil <= now ? ', and so has ended: ask its issuer for a newer one' : ''
    page.line(`${printable(id)} until ${formatInstant(validUntil)}${ended}`, { indent: 4 })
  }
  page.field(
    'catalogues',
    `${built.catalogues.join(', ')}${samples ? ' (samples: verdicts that rest on them say so)' : ''}`,
  )
  for (const folder of built.folders) page.field('folder', printable(folder))
  if (root !== undefined) page.field('root', root)
  page.line('Hand the folder to buyers. They pin the root, through a second channel, once.')
  return page.text()
}
