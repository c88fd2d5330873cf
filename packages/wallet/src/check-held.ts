import type { Instant, Problem, Report, Result, Verdict } from '@trusted-tech/model'
import type { TrustState } from '@trusted-tech/trust'
import { LIMITS, verify, verifySupport } from '@trusted-tech/verifier'
import type { CredentialStore, HeldCredential } from './credential-store.js'
import { findSupport } from './find-support.js'
import { isHeldClaim } from './read-held.js'

/** What the verifier says now of one held credential. */
export interface HeldCheck {
  readonly held: HeldCredential
  readonly verdict: Verdict
  /** What stands against it; empty if it is accepted. */
  readonly problems: readonly Problem[]
  /** Of a claim, the whole report. */
  readonly report?: Report
}

/**
 * Verifies again everything that a wallet holds, against the trust data of today, each beside the held support.
 *
 * What was good on receipt may have been revoked, may have lapsed, or may rest on an assessor that is suspended since.
 * Samples and unknown vendors pass, as on receipt: these are for whoever relies on a credential to decide.
 * Changes nothing that is held.
 *
 * @returns one answer for each credential, ordered by `id`
 * @throws {TrustedTechError} `ERR_STORE_DAMAGED` for a record that is not what was put there
 * @example
 * ```ts
 * const rejected = (await checkHeld({ store, trust, now })).filter(({ verdict }) => verdict === 'rejected')
 * ```
 */
export async function checkHeld(options: {
  readonly store: CredentialStore
  readonly trust: Result<TrustState>
  readonly now: Instant
}): Promise<readonly HeldCheck[]> {
  const { store, trust, now } = options
  const among = await store.list()
  const checks: HeldCheck[] = []
  for (const held of among) checks.push(await checkOne({ held, among, trust, now }))
  return checks
}

/** {@link checkHeld} for one credential, beside the support found among others and what is `stapled`. */
export async function checkOne(options: {
  readonly held: HeldCredential
  readonly among: readonly HeldCredential[]
  readonly trust: Result<TrustState>
  readonly now: Instant
  readonly stapled?: readonly string[]
}): Promise<HeldCheck> {
  const { held, among, trust, now } = options
  const found = findSupport({ of: [held], among }).map(({ secured }) => secured)
  const stapled = [...new Set([...found, ...(options.stapled ?? [])])].slice(0, LIMITS.supports - 1)
  if (!isHeldClaim(held)) {
    const { verdict, problems } = await verifySupport({ input: held.secured, trust, now, stapled })
    return { held, verdict, problems }
  }
  const question = { allowSample: true, allowUnknownVendor: true }
  const report = await verify({ input: held.secured, trust, now, question, stapled })
  return { held, verdict: report.verdict, problems: problemsOf(report), report }
}

/** Everything that a report holds against what it is about; what was not reached for it is no reason of its own. */
export function problemsOf({ problems, credentials }: Report): readonly Problem[] {
  const found = credentials.flatMap(({ checks }) =>
    Object.values(checks).flatMap((check) => ('problems' in check ? check.problems : [])),
  )
  return [...problems, ...found].filter(({ code }) => code !== 'NOT_REACHED')
}
