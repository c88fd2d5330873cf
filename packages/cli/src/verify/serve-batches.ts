import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { usageError } from '../command-line/usage.js'
import type { ExitCode } from '../exit-codes.js'
import type { Io } from '../io.js'
import { readTrustFolder } from '../trust-folder/read-trust-folder.js'
import { type Batch, type BatchOutcome, verifyBatch } from './batch.js'
import { chooseRendering, type ThreadTask, trustMark } from './verify-many.js'

/** Whether this is a thread that another `tta verify` started, whatever the environment says. */
export function servesAThread(): boolean {
  return !isMainThread && parentPort !== null
}

/**
 * Serves the `tta verify` that started this thread: opens the trust data once, with the same root, and answers batch after
 * batch until it is stopped. Nothing that it is handed ends it: what goes wrong with an input is that input's outcome.
 */
export async function serveBatches(io: Io): Promise<ExitCode> {
  const port = parentPort
  if (port === null) throw usageError('this serves a thread only')
  const answer = await createAnswerer(workerData as ThreadTask, io)
  return new Promise((resolve) => {
    port.on('message', (question: Batch | { readonly kind: 'open' }) => port.postMessage(answer(question)))
    port.on('close', () => resolve(0))
  })
}

/** What answers the questions of the starter: `open` with what the trust data was, a batch with what came of it. */
export async function createAnswerer(
  task: ThreadTask,
  io: Io,
): Promise<(question: Batch | { readonly kind: 'open' }) => string | BatchOutcome> {
  const { trustFolder, json, question, now, outIsTerminal, columns } = task
  const there = { ...io, outIsTerminal, ...(columns === undefined ? {} : { columns }) }
  const trust = readTrustFolder({ ...trustFolder, now })
  const context = { trust, now, question, ...(await chooseRendering({ json, io: there })) }
  return (batch) => (batch.kind === 'open' ? trustMark(trust) : verifyBatch(batch, context))
}
