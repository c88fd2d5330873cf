import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  type DraftOutcome,
  type IssuedRecord,
  type IssueProgress,
  issueClaims,
  type SourcedDraft,
  standingOf,
} from '@trusted-tech/issuer'
import { type Problem, printable, TrustedTechError } from '@trusted-tech/model'
import { createPage, jsonText } from '@trusted-tech/reports'
import { choosePage } from '../command-line/choose-page.js'
import { type Call, defineCommand } from '../command-line/command.js'
import { usageError } from '../command-line/usage.js'
import { DESK_FLAGS, type Desk, withDesk } from '../desk/open-desk.js'
import { EXIT, type ExitCode, worstExitCode } from '../exit-codes.js'
import { unwritable } from '../files/file-fault.js'
import { readRegularFile } from '../files/read-regular-file.js'
import { writeFile } from '../files/write-file.js'
import { draftFilesIn } from '../issue/draft-files.js'
import { type DraftSource, draftSources, draftsOf } from '../issue/draft-sources.js'
import { outcomeJson, problemLines, type WrittenOutcome, writeIssued } from '../issue/issue-output.js'
import { issueProgress } from '../issue/issue-progress.js'
import { openTrustFor, TRUST_FLAGS } from '../trust-folder/trust-for.js'

const ISSUE_FLAGS = {
  ...DESK_FLAGS,
  ...TRUST_FLAGS,
  declaration: { kind: 'switch', help: 'issue declarations; a draft of a certificate is refused' },
  out: { kind: 'text', value: 'DIR', help: 'write each credential to DIR, by its id' },
  'dry-run': { kind: 'switch', help: 'check the drafts as issuing would; nothing is reserved, signed or recorded' },
  'idempotency-key': {
    kind: 'text',
    value: 'KEY',
    help: 'your own name for this request, for one draft: asked again, it gives the same credential',
  },
  'evidence-dir': {
    kind: 'text',
    value: 'DIR',
    help: 'where the files lie that drafts name (default: beside the draft)',
  },
} as const

type IssueCall = Call<typeof ISSUE_FLAGS>

/** So many are told one by one; of more, their number. */
const TOLD_ONE_BY_ONE = 20

/** `tta issue`: certificates and declarations from drafts, each once. */
export const issueCommand = defineCommand({
  name: 'issue',
  summary: 'Issues certificates or declarations from drafts, one or many, each once.',
  usage: 'DRAFT… [--out DIR] [--dry-run] [flags]',
  flags: ISSUE_FLAGS,
  notes: [
    'DRAFT is a file, a folder (every draft directly inside), or - for standard input. JSON and YAML hold one draft, JSON Lines one in each line, CSV one for each product and scheme: a row for each criterion.',
    'A draft is held to the profile, the catalogue and your accreditation before anything is signed. What is wrong is told as file:line pointer CODE. A draft that is refused does not stop the others.',
    'Run it again to go on: what was issued is on record, and the same draft gives the same credential, also after a crash. To issue a draft a second time, name the request with --idempotency-key.',
    'Buyers need the status list that names the new credential: tta status publish.',
    'Exit codes: 0 done, 1 a draft was refused, 2 usage, 3 trust data that cannot be used, or somebody else is at a draft, 4 a file cannot be read or written, or the store.',
  ],
  examples: [
    { does: 'whether a draft is in order', line: 'tta issue pump.yaml --dry-run' },
    { does: 'a certificate', line: 'tta issue pump.yaml --out certificates' },
    { does: 'ten thousand, and on after a break', line: 'tta issue drafts.jsonl --out certificates' },
    { does: 'from a spreadsheet', line: 'tta issue findings.csv --evidence-dir evidence --out certificates' },
  ],
  run,
})

async function run(call: IssueCall): Promise<ExitCode> {
  const { operands, flags, io } = call
  const sources = draftSources(operands)
  const key = flags['idempotency-key']
  if (key !== undefined && (sources.length !== 1 || !['json', 'yaml'].includes(sources[0]?.format ?? ''))) {
    throw usageError('--idempotency-key names the request for one draft, in a file of JSON or YAML')
  }
  if (flags['dry-run'] && flags.out !== undefined) throw usageError('--dry-run issues nothing: leave out --out')
  return withDesk({ flags, io, roles: ['assessor', 'vendor'] }, async (desk) => {
    const trust = await openTrustFor({ flags, io, now: io.now() })
    if (!trust.ok) return tellTrust(call, trust.problems)
    const issuing = await desk.issuing(io.now())
    const certifies = desk.config.role === 'assessor' && !flags.declaration
    const progress = issueProgress(io)
    let tally: IssueProgress = { done: 0, issued: 0, known: 0, good: 0, refused: 0, inFlight: 0 }
    const outcomes = issueClaims({
      ...issuing,
      now: () => io.now(),
      trust: trust.value,
      drafts: draftsOf({
        sources,
        type: certifies ? 'ConformityCertificate' : 'ConformityDeclaration',
        only: flags.declaration,
        io,
      }),
      filesFor: filesFor(sources, flags['evidence-dir']),
      keyFor: () => key,
      dryRun: flags['dry-run'],
      onProgress(now) {
        tally = now
        progress.show(now)
      },
    })
    if (flags.out !== undefined) makeFolder(flags.out)
    const written: WrittenOutcome[] = []
    try {
      for await (const outcome of outcomes) {
        const one = await finish(desk, outcome, flags.out)
        const lines = problemLines(one)
        if (lines.length > 0) progress.clear()
        for (const line of lines) io.err(`${line}\n`)
        if (flags.json || written.length < TOLD_ONE_BY_ONE) written.push(one)
      }
    } catch (error) {
      throw stopped(error, tally)
    } finally {
      progress.clear()
    }
    return tell(call, desk, written, tally)
  })
}

/** Writes the credential, and finds out how one stands that was issued before. */
async function finish(desk: Desk, outcome: DraftOutcome, out: string | undefined): Promise<WrittenOutcome> {
  if (!('record' in outcome)) return { outcome }
  const { issuer, id } = outcome.record
  const standing =
    outcome.state === 'known' ? standingOf(await desk.store.issuance().history({ issuer, credential: id })) : undefined
  return {
    outcome,
    ...(out === undefined ? {} : { path: writeCredential(out, outcome.record) }),
    ...(standing === undefined ? {} : { standing }),
  }
}

async function tell(
  { flags, io }: IssueCall,
  desk: Desk,
  written: readonly WrittenOutcome[],
  tally: IssueProgress,
): Promise<ExitCode> {
  const { done, issued, known, good, refused, inFlight } = tally
  const exitCode = worstExitCode([
    EXIT.done,
    ...(refused > 0 ? [EXIT.rejected] : []),
    ...(inFlight > 0 ? [EXIT.indeterminate] : []),
  ])
  const counts = { done, issued, known, good, refused, inFlight }
  if (flags.json) {
    const results = written.map(outcomeJson)
    io.out(jsonText({ outputVersion: 1, command: 'issue', dryRun: flags['dry-run'], counts, results, exitCode }))
    return exitCode
  }
  const page = createPage(await choosePage(io))
  if (issued + known <= TOLD_ONE_BY_ONE) for (const one of written) writeIssued(page, one)
  page.line(summaryOf(tally), { tone: exitCode === EXIT.done ? 'good' : 'bad' })
  if (issued > 0) {
    const where = flags.dir === undefined ? '' : ` --dir ${printable(desk.dir)}`
    page.line(`Next: tta status publish${where} --out DIR, and hand the lists to your alliance.`)
  }
  io.out(page.text())
  return exitCode
}

function summaryOf({ done, issued, known, good, refused, inFlight }: IssueProgress): string {
  const parts = [
    [issued, 'issued'],
    [known, 'issued before'],
    [good, 'in order'],
    [refused, 'refused'],
    [inFlight, 'in flight elsewhere: run it again'],
  ] as const
  const told = parts.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : []))
  return `${done} draft${done === 1 ? '' : 's'}${told.length === 0 ? '' : `: ${told.join(', ')}`}.`
}

/** Trust data that cannot be used: nothing can be said of any draft. */
function tellTrust({ flags, io }: IssueCall, problems: readonly Problem[]): ExitCode {
  for (const { code, pointer, about } of problems) {
    io.err(
      `tta issue: the trust data cannot be used: ${code} ${about === undefined ? '' : printable(about)}${pointer}\n`,
    )
  }
  const exitCode = EXIT.indeterminate
  if (flags.json) io.out(jsonText({ outputVersion: 1, command: 'issue', problems: [...problems], exitCode }))
  return exitCode
}

function filesFor(sources: readonly DraftSource[], evidence: string | undefined) {
  const folders = new Map(sources.map(({ file, folder }) => [file, folder]))
  return ({ file }: SourcedDraft) => draftFilesIn(evidence ?? folders.get(file) ?? '.')
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true })
  } catch (error) {
    throw unwritable(path, error)
  }
}

/** By its id, which names nothing else. One that is there stays, unless a power cut or somebody has left another text in it. */
function writeCredential(folder: string, { id, secured }: IssuedRecord): string {
  const path = join(folder, `${id.replace(/^urn:uuid:/, '')}.jwt`)
  if (!existsSync(path) || !holds(path, secured)) writeFile(path, secured)
  return path
}

function holds(path: string, text: string): boolean {
  return Buffer.from(readRegularFile(path, text.length + 1).bytes).toString('utf8') === text
}

/** What stopped the run, and that nothing which was told is lost. */
function stopped(error: unknown, { issued, known }: IssueProgress): unknown {
  if (!(error instanceof TrustedTechError) || issued + known === 0) return error
  const kept = `${issued + known} credentials are on record; put it right and run the same line again to go on`
  return new TrustedTechError(error.code, `${error.message} ${kept}`, { cause: error, problems: error.problems })
}
