import {
  type CredentialType,
  formatInstant,
  type Instant,
  type JsonObject,
  type NamedBody,
  PROFILE_CONTEXTS,
  type Problem,
  schemaReference,
  type Text,
  TrustedTechError,
} from '@trusted-tech/model'
import { type Signer, vcJwt } from '@trusted-tech/proofs'
import type { IssuanceStore, IssuedRecord, StatusPlace, StatusPurpose } from './issuance-store.js'
import type { Randomness } from './randomness.js'

/** Who issues, with what, into which record: what every issuing operation needs. */
export interface IssuingDesk {
  readonly issuer: NamedBody
  readonly signer: Signer
  readonly store: IssuanceStore
  /** Under this URL lie the issuer's status lists: `<statusBase>/revocation/0`. */
  readonly statusBase: string
  readonly now: Instant
  readonly randomness: Randomness
}

/** A credential before it has an id, status entries and a signature. */
export interface UnissuedCredential {
  readonly type: Exclude<CredentialType, 'BitstringStatusListCredential'>
  readonly name?: Text
  readonly description?: Text
  readonly validFrom: Instant
  readonly validUntil: Instant
  readonly status: readonly StatusPurpose[]
  /** Made when the id is known: assessments and evidence take their ids from it. */
  subject(id: string): JsonObject
}

/**
 * The one way from a draft to a credential on record: lint, reserve, sign, verify own output, commit, return.
 *
 * A draft that the lint refuses costs no status index. An index that was reserved for a credential that then failed is
 * burnt: it is never given again. What leaves this function has a record.
 */
export async function issue(options: {
  readonly desk: IssuingDesk
  readonly credential: UnissuedCredential
  readonly lint: (document: JsonObject) => readonly Problem[]
  /** Verifies what was signed, the way a stranger would; anything it returns stops the issue. */
  readonly verifyOutput: (secured: string) => Promise<readonly Problem[]>
}): Promise<IssuedRecord> {
  const { desk, credential, lint, verifyOutput } = options
  const { issuer, signer, store, statusBase, now, randomness } = desk
  if (!signer.verificationMethod.startsWith(`${issuer.id}#`)) {
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'The key of the signer does not belong to the issuer.')
  }
  const id = `urn:uuid:${randomness.uuid()}`
  const listIdFor = (purpose: StatusPurpose, n: number) => `${statusBase}/${purpose}/${n}`

  const provisional = credential.status.map((purpose) => ({ purpose, listId: listIdFor(purpose, 0), index: 0 }))
  const refused = lint(compose(id, issuer, credential, provisional))
  if (refused.length > 0) throw draftRefused(refused)

  const places = await store.reserve({
    issuer: issuer.id,
    purposes: credential.status,
    listIdFor,
    random: randomness.below,
  })
  const document = compose(id, issuer, credential, places)
  const secured = await vcJwt.secure(document, signer, { signedAt: now })
  const wrong = await verifyOutput(secured)
  if (wrong.length > 0) {
    throw new TrustedTechError('ERR_OUTPUT_UNVERIFIABLE', 'What was signed does not verify; nothing was issued.', {
      problems: wrong,
    })
  }
  const record: IssuedRecord = {
    id,
    issuer: issuer.id,
    type: credential.type,
    subject: subjectId(document),
    issuedAt: formatInstant(now),
    secured,
    places,
  }
  await store.commit(record)
  return record
}

export function draftRefused(problems: readonly Problem[]): TrustedTechError {
  const [first] = problems
  const where = first === undefined ? '' : `: ${first.code} at ${first.pointer || 'the document'}`
  return new TrustedTechError('ERR_DRAFT_REFUSED', `The draft was refused before signing${where}.`, { problems })
}

function compose(
  id: string,
  issuer: NamedBody,
  credential: UnissuedCredential,
  places: readonly StatusPlace[],
): JsonObject {
  const { type, name, description, validFrom, validUntil } = credential
  return {
    '@context': PROFILE_CONTEXTS,
    id,
    type: ['VerifiableCredential', type],
    issuer: { id: issuer.id, name: issuer.name },
    ...(name === undefined ? {} : { name: name as JsonObject[string] }),
    ...(description === undefined ? {} : { description: description as JsonObject[string] }),
    validFrom: formatInstant(validFrom),
    validUntil: formatInstant(validUntil),
    ...(places.length === 0
      ? {}
      : {
          credentialStatus: places.map(({ purpose, listId, index }) => ({
            id: `${id}#${purpose}`,
            type: 'BitstringStatusListEntry',
            statusPurpose: purpose,
            statusListIndex: String(index),
            statusListCredential: listId,
          })),
        }),
    credentialSchema: { ...schemaReference(type) },
    credentialSubject: credential.subject(id),
  }
}

function subjectId(document: JsonObject): string {
  const subject = document['credentialSubject'] as JsonObject
  return String(subject['id'])
}
