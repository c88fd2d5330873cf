import { type Problem, problem } from '@trusted-tech/model'
import type { Opened } from '@trusted-tech/proofs'
import { LIMITS } from '../verify-input.js'
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
      return inauthentic.length > 0 ? inauthentic : claimAgreement(opened, holder)
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

function claimAgreement(opened: Opened, holder: string | undefined): readonly Problem[] {
  const { iss, sub } = opened.claims
  if (iss !== undefined && iss !== holder)
    return [problem('CLAIM_CONFLICT', '/iss', { expected: holder ?? '', actual: iss })]
  if (sub !== undefined && sub !== holder)
    return [problem('CLAIM_CONFLICT', '/sub', { expected: holder ?? '', actual: sub })]
  return []
}
