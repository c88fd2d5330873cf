import type { Report } from '@trusted-tech/model'
import { settleSync } from '@trusted-tech/proofs/sync'
import { planVerify } from './plan-verify.js'
import type { VerifyInput } from './verify-input.js'
import { planVerifySecured, type SecuredReport, type VerifySecuredInput } from './verify-secured.js'

/** {@link verify} without waiting: signatures are settled by `node:crypto`, with cached key objects. Node only. */
export function verifySync(input: VerifyInput): Report {
  const plan = planVerify(input)
  return plan.conclude(settleSync(plan.jobs))
}

/** {@link verifySecured} without waiting. Node only. */
export function verifySecuredSync(input: VerifySecuredInput): SecuredReport {
  const plan = planVerifySecured(input)
  return plan.conclude(settleSync(plan.jobs))
}
