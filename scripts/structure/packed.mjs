// @ts-check
// What a user of the verifier gets: the packed packages, installed in an empty folder, counted and searched.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { publint } from 'publint'
import ts from 'typescript'
import { PURE_PACKAGES } from './floors.mjs'

/** What an install of the verifier with our own packages may weigh. */
export const LIMITS = { packages: 18, bytes: 4 * 1024 * 1024 }

/** Built-ins that can open a connection; and the library that is `fetch` under another name. */
const NETWORK = /^(?:node:)?(?:net|http|https|http2|dns|dns\/promises|tls|dgram)$|^undici(?:\/|$)/

/** @param {string} root @param {readonly string[]} args @param {string} cwd */
function pnpm(root, args, cwd) {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const { status, stdout, stderr } = spawnSync('npx', ['-y', packageManager, ...args], { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`pnpm ${args.join(' ')} failed:\n${stdout}${stderr}`)
}

/**
 * Packs packages as they would be published.
 *
 * @param {{ root: string, names: readonly string[], into: string }} options names of folders under `packages/`
 * @returns {Map<string, string>} tarball by folder name
 */
export function packPackages({ root, names, into }) {
  return new Map(
    names.map((name) => {
      const folder = join(into, `pack-${name}`)
      mkdirSync(folder)
      pnpm(root, ['pack', '--pack-destination', folder], join(root, 'packages', name))
      const [tarball] = readdirSync(folder)
      if (tarball === undefined) throw new Error(`nothing was packed for ${name}`)
      return /** @type {const} */ ([name, join(folder, tarball)])
    }),
  )
}

/** @param {string} folder @returns {string[]} every file below it; links lead into the same tree and are passed over */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : []
  })
}

/** @param {string} store `node_modules/.pnpm` @returns {string[]} the folder of every installed package */
function packageFolders(store) {
  return readdirSync(store).flatMap((entry) => {
    const modules = join(store, entry, 'node_modules')
    if (!existsSync(modules)) return []
    return readdirSync(modules, { withFileTypes: true }).flatMap((item) => {
      if (!item.isDirectory()) return []
      if (!item.name.startsWith('@')) return [join(modules, item.name)]
      const scoped = readdirSync(join(modules, item.name), { withFileTypes: true })
      return scoped.filter((one) => one.isDirectory()).map((one) => join(modules, item.name, one.name))
    })
  })
}

/**
 * Judges an installed tree.
 *
 * @param {string} folder the folder that has `node_modules/.pnpm`
 * @param {{ packages: number, bytes: number }} [limits]
 * @returns {{ packages: string[], bytes: number, modules: number, faults: string[] }} `modules`: files whose imports were read
 */
export function judgeInstall(folder, limits = LIMITS) {
  const store = join(folder, 'node_modules/.pnpm')
  /** @type {string[]} */
  const faults = []
  /** @type {string[]} */
  const packages = []
  let bytes = 0
  let modules = 0
  for (const installed of packageFolders(store)) {
    const manifest = join(installed, 'package.json')
    if (!existsSync(manifest)) continue
    const { name, version, scripts = {} } = JSON.parse(readFileSync(manifest, 'utf8'))
    packages.push(`${name}@${version}`)
    const runs = ['preinstall', 'install', 'postinstall'].filter((script) => scripts[script] !== undefined)
    if (existsSync(join(installed, 'binding.gyp'))) runs.push('binding.gyp')
    if (runs.length > 0) faults.push(`install script: ${name} has ${runs.join(', ')}`)
    for (const file of filesBelow(installed)) {
      bytes += statSync(file).size
      if (!/\.[cm]?js$/.test(file)) continue
      modules += 1
      // Every form is read: import, export from, import() and require() of a literal.
      const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true)
      for (const { fileName } of importedFiles) {
        if (NETWORK.test(fileName)) faults.push(`network: ${name} imports ${fileName} in ${relative(installed, file)}`)
      }
    }
  }
  if (packages.length > limits.packages) faults.push(`count: ${packages.length} packages, at most ${limits.packages}`)
  if (bytes > limits.bytes) faults.push(`size: ${bytes} bytes, at most ${limits.bytes}`)
  return { packages: packages.sort(), bytes, modules, faults }
}

/**
 * Lints a packed package as a registry would serve it: entries that are missing, of the wrong format, or in an order in
 * which a resolver would pass them over.
 *
 * @param {Uint8Array} tarball
 * @returns {Promise<string[]>}
 */
export async function findPackagingFaults(tarball) {
  const copy = new Uint8Array(tarball).buffer
  const { messages, pkg } = await publint({ pack: { tarball: copy }, strict: true })
  return messages.map(
    (message) => `publint: ${pkg['name']} ${message.code} at ${message.path.join('.') || 'package.json'}`,
  )
}

/**
 * Packs every package and lints it; installs the pure ones in an empty folder without running any script, and judges what
 * is there.
 *
 * @param {string} root a checkout that is built
 */
export async function judgePacked(root) {
  const folder = mkdtempSync(join(tmpdir(), 'packed-'))
  try {
    const names = readdirSync(join(root, 'packages')).filter((name) =>
      existsSync(join(root, 'packages', name, 'package.json')),
    )
    const tarballs = packPackages({ root, names, into: folder })
    const linted = await Promise.all([...tarballs.values()].map((file) => findPackagingFaults(readFileSync(file))))
    const ours = Object.fromEntries(
      PURE_PACKAGES.map((name) => /** @type {const} */ ([`@trusted-tech/${name}`, `file:${tarballs.get(name)}`])),
    )
    const app = join(folder, 'app')
    mkdirSync(app)
    writeFileSync(
      join(app, 'package.json'),
      JSON.stringify({
        name: 'app',
        private: true,
        dependencies: { '@trusted-tech/verifier': ours['@trusted-tech/verifier'] },
        // Nothing of ours is in a registry: what a packed package asks for by version is the tarball beside it.
        pnpm: { overrides: ours },
      }),
    )
    pnpm(root, ['install', '--prefer-offline', '--ignore-scripts', '--ignore-workspace', '--no-lockfile'], app)
    const { faults, ...installed } = judgeInstall(app)
    return { ...installed, packed: tarballs.size, faults: [...linted.flat(), ...faults] }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
