import { formatInstant, type Problem, problem } from '@trusted-tech/model'
import { claimConflicts, type Opened } from '@trusted-tech/proofs'
import { CLOCK_TOLERANCE_SECONDS, LIMITS } from '../verify-input.js'
import type { SignatureOf } from './job-ledger.js'
import { type ClaimPlan, planClaim, unreadableClaim } from './plan-claim.js'
import type { PlanContext } from './plan-context.js'
import { authenticityProblems, keyUnder, type PlannedDocument } from './planned-document.js'

export interface PresentationPlan {
  readonly opened: Opened
  readonly holder: string | undefined
  readonly claims: readonly ClaimPlan[]
  /** What is wrong with the presentation itself, once signatures are settled. */
  problems(signatureOf: SignatureOf): readonly Problem[]
}

/** Plans a presentation: the holder's key and signature, and every claim that it encloses. */
export function planPresentation(opened: Opened, context: PlanContext): PresentationPlan {
  const enclosed = context.enclosed
  const holder = enclosed?.holder
  const document = holder === undefined ? undefined : planHolder(opened, holder, context)
  const refused = (enclosed?.problems ?? []).some(({ code }) => code === 'LIMIT_SIZE')
  const claims = refused
    ? []
    : (enclosed?.claims ?? []).map((one) =>
        'opened' in one ? planEnclosed(one.opened, one.pointer, context) : unreadableClaim(one.problems),
      )
  return {
    opened,
    holder,
    claims,
    problems(signatureOf) {
      const structure = enclosed?.problems ?? []
      if (structure.length > 0) return structure
      if (document === undefined) return [problem('SCHEMA_INVALID', '/holder', { expected: 'a DID' })]
      const inauthentic = authenticityProblems(document, signatureOf, undefined)
      return inauthentic.length > 0 ? inauthentic : [...claimConflicts(opened), ...signingTime(opened, context)]
    },
  }
}

function planEnclosed(opened: Opened, pointer: string, context: PlanContext): ClaimPlan {
  return opened.compact.length > LIMITS.claimBytes
    ? unreadableClaim([problem('LIMIT_SIZE', `${pointer}/id`, { expected: `at most ${LIMITS.claimBytes} bytes` })])
    : planClaim(opened, context)
}

/** A holder signs with a key for authentication: a key that only issues proves nobody's presence. */
function planHolder(opened: Opened, holder: string, context: PlanContext): PlannedDocument {
  const document = { opened, source: 'input', type: undefined, structure: [] } as const
  const key = context.planner.holderKey(opened, holder)
  const found = keyUnder(key, undefined)
  const [first, ...rest] = found.ok ? context.ledger.add(opened, found.value, false) : []
  return {
    ...document,
    key: first === undefined ? key : { from: 'one', key: { ok: false, problems: [first, ...rest] } },
  }
}

/** A presentation that will have been signed later was signed by nobody yet, or by a clock that chose its own key. */
function signingTime({ signedAt }: Opened, { asked: { now } }: PlanContext): readonly Problem[] {
  return signedAt === undefined || signedAt <= now + CLOCK_TOLERANCE_SECONDS * 1000
    ? []
    : [problem('ISSUANCE_TIME', '/iat', { expected: 'not in the future', actual: formatInstant(signedAt) })]
}
