// @ts-check
// A release that declares itself: a package is packed in a temporary folder, its digest is the product, the report of its
// tests and its bill of materials are the evidence; the vendor's declaration is issued, presented and verified. Everybody
// here is fictional. The software is independent: not affiliated with or endorsed by any alliance or company.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTrustedTechAgent, openKeyManagementSystem, signerFor } from '@trusted-tech/agent'
import { issueClaim, publishStatusLists } from '@trusted-tech/issuer'
import { addDays, formatInstant, instantFromMilliseconds } from '@trusted-tech/model'
import { digestSri } from '@trusted-tech/proofs'
import { openStore } from '@trusted-tech/store'
import { verify } from '@trusted-tech/verifier'
import { createAlliance, openTrustFolder } from '../counterparties/alliance.mjs'

const now = instantFromMilliseconds(Date.now())
const folder = mkdtempSync(join(tmpdir(), 'release-'))
const at = (/** @type {string} */ name) => join(folder, name)
const bytes = (/** @type {string} */ name) => new Uint8Array(readFileSync(at(name)))
/** @param {string} command @param {string[]} args */
function run(command, args) {
  const options = /** @type {const} */ ({ cwd: at('package'), encoding: 'utf8', shell: process.platform === 'win32' })
  const { status, stdout, stderr } = spawnSync(command, args, options)
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`)
  return stdout
}

// The release: a package, the report of its tests, its bill of materials.
const [name, version, purl] = ['@tidewater/tide-tables', '1.2.0', 'pkg:npm/%40tidewater/tide-tables']
mkdirSync(at('package'))
writeFileSync(at('package/package.json'), JSON.stringify({ name, version, type: 'module', exports: './tide.js' }))
writeFileSync(at('package/tide.js'), 'export const isHigh = (metres) => metres > 2\n')
writeFileSync(
  at('package/tide.test.js'),
  `import test from 'node:test'\nimport { isHigh } from './tide.js'\ntest('three metres are high', (t) => t.assert.equal(isHigh(3), true))\n`,
)
const [{ filename: tarball }] = JSON.parse(
  run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', '..']),
)
writeFileSync(at('tests.tap'), run('node', ['--test', '--test-reporter=tap']))
const component = { type: 'library', name, version, purl: `${purl}@${version}` }
writeFileSync(
  at('sbom.cdx.json'),
  JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, metadata: { component }, components: [] }),
)
console.log(`packed: ${tarball}`)

// The vendor's desk, and its admission by the alliance.
const store = await openStore({ path: at('desk/store.db') })
const agent = createTrustedTechAgent({
  keyStore: store.keyRecords(),
  didStore: store.didRecords(),
  kms: {
    local: await openKeyManagementSystem({
      store: store.sealedKeys(),
      passphrase: 'of an example: yours is in no program',
    }),
  },
  verdicts: { now: () => now },
})
const { did } = await agent.didManagerCreate({ provider: 'did:key' })
const vendor = { did, name: 'Tidewater Instruments' }
const alliance = createAlliance(now)
await alliance.admit(vendor)

// The declaration says what the vendor found itself, no more: a test that passed is not yet a change that was reviewed.
const trust = await openTrustFolder({ folder: await alliance.publish(), root: alliance.root, now })
if (!trust.ok) throw new Error(JSON.stringify(trust.problems))
const CATALOGUE = 'https://alliance.example/catalogues/trusted-tech'
const day = formatInstant(now)
const found = /** @type {const} */ ({ assuranceLevel: 'basic', method: 'selfAssessment', assessedOn: day })
const proof = /** @type {const} */ ({ classification: 'public', role: 'supports', capturedAt: day })
const signer = await signerFor(agent, did, 'assertionMethod')
const declaration = await issueClaim({
  issuer: { id: did, name: vendor.name },
  signer,
  store: store.issuance(),
  statusBase: 'https://tidewater.example/status',
  now,
  trust: trust.value,
  files: bytes,
  draft: {
    type: 'ConformityDeclaration',
    name: `Declaration of conformity: ${name} ${version}`,
    validUntil: formatInstant(addDays(now, 365)),
    product: {
      id: purl,
      name: 'Tide Tables',
      manufacturer: { id: did, name: vendor.name },
      versions: `vers:npm/${version}`,
      files: [tarball],
      granularity: 'model',
    },
    scheme: { id: CATALOGUE, version: '1.0' },
    assessments: [
      {
        ...found,
        criterion: `${CATALOGUE}/1.0#secure-development.sbom`,
        result: 'conforms',
        evidence: [{ ...proof, file: 'sbom.cdx.json', name: 'SBOM', mediaType: 'application/vnd.cyclonedx+json' }],
      },
      {
        ...found,
        criterion: `${CATALOGUE}/1.0#secure-development.reviewed-changes`,
        result: 'partial',
        rationale: { en: 'The regression tests pass. Nobody but their author has reviewed the changes.' },
        evidence: [{ ...proof, file: 'tests.tap', name: 'Report of the tests', mediaType: 'text/plain' }],
      },
    ],
  },
})
const lists = await publishStatusLists({ issuer: did, signer, store: store.issuance(), now, validDays: 30 })
console.log(`declared: ${declaration.type} on ${declaration.subject}`)

// Presented on the page of the release, and verified by somebody who downloaded the package and its evidence.
const origin = 'https://releases.tidewater.example'
const presentation = await agent.trustedTechPresent({
  holder: did,
  secured: [declaration.secured],
  binding: { kind: 'origin', audience: origin, expires: addDays(now, 90) },
})
const current = await openTrustFolder({ folder: await alliance.publish(lists), root: alliance.root, now })
/** @param {Uint8Array} downloaded */
const judge = (downloaded) =>
  verify({
    input: presentation,
    trust: current,
    now,
    question: {
      allowSample: true,
      binding: { kind: 'origin', audience: origin },
      product: { id: `${purl}@${version}`, digests: [digestSri(downloaded, 'sha256')] },
      evidence: ['sbom.cdx.json', 'tests.tap'].map((file) => ({ name: file, bytes: bytes(file) })),
    },
  })
console.log(`this package: ${(await judge(bytes(tarball))).summary}`)
console.log(`another package of this name: ${(await judge(new Uint8Array([1]))).summary}`)
await store.close()
rmSync(folder, { recursive: true })
