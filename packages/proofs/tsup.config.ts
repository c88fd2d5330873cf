import { defineConfig } from 'tsup'
import { packageBuild } from '../../tsup.base.ts'

export default defineConfig({
  ...packageBuild(['index', 'sync', 'platform/node', 'platform/browser']),
  // `#node` is Node's platform whatever the conditions, for the synchronous entry.
  external: ['#platform', '#node', /^node:/],
})
