import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, onTestFailed } from 'vitest'

/** A folder for the tests of one file: gone after them, and kept, with its path told, when one failed. */
export function crashFolder(): { readonly folder: string; keepOnFailure(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'store-crash-'))
  let kept = false
  afterAll(() => {
    if (!kept) rmSync(folder, { recursive: true, force: true })
  })
  return {
    folder,
    keepOnFailure: () =>
      onTestFailed(() => {
        kept = true
        console.error(`What the failed test has left is in ${folder}`)
      }),
  }
}
