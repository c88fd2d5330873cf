import { revokeCredential, suspendCredential, systemRandomness } from '@trusted-tech/issuer'
import { addDays, formatInstant, instantFromMilliseconds, type JsonObject, TrustedTechError } from '@trusted-tech/model'
import { vcJwt } from '@trusted-tech/proofs'
import {
  createPresentation,
  type PresentationBinding,
  receiveCredential,
  selectCredentials,
} from '@trusted-tech/wallet'
import type { DemoActor } from './actors.js'
import type { DemoFolder } from './demo-folder.js'
import { type DemoWorld, desk, documentOf, rootJwk, type TrustEdition } from './demo-world.js'
import { readExample } from './examples.js'

export type DemoVerdict = 'accepted' | 'rejected' | 'indeterminate' | 'refused' | 'done'

/** One step of the story, ready to be told: what is expected, and how to see it. */
export interface DemoStep {
  /** Stable, kebab-case. */
  readonly id: string
  readonly act: string
  readonly title: string
  readonly expected: DemoVerdict
  /** A code of the registry that the answer must name. */
  readonly because?: string
  /** The arguments of `tta` that give the answer; the step is what that command says. */
  readonly command?: readonly string[]
  /** For steps that no `verify` can show: what happened. */
  readonly happened?: { readonly verdict: DemoVerdict; readonly reasons: readonly string[]; readonly summary: string }
}

const GATEWAY = 'pkg:generic/tidewater-instruments/gauge-gateway'
const VAULT = 'pkg:generic/cloudberry-records/archive-vault'
const LEDGER = 'pkg:npm/%40halyard/ledger-sync'
const AUDIENCE = 'https://procurement.buyer.example'
const NONCE = 'demo-nonce-7f3a91'
const HOUR = 3_600_000

/**
 * Plays the story up to the point where only verifying is left, and writes every file that it needs.
 *
 * Everything is issued, held, presented and published by the same parts that the other commands use; what an attacker
 * does is done with an attacker's means, past the issuer's lint.
 */
export async function stageDemo(world: DemoWorld, folder: DemoFolder): Promise<readonly DemoStep[]> {
  const { now, assessor, laboratory, stranger, thief } = world
  const tidewater = vendorOf(world, 'Tidewater Instruments')
  const halyard = vendorOf(world, 'Halyard Software')
  const bundle = (name: string, edition: TrustEdition) => folder.writeAll(name, edition.files)
  const put = (name: string, secured: string) => folder.write(`credentials/${name}.jwt`, secured)
  const signAs = (actor: DemoActor, document: JsonObject, signedAt = now) =>
    vcJwt.secure(document, actor.signer, { signedAt })

  // Six weeks ago the assessor issued its first certificate and published lists. No record is ever written back in time,
  // so that this comes first.
  const early = await world.publish({ at: addDays(now, -45) })
  await world.issue('gauge-gateway.certificate', assessor, early.state, addDays(now, -41))
  const staleLists = bundle('trust-stale-lists', await world.publish({ listsAt: addDays(now, -40) }))

  // Assessors issue, a vendor declares.
  const { state } = await world.publish()
  const certificate = await world.issue('gauge-gateway.certificate', assessor, state)
  const negative = await world.issue('archive-vault.certificate', assessor, state)
  const declaration = await world.issue('ledger-sync.declaration', halyard, state)
  const outOfScope = await refusal(() => world.issue('gauge-gateway.out-of-scope.certificate', laboratory, state))
  const toRevoke = await world.issue('gauge-gateway.certificate', assessor, state)
  const toSuspend = await world.issue('gauge-gateway.certificate', assessor, state)

  // The laboratory's own software would refuse to sign this; with other software it can.
  const foreign = documentOf((await world.issue('gauge-gateway.mixed-scope.certificate', assessor, state)).secured)
  const mixed = await signAs(laboratory, await reissuedBy(laboratory, foreign, world))

  // The lists that name the new entries are published: with them everything can be told.
  const published = await world.publish()
  const root = folder.write('root.jwk', `${JSON.stringify(rootJwk(world.registry))}\n`)
  const current = bundle('trust', published)
  const evidence = 'evidence/vulnerability-disclosure-policy.md'
  folder.write(evidence, readExample('evidence/gauge-gateway/vulnerability-disclosure-policy.md'))

  // The vendor holds and presents.
  const wallet = await tidewater.wallet()
  await receiveCredential({
    secured: certificate.secured,
    store: wallet,
    trust: { ok: true, value: published.state },
    now,
  })
  const held = await selectCredentials({ store: wallet, now, product: GATEWAY, type: 'ConformityCertificate' })
  const present = async (name: string, holder: DemoActor, changes: Partial<PresentationBinding> = {}, at = now) => {
    const binding = { kind: 'challenge', audience: AUDIENCE, nonce: NONCE, expires: addDays(now, 30), ...changes }
    const presentation = await createPresentation({
      secured: held.map(({ secured }) => secured),
      holder: holder.id,
      signer: holder.signer,
      binding: binding as PresentationBinding,
      now: at,
    })
    return folder.write(`presentations/${name}.jwt`, presentation)
  }
  const before = (hours: number) => instantFromMilliseconds(now - hours * HOUR)

  // Trust data goes on: a list is missing, statuses change, an accreditation ends.
  const withoutList = bundle('trust-without-list', await world.publish({ withoutListsOf: assessor }))
  const change = { issuer: assessor.id, store: assessor.issuance, now }
  await revokeCredential({ ...change, id: toRevoke.id, reason: 'certificate withdrawn' })
  await suspendCredential({ ...change, id: toSuspend.id, reason: 'vulnerability under investigation' })
  const afterRevocation = bundle('trust-after-revocation', await world.publish())
  await revokeCredential({
    issuer: world.alliance.id,
    store: world.alliance.issuance,
    now,
    id: world.laboratoryAccreditation.id,
    reason: 'incompetence',
  })
  const afterWithdrawal = bundle('trust-after-withdrawal', await world.publish())

  const genuine = documentOf(certificate.secured)
  const expired = { validFrom: formatInstant(addDays(now, -380)), validUntil: formatInstant(addDays(now, -15)) }
  const certificateFile = put('certificate', certificate.secured)
  const mixedFile = put('mixed-scope', mixed)
  const verify = (file: string, trust: string, ...more: readonly string[]) => {
    return ['verify', file, '--bundle', trust, '--root', root, '--allow-sample', ...more]
  }
  const about = (product: string) => ['--product', product]
  const gateway = about(`${GATEWAY}@4.3.1`)
  const asked = [...gateway, '--audience', AUDIENCE, '--nonce', NONCE]

  return [
    ...act('Assessors issue, vendors declare', [
      {
        id: 'stage-set',
        title: 'An alliance accredits two assessors with different scopes and admits three vendors',
        expected: 'done',
        happened: {
          verdict: 'done',
          reasons: [],
          summary: 'one registry key signs the trust data: a root of several members comes with the TUF bundle',
        },
      },
      {
        id: 'certificate-accepted',
        title: 'A certificate within scope, asked about one version, with a file of its evidence',
        expected: 'accepted',
        because: 'SAMPLE_CATALOGUE',
        command: verify(certificateFile, current, ...gateway, '--evidence', 'evidence'),
      },
      {
        id: 'declaration-accepted',
        title: 'A self-declaration, named as such',
        expected: 'accepted',
        because: 'SAMPLE_CATALOGUE',
        command: verify(put('declaration', declaration.secured), current, ...about(`${LEDGER}@2.1.0`)),
      },
      {
        id: 'certificate-does-not-conform',
        title: 'A genuine certificate that says: does not conform',
        expected: 'accepted',
        because: 'SAMPLE_CATALOGUE',
        command: verify(put('does-not-conform', negative.secured), current, ...about(`${VAULT}@7.4.0`)),
      },
      {
        id: 'version-out-of-range',
        title: 'The first certificate, asked about a version out of its range',
        expected: 'rejected',
        because: 'VERSION_OUT_OF_RANGE',
        command: verify(certificateFile, current, ...about(`${GATEWAY}@5.1.0`)),
      },
      {
        id: 'out-of-scope-draft-refused',
        title: 'A laboratory drafts outside its scope: refused before anything is signed',
        expected: 'refused',
        because: 'CRITERION_OUT_OF_SCOPE',
        happened: outOfScope,
      },
    ]),
    ...act('What must not work', [
      {
        id: 'tampered',
        title: 'One result changed after signing',
        expected: 'rejected',
        because: 'SIG_INVALID',
        command: verify(put('tampered', tamper(negative.secured)), current, ...about(`${VAULT}@7.4.0`)),
      },
      {
        id: 'issuer-not-accredited',
        title: 'A perfect signature by an issuer that nobody accredited',
        expected: 'rejected',
        because: 'ISSUER_NOT_TRUSTED',
        command: verify(
          put('not-accredited', await signAs(stranger, { ...genuine, issuer: nameOf(stranger) })),
          current,
          ...gateway,
        ),
      },
      {
        id: 'mixed-scope',
        title: 'One criterion outside the scope among four: only that one is excluded',
        expected: 'accepted',
        because: 'CRITERION_OUT_OF_SCOPE',
        command: verify(mixedFile, current, ...gateway),
      },
      {
        id: 'declaration-dressed-as-certificate',
        title: 'A declaration dressed as a certificate',
        expected: 'rejected',
        because: 'TYPE',
        command: verify(
          put('dressed-declaration', await signAs(halyard, dress(documentOf(declaration.secured), genuine))),
          current,
        ),
      },
    ]),
    ...act('A vendor presents to a buyer', [
      {
        id: 'presentation-accepted',
        title: 'The manufacturer answers the buyer’s request',
        expected: 'accepted',
        because: 'SAMPLE_CATALOGUE',
        command: verify(await present('to-the-buyer', tidewater), current, ...asked),
      },
      {
        id: 'presentation-other-holder',
        title: 'Somebody else presents the same certificate',
        expected: 'rejected',
        because: 'HOLDER_BINDING',
        command: verify(await present('other-holder', thief), current, ...asked),
      },
      {
        id: 'presentation-wrong-nonce',
        title: 'An answer to another request',
        expected: 'rejected',
        because: 'NONCE_MISMATCH',
        command: verify(await present('wrong-nonce', tidewater, { nonce: 'of-another-session' }), current, ...asked),
      },
      {
        id: 'presentation-other-audience',
        title: 'An answer meant for another buyer',
        expected: 'rejected',
        because: 'AUD_MISMATCH',
        command: verify(
          await present('other-audience', tidewater, { audience: 'https://another-buyer.example' }),
          current,
          ...asked,
        ),
      },
      {
        id: 'presentation-expired',
        title: 'An answer that has expired',
        expected: 'rejected',
        because: 'PRESENTATION_EXPIRED',
        command: verify(await present('expired', tidewater, { expires: before(1) }, before(2)), current, ...asked),
      },
    ]),
    ...act('Time passes', [
      {
        id: 'revoked',
        title: 'A certificate that its assessor revoked',
        expected: 'rejected',
        because: 'REVOKED',
        command: verify(put('revoked', toRevoke.secured), afterRevocation, ...gateway),
      },
      {
        id: 'suspended',
        title: 'A certificate that its assessor suspended',
        expected: 'rejected',
        because: 'SUSPENDED',
        command: verify(put('suspended', toSuspend.secured), afterRevocation, ...gateway),
      },
      {
        id: 'status-list-missing',
        title: 'The assessor’s status lists are missing: nobody can tell',
        expected: 'indeterminate',
        because: 'STATUS_UNAVAILABLE',
        command: verify(certificateFile, withoutList, ...gateway),
      },
      {
        id: 'status-list-stale',
        title: 'The status lists are too old: nobody can tell any more',
        expected: 'indeterminate',
        because: 'STATUS_STALE',
        command: verify(certificateFile, staleLists, ...gateway),
      },
      {
        id: 'expired',
        title: 'A certificate past its validity',
        expected: 'rejected',
        because: 'EXPIRED',
        command: verify(
          put('expired', await signAs(assessor, { ...genuine, ...expired }, addDays(now, -200))),
          current,
          ...gateway,
        ),
      },
      {
        id: 'accreditation-revoked',
        title: 'The alliance revoked the accreditation of the laboratory',
        expected: 'rejected',
        because: 'ACCREDITATION_REVOKED',
        command: verify(mixedFile, afterWithdrawal, ...gateway),
      },
      {
        id: 'no-pinned-root',
        title: 'Nobody pinned a root: nothing is verified',
        expected: 'refused',
        because: 'ROOT_NOT_PINNED',
        command: ['verify', certificateFile, '--bundle', current, '--allow-sample'],
      },
    ]),
  ]
}

function act(name: string, steps: readonly Omit<DemoStep, 'act'>[]): readonly DemoStep[] {
  return steps.map((step) => ({ ...step, act: name }))
}

function vendorOf({ vendors }: DemoWorld, name: string): DemoActor {
  const vendor = vendors.get(name)
  if (vendor === undefined) throw new TrustedTechError('ERR_ARGUMENT_INVALID', `${name} is not in this story`)
  return vendor
}

function nameOf({ id, name }: DemoActor): JsonObject {
  return { id, name }
}

async function refusal(attempt: () => Promise<unknown>): Promise<NonNullable<DemoStep['happened']>> {
  try {
    await attempt()
    return { verdict: 'done', reasons: [], summary: 'the draft was signed' }
  } catch (error) {
    if (!(error instanceof TrustedTechError) || error.code !== 'ERR_DRAFT_REFUSED') throw error
    return { verdict: 'refused', reasons: error.problems.map(({ code }) => code), summary: error.message }
  }
}

/** Changes one result inside the signed payload and leaves header and signature as they are. */
function tamper(secured: string): string {
  const [header = '', payload = '', signature = ''] = secured.split('.')
  const altered = Buffer.from(payload, 'base64url').toString('utf8').replace('"doesNotConform"', '"conforms"')
  return [header, Buffer.from(altered).toString('base64url'), signature].join('.')
}

type Loose = Record<string, JsonObject[string]>

/** The same words by another issuer, with status entries in that issuer's own lists. */
async function reissuedBy(actor: DemoActor, document: JsonObject, { now }: DemoWorld): Promise<JsonObject> {
  const { statusBase, store } = desk(actor, now)
  const places = await store.reserve({
    issuer: actor.id,
    credential: String(document['id']),
    purposes: ['revocation', 'suspension'],
    listIdFor: (purpose, n) => `${statusBase}/${purpose}/${n}`,
    random: systemRandomness.below,
  })
  const { accreditation: _hint, ...subject } = document['credentialSubject'] as Loose
  return {
    ...document,
    issuer: nameOf(actor),
    credentialSubject: subject,
    credentialStatus: places.map(({ purpose, listId, index }) => ({
      id: `${String(document['id'])}#${purpose}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: purpose,
      statusListIndex: String(index),
      statusListCredential: listId,
    })),
  }
}

/** Gives a declaration the type, the schema and the words of a certificate. */
function dress(declaration: JsonObject, certificate: JsonObject): JsonObject {
  const subject = declaration['credentialSubject'] as Loose
  const conformity = subject['conformity'] as Loose
  return {
    ...declaration,
    type: ['VerifiableCredential', 'ConformityCertificate'],
    credentialSchema: certificate['credentialSchema'] ?? null,
    credentialSubject: {
      ...subject,
      conformity: { ...conformity, attestationType: 'certification', statedParty: 'third' },
    },
  }
}
