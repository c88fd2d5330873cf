import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const PACKAGE = fileURLToPath(new URL('..', import.meta.url))
const BIN = `${PACKAGE}bin/tta.js`

/** Writes down every module that is asked for and every native library that is opened. */
const WITNESS = `
  const Module = require('node:module'), { appendFileSync } = require('node:fs')
  const note = (what) => appendFileSync(process.env.WITNESS_FILE, what + '\\n')
  const load = Module._load, open = process.dlopen
  Module._load = function (request) { note(request); return load.apply(this, arguments) }
  process.dlopen = function (_module, file) { note(file); return open.apply(this, arguments) }
`

const HEAVY = /desk\.cjs|veramo|libsql|kysely|did-resolver|\.node$/

describe('the two programs of tta', () => {
  let folder: string
  beforeAll(() => {
    if (!existsSync(`${PACKAGE}dist/desk.cjs`)) {
      spawnSync('npm', ['run', '--silent', 'build'], { cwd: PACKAGE, stdio: 'ignore' })
    }
    folder = mkdtempSync(join(tmpdir(), 'tta-light-'))
    writeFileSync(join(folder, 'witness.cjs'), WITNESS)
    expect(tta('demo', '--dir', join(folder, 'story'), '--json').status).toBe(0)
  }, 60_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  function tta(...args: readonly string[]) {
    const file = join(folder, 'loaded')
    rmSync(file, { force: true })
    const { status, stderr } = spawnSync(process.execPath, ['--require', join(folder, 'witness.cjs'), BIN, ...args], {
      encoding: 'utf8',
      cwd: existsSync(join(folder, 'story')) ? join(folder, 'story') : folder,
      env: { PATH: process.env['PATH'] ?? '', WITNESS_FILE: file, TTA_PASSPHRASE: 'seven harbour lights' },
    })
    const loaded = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
    return { status, stderr, heavy: loaded.filter((one) => HEAVY.test(one)), loaded }
  }

  it('verify, inspect and explain load nothing of Veramo or SQL, and no native code', () => {
    const trust = ['--bundle', 'trust', '--root', 'root.jwk', '--allow-sample']
    const lines = [
      ['verify', 'credentials/certificate.jwt', ...trust],
      ['verify', 'credentials/certificate.jwt', '--json', ...trust],
      ['inspect', 'credentials/certificate.jwt'],
      ['explain', 'REVOKED'],
      ['--help'],
    ]
    for (const line of lines) {
      const { status, heavy, loaded } = tta(...line)
      expect([line[0], status, heavy]).toEqual([line[0], 0, []])
      expect(loaded.length).toBeGreaterThan(0)
    }
  })

  it('a desk loads them, so that the witness would have seen it', () => {
    const { status, stderr, heavy } = tta('init', 'vendor', '--dir', join(folder, 'vendor'), '--name', 'Tidewater')
    expect([status, stderr]).toEqual([0, ''])
    for (const one of ['./desk.cjs', '@veramo/core', 'libsql', 'kysely']) expect(heavy).toContain(one)
    expect(heavy.some((one) => one.endsWith('.node'))).toBe(true)
  })
})
