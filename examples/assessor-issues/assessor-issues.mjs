// @ts-check
// An assessor at its own desk: a store in a folder, keys encrypted in it, a certificate issued, and on another day
// revoked. Everybody here is fictional. The software is independent: not affiliated with or endorsed by any alliance or
// company.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTrustedTechAgent, openKeyManagementSystem, signerFor } from '@trusted-tech/agent'
import { issueClaim, publishStatusLists, revokeCredential } from '@trusted-tech/issuer'
import { instantFromMilliseconds } from '@trusted-tech/model'
import { openStore } from '@trusted-tech/store'
import { verify } from '@trusted-tech/verifier'
import { createAlliance, openTrustFolder } from '../counterparties/alliance.mjs'
import { draftCertificate } from '../counterparties/assessor.mjs'
import { createParty } from '../counterparties/party.mjs'

const now = instantFromMilliseconds(Date.now())
const alliance = createAlliance(now)
const vendor = createParty({ name: 'Tidewater Instruments' })
await alliance.admit(vendor)

const folder = mkdtempSync(join(tmpdir(), 'assessor-'))
const passphrase = 'of an example: yours stands in no program'

// One file holds the desk: keys under the passphrase, and what was issued. It is opened anew for each day's work.
async function openDesk() {
  const store = await openStore({ path: join(folder, 'store.db') })
  const agent = createTrustedTechAgent({
    keyStore: store.keyRecords(),
    didStore: store.didRecords(),
    kms: { local: await openKeyManagementSystem({ store: store.sealedKeys(), passphrase }) },
  })
  return { store, agent }
}

// The first day: a DID, whose document goes to the alliance, which accredits.
const firstDay = await openDesk()
const { did } = await firstDay.agent.didManagerCreate({ provider: 'did:web', alias: 'assessor.example' })
const { didDocument } = await firstDay.agent.resolveDid({ didUrl: did })
if (didDocument === null) throw new Error('the agent knows its own DID')
await alliance.accredit({ name: 'Fathom Assurance', didDocument })
console.log(`accredited: ${did}`)

// A certificate is held to the catalogue and to the accreditation before it is signed, and recorded before it leaves.
const trust = await openTrustFolder({ folder: await alliance.publish(), root: alliance.root, now })
if (!trust.ok) throw new Error(JSON.stringify(trust.problems))
const certificate = await issueClaim({
  issuer: { id: did, name: 'Fathom Assurance' },
  signer: await signerFor(firstDay.agent, did, 'assertionMethod'),
  store: firstDay.store.issuance(),
  statusBase: 'https://assessor.example/status',
  now,
  trust: trust.value,
  draft: draftCertificate({ vendor, now }),
})
console.log(`issued: ${certificate.type} on ${certificate.subject}`)
await publishAndVerify(firstDay)
await firstDay.store.close()

// Another day: the record says what was issued; a reason goes into the audit log, and a bit into the next list.
const anotherDay = await openDesk()
await revokeCredential({
  issuer: did,
  store: anotherDay.store.issuance(),
  now,
  id: certificate.id,
  reason: 'The audit report was withdrawn.',
})
console.log('revoked')
await publishAndVerify(anotherDay)
await anotherDay.store.close()
rmSync(folder, { recursive: true })

/**
 * Hands the status lists to the alliance, and looks at the certificate as a buyer then does.
 *
 * @param {Awaited<ReturnType<typeof openDesk>>} desk
 */
async function publishAndVerify({ store, agent }) {
  const signer = await signerFor(agent, did, 'assertionMethod')
  const lists = await publishStatusLists({ issuer: did, signer, store: store.issuance(), now, validDays: 30 })
  const current = await openTrustFolder({ folder: await alliance.publish(lists), root: alliance.root, now })
  const question = { allowSample: true }
  const { summary } = await verify({ input: certificate.secured, trust: current, now, question })
  console.log(`a buyer sees: ${summary}`)
}
