// @ts-check
// What may come from the registry: exact pins in one catalog, and a lockfile without git, unknown hosts, install scripts,
// banned packages, or production dependencies that the oldest supported Node cannot run.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import semver from 'semver'
import { parse } from 'yaml'

/** The oldest Node that must pass. */
export const OLDEST_NODE = '20.19.0'

/** Never in the tree, developers' tools included, with why. */
export const BANNED = /** @type {Readonly<Record<string, string>>} */ ({
  elliptic: 'leaks keys through malformed signatures',
  '@veramo/credential-ld': 'has git dependencies',
  'credential-ld': 'has git dependencies',
  '@veramo/data-store': 'brings TypeORM',
  'data-store': 'brings TypeORM',
  '@veramo/cli': 'brings both of the above',
})

/** Production packages that may run a script when they are installed: none. */
export const INSTALL_SCRIPTS_ALLOWED = /** @type {ReadonlySet<string>} */ (new Set())

/** @typedef {Record<string, { specifier: string, version: string }>} Locked */
/** @typedef {{ dependencies?: Locked, devDependencies?: Locked, optionalDependencies?: Locked }} Importer */
/** @typedef {{ resolution?: Record<string, unknown>, engines?: { node?: string } }} LockedPackage */
/** @typedef {{ dependencies?: Record<string, string>, optionalDependencies?: Record<string, string> }} Snapshot */
/** @typedef {{ importers: Record<string, Importer>, packages: Record<string, LockedPackage>, snapshots: Record<string, Snapshot> }} Lockfile */
/** @typedef {{ catalog?: Record<string, string>, ignoredBuiltDependencies?: string[], onlyBuiltDependencies?: string[] }} WorkspaceFile */
/** @typedef {{ name?: string, version?: string, private?: boolean, engines?: { node?: string }, packageManager?: string, dependencies?: Record<string, string>, devDependencies?: Record<string, string>, optionalDependencies?: Record<string, string> }} Manifest */
/** @typedef {{ lockfile: Lockfile, workspace: WorkspaceFile, manifests: Record<string, Manifest>, installScripts: readonly string[] }} Inputs */

/** @param {string} key `name@version(peers)` @returns {string} */
const nameOf = (key) => key.slice(0, key.indexOf('@', 1))

/** @param {string} key @returns {string} */
const withoutPeers = (key) => (key.includes('(') ? key.slice(0, key.indexOf('(')) : key)

/** @param {Lockfile} lockfile @returns {Set<string>} keys of what the packages under `packages/` need at run time */
function productionKeys(lockfile) {
  const found = new Set()
  /** @type {string[]} */
  const open = []
  /** @param {string} name @param {string} version */
  const add = (name, version) => {
    if (version.startsWith('link:')) return
    // An aliased dependency is locked with its real name, so its version already is a key.
    const key = lockfile.snapshots[version] === undefined ? `${name}@${version}` : version
    if (found.has(key)) return
    found.add(key)
    open.push(key)
  }
  for (const [folder, importer] of Object.entries(lockfile.importers)) {
    if (!folder.startsWith('packages/')) continue
    const locked = { ...importer.dependencies, ...importer.optionalDependencies }
    for (const [name, { version }] of Object.entries(locked)) add(name, version)
  }
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const { dependencies, optionalDependencies } = lockfile.snapshots[key] ?? {}
    for (const [name, version] of Object.entries({ ...dependencies, ...optionalDependencies })) add(name, version)
  }
  return found
}

/** @param {Inputs} inputs @returns {string[]} */
function pinFaults({ workspace, manifests }) {
  const faults = Object.entries(workspace.catalog ?? {}).flatMap(([name, version]) =>
    semver.valid(version) === version ? [] : [`catalog: ${name} is "${version}", not an exact version`],
  )
  for (const [file, manifest] of Object.entries(manifests)) {
    const { dependencies, devDependencies, optionalDependencies } = manifest
    for (const [name, wanted] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })) {
      if (wanted === 'catalog:' || wanted === 'workspace:*') continue
      faults.push(`pin: ${file} asks for ${name} as "${wanted}"; versions stand in the catalog`)
    }
    if (file.startsWith('packages/') && manifest.engines?.node !== `>=${OLDEST_NODE}`) {
      faults.push(`engines: ${file} says "${manifest.engines?.node}" instead of ">=${OLDEST_NODE}"`)
    }
  }
  const manager = manifests['package.json']?.packageManager ?? ''
  if (!/^pnpm@\d+\.\d+\.\d+$/.test(manager)) faults.push(`pin: packageManager is "${manager}", not an exact pnpm`)
  return faults
}

/**
 * Lists what in the lockfile and the manifests breaks a rule about dependencies. It reads what was resolved; it does not
 * ask a registry, and does not judge what the code of a package does.
 *
 * @param {Inputs} inputs `installScripts`: names of installed packages that would run a script
 * @returns {string[]}
 */
export function findDependencyFaults(inputs) {
  const { lockfile, workspace, installScripts } = inputs
  const faults = pinFaults(inputs)
  const production = productionKeys(lockfile)
  const productionNames = new Set([...production].map(nameOf))

  for (const [key, { resolution = {}, engines }] of Object.entries(lockfile.packages)) {
    const name = nameOf(key)
    if (BANNED[name] !== undefined) faults.push(`banned: ${key} (${BANNED[name]})`)
    if (resolution['type'] === 'git' || resolution['repo'] !== undefined || /git\+|github:|codeload/.test(key)) {
      faults.push(`git: ${key} does not come from a registry`)
    } else if (resolution['integrity'] === undefined) faults.push(`integrity: ${key} has no digest`)
    if (resolution['tarball'] !== undefined) faults.push(`host: ${key} names where it was fetched from`)
    const runs = [...production].some((used) => withoutPeers(used) === key)
    if (runs && engines?.node !== undefined && !semver.satisfies(OLDEST_NODE, engines.node)) {
      faults.push(`engines: ${key} wants Node ${engines.node}, the product runs on ${OLDEST_NODE}`)
    }
  }

  const kept = new Set([...(workspace.ignoredBuiltDependencies ?? []), ...(workspace.onlyBuiltDependencies ?? [])])
  for (const name of installScripts) {
    if (productionNames.has(name) && !INSTALL_SCRIPTS_ALLOWED.has(name)) {
      faults.push(`install script: ${name} is a production dependency and would run one`)
    } else if (!kept.has(name)) faults.push(`install script: ${name} would run one, and the workspace does not decide`)
  }
  return faults
}

/** @param {string} root @returns {string[]} names of the installed packages that would run a script on installation */
function readInstallScripts(root) {
  const store = join(root, 'node_modules/.pnpm')
  const found = new Set()
  for (const entry of readdirSync(store)) {
    const modules = join(store, entry, 'node_modules')
    if (!existsSync(modules)) continue
    const own = readdirSync(modules, { withFileTypes: true }).flatMap((item) =>
      item.name.startsWith('@') && item.isDirectory()
        ? readdirSync(join(modules, item.name), { withFileTypes: true }).flatMap((scoped) =>
            scoped.isDirectory() ? [join(modules, item.name, scoped.name)] : [],
          )
        : item.isDirectory()
          ? [join(modules, item.name)]
          : [],
    )
    for (const folder of own) {
      const file = join(folder, 'package.json')
      if (!existsSync(file)) continue
      const { name, scripts = {} } = JSON.parse(readFileSync(file, 'utf8'))
      const builds = existsSync(join(folder, 'binding.gyp'))
      if (scripts.preinstall || scripts.install || scripts.postinstall || builds) found.add(name)
    }
  }
  return [...found].sort()
}

/** @param {string} root @returns {Inputs} what a checkout with installed dependencies says */
export function readDependencyInputs(root) {
  /** @param {string} file */
  const json = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'))
  const lockfile = /** @type {Lockfile} */ (parse(readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')))
  const files = Object.keys(lockfile.importers).map((it) => (it === '.' ? 'package.json' : `${it}/package.json`))
  return {
    lockfile,
    workspace: parse(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')),
    manifests: Object.fromEntries(files.map((file) => [file, json(file)])),
    installScripts: readInstallScripts(root),
  }
}
