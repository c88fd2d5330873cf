import type { AssessmentResult, AssuranceLevel, NamedBody, Party } from '../credential/credential.js'

export const FINDINGS = ['conflict', 'notMet', 'notAssessed', 'partial', 'metWithConditions', 'met'] as const
/** In order of precedence: the first that applies is the finding (specification, section 2). */
export type Finding = (typeof FINDINGS)[number]

/** One result that counts, on one criterion, from one credential. */
export interface CountedResult {
  readonly criterion: string
  readonly result: AssessmentResult
  readonly hasRationale: boolean
  readonly level: AssuranceLevel
  readonly party: Party
  readonly credential: string
  readonly issuer: NamedBody
  readonly assessedOn: string
  /** Where a crosswalk carried the result over: the criterion of the older catalogue, and how it relates to this one. */
  readonly carried?: { readonly from: string; readonly relation: 'exact' | 'narrower' | 'broader' }
}

export interface CriterionFinding {
  readonly criterion: string
  readonly required: boolean
  /** Distinct results, in the order of `RESULTS`; empty when nobody assessed it. */
  readonly results: readonly AssessmentResult[]
}

export interface PrincipleFinding {
  readonly principle: string
  readonly finding: Finding
  readonly required: number
  /** Required criteria with a result that counts towards the principle. */
  readonly fulfilled: number
  /** The lowest among the results counted; absent, like party and `since`, when the finding is `notAssessed`. */
  readonly level?: AssuranceLevel
  readonly party?: Party
  readonly issuers: readonly NamedBody[]
  /** The latest assessment date among the results counted. */
  readonly since?: string
  readonly criteria: readonly CriterionFinding[]
}

/** Findings are made per product, catalogue version and attestation type: a declaration never counts in a certification. */
export interface FindingGroup {
  readonly product: string
  readonly attestationType: 'certification' | 'declaration'
  readonly catalogue: { readonly id: string; readonly version: string }
  readonly principles: readonly PrincipleFinding[]
}
