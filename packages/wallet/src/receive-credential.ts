import {
  formatInstant,
  type Instant,
  isJsonObject,
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
 * An indeterminate credential is kept: its status list may not have arrived yet. The report says what is missing.
 * Does not check that the holder may present it; that is decided when it is presented.
 *
 * @throws {TrustedTechError} `ERR_CREDENTIAL_REFUSED` with the problems, when the verdict is `rejected`.
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
  const [credential] = report.credentials
  const verified = credential?.verified
  if (report.verdict === 'rejected' || verified === undefined || !isJsonObject(verified.credential)) {
    const problems = Object.values(credential?.checks ?? {}).flatMap((check) =>
      'problems' in check ? check.problems : [],
    )
    throw new TrustedTechError('ERR_CREDENTIAL_REFUSED', `The credential was not kept: ${report.summary}`, {
      problems: [...report.problems, ...problems.filter(({ code }) => code !== 'NOT_REACHED')],
    })
  }
  const held: HeldCredential = {
    id: credential?.id ?? '',
    type: credential?.type ?? '',
    issuer: verified.issuer.id,
    subject: verified.product.id,
    validUntil: verified.validUntil,
    receivedAt: formatInstant(now),
    secured,
  }
  await store.put(held)
  return { held, report }
}
