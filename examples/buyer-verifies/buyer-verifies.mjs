// @ts-check
// A buyer at its own desk: trust data under a pinned root, a challenge to a vendor, a verdict without any network, and the
// certificate kept in the buyer's own wallet. Everybody here is fictional. The software is independent: not affiliated
// with or endorsed by any alliance or company.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTrustedTechAgent, openKeyManagementSystem } from '@trusted-tech/agent'
import { addDays, instantFromMilliseconds } from '@trusted-tech/model'
import { settle } from '@trusted-tech/proofs'
import { openStore } from '@trusted-tech/store'
import { openManifest, openTrust } from '@trusted-tech/trust'
import { createPresentation, receiveCredential } from '@trusted-tech/wallet'
import { createAlliance } from '../counterparties/alliance.mjs'
import { certifyProduct } from '../counterparties/assessor.mjs'
import { createParty } from '../counterparties/party.mjs'

const now = instantFromMilliseconds(Date.now())
const alliance = createAlliance(now)
const vendor = createParty({ name: 'Tidewater Instruments' })
await alliance.admit(vendor)
const { certificate, lists } = await certifyProduct({ alliance, vendor, now })

// The trust data may come by any way: its manifest opens under the pinned root alone, and its files under the manifest.
const pinned = { thumbprint: alliance.root }
const { manifest, files } = await alliance.publish(lists)
const plan = openManifest({ manifest, root: pinned, now })
const opened = plan.conclude(await settle(plan.jobs))
const trust = opened.ok ? openTrust({ manifest: opened.value, files }) : opened
console.log(`trust data: ${trust.ok ? 'opened under the pinned root' : trust.problems[0].code}`)

const folder = mkdtempSync(join(tmpdir(), 'buyer-'))
const store = await openStore({ path: join(folder, 'store.db') })
const kms = await openKeyManagementSystem({
  store: store.sealedKeys(),
  passphrase: 'of an example: yours is in no program',
})
const agent = createTrustedTechAgent({
  keyStore: store.keyRecords(),
  didStore: store.didRecords(),
  kms: { local: kms },
  // The catalogue of the examples is a sample, and a verdict on it has to be asked for.
  verdicts: { trust: () => trust, question: { allowSample: true }, now: () => now },
})

// The buyer asks: for itself, now, about one version of one product. The vendor answers with its key.
const challenge = { audience: 'https://buyer.example', nonce: randomUUID() }
const answer = await createPresentation({
  secured: [certificate],
  holder: vendor.did,
  signer: vendor.signer,
  binding: { kind: 'challenge', ...challenge, expires: addDays(now, 1) },
  now,
})
/** @param {string} version @param {string} nonce */
const judge = (version, nonce) => {
  const product = { id: `pkg:generic/tidewater-instruments/gauge-gateway@${version}` }
  const binding = { kind: /** @type {const} */ ('challenge'), audience: challenge.audience, nonce }
  return agent.trustedTechVerify({ input: answer, question: { product, binding } })
}

const report = await judge('4.3.1', challenge.nonce)
console.log(`version 4.3.1: ${report.summary}`)
for (const { attestationType, principles } of report.findings) {
  for (const { principle, finding } of principles.filter(({ issuers }) => issuers.length > 0)) {
    console.log(`  ${attestationType}: ${principle.split('#')[1]}: ${finding}`)
  }
}
// What was not asked for is not answered: another version, and an answer that somebody recorded.
console.log(`version 5.0.0: ${(await judge('5.0.0', challenge.nonce)).summary}`)
console.log(`another challenge: ${(await judge('4.3.1', randomUUID())).summary}`)

// What the purchase rests on is kept, encrypted, for the day when somebody asks.
const wallet = await store.credentials({ key: await kms.dataKey('wallet') })
const { held } = await receiveCredential({ secured: certificate, store: wallet, trust, now })
console.log(`kept: ${held.type} by ${held.issuer}`)
await store.close()
rmSync(folder, { recursive: true })
