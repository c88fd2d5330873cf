import { readFileSync } from 'node:fs'
import { TrustedTechError } from '@trusted-tech/model'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actors, certificate, NOW, sign } from '../../../../test/world/world.js'
import type { Io, Thread } from '../io.js'
import { type Ran, tta } from '../testing/captured-io.js'
import { createSampleFolder, type SampleFolder } from '../testing/sample-folder.js'
import type { Batch } from './batch.js'
import { createAnswerer } from './serve-batches.js'
import type { ThreadTask } from './verify-many.js'

let folder: SampleFolder
let good: string
let bad: string
beforeAll(async () => {
  folder = await createSampleFolder()
  good = await sign(certificate(), actors.assessor)
  const start = good.lastIndexOf('.') + 1
  bad = `${good.slice(0, start)}${good[start] === 'A' ? 'B' : 'A'}${good.slice(start + 1)}`
})
afterAll(() => folder.remove())

function verify(args: readonly string[], options: Partial<Parameters<typeof tta>[1]> = {}): Promise<Ran> {
  return tta(['verify', ...args, '--bundle', folder.trust, '--root', folder.root, '--allow-sample'], {
    now: NOW,
    ...options,
  })
}

interface Shown {
  readonly file: string
  readonly line?: number
  readonly exitCode: number
  readonly report?: { readonly verdict: string }
  readonly lineProblem?: { readonly code: string }
  readonly tooLarge?: true
  readonly error?: { readonly code: string }
}
const resultsOf = (ran: Ran) => ran.json().results as Shown[]

describe('tta verify: one document a line', () => {
  it('takes the three forms, passes over empty lines, and numbers the others', async () => {
    const text = `${good}\n\n${JSON.stringify(good)}\r\n  \n${JSON.stringify({ credential: bad, mine: 1 })}\n${good}`
    const ran = await verify([folder.put('three.jsonl', text), '--json'])
    expect(resultsOf(ran).map(({ line, exitCode }) => [line, exitCode])).toEqual([
      [1, 0],
      [3, 0],
      [5, 1],
      [6, 0],
    ])
    expect(ran.json()).toMatchObject({ counts: { accepted: 3, rejected: 1, indeterminate: 0, unread: 0 }, exitCode: 1 })
    expect([ran.exitCode, ran.err]).toEqual([1, ''])
  })

  it('names file and line of each block, and counts on the last line', async () => {
    const path = folder.put('two.jsonl', `${good}\n{broken\n`)
    const { out, exitCode } = await verify([path])
    expect(out).toContain(`${path}:1\naccepted: `)
    expect(out).toContain(`${path}:2\nrejected: `)
    expect(out).toContain('the line holds no document: JSON_SYNTAX')
    expect(out.trimEnd().split('\n').at(-1)).toBe(
      'rejected: 2 inputs, 1 accepted, 1 rejected, 0 indeterminate, 0 not read; policy not requested',
    )
    expect(exitCode).toBe(1)
  })

  it('a broken line is a result of its own and stops no other', async () => {
    const lines = [
      good,
      '{',
      '{"credential":7}',
      `{"credential":"${good}","credential":"${good}"}`,
      'hello',
      '[]',
      '\ufeff',
    ]
    const path = folder.put('broken.jsonl', `${lines.join('\n')}\n\u0000\n${good}\n`)
    const ran = await verify([path, '--json'])
    expect(resultsOf(ran).map(({ line, report }) => [line, report?.verdict])).toEqual([
      [1, 'accepted'],
      ...[2, 3, 4, 5, 6, 7, 8].map((line) => [line, 'rejected']),
      [9, 'accepted'],
    ])
    expect(resultsOf(ran).map(({ lineProblem }) => lineProblem?.code)).toEqual([
      undefined,
      'JSON_SYNTAX',
      'FORMAT_UNSUPPORTED',
      'JSON_DUPLICATE_KEY',
      ...[undefined, undefined, undefined, undefined, undefined],
    ])
    expect(ran.exitCode).toBe(1)
  })

  it('THREAT-033 a line without end is read over, and the next line is verified', async () => {
    const path = folder.put('long.jsonl', `${good}\n${'A'.repeat(20 * 1024 * 1024)}\n${good}\n`)
    const ran = await verify([path, '--json'])
    expect(resultsOf(ran).map(({ line, exitCode, tooLarge }) => [line, exitCode, tooLarge])).toEqual([
      [1, 0, undefined],
      [2, 1, true],
      [3, 0, undefined],
    ])
    expect(ran.err).toContain(`${path}:2: more than 8 MiB`)
    expect(ran.out).toContain('LIMIT_SIZE')
  })

  it.each(['', '\n\n', ' \r\n'])('a file without any document is named, and is no success: %j', async (text) => {
    const ran = await verify([folder.put('empty.jsonl', text), '--json'])
    expect(ran.exitCode).toBe(4)
    expect(ran.err).toContain('no document in it')
    expect(resultsOf(ran)).toHaveLength(1)
  })

  it('a file of one endless line, all of it zeros, is one result', async () => {
    const ran = await verify([folder.put('zeros.jsonl', new Uint8Array(9 * 1024 * 1024)), '--json'])
    expect(resultsOf(ran).map(({ line, exitCode }) => [line, exitCode])).toEqual([[1, 1]])
    expect(ran.exitCode).toBe(1)
  })

  it('is read from standard input with --jsonl, and a file of any name too', async () => {
    const ran = await verify(['-', '--jsonl', '--json'], { stdin: `${good}\n${bad}\n` })
    expect(resultsOf(ran).map(({ file, line, exitCode }) => [file, line, exitCode])).toEqual([
      ['-', 1, 0],
      ['-', 2, 1],
    ])
    expect(resultsOf(await verify([folder.put('all.txt', good), '--jsonl', '--json']))).toMatchObject([{ line: 1 }])
    expect(resultsOf(await verify(['-', '--json'], { stdin: good }))[0]).not.toHaveProperty('line')
  })

  it('THREAT-033 is read from standard input as it comes, not as a whole', async () => {
    let given = 0
    async function* stdinChunks() {
      for (; given < 300; given += 1) yield new Uint8Array(Buffer.from(`${good}\n`))
    }
    let seen = 0
    const drained = async () => {
      seen = Math.max(seen, given)
      if (seen < 10) expect(given).toBeLessThan(10)
    }
    const ran = await verify(['-', '--jsonl'], { stdinChunks, drained })
    expect(ran.out.trimEnd().split('\n').at(-1)).toContain('300 inputs, 300 accepted')
  })

  it('stands beside other files in a folder, in the order of names; folders below are left alone', async () => {
    folder.put('mixed/a.jwt', good)
    folder.put('mixed/b.jsonl', `${good}\n${bad}\n`)
    folder.put('mixed/c.jwt', good)
    folder.put('mixed/d.txt', 'notes')
    folder.put('mixed/deep/e.jwt', bad)
    const ran = await verify([folder.at('mixed'), '--json'])
    expect(resultsOf(ran).map(({ file, line }) => [file.slice(folder.at('mixed').length + 1), line])).toEqual([
      ['a.jwt', undefined],
      ['b.jsonl', 1],
      ['b.jsonl', 2],
      ['c.jwt', undefined],
    ])
  })

  it('the worst exit code in the order 4, 1, 3, 5, 0', async () => {
    const lines = folder.put('order.jsonl', `${good}\n${bad}\n`)
    expect((await verify([lines, folder.at('absent.jsonl')])).exitCode).toBe(4)
    expect((await verify([lines])).exitCode).toBe(1)
    const expired = await tta(['verify', lines, '--bundle', folder.trust, '--root', folder.root], { now: NOW })
    expect(expired.exitCode).toBe(1)
    const unsure = folder.put('unsure.jsonl', `${good}\n`)
    const sample = await tta(['verify', unsure, '--bundle', folder.trust, '--root', folder.root], { now: NOW })
    expect(sample.exitCode).toBe(3)
  })

  it('takes no --out, which is for one report', async () => {
    const { exitCode, err } = await verify([folder.put('o.jsonl', good), '--report', 'json', '--out', folder.at('r')])
    expect(exitCode).toBe(2)
    expect(err).toContain('the report of one document')
  })

  it('--json is one object that follows the published schema, each result on a line of its own', async () => {
    const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))
    const ajv = new Ajv2020({ allErrors: true })
    ajv.addSchema(read('../../../reports/schemas/report.schema.json'))
    const validate = ajv.compile(read('../../schemas/verify.schema.json'))
    const path = folder.put('schema.jsonl', `${good}\n{"a":1}\n${bad}\n`)
    const ran = await verify([path, folder.at('absent.jwt'), folder.at('mixed'), '--json'])
    validate(ran.json())
    expect(validate.errors).toBeNull()
    const lines = ran.out.split('\n').filter((line) => line.startsWith('    {'))
    expect(lines.map((line) => JSON.parse(line.replace(/,$/, '')))).toEqual(ran.json().results)
  })
})

/** Threads that run in this process: each answers after a while of its own, so that they overtake each other. */
function threadsHere(
  count: number,
  { dyingAt, asIf }: { readonly dyingAt?: number; readonly asIf?: string } = {},
): { readonly start: NonNullable<Io['startThreads']>; readonly stopped: () => number; readonly asked: () => number } {
  let stopped = 0
  let asked = 0
  const start = async (data: unknown): Promise<readonly Thread[]> => {
    const task = structuredClone(data) as ThreadTask
    const answer = await createAnswerer(task, { env: {}, outIsTerminal: false } as Io)
    return Array.from({ length: count }, (_, thread) => ({
      ask: async (question, transfer = []) => {
        const mine = asked
        asked += 1
        const there = structuredClone(question, { transfer: [...transfer] }) as Batch | { kind: 'open' }
        await new Promise((resolve) => setTimeout(resolve, thread % 2 === 0 ? 5 : 0))
        if (there.kind === 'open') return asIf ?? answer(there)
        if (dyingAt !== undefined && mine >= dyingAt) throw new TrustedTechError('ERR_VERIFICATION_INCOMPLETE', 'ended')
        return structuredClone(answer(there))
      },
      stop: () => {
        stopped += 1
      },
    }))
  }
  return { start, stopped: () => stopped, asked: () => asked }
}

describe('tta verify: on threads', () => {
  const many = (count: number) =>
    folder.put('many.jsonl', Array.from({ length: count }, (_, at) => (at % 7 === 3 ? bad : good)).join('\n'))

  it('gives the same bytes in the same order as on one', async () => {
    const path = many(900)
    for (const flags of [[], ['--json']]) {
      const threads = threadsHere(3)
      const alone = await verify([path, folder.at('mixed'), ...flags])
      const shared = await verify([path, folder.at('mixed'), ...flags], { startThreads: threads.start })
      expect(threads.asked()).toBeGreaterThan(3)
      expect(threads.stopped()).toBe(3)
      expect(shared.out === alone.out).toBe(true)
      expect(shared.exitCode).toBe(alone.exitCode)
    }
  })

  it('starts none for few', async () => {
    const threads = threadsHere(2)
    await verify([many(100)], { startThreads: threads.start })
    expect(threads.asked()).toBe(0)
  })

  it('starts none where there is one core', async () => {
    const ran = await verify([many(900)], { startThreads: async () => [] })
    expect(ran.out).toContain('900 inputs')
  })

  it('says that it is incomplete when a thread dies, never that the rest is well: exit 4', async () => {
    const path = folder.put('good.jsonl', `${good}\n`.repeat(900))
    const threads = threadsHere(2, { dyingAt: 4 })
    const ran = await verify([path, '--json'], { startThreads: threads.start })
    expect(ran.exitCode).toBe(4)
    expect(ran.err).toContain('(ERR_VERIFICATION_INCOMPLETE)')
    expect(ran.json()).toMatchObject({ verdict: 'indeterminate', error: { code: 'ERR_VERIFICATION_INCOMPLETE' } })
    const { length } = resultsOf(ran)
    expect(length).toBeLessThan(900)
    expect(resultsOf(ran).map(({ line }) => line)).toEqual(Array.from({ length }, (_, at) => at + 1))
    expect(threads.stopped()).toBe(2)
    const text = await verify([path], { startThreads: threadsHere(2, { dyingAt: 4 }).start })
    expect(text.out.trimEnd().split('\n').at(-1)).toMatch(/^indeterminate: .*the rest not verified/)
  })

  it('THREAT-107 ends when a thread saw other trust data than the rest', async () => {
    const threads = threadsHere(2, { asIf: 'another digest' })
    const ran = await verify([many(900), '--json'], { startThreads: threads.start })
    expect(ran.exitCode).toBe(4)
    expect(ran.err).toContain('trust data was changed')
  })
})

describe('tta verify: progress', () => {
  it('is shown on a terminal only, and leaves nothing behind', async () => {
    const path = folder.put('shown.jsonl', `${good}\n`.repeat(300))
    expect((await verify([path])).err).toBe('')
    const { err } = await verify([path], { errIsTerminal: true })
    expect(err).toMatch(/^\r\[[#-]+\] +\d+ % {2}[\d,]+ verified/)
    expect(err).toMatch(/\r +\r$/)
    expect(err).not.toContain('\u001b')
  })

  it.each([20, 40, 80, 200])('fits into %i columns', async (errColumns) => {
    const { err } = await verify([folder.put('shown.jsonl', `${good}\n`.repeat(300))], {
      errIsTerminal: true,
      errColumns,
    })
    expect(Math.max(...err.split('\r').map(({ length }) => length))).toBeLessThan(errColumns)
  })

  it('has no share where nobody knows the whole, and is absent on a dumb terminal', async () => {
    const stdin = `${good}\n`.repeat(300)
    expect((await verify(['-', '--jsonl'], { stdin, errIsTerminal: true })).err).toMatch(/^\r\d+ verified/)
    expect((await verify(['-', '--jsonl'], { stdin, errIsTerminal: true, env: { TERM: 'dumb' } })).err).toBe('')
  })
})
