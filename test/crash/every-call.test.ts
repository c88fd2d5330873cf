import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openStore } from '@trusted-tech/store'
import { describe, expect, it } from 'vitest'
import { filesOf, heldTo, NOTHING_WRONG } from './acknowledged.js'
import { crashFolder } from './crash-folder.js'
import { type Fact, factsOf, refusalsOf, WORKER } from './start-worker.js'

/** Takes minutes, and a tool that is not everywhere: for `npm run test:long`. */
const LONG = Number(process.env['TTA_CRASH_ROUNDS'] ?? 0) >= 100 && spawnSync('strace', ['-V']).status === 0
/** What changes files; which of them come, and how often, is for a first run to show. */
const CALLS = ['openat', 'pwrite64', 'fsync', 'ftruncate', 'unlink', 'rename'] as const
const { folder, keepOnFailure } = crashFolder()

interface Ended {
  readonly path: string
  readonly facts: readonly Fact[]
  readonly killed: boolean
  /** The system calls on the store's files, one a line, in their order. */
  readonly calls: readonly string[]
}

/** Lets a worker issue, sequentially, under a tracer that does something to one of its calls on the store's files. */
function traced(count: number, fault?: { readonly call: string; readonly at: number; readonly does: string }): Ended {
  const path = join(mkdtempSync(join(folder, 'call-')), 'store.db')
  const log = `${path}.calls`
  const files = ['', '-wal', '-shm', '-journal', '-heads'].flatMap((end) => ['-P', `${path}${end}`])
  const trace = `trace=${fault?.call ?? CALLS.join(',')}`
  const inject = fault === undefined ? [] : ['-e', `inject=${fault.call}:${fault.does}:when=${fault.at}`]
  const work = JSON.stringify({ task: 'persist', path, name: 'e', count })
  const { stdout, signal, status } = spawnSync(
    'strace',
    ['-f', '-o', log, ...files, '-e', trace, ...inject, process.execPath, WORKER, work],
    { encoding: 'utf8' },
  )
  const calls = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => /^\d+ +\w+\(/.test(line))
  return { path, facts: factsOf(stdout), killed: signal === 'SIGKILL' || status === 137, calls }
}

const nameOf = (line: string) => /^\d+ +(\w+)/.exec(line)?.[1] ?? ''

/** How often each call comes in a run, and from which one on in its last part. */
function countsIn(calls: readonly string[], last: number): readonly (readonly [string, number, number])[] {
  return CALLS.map((call) => {
    const all = calls.filter((line) => nameOf(line) === call).length
    const inLast = calls.slice(-last).filter((line) => nameOf(line) === call).length
    return [call, all - inLast + 1, all]
  })
}

async function whatIsWrong({ path, facts }: Ended) {
  // What comes next: the store opens, and takes another credential.
  await (await openStore({ path })).close()
  const { found, intact } = await heldTo(path, [{ round: 0, path, facts, files: filesOf(path) }])
  return { ...found, refused: [], intact }
}

describe.skipIf(!LONG)('a process that is killed after its n-th call on the files of the store, for every n', () => {
  it.each([
    // Making the store, and the first two credentials.
    ['from the first to the last of them', 2, Number.POSITIVE_INFINITY],
    // The 128th commit folds the log in; what comes before it is as above.
    ['while the log is folded into the file, and when it is begun anew', 66, 150],
  ])(
    'THREAT-162 THREAT-163 THREAT-177 %s',
    async (_label, count, last) => {
      keepOnFailure()
      const { calls, facts, killed } = traced(count)
      expect([killed, refusalsOf(facts)]).toEqual([false, []])
      let kills = 0
      for (const [call, from, to] of countsIn(calls, last)) {
        for (let at = from; at <= to; at += 1) {
          const ended = traced(count, { call, at, does: 'signal=SIGKILL' })
          if (ended.killed) kills += 1
          expect([call, at, await whatIsWrong(ended)]).toEqual([call, at, { ...NOTHING_WRONG, intact: true }])
        }
      }
      expect(kills).toBeGreaterThan(100)
    },
    1_800_000,
  )
})

describe.skipIf(!LONG)('a disk that fails at the n-th call, for every n', () => {
  it.each([
    ['EIO', 'fsync'],
    ['EIO', 'pwrite64'],
    ['ENOSPC', 'pwrite64'],
    ['EMFILE', 'openat'],
  ])(
    'THREAT-174 THREAT-175 with %s of %s: what was acknowledged is there, the rest as a whole or not',
    async (error, call) => {
      keepOnFailure()
      const [, , to] = countsIn(traced(2).calls, 0).find(([name]) => name === call) ?? []
      let refused = 0
      for (let at = 1; at <= (to ?? 0); at += 1) {
        const ended = traced(2, { call, at, does: `error=${error}` })
        expect([call, at, ended.killed, await whatIsWrong(ended)]).toEqual([
          call,
          at,
          false,
          { ...NOTHING_WRONG, intact: true },
        ])
        for (const code of refusalsOf(ended.facts))
          expect([call, at, code]).toEqual([call, at, expect.stringMatching(/^ERR_STORE_/)])
        refused += refusalsOf(ended.facts).length
      }
      expect(refused).toBeGreaterThan(2)
    },
    1_800_000,
  )
})
