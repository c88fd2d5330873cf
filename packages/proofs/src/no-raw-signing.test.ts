import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

it('THREAT-019 no version of elliptic is in the lockfile', () => {
  const lockfile = readFileSync(new URL('../../../pnpm-lock.yaml', import.meta.url), 'utf8')
  expect(lockfile).toContain('@noble/curves@')
  expect(lockfile).not.toMatch(/^ {2}'?elliptic@/m)
})
