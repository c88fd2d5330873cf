import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import {
  createMemoryIssuanceStore,
  type IssuanceStore,
  type IssuedRecord,
  issueClaim,
  issueStatement,
  publishStatusLists,
} from '@trusted-tech/issuer'
import {
  type AccreditedBody,
  addDays,
  type Catalogue,
  encodeUtf8,
  formatInstant,
  type Instant,
  type JsonObject,
  parseCatalogue,
  TrustedTechError,
} from '@trusted-tech/model'
import { openSecured } from '@trusted-tech/proofs'
import { settleSync } from '@trusted-tech/proofs/sync'
import { buildTrustFiles, openManifest, openTrust, signManifest, type TrustState } from '@trusted-tech/trust'
import { createDemoActor, type DemoActor } from './actors.js'
import { CATALOGUE_ID, composeDraft, type DemoDraft, EVIDENCE } from './drafts.js'

/** A trust folder as it would be handed out: what the registry key signed, and the files it lists. */
export interface TrustEdition {
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly state: TrustState
}

/** Everybody's desk, and what the alliance has said so far. */
export interface DemoWorld {
  readonly now: Instant
  readonly registry: DemoActor
  readonly alliance: DemoActor
  readonly assessor: DemoActor
  readonly laboratory: DemoActor
  readonly vendor: DemoActor
  /** Has a domain, a key and a familiar name, and no accreditation. */
  readonly stranger: DemoActor
  /** Got hold of a certificate of somebody else’s product. */
  readonly thief: DemoActor
  readonly catalogue: Catalogue
  readonly store: IssuanceStore
  /** The accreditation of the laboratory, to be revoked in the last act. */
  readonly laboratoryAccreditation: IssuedRecord
  /** Signs a new edition of the trust data with the lists as they stand, or as `options` has them. */
  publish(options?: {
    readonly listsAt?: Instant
    readonly listDays?: number
    readonly withoutListsOf?: DemoActor
  }): Promise<TrustEdition>
  issue(draft: Omit<DemoDraft, 'manufacturer' | 'assessedOn'>, by: DemoActor, trust: TrustState): Promise<IssuedRecord>
}

const STATUS_BASES = (actor: DemoActor) =>
  `https://${actor.id.startsWith('did:web:') ? actor.id.slice('did:web:'.length) : 'tidewater.example'}/status`

/** Sets the stage: keys, two assessors with different scopes, a member vendor. One registry key, not yet 2 of 3. */
export async function createDemoWorld(now: Instant): Promise<DemoWorld> {
  const since = addDays(now, -400)
  const web = (name: string, domain: string) => createDemoActor({ name, domain, since })
  const registry = web('Registry of the sample alliance', 'registry.alliance.example')
  const alliance = web('Sample Alliance for Trusted Technology', 'alliance.example')
  const assessor = web('Meridian Assurance', 'meridian-assurance.example')
  const laboratory = web('Harbour Software Lab', 'harbour-lab.example')
  const vendor = createDemoActor({ name: 'Tidewater Instruments', since })
  const stranger = web('Meridian Assurance International', 'meridian-international.example')
  const thief = createDemoActor({ name: 'Quayside Trading', since })
  const store = createMemoryIssuanceStore()
  const catalogues = readCatalogues()
  const catalogue = parsed(catalogues)

  const state = (subject: DemoActor, accreditedFor: AccreditedBody['accreditedFor']) =>
    issueStatement({
      ...desk(alliance, store, addDays(now, -300)),
      verificationMethods: alliance.methods,
      validFrom: addDays(now, -300),
      validUntil: addDays(now, 700),
      draft: {
        type: 'AccreditationCredential',
        subject: {
          id: subject.id,
          name: subject.name,
          accreditedFor,
          maxPathLength: 0,
          maxCredentialLifetime: 'P1096D',
          independence: 'established',
          requireLogged: false,
          controlGroup: subject.name,
        },
      },
    })
  const everything = ['*']
  const schemes = [{ scheme: CATALOGUE_ID, versions: 'vers:generic/>=1.0|<2.0' }]
  const assessorAccreditation = await state(assessor, {
    actions: ['issueCertificate'],
    schemes,
    criteria: everything,
    maxAssuranceLevel: 'high',
    productClasses: everything,
    jurisdictions: everything,
  })
  const laboratoryAccreditation = await state(laboratory, {
    actions: ['issueCertificate'],
    schemes,
    criteria: [`${CATALOGUE_ID}/1.0#secure-development`],
    maxAssuranceLevel: 'substantial',
    productClasses: ['network-equipment.gateway'],
    jurisdictions: ['DE', 'JP', 'US'],
  })
  const membership = await issueStatement({
    ...desk(alliance, store, addDays(now, -300)),
    verificationMethods: alliance.methods,
    validFrom: addDays(now, -300),
    validUntil: addDays(now, 700),
    draft: {
      type: 'MembershipCredential',
      subject: { id: vendor.id, name: vendor.name, role: 'vendor', controlGroup: vendor.name },
    },
  })

  let version = 0
  const publish: DemoWorld['publish'] = async (options = {}) => {
    const { listsAt = now, listDays = 30, withoutListsOf } = options
    const lists = await Promise.all(
      [alliance, assessor, laboratory, vendor]
        .filter((issuer) => issuer !== withoutListsOf)
        .map((issuer) =>
          publishStatusLists({ issuer: issuer.id, signer: issuer.signer, store, now: listsAt, validDays: listDays }),
        ),
    )
    const files = buildTrustFiles({
      anchors: [alliance.id],
      keyHistories: [alliance, assessor, laboratory],
      statements: [assessorAccreditation, laboratoryAccreditation, membership].map(({ secured }) => secured),
      statusLists: lists.flat().map(({ secured }) => secured),
      catalogues,
    })
    version += 1
    const manifest = await signManifest({
      files,
      version,
      issuedAt: now,
      expires: addDays(now, 60),
      signer: registry.signer,
      rootJwk: registry.publicJwk,
    })
    return {
      files: new Map([...files, ['manifest.jws', manifest]]),
      state: openEdition(manifest, files, registry, now),
    }
  }

  return {
    now,
    registry,
    alliance,
    assessor,
    laboratory,
    vendor,
    stranger,
    thief,
    catalogue,
    store,
    laboratoryAccreditation,
    publish,
    issue: (draft, by, trust) =>
      issueClaim({
        ...desk(by, store, now),
        trust,
        draft: composeDraft(
          {
            ...draft,
            manufacturer: { id: vendor.id, name: vendor.name },
            assessedOn: formatInstant(addDays(now, -20)),
          },
          catalogue,
        ),
        files: (path) => (path === EVIDENCE.name ? encodeUtf8(EVIDENCE.text) : undefined),
      }),
  }
}

/** The unsecured document of something that was issued, for the acts in which somebody alters it. */
export function documentOf(secured: string): JsonObject {
  const opened = openSecured(secured, { maxBytes: 64 * 1024 })
  if (!opened.ok) throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'what was just issued can be opened')
  return opened.value.document
}

export function desk(actor: DemoActor, store: IssuanceStore, now: Instant) {
  return {
    issuer: { id: actor.id, name: actor.name },
    signer: actor.signer,
    store,
    statusBase: STATUS_BASES(actor),
    now,
  }
}

function openEdition(
  manifest: Uint8Array,
  files: ReadonlyMap<string, Uint8Array>,
  registry: DemoActor,
  now: Instant,
): TrustState {
  const plan = openManifest({ manifest, root: { publicKeyJwk: registry.publicJwk }, now })
  const opened = plan.conclude(settleSync(plan.jobs))
  const trust = opened.ok ? openTrust({ manifest: opened.value, files }) : opened
  if (!trust.ok)
    throw new TrustedTechError('ERR_OUTPUT_UNVERIFIABLE', 'The trust data of the demo does not open.', trust)
  return trust.value
}

/** The sample catalogues as they are shipped, byte for byte. */
function readCatalogues(): ReadonlyMap<string, Uint8Array> {
  const { resolve } = createRequire(import.meta.url)
  return new Map(
    ['trusted-tech-1.0', 'trusted-tech-2.0'].map((name) => [
      name,
      new Uint8Array(readFileSync(resolve(`@trusted-tech/model/catalogues/${name}.json`))),
    ]),
  )
}

function parsed(catalogues: ReadonlyMap<string, Uint8Array>): Catalogue {
  const catalogue = parseCatalogue(catalogues.get('trusted-tech-1.0') ?? new Uint8Array())
  if (!catalogue.ok) throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'the sample catalogue can be read')
  return catalogue.value
}
