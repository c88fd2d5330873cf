import { defineConfig, mergeConfig, type ViteUserConfig } from 'vitest/config'
import { PURE_PACKAGES } from './scripts/structure/floors.mjs'
import { testRun } from './vitest.shared.ts'

type Plugin = Exclude<
  NonNullable<ViteUserConfig['plugins']>[number],
  false | null | undefined | readonly unknown[] | Promise<unknown>
>

/**
 * Holds this run to its purpose: `#platform` must resolve to the browser's file, at least once, or the run fails.
 * Without it, a changed condition would quietly test the Node files a second time.
 */
function browserPlatformOnly(): Plugin {
  let resolved = 0
  return {
    name: 'browser-platform-only',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (source !== '#platform') return undefined
      const target = await this.resolve(source, importer, { ...options, skipSelf: true })
      if (!target?.id.endsWith('/src/platform/browser.ts')) {
        throw new Error(`#platform resolved to ${target?.id} in the browser run`)
      }
      resolved += 1
      return target
    },
    buildEnd() {
      if (resolved === 0) {
        console.error('The browser run never resolved #platform: it tested nothing of the browser files.')
        process.exitCode = 1
      }
    },
  }
}

/** Floors 0–3 once more, under Node, with the files a browser would get. Tests of `node:`-only entries are left out by name. */
export default mergeConfig(
  testRun(['browser']),
  defineConfig({
    plugins: [browserPlatformOnly()],
    test: {
      include: PURE_PACKAGES.map((name) => `packages/${name}/src/**/*.test.ts`),
      exclude: ['**/node_modules/**', '**/*.node.test.ts'],
    },
  }),
)
