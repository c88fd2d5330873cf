import {
  type AssessmentDraft,
  type ClaimDraft,
  canonicalJson,
  criteriaOf,
  type EvidenceDraft,
  type Json,
  type JsonObject,
  type LanguageMap,
  type Problem,
  problem,
  type Result,
} from '@trusted-tech/model'
import { digestSri } from '@trusted-tech/proofs'
import type { CatalogueEntry } from '@trusted-tech/trust'

/** The bytes of a file that a draft names, or `undefined` when it is not at hand. */
export type DraftFiles = (path: string) => Uint8Array | undefined

/**
 * Makes the subject of a certificate or declaration from a draft: digests of the files it names, ids, types, the
 * principle of each criterion, the catalogue's digest, and the one JSON form with its sorted sets.
 *
 * Does not judge the draft: the lint does, on what comes out. Refuses only files that are missing.
 *
 * @returns a function from the credential's id to the subject; or `EVIDENCE_MISMATCH` at the file in the draft
 */
export function composeSubject(options: {
  readonly draft: ClaimDraft
  readonly files: DraftFiles
  /** What trust data has for the draft's scheme. */
  readonly catalogue: CatalogueEntry | undefined
  readonly catalogueDigest: string
  /** The accreditation that the issuer relies on, as a hint to whoever verifies. */
  readonly accreditation?: { readonly id: string; readonly digestSRI: string }
}): Result<(id: string) => JsonObject> {
  const { draft, catalogue, catalogueDigest, accreditation } = options
  const missing = missingFiles(draft, options.files)
  const [first, ...rest] = missing
  if (first !== undefined) return { ok: false, problems: [first, ...rest] }
  const read = (path: string) => options.files(path) ?? new Uint8Array()
  const { files: builds = [], exclusions, digests = [], ...product } = draft.product
  const criteria = catalogue === undefined ? undefined : criteriaOf(catalogue.catalogue)
  const principleOf = (criterion: string) => criteria?.get(criterion)?.principle.id ?? criterion
  const certifies = draft.type === 'ConformityCertificate'
  const assessmentId = numbered(draft.assessments.length, 'a')

  return {
    ok: true,
    value: (id) =>
      tidy({
        ...product,
        type: 'Product',
        digests: [...new Set([...digests, ...builds.map((path) => digestSri(read(path), 'sha256'))])],
        exclusions: remarks(exclusions, `${id}#x`),
        ...(accreditation === undefined ? {} : { accreditation }),
        conformity: {
          type: 'ConformityAttestation',
          attestationType: certifies ? 'certification' : 'declaration',
          scheme: { ...draft.scheme, digestSRI: catalogueDigest },
          statedParty: draft.statedParty ?? (certifies ? 'third' : 'first'),
          assessments: draft.assessments.map((one, index) => {
            const own = `${id}#${assessmentId(index)}`
            return composeAssessment(one, own, principleOf(one.criterion), read)
          }),
        },
      }) as JsonObject,
  }
}

function composeAssessment(
  draft: AssessmentDraft,
  id: string,
  principle: string,
  read: (path: string) => Uint8Array,
): object {
  const { conditions, limitations, evidence = [], ...rest } = draft
  const evidenceId = numbered(evidence.length, 'e')
  return {
    ...rest,
    id,
    type: 'Assessment',
    principle,
    conditions: remarks(conditions, `${id}-c`),
    limitations: remarks(limitations, `${id}-l`),
    evidence: evidence.map((one, index) => composeEvidence(one, `${id}-${evidenceId(index)}`, read)),
  }
}

function composeEvidence(draft: EvidenceDraft, id: string, read: (path: string) => Uint8Array): object {
  const { file, ...rest } = draft
  if (file === undefined) return { ...rest, id, type: 'Evidence' }
  const bytes = read(file)
  return { ...rest, id, type: 'Evidence', digestSRI: draft.digestSRI ?? digestSri(bytes, 'sha256'), size: bytes.length }
}

function remarks(texts: readonly LanguageMap[] | undefined, prefix: string): readonly object[] {
  const id = numbered(texts?.length ?? 0, '')
  return (texts ?? []).map((text, index) => ({ id: `${prefix}${id(index)}`, type: 'Remark', text }))
}

/** `a1`, `a2` … with as many digits as the last one needs, so that ids sort in the order they were written in. */
function numbered(count: number, letter: string): (index: number) => string {
  const digits = String(count).length
  return (index) => `${letter}${String(index + 1).padStart(digits, '0')}`
}

function missingFiles(draft: ClaimDraft, files: DraftFiles): readonly Problem[] {
  const named = [
    ...(draft.product.files ?? []).map((path, index) => ({ path, pointer: `/product/files/${index}` })),
    ...draft.assessments.flatMap(({ evidence = [] }, at) =>
      evidence.flatMap(({ file }, index) =>
        file === undefined ? [] : [{ path: file, pointer: `/assessments/${at}/evidence/${index}/file` }],
      ),
    ),
  ]
  return named.flatMap(({ path, pointer }) =>
    files(path) === undefined ? [problem('EVIDENCE_MISMATCH', pointer, { expected: `the file ${path}` })] : [],
  )
}

/** The one JSON form: nothing absent or empty, every set sorted. Bounded by the depth of what was composed above. */
function tidy(value: unknown): Json | undefined {
  if (Array.isArray(value)) {
    const items = value.map(tidy).filter((item) => item !== undefined)
    return items.length === 0 ? undefined : items.sort(bySetOrder)
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).flatMap(([name, member]) => {
      const tidied = tidy(member)
      return tidied === undefined ? [] : [[name, tidied] as const]
    })
    return members.length === 0 ? undefined : Object.fromEntries(members)
  }
  return value as Json | undefined
}

function bySetOrder(one: Json, other: Json): number {
  const [left, right] = [setKey(one), setKey(other)]
  return left < right ? -1 : left > right ? 1 : 0
}

function setKey(item: Json): string {
  if (typeof item === 'string') return item
  const id = typeof item === 'object' && item !== null && 'id' in item ? item.id : undefined
  return typeof id === 'string' ? id : canonicalJson(item)
}
