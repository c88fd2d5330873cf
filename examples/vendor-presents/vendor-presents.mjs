// @ts-check
// A vendor at its own desk: a wallet in a folder, encrypted, a certificate received into it, and presented to one
// buyer's tender. Everybody here is fictional. The software is independent: not affiliated with or endorsed by any
// alliance or company.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTrustedTechAgent, openKeyManagementSystem } from '@trusted-tech/agent'
import { addDays, instantFromMilliseconds } from '@trusted-tech/model'
import { openStore } from '@trusted-tech/store'
import { receiveCredential, selectCredentials } from '@trusted-tech/wallet'
import { createAlliance, openTrustFolder } from '../counterparties/alliance.mjs'
import { certifyProduct } from '../counterparties/assessor.mjs'

const now = instantFromMilliseconds(Date.now())
const alliance = createAlliance(now)

// The desk: one file, with keys and credentials under a passphrase.
const folder = mkdtempSync(join(tmpdir(), 'vendor-'))
const passphrase = 'of an example: yours stands in no program'
const store = await openStore({ path: join(folder, 'store.db') })
const kms = await openKeyManagementSystem({ store: store.sealedKeys(), passphrase })
const agent = createTrustedTechAgent({
  keyStore: store.keyRecords(),
  didStore: store.didRecords(),
  kms: { local: kms },
  verdicts: { now: () => now },
})
const { did } = await agent.didManagerCreate({ provider: 'did:key' })
const vendor = { did, name: 'Tidewater Instruments' }
await alliance.admit(vendor)

// An assessor certified the product. Whatever arrives is verified before it is kept.
const { certificate, lists } = await certifyProduct({ alliance, vendor, now })
const trust = await openTrustFolder({ folder: await alliance.publish(lists), root: alliance.root, now })
const wallet = await store.credentials({ key: await kms.dataKey('wallet') })
const { held } = await receiveCredential({ secured: certificate, store: wallet, trust, now })
console.log(`received: ${held.type}`)

// To one reader, for one purpose, for two weeks: nobody else can hand it on as theirs.
const selected = await selectCredentials({ store: wallet, now, product: held.subject })
const presentation = await agent.trustedTechPresent({
  holder: did,
  secured: selected.map(({ secured }) => secured),
  binding: { kind: 'addressed', audience: 'tender:2026-117', expires: addDays(now, 14) },
})
console.log(`presented: ${selected.length} credential to tender:2026-117, ${presentation.length} characters`)
await store.close()
rmSync(folder, { recursive: true })
