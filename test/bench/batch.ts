import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { actors, NOW, trustFolder, usualParts } from '../world/world.js'
import { readFixtures } from './fixtures.js'
import { type Ratio, ratios, timeOf, type Work } from './measure.js'

const TTA = fileURLToPath(new URL('../../packages/cli/bin/tta.js', import.meta.url))
/** What the memory of a batch may be at its highest, in kilobytes. */
const MOST_MEMORY = 300 * 1024

/** The time of the test world, and at the end the most memory that the process ever had. */
const PRELUDE = `data:text/javascript,${encodeURIComponent(`
  import { isMainThread } from 'node:worker_threads'
  import { writeFileSync } from 'node:fs'
  Date.now = () => ${NOW}
  if (isMainThread) process.on('exit', () => writeFileSync(process.env.TTA_BENCH_MEMORY, String(process.resourceUsage().maxRSS)))
`)}`

export interface BatchMeasure {
  /** Per credential, beside one full verdict in a program that has warmed up. */
  readonly time: readonly Ratio[]
  /** The most memory of the largest batch, beside what it may be. */
  readonly memory: readonly Ratio[]
}

/**
 * Whole processes of `tta verify` over a file of one credential a line, no two of them alike, on the cores that are
 * there; start, reading, and writing of the results included. `each further one` is what a longer file costs more, a
 * credential: the runtime of each core compiles as it goes, and one verdict is measured after that.
 *
 * @param one a full verdict on one credential, as the other rows have it: 1.00x
 */
export async function measureBatch(options: {
  readonly count: number
  readonly rounds: number
  /** How many times as long the longer file is, of which memory is measured too. */
  readonly longer: number
  readonly one: Work
}): Promise<BatchMeasure> {
  const { count, rounds, longer, one } = options
  const dir = mkdtempSync(join(tmpdir(), 'tta-bench-batch-'))
  const put = (name: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(dir, name)), { recursive: true })
    writeFileSync(join(dir, name), content)
  }
  try {
    const { manifest, files } = await trustFolder(await usualParts())
    put('trust/manifest.jws', manifest)
    for (const [name, bytes] of files) put(`trust/${name}`, bytes)
    put('root.jwk', JSON.stringify(actors.registry.publicJwk))
    for (let made = 0; made < count; made += 500) {
      const some = await readFixtures('small', Math.min(500, count - made))
      appendFileSync(join(dir, 'all.jsonl'), some.map(({ secured }) => `${secured}\n`).join(''))
    }
    const text = readFileSync(join(dir, 'all.jsonl'), 'utf8')
    for (let copy = 0; copy < longer; copy += 1) appendFileSync(join(dir, 'longer.jsonl'), text)

    const batch = (file: string, ...flags: readonly string[]) => {
      const trust = ['--bundle', 'trust', '--root', 'root.jwk', '--allow-sample']
      const { status } = spawnSync(process.execPath, ['--import', PRELUDE, TTA, 'verify', file, ...trust, ...flags], {
        cwd: dir,
        stdio: 'ignore',
        env: { ...process.env, TTA_BENCH_MEMORY: join(dir, 'memory') },
      })
      if (status !== 0) throw new Error(`the batch gave ${status}`)
      return Number(readFileSync(join(dir, 'memory'), 'utf8'))
    }
    const memory: number[] = []
    const times: number[][] = []
    for (let round = 0; round < rounds; round += 1) {
      const row = [await timeOf(one, 2000)]
      for (const [at, flags] of [[], ['--json']].entries()) {
        const short = await timeOf({ name: 'short', run: () => batch('all.jsonl', ...flags) }, 1)
        const run = () => {
          memory[at] = batch('longer.jsonl', ...flags) / MOST_MEMORY
        }
        const long = await timeOf({ name: 'long', run }, 1)
        row.push(short / count, (long - short) / (count * (longer - 1)))
      }
      times.push(row)
    }
    const names = ['text', 'JSON'].flatMap((form) => [`tta verify, ${form}`, `${form}, each further one`])
    return {
      time: ratios([one.name, ...names], times),
      memory: ratios(['300 MB', 'text', 'JSON'], [[1, ...memory]]),
    }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
