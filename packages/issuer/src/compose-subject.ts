import {
  type AssessmentDraft,
  type ClaimDraft,
  criteriaOf,
  type EvidenceDraft,
  type JsonObject,
  type LanguageMap,
} from '@trusted-tech/model'
import type { CatalogueEntry } from '@trusted-tech/trust'

/**
 * Makes the subject of a certificate or declaration from a draft: ids, types, the principle of each criterion, and the
 * digest of the catalogue.
 *
 * Does not judge the draft: the lint does, on what comes out.
 *
 * @param options.draft arranged, and without files: ids are given in the order of its sets
 * @returns the subject of the credential `id`, in the one JSON form if the draft is
 */
export function composeSubject(options: {
  readonly id: string
  readonly draft: ClaimDraft
  /** What trust data has for the draft's scheme. */
  readonly catalogue: CatalogueEntry
}): JsonObject {
  const { id, draft, catalogue } = options
  const { exclusions, ...product } = draft.product
  const criteria = criteriaOf(catalogue.catalogue)
  const certifies = draft.type === 'ConformityCertificate'
  const assessmentId = numbered(draft.assessments.length, 'a')
  return {
    ...product,
    type: 'Product',
    ...remarks('exclusions', exclusions, `${id}#x`),
    conformity: {
      type: 'ConformityAttestation',
      attestationType: certifies ? 'certification' : 'declaration',
      scheme: { ...draft.scheme, digestSRI: sriOf(catalogue.sha256) },
      statedParty: draft.statedParty ?? (certifies ? 'third' : 'first'),
      assessments: draft.assessments.map((one, index) => ({
        ...composeAssessment(one, `${id}#${assessmentId(index)}`),
        // The lint names a criterion that is not in the catalogue.
        principle: criteria.get(one.criterion)?.principle.id ?? one.criterion,
      })),
    },
  } as unknown as JsonObject
}

function composeAssessment(draft: AssessmentDraft, id: string): object {
  const { conditions, limitations, evidence, ...rest } = draft
  return {
    ...rest,
    id,
    type: 'Assessment',
    ...remarks('conditions', conditions, `${id}-c`),
    ...remarks('limitations', limitations, `${id}-l`),
    ...(evidence === undefined ? {} : { evidence: composeEvidence(evidence, id) }),
  }
}

function composeEvidence(evidence: readonly EvidenceDraft[], assessment: string): readonly object[] {
  const evidenceId = numbered(evidence.length, 'e')
  return evidence.map((one, index) => ({ ...one, id: `${assessment}-${evidenceId(index)}`, type: 'Evidence' }))
}

function remarks(member: string, texts: readonly LanguageMap[] | undefined, prefix: string): object {
  if (texts === undefined) return {}
  const number = numbered(texts.length, '')
  return { [member]: texts.map((text, index) => ({ id: `${prefix}${number(index)}`, type: 'Remark', text })) }
}

/** `a1`, `a2` … with as many digits as the last one needs, so that ids sort as they are counted. */
function numbered(count: number, letter: string): (index: number) => string {
  const digits = String(count).length
  return (index) => `${letter}${String(index + 1).padStart(digits, '0')}`
}

/** A catalogue entry has its digest in hex, a credential as Subresource Integrity. */
function sriOf(sha256: string): string {
  const bytes = Uint8Array.from(sha256.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  return `sha256-${btoa(String.fromCharCode(...bytes))}`
}
