// @ts-check
// The walls that imports can break, as dependency-cruiser rules, and the cruise that holds a tree to them.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { cruise } from 'dependency-cruiser'
import { CONNECTING_PACKAGE, FLOORS, PURE_BUILTINS, PURE_LIBRARIES, PURE_PACKAGES, VERAMO_PACKAGE } from './floors.mjs'

/** Tests, benchmarks, and the folders of material for them: never shipped, and free to use what a test needs. */
export const TEST_MATERIAL = '\\.(?:test|test-d|bench)\\.ts$|/testing/'
const SHIPPED = '(?:src|dist)'
/** What an interface asks of every implementation, as tests: the packages above run it too. Nothing shipped reaches it. */
const CONTRACTS = '^packages/[^/]+/src/testing/[^/]+\\.contract\\.ts$'

/** What opens connections: Node's own, and the libraries that people reach for. */
const NETWORK_BUILTINS = ['net', 'tls', 'http', 'https', 'http2', 'dns', 'dns/promises', 'dgram', 'inspector']
const NETWORK_LIBRARIES = ['undici', 'node-fetch', 'cross-fetch', 'isomorphic-fetch', 'axios', 'got', 'ky', 'ws']

/** @param {readonly string[]} names */
const anyOf = (names) =>
  names.length === 0 ? '(?!)' : `(?:${names.map((name) => name.replaceAll('.', '\\.')).join('|')})`

/** @returns {import('dependency-cruiser').IForbiddenRuleType[]} one rule for each package that may import less than everything */
function floorRules() {
  return FLOORS.map((room) => ({
    name: `floor-${room.package}`,
    comment: `${room.package} (floor ${room.floor}) may import ${room.imports.join(', ') || 'no other package'}, types included`,
    severity: 'error',
    from: { path: `^packages/${room.package}/` },
    to: { path: '^packages/', pathNot: `^packages/${anyOf([room.package, ...room.imports])}/` },
  }))
}

/** @returns {import('dependency-cruiser').IForbiddenRuleType[]} what floors 0-3 may take from outside, package by package */
function pureLibraryRules() {
  return PURE_PACKAGES.map((name) => ({
    name: `pure-libraries-${name}`,
    comment: `${name} is pure: at run time it may import ${PURE_LIBRARIES[name]?.join(', ') || 'no library'}`,
    severity: 'error',
    from: { path: `^packages/${name}/${SHIPPED}/`, pathNot: TEST_MATERIAL },
    to: { path: 'node_modules/', pathNot: `node_modules/${anyOf(PURE_LIBRARIES[name] ?? [])}/` },
  }))
}

/**
 * Every rule about imports.
 *
 * @param {{ entries: readonly string[] }} house the files that packages publish as entries, relative to the root
 * @returns {import('dependency-cruiser').IForbiddenRuleType[]}
 */
export function dependencyRules({ entries }) {
  const pure = anyOf(PURE_PACKAGES)
  const builtins = anyOf(PURE_BUILTINS.map((name) => name.replace('node:', '')))
  return [
    ...floorRules(),
    ...pureLibraryRules(),
    {
      name: 'no-cycle',
      comment: 'Files that import each other in a circle cannot be read, tested or moved one at a time',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-deep-import',
      comment: 'Another package is entered through what it publishes',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: { path: '^packages/(?!$1/)', pathNot: [CONTRACTS, anyOf(entries.map((entry) => `^${entry}$`))] },
    },
    {
      name: 'no-deep-import-from-outside',
      comment: 'What crosses packages uses them as their users do',
      severity: 'error',
      from: { path: '^(?:test|examples)/' },
      to: { path: '^packages/', pathNot: anyOf(entries.map((entry) => `^${entry}$`)) },
    },
    {
      name: 'no-relative-import-across-packages',
      comment: 'Another package is named, never reached by a path: the path would not exist once published',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: { path: '^packages/(?!$1/)', pathNot: CONTRACTS, dependencyTypes: ['local'] },
    },
    {
      name: 'nothing-from-outside-the-house',
      comment: 'A package does not import tests, examples or build scripts of the repository',
      severity: 'error',
      from: { path: `^packages/[^/]+/${SHIPPED}/`, pathNot: TEST_MATERIAL },
      to: { path: '^(?:test|examples|scripts)/' },
    },
    {
      name: 'no-test-material-shipped',
      comment: 'What a package ships imports no test and nothing made for tests',
      severity: 'error',
      from: { path: `^packages/[^/]+/${SHIPPED}/`, pathNot: TEST_MATERIAL },
      to: { path: TEST_MATERIAL },
    },
    {
      name: 'only-agent-imports-veramo',
      comment: `Veramo stays behind packages/${VERAMO_PACKAGE}`,
      severity: 'error',
      from: { path: '^packages/', pathNot: `^packages/${VERAMO_PACKAGE}/` },
      to: { path: '(?:^|/)@veramo/' },
    },
    {
      name: 'only-fetcher-connects',
      comment: `Connections are opened in packages/${CONNECTING_PACKAGE} alone, where every guard is up. Sources, not what is built: the command bundles it`,
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: [TEST_MATERIAL, `^packages/${CONNECTING_PACKAGE}/`] },
      to: { path: [`^(?:node:)?${anyOf(NETWORK_BUILTINS)}$`, `(?:^|/)node_modules/${anyOf(NETWORK_LIBRARIES)}/`] },
    },
    {
      name: 'pure-builtins-behind-platform',
      comment: `Floors 0-3 import Node built-ins in src/platform/ only`,
      severity: 'error',
      from: { path: `^packages/${pure}/src/`, pathNot: [TEST_MATERIAL, `^packages/${pure}/src/platform/node\\.ts$`] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-builtin-reachable-in-browsers',
      comment: 'Under the browser condition nothing that the main entry of a pure package reaches needs Node',
      severity: 'error',
      from: { path: `^packages/${pure}/dist/index\\.js$` },
      to: { path: `^(?:node:)?${anyOf(builtinModules)}$`, reachable: true },
    },
    {
      name: 'pure-builtins-allowed',
      comment: `Floors 0-3 import of Node's built-ins only ${PURE_BUILTINS.join(', ')}`,
      severity: 'error',
      from: { path: `^packages/${pure}/${SHIPPED}/`, pathNot: TEST_MATERIAL },
      to: { dependencyTypes: ['core'], pathNot: `^(?:node:)?${builtins}$` },
    },
    {
      name: 'no-undeclared-dependency',
      comment: 'What a package imports at run time stands in its own dependencies',
      severity: 'error',
      from: { path: `^packages/[^/]+/${SHIPPED}/`, pathNot: TEST_MATERIAL },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only', 'npm-peer'] },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that leads nowhere is in no other rule either',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ]
}

/** @param {unknown} target @returns {string[]} the files that an `exports` value names */
function filesOf(target) {
  if (typeof target === 'string') return [target.replace(/^\.\//, '')]
  if (target === null || typeof target !== 'object') return []
  return Object.values(target).flatMap(filesOf)
}

/** @param {string} root @returns {string[]} the entry files of every package below `packages/` */
function publishedEntries(root) {
  return readdirSync(join(root, 'packages')).flatMap((name) => {
    const manifest = join(root, 'packages', name, 'package.json')
    if (!existsSync(manifest)) return []
    return filesOf(JSON.parse(readFileSync(manifest, 'utf8')).exports).map((file) => `packages/${name}/${file}`)
  })
}

/**
 * Cruises a house and holds it to the rules: its sources as Node sees them, or what was built from them as a browser sees
 * it (which also shows what a bundler inlined). It does not judge globals: `pure-syntax.mjs` does.
 *
 * @param {{ root: string, of: 'source' | 'dist' }} options
 * @returns {Promise<{ violations: { rule: string, from: string, to: string }[], dependencies: number, packages: string[] }>}
 *   `dependencies` is what the cruise looked at; `packages` those of which it saw at least one file
 */
export async function cruiseHouse({ root, of }) {
  const folders = ['packages', 'test', 'examples'].filter((folder) => existsSync(join(root, folder)))
  const cruised = of === 'source' ? folders : ['packages']
  const conditions = of === 'source' ? ['@trusted-tech/source', 'node'] : ['browser']
  const { output } = await cruise(cruised, {
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: dependencyRules({ entries: publishedEntries(root) }) },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: of === 'source' ? '(?:^|/)dist/' : '^packages/[^/]+/(?!dist(?:/|$))' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: [...conditions, 'import', 'default'] },
  })
  if (typeof output === 'string') throw new TypeError('dependency-cruiser returned a text instead of a result')
  const seen = output.modules.flatMap((module) => /^packages\/([^/]+)\//.exec(module.source)?.[1] ?? [])
  return {
    violations: output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
    dependencies: output.summary.totalDependenciesCruised ?? 0,
    packages: [...new Set(seen)].sort(),
  }
}
