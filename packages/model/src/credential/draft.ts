import type { ClaimType } from './constants.js'
import type { Assessment, Evidence, LanguageMap, Product, StatedParty, Text } from './credential.js'

/** Evidence as an assessor writes it down: either a file at hand, or digest and size of one that stays elsewhere. */
export interface EvidenceDraft extends Omit<Evidence, 'id' | 'type' | 'digestSRI'> {
  /** A path relative to the draft; its digest and size are computed. */
  readonly file?: string
  readonly digestSRI?: string
}

/** One assessment, without what issuing adds: ids, types, and the principle that the catalogue files the criterion under. */
export interface AssessmentDraft
  extends Omit<Assessment, 'id' | 'type' | 'principle' | 'conditions' | 'limitations' | 'evidence'> {
  readonly conditions?: readonly LanguageMap[]
  readonly limitations?: readonly LanguageMap[]
  readonly evidence?: readonly EvidenceDraft[]
}

/** The product, with the files of exact builds beside or instead of their digests. */
export interface ProductDraft extends Omit<Product, 'type' | 'conformity' | 'accreditation' | 'exclusions'> {
  /** Paths relative to the draft. */
  readonly files?: readonly string[]
  readonly exclusions?: readonly LanguageMap[]
}

/** What an assessor or a vendor writes: everything that is theirs to say, and nothing that issuing can work out. */
export interface ClaimDraft {
  readonly type: ClaimType
  readonly name?: Text
  readonly description?: Text
  /** RFC 3339; the moment of issue where absent. */
  readonly validFrom?: string
  readonly validUntil: string
  readonly product: ProductDraft
  readonly scheme: { readonly id: string; readonly version: string }
  /** `third` for a certificate and `first` for a declaration where absent. */
  readonly statedParty?: StatedParty
  readonly assessments: readonly AssessmentDraft[]
}
