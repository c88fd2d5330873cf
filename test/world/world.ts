import { readFileSync } from 'node:fs'
import {
  type AccreditedBody,
  type Assessment,
  type Instant,
  type Json,
  type JsonObject,
  type Member,
  PROFILE_CONTEXTS,
  type Product,
  parseInstant,
  type Result,
  schemaReference,
  VCDM_CONTEXT,
} from '@trusted-tech/model'
import { digestSri, vcJwt, vpJwt } from '@trusted-tech/proofs'
import { settleSync } from '@trusted-tech/proofs/sync'
import { createBits, createStatusList, setBit } from '@trusted-tech/status'
import { buildTrustFiles, openManifest, openTrust, signManifest, type TrustState } from '@trusted-tech/trust'
import { type Actor, createActor, keyHistoryOf } from './actor.js'

/** The clock of every test: nothing reads another. */
export const NOW = at('2026-11-01T12:00:00Z')
export const CATALOGUE_ID = 'https://alliance.example/catalogues/trusted-tech'
export const PRODUCT_ID = 'pkg:generic/tidewater-instruments/gauge-gateway'

const CATALOGUES = new Map(
  ['trusted-tech-1.0', 'trusted-tech-2.0'].map((name) => [
    name,
    new Uint8Array(readFileSync(new URL(`../../packages/model/catalogues/${name}.json`, import.meta.url))),
  ]),
)

export function at(text: string): Instant {
  const parsed = parseInstant(text)
  if (!parsed.ok) throw new Error(`not a time: ${text}`)
  return parsed.value
}

/** Everybody a story needs, with fixed keys. */
export const actors = {
  registry: createActor({ seed: 'registry', name: 'Registry', did: 'did:web:registry.alliance.example' }),
  alliance: createActor({
    seed: 'alliance',
    name: 'Trusted Technology Alliance (sample)',
    did: 'did:web:alliance.example',
  }),
  assessor: createActor({ seed: 'assessor', name: 'Meridian Assurance', did: 'did:web:meridian-assurance.example' }),
  limited: createActor({ seed: 'limited', name: 'Harbour Software Lab', did: 'did:web:harbour-lab.example' }),
  delegate: createActor({ seed: 'delegate', name: 'Northern Accreditation', did: 'did:web:northern.example' }),
  stranger: createActor({ seed: 'stranger', name: 'Meridian Assurance', did: 'did:web:stranger.example' }),
  vendor: createActor({ seed: 'vendor', name: 'Tidewater Instruments' }),
  reseller: createActor({ seed: 'reseller', name: 'Quayside Trading' }),
  other: createActor({ seed: 'other', name: 'Somebody Else' }),
} as const

let serial = 0
/** A version 4 UUID that is the same in every run of one file. */
export function nextId(): string {
  serial += 1
  return `urn:uuid:00000000-0000-4000-8000-${serial.toString(16).padStart(12, '0')}`
}

/** Test documents are edited at will: that is what they are for. */
// biome-ignore lint/suspicious/noExplicitAny: a test reaches into documents of every shape
export type Draft = any

export const criterion = (name: string, version = '1.0') => `${CATALOGUE_ID}/${version}#${name}`

export function listUrl(issuer: Actor, purpose: string): string {
  const host = issuer.did.startsWith('did:web:') ? issuer.did.slice('did:web:'.length) : 'status.tidewater.example'
  return `https://${host}/status/${purpose}/1`
}

let nextIndex = 1000
export function statusEntries(id: string, issuer: Actor): Draft[] {
  nextIndex += 1
  return (['revocation', 'suspension'] as const).map((statusPurpose) => ({
    id: `${id}#${statusPurpose}`,
    type: 'BitstringStatusListEntry',
    statusPurpose,
    statusListIndex: String(nextIndex),
    statusListCredential: listUrl(issuer, statusPurpose),
  }))
}

export function assessments(id: string, names: readonly string[], changes: Partial<Assessment> = {}): Assessment[] {
  return names.map((name, index) => ({
    id: `${id}#a${index + 1}`,
    type: 'Assessment',
    criterion: criterion(name),
    principle: criterion(name.split('.')[0] ?? ''),
    result: 'conforms',
    assuranceLevel: 'substantial',
    method: 'audit',
    assessedOn: '2026-09-01T09:00:00Z',
    ...changes,
  }))
}

export function catalogueReference(version = '1.0'): { id: string; version: string; digestSRI: string } {
  const bytes = CATALOGUES.get(`trusted-tech-${version}`)
  if (bytes === undefined) throw new Error(`no catalogue ${version}`)
  return { id: CATALOGUE_ID, version, digestSRI: digestSri(bytes, 'sha256') }
}

/** Every required criterion of the principle `secure-development` in the sample catalogue 1.0. */
export function requiredCriteria(principle = 'secure-development'): string[] {
  const catalogue = JSON.parse(new TextDecoder().decode(CATALOGUES.get('trusted-tech-1.0')))
  return catalogue.principles
    .find((one: Draft) => one.id === criterion(principle))
    .criteria.filter((one: Draft) => one.required)
    .map((one: Draft) => one.id.split('#')[1])
}

export function product(
  id: string,
  manufacturer: Actor,
  names: readonly string[],
  changes: Partial<Product> = {},
): Draft {
  return {
    id: PRODUCT_ID,
    type: 'Product',
    name: 'Gauge Gateway',
    manufacturer: { id: manufacturer.did, name: manufacturer.name },
    versions: 'vers:semver/>=4.2.0|<5.0.0',
    productClasses: ['network-equipment.gateway'],
    market: ['DE', 'JP', 'US'],
    granularity: 'model',
    conformity: {
      type: 'ConformityAttestation',
      attestationType: 'certification',
      scheme: catalogueReference(),
      statedParty: 'third',
      assessments: assessments(id, names),
    },
    ...changes,
  }
}

export function certificate(issuer: Actor = actors.assessor, manufacturer: Actor = actors.vendor): Draft {
  const id = nextId()
  return {
    '@context': PROFILE_CONTEXTS,
    id,
    type: ['VerifiableCredential', 'ConformityCertificate'],
    issuer: { id: issuer.did, name: issuer.name },
    validFrom: '2026-10-01T00:00:00Z',
    validUntil: '2027-10-01T00:00:00Z',
    credentialStatus: statusEntries(id, issuer),
    credentialSchema: schemaReference('ConformityCertificate'),
    credentialSubject: product(id, manufacturer, requiredCriteria()),
  }
}

export function declaration(vendor: Actor = actors.vendor): Draft {
  const document = certificate(vendor, vendor)
  document.type = ['VerifiableCredential', 'ConformityDeclaration']
  document.credentialSchema = schemaReference('ConformityDeclaration')
  document.credentialSubject.conformity.attestationType = 'declaration'
  document.credentialSubject.conformity.statedParty = 'first'
  for (const one of document.credentialSubject.conformity.assessments) one.method = 'selfAssessment'
  return document
}

export function accreditation(
  subject: Actor,
  changes: Partial<AccreditedBody> = {},
  issuer: Actor = actors.alliance,
): Draft {
  const id = nextId()
  return {
    '@context': PROFILE_CONTEXTS,
    id,
    type: ['VerifiableCredential', 'AccreditationCredential'],
    issuer: { id: issuer.did, name: issuer.name },
    validFrom: '2026-02-01T00:00:00Z',
    validUntil: '2029-02-01T00:00:00Z',
    credentialStatus: statusEntries(id, issuer),
    credentialSchema: schemaReference('AccreditationCredential'),
    credentialSubject: {
      id: subject.did,
      type: 'AccreditedBody',
      name: subject.name,
      accreditedFor: {
        actions: ['issueCertificate'],
        schemes: [{ scheme: CATALOGUE_ID, versions: 'vers:generic/>=1.0|<3.0' }],
        criteria: ['*'],
        maxAssuranceLevel: 'high',
        productClasses: ['*'],
        jurisdictions: ['*'],
      },
      maxPathLength: 0,
      maxCredentialLifetime: 'P1096D',
      independence: 'declared',
      requireLogged: false,
      controlGroup: `group of ${subject.name}`,
      ...changes,
    },
  }
}

export function membership(subject: Actor, changes: Partial<Member> = {}, issuer: Actor = actors.alliance): Draft {
  const id = nextId()
  return {
    '@context': PROFILE_CONTEXTS,
    id,
    type: ['VerifiableCredential', 'MembershipCredential'],
    issuer: { id: issuer.did, name: issuer.name },
    validFrom: '2026-02-01T00:00:00Z',
    validUntil: '2029-02-01T00:00:00Z',
    credentialStatus: statusEntries(id, issuer),
    credentialSchema: schemaReference('MembershipCredential'),
    credentialSubject: {
      id: subject.did,
      type: 'Member',
      name: subject.name,
      role: 'vendor',
      controlGroup: `group of ${subject.name}`,
      ...changes,
    },
  }
}

export function mandate(
  subject: Actor,
  changes: { products?: string[]; until?: string } = {},
  issuer: Actor = actors.vendor,
): Draft {
  const id = nextId()
  return {
    '@context': PROFILE_CONTEXTS,
    id,
    type: ['VerifiableCredential', 'MandateCredential'],
    issuer: { id: issuer.did, name: issuer.name },
    validFrom: '2026-10-01T00:00:00Z',
    validUntil: '2027-10-01T00:00:00Z',
    credentialStatus: statusEntries(id, issuer),
    credentialSchema: schemaReference('MandateCredential'),
    credentialSubject: {
      id: subject.did,
      type: 'Mandatee',
      mandate: { products: [PRODUCT_ID], until: '2027-06-01T00:00:00Z', ...changes },
    },
  }
}

/** Signs a document as it is, right or wrong. */
export function sign(document: Draft, actor: Actor, signedAt: Instant = at('2026-10-01T08:00:00Z')): Promise<string> {
  return vcJwt.secure(document as JsonObject, actor.signer, { signedAt })
}

export function statusList(
  issuer: Actor,
  purpose: 'revocation' | 'suspension',
  set: readonly (string | number)[] = [],
  window: { validFrom?: Instant; validUntil?: Instant; id?: string; signer?: Actor } = {},
): Promise<string> {
  const bits = createBits()
  for (const index of set) setBit(bits, Number(index))
  const validFrom = window.validFrom ?? at('2026-10-25T00:00:00Z')
  const document = createStatusList({
    id: window.id ?? listUrl(issuer, purpose),
    issuer: issuer.did,
    purpose,
    bits,
    validFrom,
    validUntil: window.validUntil ?? at('2026-11-25T00:00:00Z'),
  })
  return sign(document, window.signer ?? issuer, validFrom)
}

export async function cleanLists(...issuers: readonly Actor[]): Promise<string[]> {
  return Promise.all(
    issuers.flatMap((issuer) => (['revocation', 'suspension'] as const).map((purpose) => statusList(issuer, purpose))),
  )
}

export interface TrustParts {
  readonly statements?: readonly string[]
  readonly statusLists?: readonly string[]
  readonly keyHistories?: readonly { id: string; keys: Draft[] }[]
  readonly anchors?: readonly string[]
  readonly version?: number
  readonly issuedAt?: Instant
  readonly expires?: Instant
  readonly catalogues?: ReadonlyMap<string, Uint8Array>
  /** Changes files before they are listed: what the registry's own tools would not lay out. */
  readonly edit?: (files: Map<string, Uint8Array>) => void
}

/** A trust folder in memory: its manifest and its files. */
export async function trustFolder(
  parts: TrustParts,
): Promise<{ manifest: Uint8Array; files: Map<string, Uint8Array> }> {
  const files = buildTrustFiles({
    anchors: parts.anchors ?? [actors.alliance.did],
    keyHistories:
      parts.keyHistories ?? [actors.alliance, actors.assessor, actors.limited].map((one) => keyHistoryOf(one)),
    statements: parts.statements ?? [],
    statusLists: parts.statusLists ?? [],
    catalogues: parts.catalogues ?? CATALOGUES,
  })
  parts.edit?.(files)
  const manifest = await signManifest({
    files,
    version: parts.version ?? 1,
    issuedAt: parts.issuedAt ?? at('2026-10-30T00:00:00Z'),
    expires: parts.expires ?? at('2026-12-30T00:00:00Z'),
    signer: actors.registry.signer,
    rootJwk: actors.registry.publicJwk as Json,
  })
  return { manifest, files }
}

export async function openedTrust(parts: TrustParts, now: Instant = NOW): Promise<Result<TrustState>> {
  const { manifest, files } = await trustFolder(parts)
  const plan = openManifest({ manifest, root: { publicKeyJwk: actors.registry.publicJwk as Json }, now })
  const opened = plan.conclude(settleSync(plan.jobs))
  return opened.ok ? openTrust({ manifest: opened.value, files }) : opened
}

/** The usual world: two accredited assessors, one of them limited, a member vendor, clean lists. */
export async function usualParts(): Promise<TrustParts> {
  const statements = await Promise.all([
    sign(accreditation(actors.assessor), actors.alliance, at('2026-02-01T00:00:00Z')),
    sign(
      accreditation(actors.limited, {
        accreditedFor: {
          actions: ['issueCertificate'],
          schemes: [{ scheme: CATALOGUE_ID, versions: 'vers:generic/>=1.0|<2.0' }],
          criteria: [criterion('secure-development')],
          maxAssuranceLevel: 'substantial',
          productClasses: ['network-equipment.gateway'],
          jurisdictions: ['DE', 'JP', 'US'],
        },
      }),
      actors.alliance,
      at('2026-02-01T00:00:00Z'),
    ),
    sign(membership(actors.vendor), actors.alliance, at('2026-02-01T00:00:00Z')),
  ])
  return { statements, statusLists: await cleanLists(actors.alliance, actors.assessor, actors.limited, actors.vendor) }
}

export async function usualTrust(changes: TrustParts = {}): Promise<Result<TrustState>> {
  const parts = await usualParts()
  return openedTrust({ ...parts, ...changes })
}

/** A presentation, right or wrong. */
export function present(options: {
  readonly holder: Actor
  readonly secured: readonly string[]
  readonly claims?: Draft
  readonly document?: Draft
  readonly signedAt?: Instant
}): Promise<string> {
  const document = {
    '@context': PROFILE_CONTEXTS,
    type: ['VerifiablePresentation'],
    holder: options.holder.did,
    verifiableCredential: options.secured.map((compact) => ({
      '@context': VCDM_CONTEXT,
      type: 'EnvelopedVerifiableCredential',
      id: `data:application/vc+jwt,${compact}`,
    })),
    binding: 'addressed',
    ...options.document,
  }
  return vpJwt.secure(document as JsonObject, options.holder.signer, {
    signedAt: options.signedAt ?? NOW,
    claims: { aud: 'tender:2026-117', exp: Math.floor(NOW / 1000) + 3600, ...options.claims },
  })
}
