import { statSync } from 'node:fs'
import { join } from 'node:path'
import { printable } from '@trusted-tech/model'
import { createPage, jsonText, type Page } from '@trusted-tech/reports'
import { choosePage } from '../command-line/choose-page.js'
import { type Call, defineCommand } from '../command-line/command.js'
import { usageError } from '../command-line/usage.js'
import { EXIT, type ExitCode, worstExitCode } from '../exit-codes.js'
import { describeFailure, type Failure } from '../failure.js'
import { expandInputs, type NamedInput, STDIN } from '../files/expand-inputs.js'
import { readInput } from '../files/read-input.js'
import { type Inspection, inspectDocument } from '../inspect/inspect-document.js'
import { inspectTrustFolder, type TrustFolderInspection } from '../inspect/inspect-trust-folder.js'
import { writeInspection } from '../inspect/write-inspection.js'
import { writeTrustFolder } from '../inspect/write-trust-folder.js'
import type { Io } from '../io.js'
import { MANIFEST_FILE } from '../trust-folder/read-trust-folder.js'

const NOTICE =
  'NOT VERIFIED. This is what the file claims: no signature, issuer, accreditation or status was checked. Use tta verify for a verdict.'

interface Outcome {
  readonly file: string
  readonly exitCode: ExitCode
  readonly inspection?: Inspection | TrustFolderInspection
  readonly failure?: Failure
}

/** `tta inspect`: what a file claims, without any trust decision. */
export const inspectCommand = defineCommand({
  name: 'inspect',
  summary: 'Shows what a credential, a presentation or a trust folder claims. It makes no trust decision.',
  usage: 'FILE… [flags]',
  flags: {},
  notes: [
    'FILE is a file, a trust folder, another folder (all *.jwt directly inside), or - for standard input.',
    'Exit codes: 0 shown, 1 not well-formed, so that nothing can be shown, 3 a trust folder that cannot be read as one, 4 a file cannot be read.',
  ],
  examples: [
    { does: 'a certificate', line: 'tta inspect pump.jwt' },
    { does: 'version and age of trust data', line: 'tta inspect trust' },
  ],
  run,
})

async function run({ operands, flags, io }: Call<Record<never, never>>): Promise<ExitCode> {
  if (operands.length === 0) throw usageError('name a file, a folder, or - for standard input')
  const outcomes: Outcome[] = []
  for (const operand of operands) {
    const inputs = isTrustFolder(operand) ? [{ file: operand }] : expandInputs([operand])
    for (const input of inputs) outcomes.push(await inspectInput(input, io))
  }
  const exitCode = worstExitCode(outcomes.map((outcome) => outcome.exitCode))
  for (const { failure } of outcomes) {
    if (failure !== undefined) io.err(`tta inspect: ${failure.message} (${failure.code})\n`)
  }
  if (flags.json) {
    const results = outcomes.map(({ file, inspection, failure }) => ({
      file,
      ...inspection,
      ...(failure === undefined ? {} : { error: { code: failure.code, message: failure.message } }),
    }))
    io.out(jsonText({ outputVersion: 1, command: 'inspect', notice: NOTICE, results, exitCode }))
    return exitCode
  }
  if (outcomes.every(({ inspection }) => inspection === undefined)) return exitCode
  const page = createPage(await choosePage(io))
  page.line(NOTICE, { tone: 'unsure' })
  for (const outcome of outcomes) writeOutcome(page, outcome)
  page.blank()
  page.line(NOTICE, { tone: 'unsure' })
  io.out(page.text())
  return exitCode
}

async function inspectInput({ file, fault }: NamedInput, io: Io): Promise<Outcome> {
  try {
    if (fault !== undefined) throw fault
    if (isTrustFolder(file)) {
      const inspection = inspectTrustFolder(file, io.now())
      return { file, inspection, exitCode: inspection.kind === 'unreadable' ? EXIT.indeterminate : EXIT.done }
    }
    const inspection = inspectDocument((await readInput(file, io)).bytes)
    return { file, inspection, exitCode: inspection.kind === 'unreadable' ? EXIT.rejected : EXIT.done }
  } catch (error) {
    return { file, failure: describeFailure(error), exitCode: EXIT.file }
  }
}

function writeOutcome(page: Page, { file, inspection }: Outcome): void {
  if (inspection === undefined) return
  page.heading(printable(file))
  if (inspection.kind === 'trustFolder') writeTrustFolder(page, inspection)
  else writeInspection(page, inspection)
}

function isTrustFolder(path: string): boolean {
  if (path === STDIN) return false
  try {
    return statSync(path).isDirectory() && statSync(join(path, MANIFEST_FILE), { throwIfNoEntry: false }) !== undefined
  } catch {
    return false
  }
}
