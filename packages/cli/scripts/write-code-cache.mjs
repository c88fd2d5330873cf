// @ts-check
// Leaves V8's code cache beside the built program: what a few verifications ran is compiled for every start after this.
// Without the cache the program does the same, only later, so that a failure here is said and breaks no build.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileProgram } from '../bin/load-program.js'

const BIN = fileURLToPath(new URL('../bin/tta.js', import.meta.url))
const CACHE = new URL('../dist/tta.cache', import.meta.url)
const folder = mkdtempSync(join(tmpdir(), 'tta-code-cache-'))
const program = compileProgram({ useCache: false })
const [node = '', script = ''] = process.argv
const write = process.stdout.write
let failed = false

/** @param {readonly string[]} args */
async function verify(...args) {
  const trust = ['--bundle', join(folder, 'trust'), '--root', join(folder, 'root.jwk'), '--allow-sample']
  process.argv = [node, script, 'verify', ...args, ...trust]
  process.stdout.write = () => true
  await program.run().finished
  process.stdout.write = write
  failed ||= process.exitCode !== 0
}

try {
  failed = spawnSync(process.execPath, [BIN, 'demo', '--dir', folder, '--json'], { stdio: 'ignore' }).status !== 0
  const certificate = join(folder, 'credentials/certificate.jwt')
  if (!failed) await verify(certificate)
  if (!failed) await verify(certificate, join(folder, 'credentials/declaration.jwt'))
  if (!failed) await verify(certificate, '--json')
  if (failed) console.warn('no code cache: the demo or its certificate was not accepted')
  else writeFileSync(CACHE, program.script.createCachedData())
} finally {
  process.exitCode = 0
  rmSync(folder, { recursive: true, force: true })
}
