import { revokeCredential, suspendCredential } from '@trusted-tech/issuer'
import {
  addDays,
  formatInstant,
  instantFromMilliseconds,
  type JsonObject,
  PROFILE_CONTEXTS,
  TrustedTechError,
} from '@trusted-tech/model'
import { vcJwt } from '@trusted-tech/proofs'
import {
  createMemoryCredentialStore,
  createPresentation,
  type PresentationBinding,
  receiveCredential,
  selectCredentials,
} from '@trusted-tech/wallet'
import type { DemoActor } from './actors.js'
import type { DemoFolder } from './demo-folder.js'
import { type DemoWorld, documentOf, type TrustEdition } from './demo-world.js'
import { EVIDENCE, PRODUCT_ID, PRODUCT_VERSION } from './drafts.js'

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

const AUDIENCE = 'https://procurement.buyer.example'
const NONCE = 'demo-nonce-7f3a91'
const SECOND = 1000

/**
 * Plays the story up to the point where only verifying is left, and writes every file that it needs.
 *
 * Everything is issued, held, presented, altered and published by the same parts that the other commands use; what an
 * attacker does is done with an attacker's means, past the issuer's lint.
 */
export async function stageDemo(world: DemoWorld, folder: DemoFolder): Promise<readonly DemoStep[]> {
  const { now, assessor, laboratory, vendor, stranger, thief, store } = world
  const trust = await world.publish()
  const inAYear = { validFrom: formatInstant(now), validUntil: formatInstant(addDays(now, 365)) }
  const certify = { type: 'ConformityCertificate', ...inAYear } as const
  const root = folder.write('root.jwk', `${JSON.stringify(world.registry.publicJwk)}\n`)
  const bundle = (name: string, edition: TrustEdition) => folder.writeAll(name, edition.files)
  folder.write(`evidence/${EVIDENCE.name}`, EVIDENCE.text)

  const against = (file: string, trustFolder: string, ...more: readonly string[]) => [
    'verify',
    file,
    '--bundle',
    trustFolder,
    '--root',
    root,
    '--allow-sample',
    ...more,
  ]
  const product = ['--product', `${PRODUCT_ID}@${PRODUCT_VERSION}`]
  const put = (name: string, secured: string) => folder.write(`credentials/${name}.jwt`, secured)
  const signAs = (actor: DemoActor, document: JsonObject) => vcJwt.secure(document, actor.signer, { signedAt: now })

  // The assessor issues, the vendor declares.
  const certificate = await world.issue(
    { ...certify, principles: ['governance', 'secure-development'] },
    assessor,
    trust.state,
  )
  const certificateFile = put('certificate', certificate.secured)
  const declaration = await world.issue(
    { type: 'ConformityDeclaration', ...inAYear, principles: ['ethical-conduct'] },
    vendor,
    trust.state,
  )
  const negative = await world.issue(
    {
      ...certify,
      principles: ['secure-development'],
      results: { 'secure-development.signed-releases': 'doesNotConform' },
    },
    assessor,
    trust.state,
  )
  const outOfScope = await refusal(() =>
    world.issue({ ...certify, principles: ['secure-development', 'governance'] }, laboratory, trust.state),
  )
  folder.write('drafts/out-of-scope.txt', `${outOfScope.summary}\n`)

  // Attackers, with their own means.
  const genuine = documentOf(certificate.secured)
  const narrow = await world.issue({ ...certify, principles: ['secure-development'] }, laboratory, trust.state)
  const mixed = withForeignAssessment(documentOf(narrow.secured), genuine)
  const expired = {
    ...genuine,
    validFrom: formatInstant(addDays(now, -380)),
    validUntil: formatInstant(addDays(now, -15)),
  }
  const toRevoke = await world.issue({ ...certify, principles: ['secure-development'] }, assessor, trust.state)
  const toSuspend = await world.issue({ ...certify, principles: ['secure-development'] }, assessor, trust.state)

  // The lists that name the new entries are published: with them everything can be told.
  const published = await world.publish()
  const current = bundle('trust', published)

  // The vendor holds and presents.
  const wallet = createMemoryCredentialStore()
  await receiveCredential({
    secured: certificate.secured,
    store: wallet,
    trust: { ok: true, value: published.state },
    now,
  })
  const held = await selectCredentials({ store: wallet, product: PRODUCT_ID, type: 'ConformityCertificate' })
  const present = async (name: string, holder: DemoActor, binding: PresentationBinding, at = now) =>
    folder.write(
      `presentations/${name}.jwt`,
      await createPresentation({
        secured: held.map(({ secured }) => secured),
        holder: holder.id,
        signer: holder.signer,
        binding,
        now: at,
      }),
    )
  const challenge = (changes: Partial<{ audience: string; nonce: string }> = {}): PresentationBinding => ({
    kind: 'challenge',
    audience: AUDIENCE,
    nonce: NONCE,
    ...changes,
    expires: addDays(now, 30),
  })
  const asked = [...product, '--audience', AUDIENCE, '--nonce', NONCE]
  const anHourAgo = instantFromMilliseconds(now - 3600 * SECOND)
  const presentations = {
    good: await present('to-the-buyer', vendor, challenge()),
    stolen: await present('by-another-holder', thief, challenge()),
    replayed: await present('wrong-nonce', vendor, challenge({ nonce: 'of-another-session' })),
    diverted: await present('another-audience', vendor, challenge({ audience: 'https://another-buyer.example' })),
    late: await present(
      'expired',
      vendor,
      { ...challenge(), expires: instantFromMilliseconds(now - 1800 * SECOND) },
      anHourAgo,
    ),
  }

  // Trust data goes on: lists are published, missing, left to grow old; an accreditation ends.
  const noList = bundle('trust-without-list', await world.publish({ withoutListsOf: assessor }))
  const oldList = bundle('trust-stale-list', await world.publish({ listsAt: addDays(now, -40), listDays: 30 }))
  const change = { issuer: assessor.id, store, now }
  await revokeCredential({ ...change, id: toRevoke.id, reason: 'certificate withdrawn' })
  await suspendCredential({ ...change, id: toSuspend.id, reason: 'vulnerability under investigation' })
  const afterRevocation = bundle('trust-after-revocation', await world.publish())
  await revokeCredential({
    issuer: world.alliance.id,
    store,
    now,
    id: world.laboratoryAccreditation.id,
    reason: 'incompetence',
  })
  const afterWithdrawal = bundle('trust-after-withdrawal', await world.publish())

  const done = (summary: string) => ({ verdict: 'done', reasons: [], summary }) as const
  const issuing = 'Assessors issue, vendors declare'
  const attacks = 'What must not work'
  const presenting = 'The vendor presents to a buyer'
  const time = 'Time passes'
  return [
    {
      id: 'stage-set',
      act: issuing,
      title:
        'An alliance accredits two assessors with different scopes and admits a vendor; its registry signs the trust data',
      expected: 'done',
      happened: done('one registry key signs the manifest: the 2-of-3 root comes with the TUF bundle'),
    },
    {
      id: 'certificate-accepted',
      act: issuing,
      title: 'A certificate within scope',
      expected: 'accepted',
      because: 'SAMPLE_CATALOGUE',
      command: against(certificateFile, current, ...product, '--evidence', 'evidence'),
    },
    {
      id: 'declaration-accepted',
      act: issuing,
      title: 'A self-declaration, named as such',
      expected: 'accepted',
      because: 'SAMPLE_CATALOGUE',
      command: against(put('declaration', declaration.secured), current, ...product),
    },
    {
      id: 'certificate-does-not-conform',
      act: issuing,
      title: 'A genuine certificate that says: does not conform',
      expected: 'accepted',
      because: 'SAMPLE_CATALOGUE',
      command: against(put('does-not-conform', negative.secured), current, ...product),
    },
    {
      id: 'version-out-of-range',
      act: issuing,
      title: 'The first certificate, asked about a version out of its range',
      expected: 'rejected',
      because: 'VERSION_OUT_OF_RANGE',
      command: against(certificateFile, current, '--product', `${PRODUCT_ID}@5.1.0`),
    },
    {
      id: 'out-of-scope-draft-refused',
      act: issuing,
      title: 'A laboratory drafts outside its scope: refused before anything is signed',
      expected: 'refused',
      because: 'CRITERION_OUT_OF_SCOPE',
      happened: outOfScope,
    },
    {
      id: 'tampered',
      act: attacks,
      title: 'One result changed after signing',
      expected: 'rejected',
      because: 'SIG_INVALID',
      command: against(put('tampered', tamper(negative.secured)), current, ...product),
    },
    {
      id: 'issuer-not-accredited',
      act: attacks,
      title: 'A perfect signature by an issuer that nobody accredited',
      expected: 'rejected',
      because: 'ISSUER_NOT_TRUSTED',
      command: against(
        put('not-accredited', await signAs(stranger, { ...genuine, issuer: { id: stranger.id, name: stranger.name } })),
        current,
        ...product,
      ),
    },
    {
      id: 'mixed-scope',
      act: attacks,
      title: 'One criterion outside the scope among others: only that one is excluded',
      expected: 'accepted',
      because: 'CRITERION_OUT_OF_SCOPE',
      command: against(put('mixed-scope', await signAs(laboratory, mixed)), current, ...product),
    },
    {
      id: 'declaration-dressed-as-certificate',
      act: attacks,
      title: 'A declaration dressed as a certificate',
      expected: 'rejected',
      because: 'TYPE',
      command: against(
        put('dressed-declaration', await signAs(vendor, dress(documentOf(declaration.secured), genuine))),
        current,
        ...product,
      ),
    },
    {
      id: 'presentation-accepted',
      act: presenting,
      title: 'The manufacturer answers the buyer’s request',
      expected: 'accepted',
      because: 'SAMPLE_CATALOGUE',
      command: against(presentations.good, current, ...asked),
    },
    {
      id: 'presentation-other-holder',
      act: presenting,
      title: 'Somebody else presents the same certificate',
      expected: 'rejected',
      because: 'HOLDER_BINDING',
      command: against(presentations.stolen, current, ...asked),
    },
    {
      id: 'presentation-wrong-nonce',
      act: presenting,
      title: 'An answer to another request',
      expected: 'rejected',
      because: 'NONCE_MISMATCH',
      command: against(presentations.replayed, current, ...asked),
    },
    {
      id: 'presentation-other-audience',
      act: presenting,
      title: 'An answer meant for another buyer',
      expected: 'rejected',
      because: 'AUD_MISMATCH',
      command: against(presentations.diverted, current, ...asked),
    },
    {
      id: 'presentation-expired',
      act: presenting,
      title: 'An answer that has expired',
      expected: 'rejected',
      because: 'PRESENTATION_EXPIRED',
      command: against(presentations.late, current, ...asked),
    },
    {
      id: 'revoked',
      act: time,
      title: 'A certificate that its assessor revoked',
      expected: 'rejected',
      because: 'REVOKED',
      command: against(put('revoked', toRevoke.secured), afterRevocation, ...product),
    },
    {
      id: 'suspended',
      act: time,
      title: 'A certificate that its assessor suspended',
      expected: 'rejected',
      because: 'SUSPENDED',
      command: against(put('suspended', toSuspend.secured), afterRevocation, ...product),
    },
    {
      id: 'status-list-missing',
      act: time,
      title: 'The assessor’s status list is missing: nobody can tell',
      expected: 'indeterminate',
      because: 'STATUS_UNAVAILABLE',
      command: against(certificateFile, noList, ...product),
    },
    {
      id: 'status-list-stale',
      act: time,
      title: 'The status lists are too old: nobody can tell any more',
      expected: 'indeterminate',
      because: 'STATUS_STALE',
      command: against(certificateFile, oldList, ...product),
    },
    {
      id: 'expired',
      act: time,
      title: 'A certificate past its validity',
      expected: 'rejected',
      because: 'EXPIRED',
      command: against(
        put('expired', await vcJwt.secure(expired, assessor.signer, { signedAt: addDays(now, -200) })),
        current,
        ...product,
      ),
    },
    {
      id: 'accreditation-revoked',
      act: time,
      title: 'The alliance revoked the accreditation of the laboratory',
      expected: 'rejected',
      because: 'ACCREDITATION_REVOKED',
      command: against(put('laboratory', narrow.secured), afterWithdrawal, ...product),
    },
    {
      id: 'no-pinned-root',
      act: time,
      title: 'Nobody pinned a root: nothing is verified',
      expected: 'refused',
      because: 'ROOT_NOT_PINNED',
      command: ['verify', certificateFile, '--bundle', current, '--allow-sample'],
    },
  ]
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

/** Puts an assessment of another certificate in, under an id of its own, as an assessor with other software could. */
function withForeignAssessment(own: JsonObject, other: JsonObject): JsonObject {
  const subject = own['credentialSubject'] as Loose
  const conformity = subject['conformity'] as Loose
  const foreign = ((other['credentialSubject'] as Loose)['conformity'] as Loose)['assessments'] as Loose[]
  const assessments = conformity['assessments'] as Loose[]
  const governance = foreign.find(({ criterion }) => String(criterion).includes('#governance.ownership')) ?? {}
  const { evidence: _evidence, ...added } = { ...governance, id: `${String(own['id'])}#a9` } as Loose
  return {
    ...own,
    credentialSubject: { ...subject, conformity: { ...conformity, assessments: [...assessments, added] } },
  }
}

/** Gives a declaration the type, the schema and the words of a certificate. */
function dress(declaration: JsonObject, certificate: JsonObject): JsonObject {
  const subject = declaration['credentialSubject'] as Loose
  const conformity = subject['conformity'] as Loose
  return {
    ...declaration,
    '@context': PROFILE_CONTEXTS,
    type: ['VerifiableCredential', 'ConformityCertificate'],
    credentialSchema: certificate['credentialSchema'] ?? null,
    credentialSubject: {
      ...subject,
      conformity: { ...conformity, attestationType: 'certification', statedParty: 'third' },
    },
  }
}
