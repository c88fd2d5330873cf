import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { openStore } from '@trusted-tech/store'
import { describe, expect, it } from 'vitest'
import { filesOf, heldTo, NOTHING_WRONG, type Round } from './acknowledged.js'
import { crashFolder } from './crash-folder.js'
import { refusalsOf, startWorker, type Worker } from './start-worker.js'

const ROUNDS = Number(process.env['TTA_CRASH_ROUNDS'] ?? (process.env['CI'] === undefined ? 10 : 50))
/** A round takes a quarter of a second, and several times that where others use the machine. */
const TIMEOUT = 30_000 + 4_000 * ROUNDS
const { folder, keepOnFailure } = crashFolder()

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Kills worker after worker at one store, the next one being started meanwhile. Stops, and kills, with the test. */
async function killRounds(options: {
  readonly path: string
  readonly count: number
  readonly name: string
  readonly signal: AbortSignal
  readonly pathOf?: (round: number) => string
  /** How long a worker is left alone, and from when on: from its first acknowledgement, or from when it begins to open. */
  readonly moment: (round: number) => { readonly from: 'acknowledged' | 'opening'; readonly milliseconds: number }
  readonly after?: (round: Round) => void | Promise<void>
}): Promise<readonly Round[]> {
  const { path, count, name, signal, pathOf = () => path, moment } = options
  const rounds: Round[] = []
  const running = new Set<Worker>()
  const kill = () => {
    for (const { child } of running) child.kill('SIGKILL')
  }
  const start = (round: number): Worker => {
    const worker = startWorker({ task: 'work', path: pathOf(round), name: `${name}${round}`, waits: true })
    running.add(worker)
    return worker
  }
  signal.addEventListener('abort', kill)
  try {
    let next = start(0)
    for (let round = 0; round < count; round += 1) {
      signal.throwIfAborted()
      const worker = next
      if (round + 1 < count) next = start(round + 1)
      const { from, milliseconds } = moment(round)
      // Once something was acknowledged there is a store, and nobody may make another.
      const known = rounds.some((one) => one.path === pathOf(round) && one.facts.some(({ reserved }) => reserved))
      worker.go({ create: !known })
      await (from === 'acknowledged' ? worker.started : opening(worker))
      await pause(milliseconds)
      worker.child.kill('SIGKILL')
      const facts = await worker.ended
      running.delete(worker)
      const done = { round, path: pathOf(round), facts, files: filesOf(pathOf(round)) }
      rounds.push(done)
      await options.after?.(done)
    }
    return rounds
  } finally {
    kill()
    signal.removeEventListener('abort', kill)
  }
}

const opening = ({ child, ended }: Worker) =>
  Promise.race([new Promise((resolve) => child.stdout?.once('data', resolve)), ended])

describe('a process that is killed at a random moment', () => {
  it(
    `THREAT-161 THREAT-162 THREAT-163 THREAT-164 THREAT-175 loses nothing that it acknowledged, ${ROUNDS} times`,
    async ({ signal }) => {
      keepOnFailure()
      const path = join(folder, 'killed.db')
      const torn: string[] = []
      const rounds = await killRounds({
        path,
        count: ROUNDS,
        name: 'k',
        signal,
        // One in five while it opens what the one before it has left.
        moment: (round) =>
          round % 5 === 4
            ? { from: 'opening', milliseconds: Math.random() * 20 }
            : { from: 'acknowledged', milliseconds: Math.random() * 200 },
        after: () => void torn.push(...tornIn(`${path}-published`)),
      })
      const { found, intact, committed } = await heldTo(path, rounds)
      expect({ ...found, torn }, JSON.stringify(rounds.map(({ files }) => files))).toEqual({
        ...NOTHING_WRONG,
        torn: [],
      })
      expect(intact).toBe(true)
      expect(committed).toBeGreaterThan(ROUNDS / 2)
    },
    TIMEOUT,
  )

  it(
    'THREAT-160 THREAT-163 beside one that goes on: neither loses anything, and none gets an index of the other',
    async ({ signal }) => {
      keepOnFailure()
      const path = join(folder, 'beside.db')
      await (await openStore({ path })).close()
      const survivor = startWorker({ task: 'work', path, name: 's', create: false })
      const stop = () => survivor.child.kill('SIGKILL')
      signal.addEventListener('abort', stop)
      const count = Math.ceil(ROUNDS / 5)
      const moment = () => ({ from: 'acknowledged', milliseconds: Math.random() * 200 }) as const
      const rounds = await killRounds({ path, count, name: 'b', signal, moment }).finally(stop)
      const round = { round: -1, path, facts: await survivor.ended, files: filesOf(path) }
      const { found, intact, committed } = await heldTo(path, [...rounds, round])
      expect(found).toEqual(NOTHING_WRONG)
      expect(intact).toBe(true)
      expect(committed).toBeGreaterThan(count)
    },
    TIMEOUT,
  )

  it(
    'THREAT-177 while it makes the store: the next one makes it, or finds it made',
    async ({ signal }) => {
      keepOnFailure()
      const count = Math.ceil(ROUNDS / 2)
      const left = new Set<string>()
      await killRounds({
        path: folder,
        pathOf: (round) => join(folder, `made-${round}.db`),
        count,
        name: 'm',
        signal,
        moment: () => ({ from: 'opening', milliseconds: Math.random() * 25 }),
        after: async (round) => {
          const path = join(folder, `made-${round.round}.db`)
          left.add(round.files.replace(/#\d+/g, ''))
          await (await openStore({ path })).close()
          const { found } = await heldTo(path, [round])
          expect({ ...found, replaced: [] }, round.files).toEqual(NOTHING_WRONG)
        },
      })
      // Or it would always be killed at the same moment.
      expect(left.size).toBeGreaterThan(1)
    },
    TIMEOUT,
  )
})

describe('a store that is taken away while a process uses it', () => {
  it('THREAT-163 THREAT-172 is noticed before anything more is acknowledged, and by the next process too', async () => {
    keepOnFailure()
    const [path, other] = [join(folder, 'taken/store.db'), join(folder, 'taken-away')]
    const worker = startWorker({ task: 'work', path, name: 't', publishes: false })
    await worker.started
    renameSync(join(folder, 'taken'), other)
    const facts = await worker.ended
    expect(refusalsOf(facts)).toEqual(['ERR_STORE_REPLACED'])
    const next = startWorker({ task: 'work', path, name: 'u', create: false })
    expect(refusalsOf(await next.ended)).toEqual(['ERR_STORE_MISSING'])
    const moved = join(other, 'store.db')
    const told = facts.filter(({ refused }) => refused === undefined)
    const { found } = await heldTo(moved, [{ round: 0, path: moved, facts: told, files: filesOf(moved) }])
    expect(found).toEqual(NOTHING_WRONG)
  })
})

/** Files as a reader sees them; what starts with a dot was never published. */
function tornIn(path: string): readonly string[] {
  if (!existsSync(path)) return []
  const names = readdirSync(path).filter((name) => !name.startsWith('.'))
  return names.filter((name) => {
    const [length, text = ''] = readFileSync(join(path, name), 'utf8').split(' ')
    return text.length !== Number(length)
  })
}
