#!/usr/bin/env node
// The one file of the command that exists before the first build, so that package managers can link it.
import('../dist/index.js').catch((error) => {
  const missing = error?.code === 'ERR_MODULE_NOT_FOUND'
  process.stderr.write(
    missing ? 'tta: not built yet. Run `npm run setup` at the root of the repository.\n' : 'tta: cannot start.\n',
  )
  process.exitCode = 4
})
