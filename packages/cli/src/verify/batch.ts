import { type Instant, type Problem, printable, type Result } from '@trusted-tech/model'
import type { TrustState } from '@trusted-tech/trust'
import type { Question } from '@trusted-tech/verifier'
import { verifySync } from '@trusted-tech/verifier/sync'
import { EXIT, type ExitCode, exitCodeOf } from '../exit-codes.js'
import { describeFailure, type Failure } from '../failure.js'
import { documentIn, MAX_INPUT_BYTES } from '../files/read-input.js'
import { readRegularFile } from '../files/read-regular-file.js'
import { readLine } from './read-line.js'
import type { Tally } from './text-results.js'
import type { Outcome } from './verify-file.js'

/** Some inputs of many, as plain data: a thread is handed it. */
export type Batch =
  | { readonly kind: 'files'; readonly files: readonly string[] }
  | {
      readonly kind: 'lines'
      readonly file: string
      readonly firstLine: number
      readonly bytes: Uint8Array<ArrayBuffer>
      readonly tooLarge?: true
    }
  /** One input that was read already. */
  | { readonly kind: 'bytes'; readonly file: string; readonly bytes: Uint8Array; readonly tooLarge: boolean }
  /** An input of which there is nothing to verify. */
  | { readonly kind: 'fault'; readonly file: string; readonly failure: Failure }

/** What came of a batch, as plain data, and rendered already: that is a good part of the work. */
export interface BatchOutcome {
  readonly text: string
  readonly err: string
  readonly tally: Tally
  readonly exitCodes: readonly ExitCode[]
  readonly results: number
}

export interface BatchContext {
  readonly trust: Result<TrustState>
  readonly now: Instant
  readonly question: Question
  /** How a result is written. */
  render(outcome: Outcome): string
  /** What stands between two results. */
  readonly separator: string
}

const LINE_FEED = 0x0a

/** Verifies a batch. Whatever goes wrong with one input is its outcome, so that the others are verified all the same. */
export function verifyBatch(batch: Batch, context: BatchContext): BatchOutcome {
  const tally = { accepted: 0, rejected: 0, indeterminate: 0, unread: 0 }
  const exitCodes = new Set<ExitCode>()
  const texts: string[] = []
  let err = ''
  const take = (outcome: Outcome): void => {
    tally[outcome.report?.verdict ?? 'unread'] += 1
    exitCodes.add(outcome.exitCode)
    if (outcome.failure !== undefined) err += `tta verify: ${outcome.failure.message} (${outcome.failure.code})\n`
    if (outcome.tooLarge === true) {
      const name = printable(outcome.line === undefined ? outcome.file : `${outcome.file}:${outcome.line}`)
      err += `tta verify: ${name}: more than 8 MiB: only the beginning was read, and the digest is of that\n`
    }
    texts.push(context.render(outcome))
  }
  switch (batch.kind) {
    case 'files':
      for (const file of batch.files) take(judgeFile(file, context))
      break
    case 'bytes':
      take(judge(batch, batch.bytes, context))
      break
    case 'fault':
      take({ file: batch.file, exitCode: batch.failure.exitCode, failure: batch.failure })
      break
    case 'lines':
      for (const outcome of judgeLines(batch, context)) take(outcome)
  }
  return { text: texts.join(context.separator), err, tally, exitCodes: [...exitCodes], results: texts.length }
}

function judgeFile(file: string, context: BatchContext): Outcome {
  try {
    // One for the line feed, one to see that there is more.
    const { bytes, tooLarge } = documentIn(readRegularFile(file, MAX_INPUT_BYTES + 2).bytes)
    return judge({ file, ...(tooLarge ? { tooLarge } : {}) }, bytes, context)
  } catch (error) {
    return { file, exitCode: EXIT.file, failure: describeFailure(error) }
  }
}

function* judgeLines(batch: Batch & { readonly kind: 'lines' }, context: BatchContext): Generator<Outcome> {
  const { file, bytes } = batch
  let line = batch.firstLine
  for (let start = 0; start < bytes.length; line += 1) {
    const found = bytes.indexOf(LINE_FEED, start)
    const end = found < 0 ? bytes.length : found
    const tooLarge = batch.tooLarge === true || end - start > MAX_INPUT_BYTES
    const raw = bytes.subarray(start, tooLarge ? Math.min(end, start + MAX_INPUT_BYTES + 1) : end)
    start = end + 1
    const content = tooLarge ? { input: raw } : readLine(raw)
    if (content === undefined) continue
    const about = {
      file,
      line,
      ...(tooLarge ? { tooLarge } : {}),
      ...(content.problem === undefined ? {} : { lineProblem: content.problem }),
    }
    yield judge(about, content.input, context)
  }
}

function judge(
  {
    file,
    line,
    tooLarge,
    lineProblem,
  }: {
    readonly file: string
    readonly line?: number
    readonly tooLarge?: boolean
    readonly lineProblem?: Problem
  },
  input: Uint8Array | string,
  { trust, now, question }: BatchContext,
): Outcome {
  const about = { file, ...(line === undefined ? {} : { line }) }
  try {
    const report = verifySync({ input, trust, now, question })
    return {
      ...about,
      exitCode: exitCodeOf(report),
      report,
      ...(tooLarge === true ? { tooLarge } : {}),
      ...(lineProblem === undefined ? {} : { lineProblem }),
    }
  } catch (error) {
    return { ...about, exitCode: EXIT.file, failure: describeFailure(error) }
  }
}
