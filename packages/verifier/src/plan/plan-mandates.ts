import {
  type Claim,
  formatInstant,
  type MandateCredential,
  type Problem,
  parseInstant,
  problem,
} from '@trusted-tech/model'
import { profileType } from '../checks/structure.js'
import type { SignatureOf } from './job-ledger.js'
import type { PlanContext } from './plan-context.js'
import { concludeStatus, type PlannedStatus, planStatus } from './plan-status.js'
import { authenticityProblems, type PlannedDocument } from './planned-document.js'

/** A stapled mandate that may let its subject present a claim. */
export interface PlannedMandate {
  readonly document: PlannedDocument
  readonly mandate: MandateCredential
  readonly status: PlannedStatus
}

/** The stapled mandates by the manufacturer of the claim's product to whoever presents it. */
export function planMandates(claim: Claim, context: PlanContext): readonly PlannedMandate[] {
  const holder = context.enclosed?.holder
  const mandates: PlannedMandate[] = []
  for (const opened of context.stapled) {
    if (profileType(opened.document) !== 'MandateCredential') continue
    const document = context.planner.plan(opened, 'stapled', ['MandateCredential'])
    if (document.structure.length > 0) continue
    const mandate = opened.document as unknown as MandateCredential
    // Not transitive: only the manufacturer gives a mandate, and only its subject has it.
    if (mandate.issuer.id !== claim.credentialSubject.manufacturer.id || mandate.credentialSubject.id !== holder)
      continue
    mandates.push({ document, mandate, status: planStatus(document, context) })
  }
  return mandates
}

/** Why a mandate does not let its subject present this product now; empty if it does. */
export function mandateProblems(
  planned: PlannedMandate,
  claim: Claim,
  context: PlanContext,
  signatureOf: SignatureOf,
): readonly Problem[] {
  const { mandate } = planned
  const { products, until } = mandate.credentialSubject.mandate
  const about = mandate.id
  const inauthentic = authenticityProblems(planned.document, signatureOf, undefined)
  if (inauthentic.length > 0) return inauthentic
  const { now } = context.asked
  const product = claim.credentialSubject.id
  if (!products.includes('*') && !products.includes(product)) {
    return [problem('HOLDER_BINDING', '/credentialSubject/mandate/products', { expected: product, about })]
  }
  const from = parseInstant(mandate.validFrom)
  const ends = [parseInstant(mandate.validUntil), parseInstant(until)]
  if (!from.ok || from.value > now || ends.some((end) => !end.ok || end.value <= now)) {
    return [
      problem('EXPIRED', '/credentialSubject/mandate/until', { expected: `in force at ${formatInstant(now)}`, about }),
    ]
  }
  const status = concludeStatus(planned.status, context, signatureOf, { about, voucher: undefined })
  return status.outcome === 'good' ? [] : status.problems
}
