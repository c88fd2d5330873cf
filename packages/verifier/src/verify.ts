import type { Report } from '@trusted-tech/model'
import { settle } from '@trusted-tech/proofs'
import { planVerify } from './plan-verify.js'
import type { VerifyInput } from './verify-input.js'

/**
 * Verifies a secured credential or presentation against trust data, for a question and a point in time.
 *
 * Checks everything the specification's section 9 lists, each as one check of the report: limits and JSON, trust data,
 * form, structure, issuer, key, signature, validity, accreditation and party, status of every credential in the chain,
 * catalogue, product, evidence, surveillance, presentation and presenter.
 *
 * **Does not check**: rollback of the trust data (single-key manifest), dated status events, a transparency log, and
 * policy: the report says `notChecked` and `notRequested` for these. It says nothing about the actual security of a
 * product.
 *
 * A bad credential is a result, never an exception. Same inputs give the same report, byte for byte.
 *
 * @throws {TrustedTechError} `ERR_ARGUMENT_INVALID` when `evaluateAt` is later than `now`.
 * @example
 * ```ts
 * const report = await verify({ input: bytes, trust, now, question: { product: { id: 'pkg:generic/pump@2.1.0' } } })
 * if (report.verdict === 'accepted') console.log(report.summary)
 * ```
 * @see Specification, section 9 "Verification, in order"
 */
export async function verify(input: VerifyInput): Promise<Report> {
  const plan = planVerify(input)
  return plan.conclude(await settle(plan.jobs))
}
