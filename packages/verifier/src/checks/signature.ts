import { type Check, failed, indeterminate, type Problem, passed, problem, type Result } from '@trusted-tech/model'
import type { Opened, VerificationKey } from '@trusted-tech/proofs'
import type { SignatureOf } from '../plan/job-ledger.js'
import { authenticityProblems, type PlannedDocument } from '../plan/planned-document.js'

/**
 * Step 5, second half: the key that the header names is the issuer's, for this purpose, in force at the signing time.
 *
 * @see Specification, section 9 "Verification, in order", step 5
 */
export function checkKey(document: PlannedDocument): Check {
  const keys = candidateKeys(document)
  if (keys.some(({ ok }) => ok)) return passed()
  const problems = keys.flatMap((key) => (key.ok ? [] : key.problems))
  return failed(orElse(problems, problem('KEY_NOT_FOUND', '/header/kid')))
}

/**
 * Step 6: the signature verifies under that key. Where accreditations carry the issuer's key, under the key of at least
 * one of them; step 8 then takes only those.
 *
 * @see Specification, section 9 "Verification, in order", step 6
 */
export function checkSignature(document: PlannedDocument, signatureOf: SignatureOf): Check {
  if (document.key.from === 'one') {
    const problems = authenticityProblems(document, signatureOf, undefined)
    const [first, ...rest] = problems
    if (first === undefined) return passed()
    return first.code === 'ALGORITHM_UNAVAILABLE' ? indeterminate([first, ...rest]) : failed([first, ...rest])
  }
  const results = candidateKeys(document).map((key) => resultOf(document.opened, key, signatureOf))
  if (results.includes('valid')) return passed()
  return results.includes('unavailable')
    ? indeterminate([problem('ALGORITHM_UNAVAILABLE', '/header/alg')])
    : failed([problem('SIG_INVALID')])
}

function candidateKeys({ key }: PlannedDocument): readonly Result<VerificationKey>[] {
  return key.from === 'one' ? [key.key] : [...key.keys.values()]
}

function resultOf(opened: Opened, key: Result<VerificationKey>, signatureOf: SignatureOf) {
  return key.ok ? signatureOf(opened, key.value) : undefined
}

function orElse(problems: readonly Problem[], fallback: Problem): readonly [Problem, ...Problem[]] {
  const [first = fallback, ...rest] = problems
  return [first, ...rest]
}
