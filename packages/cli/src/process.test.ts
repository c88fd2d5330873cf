import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NO_NETWORK } from '../../../test/world/no-network.js'
import { actors, at, certificate, NOW, sign } from '../../../test/world/world.js'
import { createSampleFolder, type SampleFolder } from './testing/sample-folder.js'

const PACKAGE = fileURLToPath(new URL('..', import.meta.url))
const BIN = `${PACKAGE}bin/tta.js`

/** The time of the test world, for what has to be accepted whenever this runs. */
const CLOCK = ['--import', `data:text/javascript,${encodeURIComponent(`Date.now = () => ${NOW}`)}`]

let folder: SampleFolder
let dated: SampleFolder
beforeAll(async () => {
  if (!existsSync(`${PACKAGE}dist/tta.cjs`)) {
    spawnSync('npm', ['run', '--silent', 'build'], { cwd: PACKAGE, stdio: 'ignore' })
  }
  // The built command has the real clock, so these are made for the day of the test.
  const now = Date.now()
  const day = (days: number) => at(new Date(now + days * 86_400_000).toISOString())
  folder = await createSampleFolder({ issuedAt: day(-1), expires: day(30) })
  folder.put('good.jwt', await sign(certificate(), actors.assessor))
  dated = await createSampleFolder()
  dated.put('good.jwt', await sign(certificate(), actors.assessor))
}, 60_000)
afterAll(() => {
  folder.remove()
  dated.remove()
})

function tta(args: readonly string[], input = '', node: readonly string[] = []): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, ['--import', NO_NETWORK, ...node, BIN, ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { PATH: process.env['PATH'] ?? '' },
  })
}

describe('the tta command as built', () => {
  it('THREAT-147 verifies without opening a connection, and leaves nothing on standard error', () => {
    const args = ['verify', folder.at('good.jwt'), '--bundle', folder.trust, '--root', folder.root, '--allow-sample']
    const { status, stdout, stderr } = tta([...args, '--json'])
    expect(stderr).toBe('')
    const { results, exitCode } = JSON.parse(stdout)
    expect(status).toBe(exitCode)
    expect(results[0].report.credentials[0].checks.signature.state).toBe('passed')
  })

  it('starts with the code cache of its build', () => {
    expect(existsSync(`${PACKAGE}dist/tta.cache`)).toBe(true)
  })

  it('reads standard input, also when it is closed at once', () => {
    const args = ['verify', '-', '--bundle', folder.trust, '--root', folder.root, '--json']
    expect(JSON.parse(tta(args).stdout)).toMatchObject({ exitCode: 1, verdict: 'rejected' })
  })

  it('says usage mistakes with exit 2 and missing files with exit 4, without a stack trace', () => {
    for (const [args, code] of [
      [['verify'], 2],
      [['verfy'], 2],
      [['verify', 'absent.jwt', '--bundle', folder.trust, '--root', folder.root], 4],
    ] as const) {
      const { status, stdout, stderr } = tta(args)
      expect([status, stdout]).toEqual([code, ''])
      expect(stderr).not.toMatch(/\n +at |Error:/)
    }
  })

  it('stays quiet when the reader of its output goes away, and keeps its exit code', async () => {
    const child = spawn(process.execPath, [BIN, 'explain'], { stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.destroy()
    let stderr = ''
    child.stderr.on('data', (data) => {
      stderr += data
    })
    const status = await new Promise((resolve) => child.on('close', resolve))
    expect([status, stderr]).toEqual([0, ''])
  })

  it('stops reading an endless standard input', async () => {
    const args = [BIN, 'verify', '-', '--bundle', folder.trust, '--root', folder.root, '--json']
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] })
    const chunk = Buffer.alloc(1024 * 1024, 'A')
    const feed = (): void => {
      while (child.stdin.writable && child.stdin.write(chunk));
      if (child.stdin.writable) child.stdin.once('drain', feed)
    }
    child.stdin.on('error', () => {})
    feed()
    let stdout = ''
    child.stdout.on('data', (data) => {
      stdout += data
    })
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(1)
    expect(stdout).toContain('LIMIT_SIZE')
  })

  it('verifies many on threads of its own, in the order of the lines', () => {
    const good = readFileSync(dated.at('good.jwt'), 'utf8')
    const lines = Array.from({ length: 700 }, (_, at) => (at % 100 === 99 ? '{' : good))
    const path = dated.put('many.jsonl', lines.join('\n'))
    const args = ['verify', path, '--bundle', dated.trust, '--root', dated.root, '--allow-sample', '--json']
    const { status, stdout, stderr } = tta(args, '', CLOCK)
    expect([status, stderr]).toEqual([1, ''])
    const { results, counts } = JSON.parse(stdout)
    expect(counts).toEqual({ accepted: 693, rejected: 7, indeterminate: 0, unread: 0 })
    expect(results.map(({ line }: { line: number }) => line)).toEqual(lines.map((_, at) => at + 1))
  })

  it('says that it is incomplete when a thread ends, and is then no success', () => {
    const path = dated.put('thread.jsonl', `${readFileSync(dated.at('good.jwt'), 'utf8')}\n`.repeat(700))
    const args = ['verify', path, '--bundle', dated.trust, '--root', dated.root, '--allow-sample', '--json']
    const dying = `data:text/javascript,${encodeURIComponent(
      "import { isMainThread } from 'node:worker_threads'; if (!isMainThread) process.exit(0)",
    )}`
    const { status, stdout, stderr } = spawnSync(process.execPath, [...CLOCK, '--import', dying, BIN, ...args], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    })
    const { error, verdict, results } = JSON.parse(stdout)
    expect(error?.code).toBe(availableParallelism() < 2 ? undefined : 'ERR_VERIFICATION_INCOMPLETE')
    if (error === undefined) return
    expect([status, verdict]).toEqual([4, 'indeterminate'])
    expect(results.length).toBeLessThan(700)
    expect(stderr).toContain('nothing is said about it')
  })

  it('ignores in a process what threads are told by', () => {
    const env = { PATH: process.env['PATH'] ?? '', TTA_VERIFY_THREAD: '1' }
    const { status, stderr } = spawnSync(process.execPath, [BIN, 'verify'], { encoding: 'utf8', env })
    expect([status, stderr]).toEqual([2, expect.stringContaining('name a file')])
  })

  it('keeps the exit code of many when the reader goes away after the first line', async () => {
    const path = dated.put('head.jsonl', `${readFileSync(dated.at('good.jwt'), 'utf8')}\n`.repeat(400))
    const args = [
      ...CLOCK,
      BIN,
      'verify',
      path,
      '--bundle',
      dated.trust,
      '--root',
      dated.root,
      '--allow-sample',
      '--json',
    ]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.once('data', () => child.stdout.destroy())
    let stderr = ''
    child.stderr.on('data', (data) => {
      stderr += data
    })
    expect([await new Promise((resolve) => child.on('close', resolve)), stderr]).toEqual([0, ''])
  })

  it.skipIf(!existsSync('/dev/full'))('exits with 4 when its output cannot be written', () => {
    const full = openSync('/dev/full', 'w')
    const args = [BIN, 'verify', dated.at('good.jwt'), '--bundle', dated.trust, '--root', dated.root, '--allow-sample']
    expect(spawnSync(process.execPath, args, { stdio: ['ignore', full, 'ignore'] }).status).toBe(4)
    closeSync(full)
  })

  it.skipIf(spawnSync('script', ['--version']).status !== 0)(
    'writes in colour to a terminal, and without with NO_COLOR',
    () => {
      const inTerminal = (command: string) =>
        spawnSync('script', ['-qec', command, '/dev/null'], {
          encoding: 'utf8',
          env: { PATH: process.env['PATH'] ?? '', TERM: 'xterm' },
        }).stdout
      const coloured = inTerminal(`${process.execPath} ${BIN} explain REVOKED`)
      expect(coloured).toContain('\u001b[')
      expect(coloured).toContain('REVOKED')
      const plain = inTerminal(`env NO_COLOR=1 ${process.execPath} ${BIN} explain REVOKED`)
      expect(plain).not.toContain('\u001b[')
      expect(plain).toContain('REVOKED')
    },
  )
})
