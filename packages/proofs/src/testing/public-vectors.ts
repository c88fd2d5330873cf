import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url))
const FOLDER = resolve(ROOT, process.env['TTA_VECTORS'] ?? '../shared/vectors')

/** Reads one file of public test vectors. */
export function readVectors<T>(path: string): T {
  return JSON.parse(readFileSync(resolve(FOLDER, path), 'utf8')) as T
}

/** Tests over a folder of public vectors: skipped, and seen to be, where it is absent; in CI that is a failure. */
export function describeVectors(title: string, folder: string, tests: () => void): void {
  if (existsSync(resolve(FOLDER, folder))) {
    describe(title, tests)
  } else if (process.env['CI']) {
    it(`${title}: has its vectors`, () => {
      throw new Error(`no test vectors: ${folder}`)
    })
  } else {
    describe.skip(`${title} (no test vectors: ${folder})`, tests)
  }
}
