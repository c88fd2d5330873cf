import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { instantFromMilliseconds, isReasonCode } from '@trusted-tech/model'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tta } from '../testing/captured-io.js'

const BIN = fileURLToPath(new URL('../../bin/tta.js', import.meta.url))
const EXIT_CODES: Readonly<Record<string, number>> = { accepted: 0, rejected: 1, refused: 2, indeterminate: 3 }

interface Step {
  readonly id: string
  readonly expected: string
  readonly verdict: string
  readonly reasons: readonly string[]
}

let parent: string
let dir: string
// The README's commands run in processes of their own, by the real clock.
const now = instantFromMilliseconds(Date.now())

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'tta-demo-'))
  dir = join(parent, 'story')
})
afterAll(() => rmSync(parent, { recursive: true, force: true }))

// Every actor's keys are derived from a passphrase, on purpose slowly.
describe('tta demo', { timeout: 120_000 }, () => {
  it('reports every step with the verdict that it announces', async () => {
    const ran = await tta(['demo', '--dir', dir, '--json'], { now })
    const { steps } = ran.json() as { steps: Step[] }
    expect(Object.keys(ran.json())).toEqual(['steps'])
    expect(steps.filter(({ expected, verdict }) => expected !== verdict)).toEqual([])
    expect(ran.exitCode).toBe(0)
    expect(steps.map(({ id }) => id)).toEqual([
      'stage-set',
      'certificate-accepted',
      'declaration-accepted',
      'certificate-does-not-conform',
      'version-out-of-range',
      'out-of-scope-draft-refused',
      'tampered',
      'issuer-not-accredited',
      'mixed-scope',
      'declaration-dressed-as-certificate',
      'presentation-accepted',
      'presentation-other-holder',
      'presentation-wrong-nonce',
      'presentation-other-audience',
      'presentation-expired',
      'revoked',
      'suspended',
      'status-list-missing',
      'status-list-stale',
      'expired',
      'accreditation-revoked',
      'no-pinned-root',
    ])
    for (const { reasons } of steps) expect(reasons.filter((reason) => !isReasonCode(reason))).toEqual([])
  })

  it.skipIf(!existsSync(fileURLToPath(new URL('../../dist/tta.cjs', import.meta.url))) && !process.env['CI'])(
    'leaves files on which tta verify, typed in that folder, gives the same answers',
    () => {
      const readme = readFileSync(join(dir, 'README.md'), 'utf8')
      const answers = [...readme.matchAll(/```sh\ntta (.+)\n```\n\nAnswer: (\w+)\./g)]
      expect(answers).toHaveLength(20)
      for (const [, line = '', verdict = ''] of answers) {
        const words = line.split(' ').map((word) => word.replace(/^'(.*)'$/, '$1'))
        const { status, stdout } = spawnSync(process.execPath, [BIN, ...words, '--json'], {
          cwd: dir,
          encoding: 'utf8',
        })
        expect([line, status]).toEqual([line, EXIT_CODES[verdict]])
        if (verdict !== 'refused') expect(JSON.parse(stdout).verdict).toBe(verdict)
      }
    },
    60_000,
  )

  it('tells the story in words, and says whose it is not', async () => {
    const { out, exitCode } = await tta(['demo', '--dir', dir], { now })
    expect(exitCode).toBe(0)
    expect(out).toContain('not\naffiliated with or endorsed by any alliance or company')
    expect(out).toContain('22 of 22 steps as expected')
    expect(out).toContain('self-declared')
  })

  it('writes again only what an earlier demo left', async () => {
    const foreign = mkdtempSync(join(parent, 'mine-'))
    writeFileSync(join(foreign, 'thesis.txt'), 'three years of work')
    const { exitCode, err } = await tta(['demo', '--dir', foreign], { now })
    expect(exitCode).toBe(4)
    expect(err).toContain('not made by tta demo')
    expect(readdirSync(foreign)).toEqual(['thesis.txt'])
  })

  it('leaves no private key behind', () => {
    const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const texts = files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    expect(texts.length).toBeGreaterThan(40)
    expect(texts.filter((text) => /"d"\s*:/.test(text))).toEqual([])
  })
})
