#!/usr/bin/env node
// @ts-check
// The one file of the command that exists before the first build, so that package managers can link it.
import { loadProgram } from './load-program.js'

try {
  loadProgram()
} catch (error) {
  const missing = /** @type {NodeJS.ErrnoException} */ (error)?.code === 'ENOENT'
  process.stderr.write(
    missing ? 'tta: not built yet. Run `npm run setup` at the root of the repository.\n' : 'tta: cannot start.\n',
  )
  process.exitCode = 4
}
