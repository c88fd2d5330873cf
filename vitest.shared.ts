import type { ViteUserConfig } from 'vitest/config'

/** Property tests run this often by default; `npm run test:long` raises it, and with it the time that one test may take. */
const runs = Number(process.env['TTA_RUNS'] ?? 300)

/** What every test run of the workspace shares: packages resolve to each other's sources under the given conditions. */
export function testRun(conditions: readonly string[]): ViteUserConfig {
  const all = ['@trusted-tech/source', ...conditions, 'import', 'module', 'default']
  const report = process.env['TTA_TEST_REPORT']
  return {
    resolve: { conditions: all },
    ssr: { resolve: { conditions: all, externalConditions: all } },
    test: {
      environment: 'node',
      testTimeout: runs > 1000 ? 1_800_000 : 20_000,
      hookTimeout: 60_000,
      reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    },
  }
}
