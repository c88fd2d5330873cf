// @ts-check
// Builds the packages whose inputs or outputs changed since their last build, lower floors first, two at a time.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamps = join(root, 'node_modules/.cache/tta-build')
const SHARED_INPUTS = ['pnpm-lock.yaml', 'tsup.base.ts', 'tsconfig.base.json']
const NOT_INPUTS = new Set(['dist', 'node_modules', 'coverage'])

/** @typedef {{ name: string, folder: string, dependencies: string[], inputs: string[] }} Workspace */

/** @returns {Map<string, Workspace>} the packages that have a build, by name */
function readPackages() {
  const found = new Map()
  for (const entry of readdirSync(join(root, 'packages'))) {
    const file = join(root, 'packages', entry, 'package.json')
    if (!existsSync(file)) continue
    const manifest = JSON.parse(readFileSync(file, 'utf8'))
    if (manifest.scripts?.build === undefined) continue
    const dependencies = { ...manifest.dependencies, ...manifest.devDependencies }
    found.set(manifest.name, {
      name: manifest.name,
      folder: join(root, 'packages', entry),
      dependencies: Object.keys(dependencies).filter((name) => dependencies[name].startsWith('workspace:')),
      // Folders outside of the package that its build reads.
      inputs: manifest.buildInputs ?? [],
    })
  }
  return found
}

/** @param {string} folder @param {(name: string) => boolean} wanted @returns {string[]} files below it, sorted */
function filesBelow(folder, wanted) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => wanted(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? filesBelow(path, wanted) : [path]
    })
    .sort()
}

/** @param {readonly string[]} files @param {readonly string[]} [more] */
function digest(files, more = []) {
  const hash = createHash('sha256')
  for (const file of files)
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  for (const text of more) hash.update(`${text}\0`)
  return hash.digest('hex')
}

/** @param {Workspace} workspace */
const builtFiles = (workspace) => filesBelow(join(workspace.folder, 'dist'), () => true)

/** @param {Workspace} workspace @returns {Promise<boolean>} */
function runBuild(workspace) {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', 'build'], {
      cwd: workspace.folder,
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (data) => (output += data))
    child.stderr.on('data', (data) => (output += data))
    child.on('error', (error) => (output += String(error)))
    child.on('close', (code) => {
      console.error(`${code === 0 ? 'built' : 'failed to build'} ${workspace.name}`)
      if (code !== 0) console.error(output)
      resolve(code === 0)
    })
  })
}

/**
 * Builds what is not up to date. A package is up to date when the digest of everything its build reads (its own files,
 * those of its workspace dependencies, the lockfile) and the digest of its `dist` are those of its last good build.
 *
 * @param {{ force: boolean }} options
 * @returns {Promise<boolean>} whether every package is built
 */
export async function buildWorkspace({ force }) {
  const packages = readPackages()
  const shared = SHARED_INPUTS.map((file) => join(root, file))
  mkdirSync(stamps, { recursive: true })

  /** @type {Map<string, string>} */
  const keys = new Map()
  /** @param {Workspace} workspace @returns {string} */
  const keyOf = (workspace) => {
    const known = keys.get(workspace.name)
    if (known !== undefined) return known
    const wanted = (/** @type {string} */ name) => !NOT_INPUTS.has(name) && !/\.test(-d)?\.ts$/.test(name)
    const own = [workspace.folder, ...workspace.inputs.map((folder) => join(workspace.folder, folder))].flatMap(
      (folder) => filesBelow(folder, wanted),
    )
    const below = workspace.dependencies.flatMap((name) => {
      const dependency = packages.get(name)
      return dependency === undefined ? [] : [keyOf(dependency)]
    })
    const key = digest([...shared, ...own], below.sort())
    keys.set(workspace.name, key)
    return key
  }

  let running = 0
  /** @type {(() => void)[]} */
  const waiting = []
  const slot = async () => {
    if (running >= 2) await new Promise((resolve) => waiting.push(() => resolve(undefined)))
    running += 1
  }
  const release = () => {
    running -= 1
    waiting.shift()?.()
  }

  /** @type {Map<string, Promise<boolean>>} */
  const builds = new Map()
  /** @param {Workspace} workspace @returns {Promise<boolean>} */
  const build = (workspace) => {
    const known = builds.get(workspace.name)
    if (known !== undefined) return known
    const work = (async () => {
      const below = workspace.dependencies.flatMap((name) => packages.get(name) ?? [])
      if ((await Promise.all(below.map(build))).includes(false)) return false
      const stamp = join(stamps, `${workspace.name.replace('/', '-')}.json`)
      const inputs = keyOf(workspace)
      const last = existsSync(stamp) ? JSON.parse(readFileSync(stamp, 'utf8')) : {}
      if (!force && last.inputs === inputs && last.outputs === digest(builtFiles(workspace))) return true
      await slot()
      try {
        rmSync(stamp, { force: true })
        if (!(await runBuild(workspace))) return false
        writeFileSync(stamp, JSON.stringify({ inputs, outputs: digest(builtFiles(workspace)) }))
        return true
      } finally {
        release()
      }
    })()
    builds.set(workspace.name, work)
    return work
  }
  return !(await Promise.all([...packages.values()].map(build))).includes(false)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = (await buildWorkspace({ force: process.argv.includes('--force') })) ? 0 : 1
}
