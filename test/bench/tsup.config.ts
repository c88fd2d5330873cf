import { defineConfig } from 'tsup'

/** The bench runs on the built packages, as a user's program would; only its own files are bundled, for Node 20. */
export default defineConfig({
  // Beside the sources, because the test world finds its files relative to where it runs.
  entry: { 'bench.built': 'test/bench/bench.ts' },
  outDir: 'test/bench',
  outExtension: () => ({ js: '.mjs' }),
  format: 'esm',
  target: 'node20',
  platform: 'node',
  clean: false,
  silent: true,
  skipNodeModulesBundle: true,
})
