import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import {
  type IssuedRecord,
  issueClaim,
  issueStatement,
  publishStatusLists,
  type StatementDraft,
} from '@trusted-tech/issuer'
import { addDays, formatInstant, type Instant, type JsonObject, TrustedTechError } from '@trusted-tech/model'
import { openSecured } from '@trusted-tech/proofs'
import { settleSync } from '@trusted-tech/proofs/sync'
import { buildTrustFiles, openManifest, openTrust, signManifest, type TrustState } from '@trusted-tech/trust'
import { type DemoActor, openDemoDesks } from './actors.js'
import { readExampleDraft, readExampleScope } from './examples.js'

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
  /** Accredited for every principle. */
  readonly assessor: DemoActor
  /** Accredited for secure development alone. */
  readonly laboratory: DemoActor
  /** The manufacturers of the example drafts, by name. */
  readonly vendors: ReadonlyMap<string, DemoActor>
  /** Has a domain, a key and a familiar name, and no accreditation. */
  readonly stranger: DemoActor
  /** Got hold of a certificate of somebody else’s product. */
  readonly thief: DemoActor
  /** The accreditation of the laboratory, to be revoked in the last act. */
  readonly laboratoryAccreditation: IssuedRecord
  /** Signs a new edition of the trust data with the lists as they stand, or as `options` has them. */
  publish(options?: {
    /** When the trust data is signed: now where absent. */
    readonly at?: Instant
    readonly listsAt?: Instant
    readonly withoutListsOf?: DemoActor
  }): Promise<TrustEdition>
  /** Issues an example draft, valid for a year; now where no other time is given. */
  issue(draft: string, by: DemoActor, trust: TrustState, at?: Instant): Promise<IssuedRecord>
  /** Removes the desks; what was written into the demo's folder stays. */
  close(): Promise<void>
}

const VENDORS = ['Tidewater Instruments', 'Cloudberry Records', 'Halyard Software'] as const

/**
 * Sets the stage: desks with keys and stores, two assessors with different scopes, three member vendors. One registry
 * key, not yet 2 of 3.
 */
export async function createDemoWorld(now: Instant): Promise<DemoWorld> {
  const since = addDays(now, -400)
  const { seat, close } = openDemoDesks(randomUUID())
  const web = (name: string, domain: string) => seat({ name, domain, since })
  // Together: deriving the key of a desk takes half a second.
  const [registry, alliance, assessor, laboratory, stranger, thief, ...seats] = await Promise.all([
    web('Registry of the sample alliance', 'registry.alliance.example'),
    web('Sample Alliance for Trusted Technology', 'alliance.example'),
    web('Meridian Assurance', 'meridian-assurance.example'),
    web('Harbour Software Lab', 'harbour-lab.example'),
    web('Meridian Assurance International', 'meridian-international.example'),
    seat({ name: 'Quayside Trading', since }),
    ...VENDORS.map((name) => seat({ name, since })),
  ])
  const vendors = new Map(seats.map((vendor) => [vendor.name, vendor]))
  const catalogues = readCatalogues()

  const state = (draft: StatementDraft) =>
    issueStatement({
      ...desk(alliance, addDays(now, -300)),
      verificationMethods: alliance.methods,
      validFrom: addDays(now, -300),
      validUntil: addDays(now, 700),
      draft,
    })
  const accredit = ({ id, name }: DemoActor, scope: string) =>
    state({
      type: 'AccreditationCredential',
      subject: {
        id,
        name,
        accreditedFor: readExampleScope(scope),
        maxPathLength: 0,
        maxCredentialLifetime: 'P1096D',
        independence: 'established',
        requireLogged: false,
        controlGroup: name,
      },
    })
  const assessorAccreditation = await accredit(assessor, 'every-principle')
  const laboratoryAccreditation = await accredit(laboratory, 'secure-development')
  const memberships = await Promise.all(
    [...vendors.values()].map(({ id, name }) =>
      state({ type: 'MembershipCredential', subject: { id, name, role: 'vendor', controlGroup: name } }),
    ),
  )
  const statements = [assessorAccreditation, laboratoryAccreditation, ...memberships]

  let version = 0
  const publish: DemoWorld['publish'] = async (options = {}) => {
    const { at = now, listsAt = at, withoutListsOf } = options
    const lists = await Promise.all(
      [alliance, assessor, laboratory, ...vendors.values()]
        .filter((issuer) => issuer !== withoutListsOf)
        .map((issuer) =>
          publishStatusLists({
            issuer: issuer.id,
            signer: issuer.signer,
            store: issuer.issuance,
            now: listsAt,
            validDays: 30,
          }),
        ),
    )
    const files = buildTrustFiles({
      anchors: [alliance.id],
      keyHistories: [alliance, assessor, laboratory],
      statements: statements.map(({ secured }) => secured),
      statusLists: lists.flat().map(({ secured }) => secured),
      catalogues,
    })
    version += 1
    const manifest = await signManifest({
      files,
      version,
      issuedAt: at,
      expires: addDays(at, 60),
      signer: registry.signer,
      rootJwk: rootJwk(registry),
    })
    return {
      files: new Map([...files, ['manifest.jws', manifest]]),
      state: openEdition(manifest, files, registry, at),
    }
  }

  return {
    now,
    registry,
    alliance,
    assessor,
    laboratory,
    vendors,
    stranger,
    thief,
    laboratoryAccreditation,
    publish,
    issue(name, by, trust, at = now) {
      const { draft, files } = readExampleDraft(name)
      const { manufacturer } = draft.product
      // The example names a DID whose key nobody has; the vendor of the same name here has one.
      const vendor = vendors.get(manufacturer.name)
      const { surveillance } = draft.product
      const product = {
        ...draft.product,
        manufacturer: { ...manufacturer, id: vendor?.id ?? manufacturer.id },
        // As the validity below: the story is of the day it is played on.
        ...(surveillance && { surveillance: { ...surveillance, nextDue: formatInstant(addDays(now, 300)) } }),
      }
      const validity = { validFrom: formatInstant(at), validUntil: formatInstant(addDays(at, 365)) }
      return issueClaim({ ...desk(by, at), trust, draft: { ...draft, ...validity, product }, files })
    },
    close,
  }
}

/** The public key that a buyer pins. */
export function rootJwk({ methods: [method] }: DemoActor): JsonObject {
  if (method === undefined) throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'the registry has a key')
  return method.key.jwk as unknown as JsonObject
}

/** The unsecured document of something that was issued, for the acts in which somebody alters it. */
export function documentOf(secured: string): JsonObject {
  const opened = openSecured(secured, { maxBytes: 64 * 1024 })
  if (!opened.ok) throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'what was just issued can be opened')
  return opened.value.document
}

export function desk(actor: DemoActor, now: Instant) {
  return {
    issuer: { id: actor.id, name: actor.name },
    signer: actor.signer,
    store: actor.issuance,
    statusBase: statusBase(actor),
    now,
  }
}

/** Where the lists of an actor would lie: under its own domain, or for a did:key under one that its lists name. */
function statusBase({ id }: DemoActor): string {
  const domain = id.startsWith('did:web:')
    ? id.slice('did:web:'.length)
    : `${id.slice(-12).toLowerCase()}.vendors.example`
  return `https://${domain}/status`
}

function openEdition(
  manifest: Uint8Array,
  files: ReadonlyMap<string, Uint8Array>,
  registry: DemoActor,
  now: Instant,
): TrustState {
  const plan = openManifest({ manifest, root: { publicKeyJwk: rootJwk(registry) }, now })
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
