import { CLAIM_TYPES, type Claim, type Problem } from '@trusted-tech/model'
import type { Opened } from '@trusted-tech/proofs'
import { type PlannedChain, planChain } from './plan-chain.js'
import type { PlanContext } from './plan-context.js'
import { type PlannedMandate, planMandates } from './plan-mandates.js'
import { type PlannedStatement, planAnchorStatements } from './plan-statement.js'
import { type PlannedStatus, planStatus } from './plan-status.js'
import type { PlannedDocument } from './planned-document.js'

/** A claim that could not be read or is not of the profile's structure: nothing in it is taken for more than words. */
export interface UnreadableClaim {
  readonly readable: false
  readonly opened?: Opened
  readonly problems: readonly [Problem, ...Problem[]]
}

/** A claim and everything its verdict rests on: opened, held to structure, keys found, signatures planned. */
export interface ReadableClaim {
  readonly readable: true
  readonly document: PlannedDocument
  readonly claim: Claim
  readonly status: PlannedStatus
  /** Certificates only: the ways from the issuer up to an anchor. */
  readonly chain?: PlannedChain
  /** What anchors say about issuer and manufacturer. */
  readonly anchorStatements: readonly PlannedStatement[]
  readonly mandates: readonly PlannedMandate[]
}

export type ClaimPlan = UnreadableClaim | ReadableClaim

export function unreadableClaim(problems: readonly [Problem, ...Problem[]], opened?: Opened): UnreadableClaim {
  return { readable: false, problems, ...(opened === undefined ? {} : { opened }) }
}

/** Plans one certificate or declaration. */
export function planClaim(opened: Opened, context: PlanContext): ClaimPlan {
  const document = context.planner.plan(opened, 'input', CLAIM_TYPES)
  const [first, ...rest] = document.structure
  if (first !== undefined) return unreadableClaim([first, ...rest], opened)
  // The schema that just passed proves the type.
  const claim = opened.document as unknown as Claim
  return {
    readable: true,
    document,
    claim,
    status: planStatus(document, context),
    ...(document.type === 'ConformityCertificate' ? { chain: planChain(claim.issuer.id, context) } : {}),
    anchorStatements: planParties(claim, context),
    mandates: planMandates(claim, context),
  }
}

function planParties({ issuer, credentialSubject }: Claim, context: PlanContext): readonly PlannedStatement[] {
  const { manufacturer } = credentialSubject
  const statements = planAnchorStatements(issuer.id, context)
  return manufacturer.id === issuer.id ? statements : [...statements, ...planAnchorStatements(manufacturer.id, context)]
}
