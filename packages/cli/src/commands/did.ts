import { type Problem, printable, type Result } from '@trusted-tech/model'
import { exportMultikey } from '@trusted-tech/proofs'
import { createPage, jsonText, reasonMessage } from '@trusted-tech/reports'
import type { TrustState } from '@trusted-tech/trust'
import { choosePage } from '../command-line/choose-page.js'
import { type Call, defineCommand } from '../command-line/command.js'
import { usageError } from '../command-line/usage.js'
import { type Pinned, RESOLVED_METHODS, type ResolvedDid, resolveDid } from '../did/resolve-did.js'
import { EXIT, type ExitCode } from '../exit-codes.js'
import type { Io } from '../io.js'
import { findTrust, openTrustFor, TRUST_FLAGS } from '../trust-folder/trust-for.js'

const DID_FLAGS = TRUST_FLAGS

const NOTICE =
  'NO TRUST DECISION. That a DID resolves says nothing about who is behind it, and tta verify does not use what is shown here: it takes keys from trust data.'

const SOURCES = {
  identifier: 'the identifier itself, which is its key; nothing was fetched',
  network: 'what its address answered just now. Whoever has the server, or the name, writes it',
} as const

const TRUST_DATA: Readonly<Record<Pinned, string>> = {
  same: 'lists the same keys',
  unlisted: 'has no keys for this DID: nothing to compare with',
  different: 'DIFFERS: do not use these keys; go by the trust data',
  notCompared: 'not compared',
}

/** `tta did resolve`: which keys a DID has. */
export const didCommand = defineCommand({
  name: 'did',
  summary: 'Resolves a DID: which keys it has, and where they come from. It makes no trust decision.',
  usage: 'resolve DID [flags]',
  flags: DID_FLAGS,
  notes: [
    'did:key and did:jwk are read without a connection. did:web opens one, over HTTPS, to public addresses alone: no redirect, no proxy, five seconds, 64 KiB. No other command does but tta doctor --online.',
    'Where trust data is at hand (--bundle and --root, or those of the desk in the current folder), the keys of a did:web are held to those that it has.',
    'Exit codes: 0 resolved, 1 not a usable DID or document, or other keys than trust data has, 3 the trust data cannot be used, 4 its address gave no answer.',
  ],
  examples: [
    { does: 'the key in a did:key', line: 'tta did resolve did:key:z6Mkf5rGMoatrSj1f4CyvuHBeXJELe9RPdzo2PKGNCKVtZxP' },
    {
      does: 'what an assessor publishes',
      line: 'tta did resolve did:web:meridian.example --bundle trust --root root.jwk',
    },
  ],
  run,
})

async function run({ operands, flags, io }: Call<typeof DID_FLAGS>): Promise<ExitCode> {
  const did = readOperands(operands)
  const trust = did.startsWith('did:web:') ? await trustOf(flags, io) : undefined
  if (trust !== undefined && !trust.ok) return refuse({ did, problem: trust.problems[0], json: flags.json, io })
  const fetcher = async () => (await import('@trusted-tech/fetcher')).createGuardedFetcher()
  const resolved = await resolveDid({ did, fetcher, trust: trust?.value })
  const exitCode = exitCodeOf(resolved)
  if (flags.json) {
    const problem = resolved.ok ? resolved.value.problem : resolved.problems[0]
    io.out(
      jsonText({
        outputVersion: 1,
        command: 'did',
        exitCode,
        notice: NOTICE,
        did,
        ...(resolved.ok ? resultOf(resolved.value) : {}),
        ...(problem === undefined ? {} : { problem }),
      }),
    )
    return exitCode
  }
  const page = createPage(await choosePage(io))
  page.line(NOTICE, { tone: 'unsure' })
  page.heading(printable(did))
  if (resolved.ok) {
    const { source, url, methods, trustData, problem } = resolved.value
    page.field('keys from', SOURCES[source])
    if (url !== undefined) page.field('address', printable(url))
    page.field('trust data', TRUST_DATA[trustData], problem === undefined ? {} : { tone: 'bad' })
    for (const { id, key, purposes } of methods) {
      page.blank()
      page.field('key', printable(id, { maxLength: 1024 }))
      page.field('algorithm', key.algorithm)
      page.field('for', purposes.join(', ') || 'nothing')
      page.field('multikey', exportMultikey(key))
    }
  }
  const problem = resolved.ok ? resolved.value.problem : resolved.problems[0]
  if (problem !== undefined) {
    page.blank()
    page.field('problem', describe(problem), { tone: 'bad' })
    page.field('remedy', reasonMessage(problem.code).remedy)
  }
  io.out(page.text())
  return exitCode
}

function readOperands([act, did, ...more]: readonly string[]): string {
  if (act !== 'resolve' || did === undefined || more.length > 0) throw usageError('write tta did resolve DID')
  const method = /^did:([a-z0-9]+):./.exec(did)?.[1]
  if (method === undefined) throw usageError(`${printable(did)} is no DID: expected did:METHOD:…`)
  if (/[#?/]/.test(did)) throw usageError(`${printable(did)} names a key or a part; write the DID alone`)
  if (RESOLVED_METHODS.some((known) => known === method)) return did
  throw usageError(`did:${printable(method)} is not resolved here: ${RESOLVED_METHODS.join(', ')} are`)
}

/** Trust data is asked for by flags, or is there because somebody works at a desk; a desk without any is no hindrance. */
async function trustOf(flags: Call<typeof DID_FLAGS>['flags'], io: Io): Promise<Result<TrustState> | undefined> {
  const open = () => openTrustFor({ flags, io, now: io.now() })
  if (flags.bundle !== undefined || flags.root !== undefined) return open()
  const { folder, root } = findTrust(flags)
  if (folder === undefined || root === undefined) return undefined
  const trust = await open().catch(() => undefined)
  return trust?.ok === true ? trust : undefined
}

/** Trust data that was asked for and cannot be used: then nothing is fetched, for nothing could be compared. */
function refuse(options: {
  readonly did: string
  readonly problem: Problem
  readonly json: boolean
  readonly io: Io
}): ExitCode {
  const { did, problem, json, io } = options
  const exitCode = EXIT.indeterminate
  io.err(`tta did: the trust data cannot be used, so that nothing can be compared with it: ${describe(problem)}\n`)
  if (json) io.out(jsonText({ outputVersion: 1, command: 'did', exitCode, notice: NOTICE, did, problem }))
  return exitCode
}

function exitCodeOf(resolved: Result<ResolvedDid>): ExitCode {
  if (resolved.ok) return resolved.value.problem === undefined ? EXIT.done : EXIT.rejected
  return resolved.problems[0].code.startsWith('FETCH_') ? EXIT.file : EXIT.rejected
}

function resultOf({ source, url, trustData, methods }: ResolvedDid) {
  return {
    source,
    ...(url === undefined ? {} : { url }),
    trustData,
    keys: methods.map(({ id, controller, key, purposes }) => ({
      id,
      controller,
      algorithm: key.algorithm,
      purposes,
      publicKeyMultibase: exportMultikey(key),
    })),
  }
}

function describe({ code, pointer, expected, actual }: Problem): string {
  const said = [
    code,
    ...(pointer === '' ? [] : [`at ${printable(pointer)}`]),
    ...(expected === undefined ? [] : [`expected ${printable(expected)}`]),
    ...(actual === undefined ? [] : [`found ${printable(actual)}`]),
  ]
  return said.join(', ')
}
