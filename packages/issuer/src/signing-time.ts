import { formatInstant, type Instant, TrustedTechError } from '@trusted-tech/model'
import type { IssuanceStore } from './issuance-store.js'

/** A clock that is further behind than this was wrong before or is wrong now, and people have to say which. */
const MAX_STEP_BACK_HOURS = 24

/**
 * The time at which something is signed now: what the clock says, but never earlier than what was signed before in the
 * same name. A clock that was set back does not backdate.
 *
 * Does not tell whether the clock is right.
 *
 * @throws {TrustedTechError} `ERR_CLOCK_BEHIND` when the clock is more than a day behind what was signed: a credential of
 * a time that is to come is accepted by nobody, and one of the time on the clock would be backdated
 * @example
 * const now = await signingTime({ issuer: 'did:web:assessor.example', store, now: clock() })
 */
export async function signingTime(options: {
  readonly issuer: string
  readonly store: IssuanceStore
  readonly now: Instant
}): Promise<Instant> {
  const { issuer, store, now } = options
  const latest = await store.latestSigning(issuer)
  if (latest === undefined || latest <= now) return now
  if (latest - now <= MAX_STEP_BACK_HOURS * 3_600_000) return latest
  throw new TrustedTechError(
    'ERR_CLOCK_BEHIND',
    `The clock says ${formatInstant(now)}, and ${issuer} has signed at ${formatInstant(latest)}: set the clock right.`,
  )
}
