import { verifySignature } from '#node'
import { assertSealed } from '../keys/verification-key.js'
import { isSignatureForm } from './signature-form.js'
import type { SignatureJob, SignatureResult } from './signature-job.js'

/**
 * Checks signatures with Node's own cryptography, synchronously, each key's native object made once.
 *
 * Checks each signature by itself. Does not check whether a key may be used: that is decided before a job exists.
 *
 * @returns one result per job, in order
 * @throws `ERR_ARGUMENT_INVALID` for a key that `importPublicKey` did not make
 * @example
 * const [result] = settleSync([job]) // 'valid' | 'invalid' | 'unavailable'
 */
export function settleSync(jobs: readonly SignatureJob[]): readonly SignatureResult[] {
  return jobs.map(settleOne)
}

function settleOne(job: SignatureJob): SignatureResult {
  assertSealed(job.key)
  if (!isSignatureForm(job)) return 'invalid'
  try {
    return verifySignature(job.key, job.message, job.signature) ? 'valid' : 'invalid'
  } catch {
    return 'unavailable'
  }
}
