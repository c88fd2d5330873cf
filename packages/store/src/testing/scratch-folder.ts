import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TrustedTechError } from '@trusted-tech/model'
import { afterAll } from 'vitest'

/** A folder for the tests of one file, gone after them. */
export function scratchFolder(): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'store-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return (name) => join(folder, name)
}

/** The code of what an attempt was refused with. */
export async function codeOf(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (error instanceof TrustedTechError) return error.code
  throw new Error('not refused', { cause: error })
}
