import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { StatusPlace } from '@trusted-tech/issuer'

/** What a worker is to do; see `store-worker.mjs`. */
export interface Work {
  readonly task: 'reserve' | 'work' | 'fill' | 'persist'
  readonly path: string
  readonly name: string
  readonly count?: number
  readonly create?: boolean
  readonly capacity?: number
  /** Whether `work` publishes lists, now and then. */
  readonly publishes?: boolean
  /** Whether it opens the store only when it is told to, and is told then whether it may make it. */
  readonly waits?: boolean
}

/** What a worker tells: only what a store has acknowledged to it. */
export interface Fact {
  readonly opening?: string
  readonly reserved?: string
  readonly places?: readonly StatusPlace[]
  readonly committed?: string
  readonly revoked?: string
  readonly published?: number
  readonly refused?: string
}

export interface Worker {
  readonly child: ChildProcess
  /** The first fact, or the end. */
  readonly started: Promise<unknown>
  /** All that it told, whole lines only: a line that was cut was not said. */
  readonly ended: Promise<readonly Fact[]>
  /** Lets a worker go that waits. */
  go(options: { readonly create: boolean }): void
}

export const WORKER = fileURLToPath(new URL('store-worker.mjs', import.meta.url))

export function startWorker(work: Work): Worker {
  const child = spawn(process.execPath, [WORKER, JSON.stringify(work)], { stdio: ['pipe', 'pipe', 'inherit'] })
  let told = ''
  const started = new Promise((resolve) => {
    child.stdout.on('data', (data) => {
      told += String(data)
      // After the line with which it begins to open.
      if (told.indexOf('\n') < told.lastIndexOf('\n')) resolve(undefined)
    })
  })
  // A worker that was killed takes no word any more.
  child.stdin.on('error', () => {})
  const ended = new Promise<readonly Fact[]>((resolve) => child.on('close', () => resolve(factsOf(told))))
  return {
    child,
    started: Promise.race([started, ended]),
    ended,
    go: ({ create }) => child.stdin.write(create ? '+' : '-'),
  }
}

export function factsOf(told: string): readonly Fact[] {
  return told
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Fact)
}

export const placesOf = (facts: readonly Fact[]): readonly string[] =>
  facts.flatMap(({ places = [] }) => places.map(({ listId, index }) => `${listId} ${index}`))

export const refusalsOf = (facts: readonly Fact[]): readonly string[] => facts.flatMap(({ refused = [] }) => refused)
