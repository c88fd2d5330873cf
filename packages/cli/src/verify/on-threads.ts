import { TrustedTechError } from '@trusted-tech/model'
import type { Thread } from '../io.js'
import type { Batch, BatchOutcome } from './batch.js'

/** Batches that wait at each thread, so that none of them is idle while the results are written. */
const AHEAD = 3

/**
 * Verifies batches on threads and gives what came of them in the order of the batches.
 *
 * Bounded: only so many batches are read ahead, whatever the readers of the results do.
 *
 * @param options.trust what the trust data looked like to the starter; a thread that saw something else ends it all,
 * because its verdicts would rest on other data than the rest (the folder was changed in between).
 * @throws {TrustedTechError} `ERR_VERIFICATION_INCOMPLETE`
 */
export async function* onThreads(options: {
  readonly threads: readonly Thread[]
  readonly batches: AsyncIterator<Batch>
  readonly trust: string
}): AsyncGenerator<BatchOutcome> {
  const { threads, batches, trust } = options
  const opened = threads.map((thread) => thread.ask({ kind: 'open' }))
  for (const one of opened) quiet(one)
  const load = threads.map(() => 0)
  const pending: Promise<BatchOutcome>[] = []
  let agreed = false
  for (let ended = false; ; ) {
    while (!ended && pending.length < threads.length * AHEAD) {
      const next = await batches.next()
      if (next.done === true) ended = true
      else pending.push(give(next.value))
    }
    const first = pending.shift()
    if (first === undefined) return
    if (!agreed) {
      for (const seen of await Promise.all(opened)) {
        if (seen !== trust) throw changed()
      }
      agreed = true
    }
    yield await first
  }

  function give(batch: Batch): Promise<BatchOutcome> {
    const at = load.indexOf(Math.min(...load))
    load[at] = (load[at] ?? 0) + 1
    const transfer = batch.kind === 'lines' ? [batch.bytes.buffer] : []
    const answer = (threads[at] as Thread).ask(batch, transfer).then((outcome) => {
      load[at] = (load[at] ?? 1) - 1
      return outcome as BatchOutcome
    })
    quiet(answer)
    return answer
  }
}

/** A failure is told where its turn is; until then nobody waits for it. */
function quiet(answer: Promise<unknown>): void {
  answer.catch(() => {})
}

function changed(): TrustedTechError {
  return new TrustedTechError(
    'ERR_VERIFICATION_INCOMPLETE',
    'the trust data was changed while the inputs were being verified: run the command again',
  )
}
