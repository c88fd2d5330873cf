import type { Instant, JsonObject, Problem } from '@trusted-tech/model'
import { type Signer, vcJwt } from '@trusted-tech/proofs'
import { settleSync } from '@trusted-tech/proofs/sync'
import type { TrustState } from '@trusted-tech/trust'
import { planVerify } from '@trusted-tech/verifier'
import { ISSUING_QUESTION, reportedProblems } from './reported-problems.js'

/** What a buyer would be told, if the document were signed. */
export interface Rehearsal {
  readonly problems: readonly Problem[]
  /** The accreditation that a verdict would rest on, by id. */
  readonly accreditation?: string
}

/**
 * Verifies a document that nobody has signed yet, as if the issuer had: with our own verifier, in full, but for the one
 * signature, which is taken for good. So the issuer's key signs nothing that a buyer would not accept.
 *
 * Status is left out: the entries are not those that will be reserved. Does not say that `signer` has the key it names:
 * what comes out of the signing is verified once more, with nothing taken for good.
 *
 * It is no verdict, and its report never leaves this file.
 */
export async function rehearse(options: {
  readonly document: JsonObject
  readonly signer: Signer
  readonly trust: TrustState
  readonly now: Instant
}): Promise<Rehearsal> {
  const { document, signer, trust, now } = options
  let message = new Uint8Array()
  const unsigned: Signer = {
    verificationMethod: signer.verificationMethod,
    algorithm: signer.algorithm,
    async sign(data) {
      message = new Uint8Array(data)
      return new Uint8Array(SIGNATURE_BYTES[signer.algorithm]).fill(1)
    },
  }
  const input = await vcJwt.secure(document, unsigned, { signedAt: now })
  const plan = planVerify({ input, trust: { ok: true, value: trust }, now, question: ISSUING_QUESTION })
  const own = plan.jobs.filter((job) => isSame(job.message, message))
  const rest = plan.jobs.filter((job) => !own.includes(job))
  const settled = settleSync(rest)
  const report = plan.conclude(
    plan.jobs.map((job) => (own.includes(job) ? 'valid' : (settled[rest.indexOf(job)] ?? 'invalid'))),
  )
  const relied = report.credentials[0]?.verified?.accreditations[0]?.id
  return {
    problems: reportedProblems(report, { status: 'ignored' }),
    ...(relied === undefined ? {} : { accreditation: relied }),
  }
}

const SIGNATURE_BYTES = { EdDSA: 64, ES256: 64, ES384: 96 } as const satisfies Record<Signer['algorithm'], number>

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false
  return true
}
