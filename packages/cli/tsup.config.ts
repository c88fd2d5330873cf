import { defineConfig } from 'tsup'

/**
 * The command is bundled with the packages that it uses, from their sources: finding and reading two dozen modules costs
 * more than verifying does. Splitting keeps every command in files of its own, so that `verify` loads no other.
 * Third-party packages stay outside and are loaded by those commands that need them.
 */
export default defineConfig({
  entry: { index: 'src/index.ts' },
  format: 'esm',
  target: 'node20',
  platform: 'node',
  splitting: true,
  sourcemap: true,
  clean: true,
  dts: false,
  noExternal: [/^@trusted-tech\//, '#platform'],
  esbuildOptions(options) {
    options.conditions = ['@trusted-tech/source', 'node', 'import', 'module', 'default']
  },
})
