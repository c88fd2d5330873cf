import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, vi } from 'vitest'
import { describeIssuanceStore } from '../../../issuer/src/testing/issuance-store.contract.js'
import { openStore } from '../open-store.js'

// Every reservation of the 10,000 waits for the disk.
vi.setConfig({ testTimeout: 90_000 })
const folder = mkdtempSync(join(tmpdir(), 'store-'))
let opened = 0

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describeIssuanceStore('in SQLite', async (options) => {
  opened += 1
  return (await openStore({ path: join(folder, `${opened}.db`) })).issuance(options)
})
