import {
  formatInstant,
  type Instant,
  type JsonObject,
  type Problem,
  problem,
  TrustedTechError,
} from '@trusted-tech/model'
import { type CombinedStatus, combineStatus } from './combine-status.js'
import { parseStatusEntries } from './parse-status-entries.js'
import type { StatusListCandidate } from './status-list-candidate.js'
import type { StatusPurpose } from './status-purpose.js'

/** What a status can come to, worst first. */
export const STATUS_OUTCOMES = ['revoked', 'suspended', 'malformed', 'indeterminate', 'good'] as const
export type StatusOutcome = (typeof STATUS_OUTCOMES)[number]

export interface EvaluateStatusOptions {
  /** The credential, verified elsewhere. */
  readonly document: JsonObject
  /** The DID that must have issued its lists. */
  readonly issuer: string
  /** Everything at hand for the list with this id, by the id under which it was found. */
  readonly candidatesFor: (listId: string) => readonly StatusListCandidate[]
  /** The purposes that the profile requires of this type of credential. */
  readonly required: readonly StatusPurpose[]
  readonly now: Instant
  /** The time that is asked about; not after `now`. */
  readonly evaluateAt: Instant
  /** The `id` of the credential, when it is not the document being verified. */
  readonly about?: string
}

export interface EvaluatedStatus {
  readonly outcome: StatusOutcome
  /** Everything that is wrong, worst first; empty if the outcome is `good`. */
  readonly problems: readonly Problem[]
  readonly notes: readonly Problem[]
  /** What the lists say, per entry; empty if the entries could not be read. */
  readonly purposes: readonly CombinedStatus[]
}

/**
 * Evaluates every status entry of one credential at one time. The worst purpose decides:
 *
 * | combined | `evaluateAt` | outcome |
 * |---|---|---|
 * | revocation set | any | `revoked`: a bit without a dated event counts for every time |
 * | suspension set | `now`, or not before `setSince` | `suspended` |
 * | suspension set | earlier | `indeterminate` (`SUSPENDED`): the bit can not say when it began |
 * | suspension clear, but set in an older list | before `clearedSince` | `indeterminate` (`SUSPENDED`): the bit can not say how long it lasted |
 * | clear in every list since | any | `good` |
 * | unavailable, stale or not | any | `indeterminate`; `malformed` if the index lies beyond a good list (`STATUS_INDEX`) |
 *
 * Entries that can not be read and required purposes that are missing (`STATUS_REQUIRED`) are `malformed`. Freshness is
 * a question about `now`, never about `evaluateAt`. A suspension that began and ended between two lists at hand leaves
 * no trace in bits; dated events, which this version does not have, would show it.
 *
 * Does not check signatures, nor what the outcome means for the verdict: for an anchor's own statement it is
 * `ACCREDITATION_REVOKED`, and that is the accreditation check's to say.
 *
 * @throws TrustedTechError `ERR_ARGUMENT_INVALID` if `evaluateAt` is after `now`
 * @example
 * evaluateStatus({ document, issuer, candidatesFor, required: ['revocation', 'suspension'], now, evaluateAt: now }).outcome
 * @see docs/specification.md, section 6 "Time, status, and what happens to earlier credentials"
 */
export function evaluateStatus(options: EvaluateStatusOptions): EvaluatedStatus {
  const { document, issuer, candidatesFor, required, now, evaluateAt, about } = options
  if (!(evaluateAt <= now)) throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'evaluateAt is not after now')
  const aboutCredential = about === undefined ? {} : { about }

  const entries = parseStatusEntries(document)
  if (!entries.ok) {
    const problems = entries.problems.map((found) => ({ ...found, ...aboutCredential }))
    return { outcome: 'malformed', problems, notes: [], purposes: [] }
  }

  const findings: { readonly outcome: StatusOutcome; readonly problems: readonly Problem[] }[] = []
  for (const purpose of required) {
    if (entries.value.some((entry) => entry.purpose === purpose)) continue
    const detail = { expected: `an entry for ${purpose}`, actual: 'none', ...aboutCredential }
    findings.push({ outcome: 'malformed', problems: [problem('STATUS_REQUIRED', '/credentialStatus', detail)] })
  }
  const purposes = entries.value.map((entry) =>
    combineStatus({ entry, issuer, candidates: candidatesFor(entry.listId), now, ...aboutCredential }),
  )
  for (const status of purposes) findings.push(judge(status, now, evaluateAt, about))
  const notes = purposes.every((one) => one.notes.length === 0) ? [] : purposes.flatMap((one) => one.notes)
  // The case of nearly every credential needs no order.
  if (findings.every(({ outcome }) => outcome === 'good')) return { outcome: 'good', problems: [], notes, purposes }

  const rank = (outcome: StatusOutcome) => STATUS_OUTCOMES.indexOf(outcome)
  findings.sort((a, b) => rank(a.outcome) - rank(b.outcome))
  return {
    outcome: findings[0]?.outcome ?? 'good',
    problems: findings.flatMap(({ problems }) => problems),
    notes,
    purposes,
  }
}

function judge(
  status: CombinedStatus,
  now: Instant,
  evaluateAt: Instant,
  about: string | undefined,
): { readonly outcome: StatusOutcome; readonly problems: readonly Problem[] } {
  const { problems, purpose, pointer, setSince, clearedSince } = status
  if (status.state === 'set') {
    if (purpose === 'revocation') return { outcome: 'revoked', problems }
    const began = setSince === undefined || evaluateAt === now || evaluateAt >= setSince
    return { outcome: began ? 'suspended' : 'indeterminate', problems }
  }
  if (status.state === 'unavailable') {
    return { outcome: problems.some(({ code }) => code === 'STATUS_INDEX') ? 'malformed' : 'indeterminate', problems }
  }
  if (clearedSince === undefined || evaluateAt >= clearedSince) return { outcome: 'good', problems: [] }
  const detail = {
    expected: `a time from ${formatInstant(clearedSince)}, when the suspension was lifted`,
    actual: formatInstant(evaluateAt),
  }
  const lifted = problem('SUSPENDED', pointer, about === undefined ? detail : { ...detail, about })
  return { outcome: 'indeterminate', problems: [lifted] }
}
