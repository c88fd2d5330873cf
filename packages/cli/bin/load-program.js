// @ts-check
// Runs the built program with V8's code cache, which the build leaves beside it: compiling took a sixth of the time of a
// `tta verify`. Node does this by itself from version 22 on, but in a folder that others may write to.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants, Script } from 'node:vm'

const PROGRAM = new URL('../dist/tta.cjs', import.meta.url)
const CACHE = new URL('../dist/tta.cache', import.meta.url)

/**
 * @param {{ useCache?: boolean }} [options]
 * @returns {{ script: Script, run: () => { finished: Promise<void> } }} the program, compiled
 */
export function compileProgram({ useCache = true } = {}) {
  const program = readFileSync(PROGRAM, 'latin1')
  // V8 takes a cache only from its own version and for a text of this length; another is ignored, and costs only time.
  const cachedData = useCache ? readCache() : undefined
  const script = new Script(`(function (module, exports, require, programUrl) {${program}\n})`, {
    filename: PROGRAM.href,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData === undefined ? {} : { cachedData }),
  })
  return {
    script,
    run() {
      const module = { exports: /** @type {{ finished: Promise<void> }} */ ({}) }
      script.runInThisContext()(module, module.exports, createRequire(PROGRAM), PROGRAM.href)
      return module.exports
    },
  }
}

/** Runs `tta` with the arguments of this process. */
export function loadProgram() {
  compileProgram().run()
}

function readCache() {
  try {
    return readFileSync(CACHE)
  } catch {
    return undefined
  }
}
