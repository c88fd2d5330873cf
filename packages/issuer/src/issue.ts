import {
  type CredentialType,
  formatInstant,
  type Instant,
  instantFromSeconds,
  type JsonObject,
  type NamedBody,
  PROFILE_CONTEXTS,
  type Problem,
  type Result,
  schemaReference,
  type Text,
  TrustedTechError,
} from '@trusted-tech/model'
import { type Signer, vcJwt } from '@trusted-tech/proofs'
import { STATUS_PURPOSES, type StatusPurpose } from '@trusted-tech/status'
import { draftRefused } from './draft-refused.js'
import type { IssuanceStore, IssuedRecord, IssueRequest, StatusPlace } from './issuance-store.js'
import { type Randomness, systemRandomness } from './randomness.js'
import { refuseForeignSigner } from './refuse-foreign-signer.js'
import { signingTime } from './signing-time.js'

/** Who issues, with what, into which record: what every issuing operation needs. */
export interface IssuingDesk {
  readonly issuer: NamedBody
  readonly signer: Signer
  readonly store: IssuanceStore
  /** Under this URL lie the issuer's status lists: `<statusBase>/revocation/0`. */
  readonly statusBase: string
  readonly now: Instant
  /** The platform's cryptographic generator where absent. */
  readonly randomness?: Randomness
}

/** A credential before it has an id, status entries and a signature. */
export interface UnissuedCredential {
  readonly type: Exclude<CredentialType, 'BitstringStatusListCredential'>
  readonly name?: Text
  readonly description?: Text
  /** The signing time where absent. */
  readonly validFrom?: Instant
  readonly validUntil: Instant
  /** Made when the id is known: assessments and evidence take their ids from it. */
  subject(id: string): JsonObject
}

/** One issue: who, what, and how it is held to the profile before and after signing. */
export interface Issue {
  readonly desk: IssuingDesk
  readonly credential: UnissuedCredential
  /** Returns the document as it is to be signed, or why it is not. Its status entries name provisional places. */
  readonly lint: (document: JsonObject, now: Instant) => Promise<Result<JsonObject>>
  /** Verifies what was signed, the way a stranger would; anything it returns stops the issue. */
  readonly verifyOutput: (secured: string, now: Instant) => readonly Problem[]
  /** What the credential answers, where it is to be issued once. The caller has looked for an earlier answer. */
  readonly request?: IssueRequest
}

/** What passed the lint: everything of a credential but its places and its signature. */
interface Linted {
  readonly id: string
  readonly document: JsonObject
  /** The signing time, as exact as the clock. */
  readonly now: Instant
  /** The signing time as it is signed, in whole seconds. */
  readonly signedAt: Instant
}

/**
 * The one way from a draft to a credential on record: lint, reserve, sign, verify own output, commit, return.
 *
 * A draft that the lint refuses costs no status index and no signature. What passed the lint is what is signed, but for
 * the status entries, which then name the places reserved. A place reserved for a credential that then failed is burnt:
 * it is never given again. What leaves this function has a record.
 */
export async function issue(options: Issue): Promise<IssuedRecord> {
  const { desk, request } = options
  const { issuer, store, now, randomness = systemRandomness } = desk
  const linted = await lintBeforeIssue(options)
  const { id } = linted
  const places = await store.reserve({
    issuer: issuer.id,
    credential: id,
    purposes: STATUS_PURPOSES,
    listIdFor: (purpose, n) => listIdOf(desk, purpose, n),
    random: (bound) => randomness.below(bound),
    signedAt: linted.now,
    // By the clock, and not by the signing time, which stands still while the clock is behind.
    ...(request === undefined ? {} : { request: { ...request, askedAt: now } }),
  })
  try {
    return await signAndCommit(options, linted, places)
  } catch (error) {
    // Whoever asks again is not to wait for the lease. If the store is what failed, the lease is what is left.
    if (request !== undefined) await store.release({ issuer: issuer.id, credential: id }).catch(() => {})
    throw error
  }
}

/**
 * The first step of {@link issue}, which costs nothing and leaves nothing.
 *
 * @throws {TrustedTechError} `ERR_DRAFT_REFUSED`; `ERR_ARGUMENT_INVALID` for a signer of another party; those of
 * `signingTime`
 */
export async function lintBeforeIssue({ desk, credential, lint }: Issue): Promise<Linted> {
  const { issuer, signer, store, randomness = systemRandomness } = desk
  refuseForeignSigner(signer, issuer.id)
  const id = `urn:uuid:${randomness.uuid()}`
  const now = await signingTime({ issuer: issuer.id, store, now: desk.now })
  const signedAt = instantFromSeconds(Math.floor(now / 1000))
  const places = STATUS_PURPOSES.map((purpose) => ({ purpose, listId: listIdOf(desk, purpose, 0), index: 0 }))
  const linted = await lint(compose({ id, issuer, credential, places, signedAt }), now)
  if (!linted.ok) throw draftRefused(linted.problems)
  return { id, document: linted.value, now, signedAt }
}

async function signAndCommit(
  { desk, credential, verifyOutput }: Issue,
  linted: Linted,
  places: readonly StatusPlace[],
): Promise<IssuedRecord> {
  const { issuer, signer, store } = desk
  const { id, signedAt } = linted
  const document: JsonObject = { ...linted.document, credentialStatus: statusEntries(id, places) }
  const secured = await vcJwt.secure(document, signer, { signedAt })
  const wrong = verifyOutput(secured, linted.now)
  if (wrong.length > 0) {
    throw new TrustedTechError('ERR_OUTPUT_UNVERIFIABLE', 'What was signed does not verify; nothing was issued.', {
      problems: wrong,
    })
  }
  const record: IssuedRecord = {
    id,
    issuer: issuer.id,
    type: credential.type,
    subject: String((document['credentialSubject'] as JsonObject)['id']),
    issuedAt: formatInstant(signedAt),
    secured,
    places,
  }
  await store.commit(record)
  return record
}

function listIdOf({ statusBase }: IssuingDesk, purpose: StatusPurpose, n: number): string {
  return `${statusBase}/${purpose}/${n}`
}

function compose(options: {
  readonly id: string
  readonly issuer: NamedBody
  readonly credential: UnissuedCredential
  readonly places: readonly StatusPlace[]
  readonly signedAt: Instant
}): JsonObject {
  const { id, issuer, credential, places, signedAt } = options
  const { type, name, description, validFrom = signedAt, validUntil } = credential
  return {
    '@context': PROFILE_CONTEXTS,
    id,
    type: ['VerifiableCredential', type],
    issuer: { id: issuer.id, name: issuer.name },
    ...(name === undefined ? {} : { name: name as JsonObject[string] }),
    ...(description === undefined ? {} : { description: description as JsonObject[string] }),
    validFrom: formatInstant(validFrom),
    validUntil: formatInstant(validUntil),
    credentialStatus: statusEntries(id, places),
    credentialSchema: { ...schemaReference(type) },
    credentialSubject: credential.subject(id),
  }
}

function statusEntries(id: string, places: readonly StatusPlace[]): readonly JsonObject[] {
  return places.map(({ purpose, listId, index }) => ({
    id: `${id}#${purpose}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: purpose,
    statusListIndex: String(index),
    statusListCredential: listId,
  }))
}
