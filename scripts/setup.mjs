// @ts-check
// Installs and builds: all that a fresh clone needs before its tests or its demo. Needs Node 20.19+ and npm, nothing else.
// Everything it prints goes to stderr, so that `npm run --silent demo -- --json` leaves one JSON object on stdout.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildWorkspace } from './build.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const { packageManager } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'))

const [major, minor] = process.versions.node.split('.').map(Number)
if (/** @type {number} */ (major) < 20 || (major === 20 && /** @type {number} */ (minor) < 19)) {
  console.error(`Node ${process.versions.node} is too old: this needs Node 20.19 or newer.`)
  process.exit(1)
}

// pnpm comes through npx in the exact version of package.json, so that no machine needs it installed.
const install = spawnSync(
  'npx',
  ['-y', packageManager, 'install', '--frozen-lockfile', '--prefer-offline', '--loglevel=warn'],
  { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' },
)
if (install.status !== 0) {
  console.error('The installation failed; its messages are above.')
  process.exit(install.status ?? 1)
}

process.exitCode = (await buildWorkspace({ force: false })) ? 0 : 1
