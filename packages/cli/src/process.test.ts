import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NO_NETWORK } from '../../../test/world/no-network.js'
import { actors, at, certificate, sign } from '../../../test/world/world.js'
import { createSampleFolder, type SampleFolder } from './testing/sample-folder.js'

const PACKAGE = fileURLToPath(new URL('..', import.meta.url))
const BIN = `${PACKAGE}bin/tta.js`

let folder: SampleFolder
beforeAll(async () => {
  if (!existsSync(`${PACKAGE}dist/tta.cjs`)) {
    spawnSync('npm', ['run', '--silent', 'build'], { cwd: PACKAGE, stdio: 'ignore' })
  }
  // The built command has the real clock, so these are made for the day of the test.
  const now = Date.now()
  const day = (days: number) => at(new Date(now + days * 86_400_000).toISOString())
  folder = await createSampleFolder({ issuedAt: day(-1), expires: day(30) })
  folder.put('good.jwt', await sign(certificate(), actors.assessor))
}, 60_000)
afterAll(() => folder.remove())

function tta(args: readonly string[], input = ''): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, ['--import', NO_NETWORK, BIN, ...args], {
    input,
    encoding: 'utf8',
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
})
