// @ts-check
// Dead code goes: files, exports and dependencies that nothing uses, and dependencies that are used but not declared.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const KNIP = fileURLToPath(new URL('../bin/knip.js', import.meta.resolve('knip')))
const REPORTER = fileURLToPath(new URL('./knip-reporter.mjs', import.meta.url))

/** What is reported, and how it is called. Exported types are left out: they document what an exported function takes. */
const KINDS = /** @type {const} */ ([
  'files',
  'dependencies',
  'devDependencies',
  'optionalPeerDependencies',
  'unlisted',
  'unresolved',
  'exports',
  'duplicates',
  'catalog',
])

/**
 * Runs knip over a workspace, with the configuration found there.
 *
 * @param {string} root
 * @returns {{ looked: number, faults: string[] }} `looked`: the files that knip read
 */
export function findUnused(root) {
  const args = [
    KNIP,
    '--directory',
    root,
    '--include',
    KINDS.join(','),
    '--no-config-hints',
    '--no-progress',
    '--reporter',
    REPORTER,
  ]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status !== 0 && status !== 1) throw new Error(`knip ended with ${status}: ${stderr}${stdout}`)
  const { processed, found } =
    /** @type {{ processed: number, found: { kind: string, file: string, symbol: string }[] }} */ (JSON.parse(stdout))
  return {
    looked: processed,
    faults: found.map(({ kind, file, symbol }) => `${kind}: ${symbol === file ? '' : `${symbol} in `}${file}`),
  }
}
