import { type Assessment, type Check, failed, notRequested, type Problem, passed, problem } from '@trusted-tech/model'
import { digestAlgorithm, digestSri } from '@trusted-tech/proofs'
import type { EvidenceFile } from '../question.js'

/**
 * Step 12: evidence whose bytes are at hand has the digest that the credential pins.
 *
 * A file belongs to an evidence item if its digest says so, or by name: then another digest is `EVIDENCE_MISMATCH`.
 * `notRequested` where no file belongs to any item. Does not judge what the evidence says, nor fetch any.
 *
 * @see Specification, section 9 "Verification, in order", step 12
 */
export function checkEvidence(facts: {
  readonly assessments: readonly Assessment[]
  readonly files: readonly EvidenceFile[] | undefined
}): Check {
  const { assessments, files } = facts
  if (files === undefined || files.length === 0) return notRequested
  const problems: Problem[] = []
  const digests = files.map(() => new Map<string, string>())
  const digestOf = (index: number, algorithm: 'sha256' | 'sha384' | 'sha512'): string => {
    const known = digests[index]?.get(algorithm)
    if (known !== undefined) return known
    const digest = digestSri(files[index]?.bytes ?? new Uint8Array(), algorithm)
    digests[index]?.set(algorithm, digest)
    return digest
  }
  let matched = 0
  let items = 0
  for (const [at, assessment] of assessments.entries()) {
    for (const [item, evidence] of (assessment.evidence ?? []).entries()) {
      items += 1
      const algorithm = digestAlgorithm(evidence.digestSRI)
      const pointer = `/credentialSubject/conformity/assessments/${at}/evidence/${item}/digestSRI`
      if (algorithm === undefined) {
        problems.push(problem('EVIDENCE_MISMATCH', pointer, { expected: 'a sha256, sha384 or sha512 digest' }))
        continue
      }
      if (files.some((_, index) => digestOf(index, algorithm) === evidence.digestSRI)) {
        matched += 1
        continue
      }
      const namesake = files.findIndex((file) => file.name === evidence.name)
      if (namesake >= 0) {
        problems.push(
          problem('EVIDENCE_MISMATCH', pointer, {
            expected: evidence.digestSRI,
            actual: digestOf(namesake, algorithm),
          }),
        )
      }
    }
  }
  const [first, ...rest] = problems
  if (first !== undefined) return failed([first, ...rest])
  return matched === 0 ? notRequested : passed([], { compared: matched, items, files: files.length })
}
