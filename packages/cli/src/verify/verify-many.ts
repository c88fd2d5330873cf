import { statSync } from 'node:fs'
import type { Instant, Result } from '@trusted-tech/model'
import type { PinnedRoot, TrustState } from '@trusted-tech/trust'
import type { Question } from '@trusted-tech/verifier'
import { choosePage } from '../command-line/choose-page.js'
import { type ExitCode, worstExitCode } from '../exit-codes.js'
import { describeFailure, type Failure } from '../failure.js'
import { type NamedInput, STDIN } from '../files/expand-inputs.js'
import type { Io, Thread } from '../io.js'
import { type Batch, type BatchContext, type BatchOutcome, verifyBatch } from './batch.js'
import { batchesOf } from './batches-of.js'
import { JSON_SEPARATOR, jsonOfSeveral, jsonWriter } from './json-results.js'
import { onThreads } from './on-threads.js'
import { startProgress } from './progress.js'
import { type Tally, textOfSeveral, textOfTotal } from './text-results.js'

/** What is done before threads are started: they take longer to start than so many take to verify. */
const BEFORE_THREADS = 256

/** Where the trust data lies, and what is pinned. */
export interface TrustFolder {
  readonly folder: string
  readonly root: PinnedRoot
}

/** What a thread needs to give the same answers as its starter. */
export interface ThreadTask {
  readonly trustFolder: TrustFolder
  readonly json: boolean
  readonly question: Question
  readonly now: Instant
  readonly outIsTerminal: boolean
  readonly columns?: number
}

/**
 * Verifies many inputs: files, folders, and files of one document a line, of any length.
 *
 * The results come in the order of the inputs, and one that is broken stops no other. Memory stays flat: inputs are read
 * ahead by a few batches only, results are written as they come, and a slow reader holds the work up. Many inputs are
 * verified on a thread per core; the reports are the same.
 *
 * @returns the worst exit code; 4 also when a thread ended before its work was done
 */
export async function verifyMany(options: {
  readonly inputs: readonly NamedInput[]
  readonly json: boolean
  readonly io: Io
  readonly trustFolder: TrustFolder
  readonly trust: Result<TrustState>
  readonly question: Question
  readonly now: Instant
}): Promise<ExitCode> {
  const { inputs, json, io, trustFolder, trust, question, now } = options
  const context = { trust, now, question, ...(await chooseRendering({ json, io })) }
  const write = json ? jsonWriter((text) => io.out(text)) : undefined
  const tally = { accepted: 0, rejected: 0, indeterminate: 0, unread: 0 }
  const exitCodes = new Set<ExitCode>()
  const progress = startProgress(io)
  const total = io.errIsTerminal === true ? totalWeight(inputs) : undefined
  let read = 0
  let done = 0
  let failure: Failure | undefined

  async function* counted(): AsyncGenerator<Batch> {
    for await (const batch of batchesOf(inputs, io)) {
      read += batchWeight(batch)
      yield batch
    }
  }
  const task: ThreadTask = {
    trustFolder,
    json,
    question,
    now,
    outIsTerminal: io.outIsTerminal,
    ...(io.columns === undefined ? {} : { columns: io.columns }),
  }
  try {
    for await (const outcome of outcomesOf(counted(), { context, io, task })) {
      for (const state of Object.keys(tally) as (keyof Tally)[]) tally[state] += outcome.tally[state]
      for (const code of outcome.exitCodes) exitCodes.add(code)
      done += outcome.results
      if (outcome.err !== '' || io.outIsTerminal) progress.clear()
      if (outcome.err !== '') io.err(outcome.err)
      if (outcome.results > 0) (write?.results ?? io.out)(outcome.text)
      await io.drained?.()
      progress.show({ inputs: done, share: total === undefined ? undefined : Math.min(1, read / total) })
    }
  } catch (error) {
    failure = describeFailure(error)
    exitCodes.add(failure.exitCode)
  }
  progress.clear()
  if (failure !== undefined) io.err(`tta verify: ${failure.message} (${failure.code})\n`)
  const exitCode = worstExitCode([...exitCodes])
  if (write === undefined) io.out(textOfTotal(tally, await choosePage(io), failure !== undefined))
  else write.end(tally, exitCode, failure)
  return exitCode
}

/** How results are written; the same in a thread as in its starter. */
export async function chooseRendering({
  json,
  io,
}: {
  readonly json: boolean
  readonly io: Io
}): Promise<Pick<BatchContext, 'render' | 'separator'>> {
  if (json) return { render: jsonOfSeveral, separator: JSON_SEPARATOR }
  const page = await choosePage(io)
  return { render: (outcome) => textOfSeveral(outcome, page), separator: '' }
}

/** What the trust data was, to compare what several threads read of one folder. */
export function trustMark(trust: Result<TrustState>): string {
  return trust.ok ? trust.value.digest : JSON.stringify(trust.problems)
}

async function* outcomesOf(
  batches: AsyncGenerator<Batch>,
  { context, io, task }: { readonly context: BatchContext; readonly io: Io; readonly task: ThreadTask },
): AsyncGenerator<BatchOutcome> {
  // Evidence is compared in this thread: copies of it for each of the others could take more memory than there is.
  const mayStart = io.startThreads !== undefined && context.question.evidence === undefined
  let threads: readonly Thread[] = []
  try {
    for (let done = 0; !mayStart || done < BEFORE_THREADS; ) {
      const next = await batches.next()
      if (next.done === true) return
      const outcome = verifyBatch(next.value, context)
      done += outcome.results
      yield outcome
    }
    const first = await batches.next()
    if (first.done === true) return
    threads = (await io.startThreads?.(task)) ?? []
    const rest = startingWith(first.value, batches)
    if (threads.length > 0) yield* onThreads({ threads, batches: rest, trust: trustMark(context.trust) })
    else for await (const batch of rest) yield verifyBatch(batch, context)
  } finally {
    for (const thread of threads) thread.stop()
  }
}

async function* startingWith(first: Batch, rest: AsyncGenerator<Batch>): AsyncGenerator<Batch> {
  yield first
  yield* rest
}

/** What a file of one document counts for beside the bytes of one with many. */
const DOCUMENT_WEIGHT = 8192

function totalWeight(inputs: readonly NamedInput[]): number | undefined {
  let total = 0
  for (const { file, lines } of inputs) {
    if (lines !== true) total += DOCUMENT_WEIGHT
    else if (file === STDIN) return undefined
    else total += statSync(file, { throwIfNoEntry: false })?.size ?? 0
  }
  return Math.max(1, total)
}

function batchWeight(batch: Batch): number {
  if (batch.kind === 'lines') return batch.bytes.length
  return DOCUMENT_WEIGHT * (batch.kind === 'files' ? batch.files.length : 1)
}
