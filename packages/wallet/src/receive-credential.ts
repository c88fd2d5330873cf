import {
  formatInstant,
  type Instant,
  isJsonObject,
  type Json,
  type Problem,
  problem,
  type Report,
  type Result,
  TrustedTechError,
} from '@trusted-tech/model'
import type { TrustState } from '@trusted-tech/trust'
import { verify } from '@trusted-tech/verifier'
import type { CredentialStore, HeldCredential } from './credential-store.js'

export interface ReceivedCredential {
  readonly held: HeldCredential
  /** What the verifier said at the moment of receipt. */
  readonly report: Report
}

/**
 * Verifies a certificate or declaration and keeps it, unless it is rejected.
 *
 * An indeterminate credential is kept if its signature was verified: its status list may not have arrived yet, and the
 * report says what is missing. One that is held already is replaced, but never by another issuer's of the same id.
 * Does not check that the holder may present it; that is decided when it is presented.
 *
 * @throws {TrustedTechError} `ERR_CREDENTIAL_REFUSED` with the problems, when the verdict is `rejected`, the signature
 * could not be verified, the input is a presentation, or the id is held from another issuer. Nothing was kept.
 * @example
 * ```ts
 * const { held, report } = await receiveCredential({ secured, store, trust, now })
 * ```
 * @see Specification, section 9 "Verification, in order"
 */
export async function receiveCredential(options: {
  readonly secured: string
  readonly store: CredentialStore
  readonly trust: Result<TrustState>
  readonly now: Instant
}): Promise<ReceivedCredential> {
  const { secured, store, trust, now } = options
  // Samples and unknown vendors are for whoever relies on the credential to decide, not for its holder.
  const report = await verify({ input: secured, trust, now, question: { allowSample: true, allowUnknownVendor: true } })
  // A verdict on a presentation is about what it encloses, and would be taken for one about these bytes.
  if (report.input.kind === 'presentation') {
    throw refused('a presentation is no credential', [
      problem('TYPE', '', { expected: 'a credential', actual: 'a presentation' }),
    ])
  }
  const [credential] = report.credentials
  const verified = credential?.verified
  if (report.verdict === 'rejected' || verified === undefined) throw refused(report.summary, problemsOf(report))
  const { issuer, product, validUntil } = verified
  const held: HeldCredential = {
    id: textAt(verified.credential, 'id'),
    type: credential?.type ?? '',
    issuer: issuer.id,
    subject: product.id,
    validUntil,
    receivedAt: formatInstant(now),
    secured,
  }
  const before = await store.get(held.id)
  if (before !== undefined && before.issuer !== held.issuer) {
    throw refused('its id is that of a credential by another issuer', [
      problem('CLAIM_DUPLICATE', '/id', { expected: `a credential by ${before.issuer}`, actual: held.issuer }),
    ])
  }
  await store.put(held)
  return { held, report }
}

function refused(why: string, problems: readonly Problem[]): TrustedTechError {
  return new TrustedTechError('ERR_CREDENTIAL_REFUSED', `The credential was not kept: ${why}.`, { problems })
}

/** Everything that a report holds against its credential; what was not reached for it is no reason of its own. */
function problemsOf({ problems, credentials }: Report): readonly Problem[] {
  const found = credentials.flatMap(({ checks }) =>
    Object.values(checks).flatMap((check) => ('problems' in check ? check.problems : [])),
  )
  return [...problems, ...found].filter(({ code }) => code !== 'NOT_REACHED')
}

function textAt(document: Json, member: string): string {
  return isJsonObject(document) ? String(document[member]) : ''
}
