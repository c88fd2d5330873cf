import { defineConfig, mergeConfig } from 'vitest/config'
import { PURE_PACKAGES } from './scripts/structure/floors.mjs'
import { testRun } from './vitest.shared.ts'

/** The suites of floors 0–3 once more, in processes where a clock, randomness or the network throw when a pure package asks. */
export default mergeConfig(
  testRun(['node']),
  defineConfig({
    test: {
      include: [
        ...PURE_PACKAGES.map((name) => `packages/${name}/src/**/*.test.ts`),
        'test/structure/pure-suite/*.pure.ts',
      ],
      setupFiles: ['test/structure/pure-suite/setup.ts'],
    },
  }),
)
