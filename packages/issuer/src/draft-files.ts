import { type ClaimDraft, type EvidenceDraft, ok, type Problem, problem, type Result } from '@trusted-tech/model'
import { digestSri, matchesDigestSri } from '@trusted-tech/proofs'

/** The bytes of a file that a draft names, or `undefined` when it is not at hand. */
export type DraftFiles = (path: string) => Uint8Array | undefined

/**
 * Puts digest and size in the place of each file that a draft names, so that paths leave no trace in the credential.
 *
 * Each path is read once: a file that changes while it is issued about cannot have the digest of one state and the size
 * of another. Where a draft states digest or size beside a file, they have to agree.
 *
 * @returns a draft without files; or `EVIDENCE_MISMATCH` at the file, digest or size in the draft
 */
export function resolveDraftFiles(draft: ClaimDraft, files: DraftFiles): Result<ClaimDraft> {
  const known = new Map<string, Uint8Array | undefined>()
  const problems: Problem[] = []
  const read = (path: string, pointer: string) => {
    if (!known.has(path)) known.set(path, files(path))
    const bytes = known.get(path)
    if (bytes === undefined) problems.push(problem('EVIDENCE_MISMATCH', pointer, { expected: `the file ${path}` }))
    return bytes
  }
  const { files: builds = [], digests = [], ...product } = draft.product
  const computed = builds.flatMap((path, index) => {
    const bytes = read(path, `/product/files/${index}`)
    return bytes === undefined ? [] : [digestSri(bytes, 'sha256')]
  })
  const resolved: ClaimDraft = {
    ...draft,
    product: { ...product, digests: [...new Set([...digests, ...computed])] },
    assessments: draft.assessments.map((assessment, at) => ({
      ...assessment,
      evidence: (assessment.evidence ?? []).map((one, index) => {
        const pointer = `/assessments/${at}/evidence/${index}`
        const bytes = one.file === undefined ? undefined : read(one.file, `${pointer}/file`)
        return bytes === undefined ? one : withBytes(one, bytes, pointer, problems)
      }),
    })),
  }
  const [first, ...rest] = problems
  return first === undefined ? ok(resolved) : { ok: false, problems: [first, ...rest] }
}

function withBytes(draft: EvidenceDraft, bytes: Uint8Array, pointer: string, problems: Problem[]): EvidenceDraft {
  const { file: _path, ...evidence } = draft
  const computed = digestSri(bytes, 'sha256')
  const { digestSRI = computed, size = bytes.length } = evidence
  if (matchesDigestSri(bytes, digestSRI) !== true) {
    problems.push(problem('EVIDENCE_MISMATCH', `${pointer}/digestSRI`, { expected: computed, actual: `${digestSRI}` }))
  }
  if (size !== bytes.length) {
    problems.push(problem('EVIDENCE_MISMATCH', `${pointer}/size`, { expected: `${bytes.length}`, actual: `${size}` }))
  }
  return { ...evidence, digestSRI, size }
}
