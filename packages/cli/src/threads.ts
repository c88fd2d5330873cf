import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { TrustedTechError } from '@trusted-tech/model'
import type { Thread } from './io.js'
import { THREAD_VARIABLE } from './thread-variable.js'

/** Each takes some 50 MB: more would cost memory that a machine with many cores may not have to spare. */
const MOST_THREADS = 4

/** Starts the program once more per core, each in a thread of its own; none where there is one core. */
export function startThreads(data: unknown): readonly Thread[] {
  const count = Math.min(availableParallelism(), MOST_THREADS)
  return count < 2 ? [] : Array.from({ length: count }, () => startThread(data))
}

function startThread(data: unknown): Thread {
  const worker = new Worker(new URL('../bin/tta.js', import.meta.url), {
    argv: ['verify'],
    env: { ...process.env, [THREAD_VARIABLE]: '1' },
    workerData: data,
  })
  const waiting: { resolve(answer: unknown): void; reject(error: Error): void }[] = []
  let ended: TrustedTechError | undefined
  const end = (): void => {
    ended ??= new TrustedTechError(
      'ERR_VERIFICATION_INCOMPLETE',
      'a thread of tta ended before its work was done: what follows was not verified, and nothing is said about it',
    )
    for (const { reject } of waiting.splice(0)) reject(ended)
  }
  // It answers in the order of the questions.
  worker.on('message', (answer) => waiting.shift()?.resolve(answer))
  worker.on('messageerror', end)
  worker.on('error', end)
  worker.on('exit', end)
  return {
    ask(question, transfer = []) {
      if (ended !== undefined) return Promise.reject(ended)
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject })
        worker.postMessage(question, transfer)
      })
    },
    stop() {
      void worker.terminate()
    },
  }
}
