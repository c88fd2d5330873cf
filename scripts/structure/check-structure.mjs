// @ts-check
// Holds this checkout to its walls. Each check says how much it looked at: a check that looked at nothing has failed.
// `npm run structure` runs all; names as arguments run only those.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findConnections, findTlsOptOuts } from './connections.mjs'
import { cruiseHouse } from './dependency-rules.mjs'
import { CONNECTING_PACKAGE, FLOORS, PURE_PACKAGES } from './floors.mjs'
import { findDependencyFaults, readDependencyInputs } from './lockfile.mjs'
import { judgePacked } from './packed.mjs'
import { findImpurities } from './pure-syntax.mjs'
import { findUnused } from './unused.mjs'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** @typedef {{ looked: number, at: string, faults: string[] }} Outcome */

/** @param {'source' | 'dist'} of @returns {Promise<Outcome>} */
async function checkImports(of) {
  const { violations, dependencies, packages } = await cruiseHouse({ root, of })
  const faults = violations.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`)
  for (const folder of readdirSync(join(root, 'packages'))) {
    if (!FLOORS.some((room) => room.package === folder)) faults.push(`packages/${folder} stands on no floor`)
    if (!packages.includes(folder)) faults.push(`no file of ${folder} was seen${of === 'dist' ? '; build first' : ''}`)
  }
  return { looked: dependencies, at: `dependencies of ${packages.length} packages`, faults }
}

/** @param {string} folder @returns {string[]} */
function shippedSources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'testing' ? [] : shippedSources(path)
    return /\.[cm]?[jt]s$/.test(entry.name) && !/\.(test|test-d|d)\.ts$/.test(entry.name) ? [path] : []
  })
}

/** @returns {Outcome} */
function checkGlobals() {
  const files = PURE_PACKAGES.flatMap((name) => shippedSources(join(root, 'packages', name, 'src')))
  const faults = files.flatMap((path) => {
    const file = relative(root, path)
    const platform = /\/src\/platform\/node\.ts$/.test(path)
    return findImpurities({ file, text: readFileSync(path, 'utf8'), platform }).map(
      ({ rule, line, found, why }) => `${rule}: ${file}:${line} ${found} (${why})`,
    )
  })
  return { looked: files.length, at: `files of ${PURE_PACKAGES.join(', ')}`, faults }
}

/** @param {string} folder @returns {string[]} every source below it, tests included */
function allSources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return /^(?:node_modules|dist|generated)$/.test(entry.name) ? [] : allSources(path)
    return /\.[cm]?[jt]s$/.test(entry.name) ? [path] : []
  })
}

/** @returns {Outcome} */
function checkConnections() {
  const packages = readdirSync(join(root, 'packages'))
  const shipped = new Set(packages.flatMap((name) => shippedSources(join(root, 'packages', name, 'src'))))
  const files = ['packages', 'test', 'examples', 'scripts'].flatMap((folder) => allSources(join(root, folder)))
  const faults = files.flatMap((path) => {
    const source = { file: relative(root, path), text: readFileSync(path, 'utf8') }
    const connects = shipped.has(path) && !source.file.startsWith(`packages/${CONNECTING_PACKAGE}/`)
    return [
      ...findTlsOptOuts({ ...source, shipped: shipped.has(path) }),
      ...(connects ? findConnections(source) : []),
    ].map(({ rule, file, line, found, why }) => `${rule}: ${file}:${line} ${found} (${why})`)
  })
  return { looked: files.length, at: `files for connections (${shipped.size} shipped) and certificates`, faults }
}

/** @returns {Outcome} */
function checkDependencies() {
  const inputs = readDependencyInputs(root)
  return {
    looked: Object.keys(inputs.lockfile.packages).length,
    at: 'locked packages',
    faults: findDependencyFaults(inputs),
  }
}

/** @returns {Outcome} */
function checkUnused() {
  const { looked, faults } = findUnused(root)
  return { looked, at: 'files read for what nothing uses', faults }
}

/** @returns {Promise<Outcome>} */
async function checkPacked() {
  const { packed, packages, bytes, modules, faults } = await judgePacked(root)
  const at = `modules in ${packages.length} packages of ${bytes} bytes that the verifier installs; ${packed} packed`
  return { looked: modules, at, faults }
}

/** @type {Record<string, () => Outcome | Promise<Outcome>>} */
const CHECKS = {
  imports: () => checkImports('source'),
  'built-imports': () => checkImports('dist'),
  globals: checkGlobals,
  connections: checkConnections,
  dependencies: checkDependencies,
  unused: checkUnused,
  packed: checkPacked,
}

const asked = process.argv.slice(2)
for (const name of asked) {
  if (CHECKS[name] === undefined)
    throw new Error(`no check is called ${name}; there are ${Object.keys(CHECKS).join(', ')}`)
}
for (const [name, check] of Object.entries(CHECKS)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  const { looked, at, faults } = await check()
  if (looked === 0) faults.push('it looked at nothing')
  console.log(`${faults.length === 0 ? 'ok    ' : 'FAILED'} ${name}: ${looked} ${at}`)
  for (const fault of faults) console.log(`         ${fault}`)
  if (faults.length > 0) process.exitCode = 1
}
