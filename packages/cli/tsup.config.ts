import { cpSync, readFileSync, rmSync } from 'node:fs'
import { defineConfig, type Options } from 'tsup'

/** The commands of the first program, which verifies and explains. Every other command is in the second. */
const LIGHT = new Set(['verify', 'inspect', 'explain', 'completion'])

/** What is never bundled: native code, and Veramo. Resolved from the package of ours that depends on it. */
const FROM_PACKAGE = [
  { filter: /^(?:@veramo\/.+|did-resolver)$/, owner: '@trusted-tech/agent' },
  { filter: /^(?:libsql|kysely)$/, owner: '@trusted-tech/store' },
]

type Plugin = NonNullable<Options['esbuildPlugins']>[number]

/**
 * packageurl-js sorts its own component names by a collator when it is loaded, and a collator loads the locale data
 * (7 ms). The names become single digits first, which sort the same without it.
 */
const noCollator: Plugin = {
  name: 'no-collator',
  setup(build) {
    build.onLoad({ filter: /packageurl-js[\\/]src[\\/]strings\.js$/ }, ({ path }) => {
      const eager = 'const { compare: localeCompare } = new Intl.Collator()'
      const source = readFileSync(path, 'utf8')
      if (!source.includes(eager)) return { errors: [{ text: 'packageurl-js changed: see no-collator' }] }
      const plain = 'const localeCompare = (a, b) => (String(a) < String(b) ? -1 : Number(String(a) > String(b)))'
      return { contents: source.replace(eager, plain), loader: 'js' }
    })
  },
}

/** Divides the table of commands: what a program does not have, it asks the other one for, or refuses. */
function dividedTable(elsewhere: (command: string) => string | undefined): Plugin {
  const load = /load: async \(\) => \(await import\('\.\/([a-z-]+)\.js'\)\)\.\w+/g
  return {
    name: 'divided-table',
    setup(build) {
      build.onLoad({ filter: /src[\\/]commands[\\/]table\.ts$/ }, ({ path }) => {
        const source = readFileSync(path, 'utf8')
        if (source.match(load)?.length !== source.match(/\bload: (?!\()/g)?.length) {
          return { errors: [{ text: 'a command is not loaded as the others are: see divided-table' }] }
        }
        const divided = source.replaceAll(load, (whole, command: string) => elsewhere(command) ?? whole)
        return { contents: divided, loader: 'ts' }
      })
    },
  }
}

const fromPackages: Plugin = {
  name: 'from-packages',
  setup(build) {
    for (const { filter, owner } of FROM_PACKAGE) {
      build.onResolve({ filter }, ({ path }) => ({ path, namespace: owner }))
      build.onLoad({ filter: /.*/, namespace: owner }, ({ path }) => ({
        contents: `const { createRequire } = require('node:module')
          module.exports = createRequire(createRequire(__filename).resolve('${owner}'))('${path}')`,
        loader: 'js',
      }))
    }
  },
}

/**
 * Each program is bundled with the packages that it uses, from their sources: finding and reading some fifty modules
 * costs more than verifying does. Commands are imported lazily, so that nothing of one runs before it is called.
 *
 * ASCII and minified, because V8 reads one-byte text faster and the start is most of the time of a `tta verify`.
 */
const program: Options = {
  format: 'cjs',
  outExtension: () => ({ js: '.cjs' }),
  target: 'node20',
  platform: 'node',
  splitting: false,
  sourcemap: true,
  clean: false,
  minify: true,
  dts: false,
  // Nothing may be left to a dynamic import: a program that was compiled with a code cache has no loader for it.
  noExternal: [/^@trusted-tech\//, '#platform', 'picocolors'],
  esbuildOptions(options) {
    options.charset = 'ascii'
    options.define = { 'import.meta.url': 'programUrl' }
    options.conditions = ['@trusted-tech/source', 'node', 'import', 'module', 'default']
  },
}

rmSync('dist', { recursive: true, force: true })

export default defineConfig([
  {
    ...program,
    entry: { tta: 'src/index.ts' },
    external: ['./desk.cjs'],
    esbuildPlugins: [
      noCollator,
      dividedTable((command) =>
        LIGHT.has(command) ? undefined : `load: () => require('./desk.cjs').COMMANDS['${command}'].load()`,
      ),
    ],
  },
  {
    ...program,
    // What works at a desk: the table of commands is all that the first program asks of it.
    entry: { desk: 'src/commands/table.ts' },
    banner: { js: "var programUrl = require('node:url').pathToFileURL(__filename).href;" },
    esbuildPlugins: [
      noCollator,
      fromPackages,
      dividedTable((command) =>
        LIGHT.has(command) ? `load: () => Promise.reject(new Error('${command} is in tta.cjs'))` : undefined,
      ),
    ],
    // The demo plays with the examples of the repository; an installed `tta` has this copy of them.
    onSuccess: async () => {
      for (const folder of ['drafts', 'evidence', 'products', 'scopes']) {
        cpSync(`../../examples/${folder}`, `dist/examples/${folder}`, { recursive: true })
      }
    },
  },
])
