import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NO_NETWORK } from '../world/no-network.js'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const GATEWAY = 'pkg:generic/tidewater-instruments/gauge-gateway'

const folder = mkdtempSync(join(tmpdir(), 'examples-'))
// The programs run on the built packages, as a reader's would; `npm test` builds them first.
beforeAll(() => {
  if (existsSync(join(ROOT, 'packages/store/dist/index.js'))) return
  spawnSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: 'ignore' })
}, 300_000)
afterAll(() => rmSync(folder, { recursive: true }))

async function run(name: string): Promise<{ status: number | null; lines: string[]; err: string }> {
  // Where temporary folders are made is said by another variable on each system.
  const env = { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder, NODE_OPTIONS: '' }
  const child = spawn(process.execPath, ['--import', NO_NETWORK, join(ROOT, `examples/${name}/${name}.mjs`)], { env })
  const said = { out: '', err: '' }
  child.stdout.on('data', (piece) => (said.out += piece))
  child.stderr.on('data', (piece) => (said.err += piece))
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { status, lines: said.out.trimEnd().split('\n'), err: said.err }
}

describe('the example programs, each in a process of its own', () => {
  it.each([
    [
      'assessor-issues',
      [
        'accredited: did:web:assessor.example',
        `issued: ConformityCertificate on ${GATEWAY}`,
        'a buyer sees: accepted: secure-development met (5/5, substantial, third party)',
        'revoked',
        'a buyer sees: rejected: REVOKED',
      ],
    ],
    [
      'vendor-presents',
      [
        'received: ConformityCertificate',
        expect.stringMatching(/^presented: 1 credential to tender:2026-117, \d{4} characters$/),
      ],
    ],
    [
      'buyer-verifies',
      [
        'trust data: opened under the pinned root',
        'version 4.3.1: accepted: secure-development met (5/5, substantial, third party)',
        '  certification: secure-development: met',
        'version 5.0.0: rejected: VERSION_OUT_OF_RANGE',
        'another challenge: rejected: NONCE_MISMATCH',
        'kept: ConformityCertificate by did:web:meridian.example',
      ],
    ],
    [
      'release-declaration',
      [
        'packed: tidewater-tide-tables-1.2.0.tgz',
        'declared: ConformityDeclaration on pkg:npm/%40tidewater/tide-tables',
        'this package: accepted: secure-development partially met (1/5, basic, self-declared)',
        'another package of this name: rejected: PRODUCT_MISMATCH',
      ],
    ],
  ])('%s', async (name, expected) => {
    const { status, lines, err } = await run(name)
    expect(err).toBe('')
    expect(lines).toEqual(expected)
    expect(status).toBe(0)
    // Nothing of it stays.
    expect(readdirSync(folder)).toEqual([])
  })
})
