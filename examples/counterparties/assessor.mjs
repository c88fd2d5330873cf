// @ts-check
import { createMemoryIssuanceStore, issueClaim, publishStatusLists } from '@trusted-tech/issuer'
import { addDays, formatInstant } from '@trusted-tech/model'
import { openTrustFolder } from './alliance.mjs'
import { createParty } from './party.mjs'

const CATALOGUE = 'https://alliance.example/catalogues/trusted-tech'
const NAMES = [
  'build-provenance',
  'reviewed-changes',
  'sbom',
  'signed-releases',
  'support-period',
  'vulnerability-handling',
]

/**
 * The draft of a certificate that these examples issue: a product, and what was found about it.
 *
 * @param {{ vendor: { did: string, name: string }, now: import('@trusted-tech/model').Instant }} options
 * @returns {import('@trusted-tech/model').ClaimDraft}
 */
export function draftCertificate({ vendor, now }) {
  return {
    type: 'ConformityCertificate',
    name: 'Certificate of conformity: Gauge Gateway 4',
    validUntil: formatInstant(addDays(now, 365)),
    product: {
      id: 'pkg:generic/tidewater-instruments/gauge-gateway',
      name: 'Gauge Gateway',
      manufacturer: { id: vendor.did, name: vendor.name },
      versions: 'vers:semver/>=4.2.0|<5.0.0',
      productClasses: ['network-equipment.gateway'],
      market: ['DE', 'JP', 'US'],
      granularity: 'model',
    },
    scheme: { id: CATALOGUE, version: '1.0' },
    assessments: NAMES.map((name) => ({
      criterion: `${CATALOGUE}/1.0#secure-development.${name}`,
      result: 'conforms',
      assuranceLevel: 'substantial',
      method: 'audit',
      assessedOn: formatInstant(addDays(now, -30)),
    })),
  }
}

/**
 * An accredited assessor, in memory, that has certified a vendor's product; see `assessor-issues` for how one works.
 *
 * @param {{
 *   alliance: ReturnType<typeof import('./alliance.mjs').createAlliance>,
 *   vendor: { did: string, name: string },
 *   now: import('@trusted-tech/model').Instant,
 * }} options
 * @returns the certificate, and the lists that tell its status
 */
export async function certifyProduct({ alliance, vendor, now }) {
  const { did, name, signer, didDocument } = createParty({ name: 'Meridian Assurance', domain: 'meridian.example' })
  await alliance.accredit({ name, didDocument })
  const trust = await openTrustFolder({ folder: await alliance.publish(), root: alliance.root, now })
  if (!trust.ok) throw new Error(JSON.stringify(trust.problems))
  const store = createMemoryIssuanceStore()
  const { secured } = await issueClaim({
    issuer: { id: did, name },
    signer,
    store,
    statusBase: 'https://meridian.example/status',
    now,
    trust: trust.value,
    draft: draftCertificate({ vendor, now }),
  })
  return { certificate: secured, lists: await publishStatusLists({ issuer: did, signer, store, now, validDays: 30 }) }
}
