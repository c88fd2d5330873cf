import { cpSync, readFileSync } from 'node:fs'
import { defineConfig } from 'tsup'

/**
 * The command is bundled with the packages that it uses, from their sources: finding and reading some fifty modules
 * costs more than verifying does. Commands are imported lazily, so that nothing of one runs before it is called.
 *
 * ASCII and minified, because V8 reads one-byte text faster and the start is most of the time of a `tta verify`.
 */
export default defineConfig({
  entry: { tta: 'src/index.ts' },
  format: 'cjs',
  outExtension: () => ({ js: '.cjs' }),
  target: 'node20',
  platform: 'node',
  splitting: false,
  sourcemap: true,
  clean: true,
  minify: true,
  dts: false,
  // The demo plays with the examples of the repository; an installed `tta` has this copy of them.
  onSuccess: async () => {
    for (const folder of ['drafts', 'evidence', 'products', 'scopes']) {
      cpSync(`../../examples/${folder}`, `dist/examples/${folder}`, { recursive: true })
    }
  },
  noExternal: [/^@trusted-tech\//, '#platform'],
  esbuildPlugins: [
    {
      // packageurl-js sorts its own component names by a collator when it is loaded, and a collator loads the locale data
      // (7 ms). The names become single digits first, which sort the same without it.
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
    },
  ],
  esbuildOptions(options) {
    options.charset = 'ascii'
    options.define = { 'import.meta.url': 'programUrl' }
    options.conditions = ['@trusted-tech/source', 'node', 'import', 'module', 'default']
  },
})
