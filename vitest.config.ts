import { defineConfig, mergeConfig } from 'vitest/config'
import { testRun } from './vitest.shared.ts'

export default mergeConfig(
  testRun(['node']),
  defineConfig({ test: { include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts', 'examples/**/*.test.ts'] } }),
)
