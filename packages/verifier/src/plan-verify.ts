import { type Report, type Result, TrustedTechError } from '@trusted-tech/model'
import { type Opened, openSecured, type Plan, SECURING_MECHANISMS } from '@trusted-tech/proofs'
import { type ClaimPlan, planClaim, unreadableClaim } from './plan/plan-claim.js'
import { createContext, type PlanContext } from './plan/plan-context.js'
import { planPresentation } from './plan/plan-presentation.js'
import { assembleReport } from './report/assemble-report.js'
import { type Asked, LIMITS, type VerifyInput } from './verify-input.js'

/**
 * The first half of {@link verify}: reads the input, finds keys, and returns the signatures that the verdict needs.
 * `conclude` takes their results, in order, and makes the report. Settling is the only step that differs between the
 * synchronous and the asynchronous verifier.
 *
 * Jobs are only planned for keys that trust data vouches for, or that a DID carries itself; their number is bounded by
 * the limits on claims, supports and chain length.
 *
 * @throws {TrustedTechError} `ERR_ARGUMENT_INVALID` when `evaluateAt` is later than `now`, `now` is no time, or `input` is
 * neither text nor bytes.
 */
export function planVerify(input: VerifyInput): Plan<Report> {
  if (typeof input.input !== 'string' && !(input.input instanceof Uint8Array)) {
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'input: expected text or bytes, exactly as received')
  }
  const asked = askedOf(input)
  const opened = openInput(input.input)
  const presentation = opened.ok && opened.value.kind === 'presentation' ? opened.value : undefined
  const context = createContext(input, asked, presentation)
  const planned = presentation === undefined ? undefined : planPresentation(presentation, context)
  const claims = planned === undefined ? [bareClaim(opened, context)] : planned.claims
  return {
    jobs: context.ledger.jobs,
    conclude: (results) =>
      assembleReport({ input, context, claims, presentation: planned, signatureOf: context.ledger.settle(results) }),
  }
}

function bareClaim(opened: Result<Opened>, context: PlanContext): ClaimPlan {
  return opened.ok ? planClaim(opened.value, context) : unreadableClaim(opened.problems)
}

/**
 * Opens the input once. What comes out is what was signed; nothing downstream parses it again. What does not say that it
 * is a presentation has the size of a claim at most, before anything but its header is read.
 */
function openInput(input: string | Uint8Array): Result<Opened> {
  const presentation = SECURING_MECHANISMS['vp+jwt'].detect(input)
  return openSecured(input, { maxBytes: presentation ? LIMITS.presentationBytes : LIMITS.claimBytes })
}

function askedOf({ question, now }: VerifyInput): Asked {
  // Every comparison with what is no number is false: an expiry would never come.
  if (!Number.isFinite(now)) throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'now is no point in time.')
  const evaluateAt = question?.evaluateAt ?? now
  if (!(evaluateAt <= now)) {
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'evaluateAt is later than now: nobody can know the future.')
  }
  return {
    now,
    evaluateAt,
    product: question?.product,
    catalogue: question?.catalogue,
    binding: question?.binding,
    evidence: question?.evidence,
    allowSample: question?.allowSample ?? false,
    allowUnknownVendor: question?.allowUnknownVendor ?? false,
  }
}
