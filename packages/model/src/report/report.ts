import type { Assessment, AssuranceLevel, CatalogueReference, NamedBody, Party } from '../credential/credential.js'
import type { Json } from '../json/json.js'
import type { Problem } from '../result.js'
import type { Checks } from './checks.js'
import type { FindingGroup } from './findings.js'
import type { Verdict } from './verdict.js'

/** One assessment that counts, as the report names it. */
export interface UsableAssessment {
  readonly assessment: Assessment
  readonly party: Party
}
export interface ExcludedAssessment {
  readonly assessment: Assessment
  readonly reasons: readonly [Problem, ...Problem[]]
}

/** What the signed bytes said, once they were verified. Present only when the signature check passed. */
export interface VerifiedContent {
  readonly credential: Json
  readonly issuer: NamedBody
  readonly product: { readonly id: string; readonly name: string; readonly manufacturer: NamedBody }
  readonly attestationType: 'certification' | 'declaration'
  readonly catalogue: CatalogueReference
  /** The signing time; absent when none was claimed, which fails the validity check. */
  readonly issuedAt?: string
  /** `claimed` until a log proves it. */
  readonly issuanceTime: 'claimed'
  readonly validFrom: string
  readonly validUntil: string
  readonly party?: Party
  /** The lowest level among the assessments that count. */
  readonly level?: AssuranceLevel
  /** The accreditations that the verdict rests on, from the issuer up to the anchor. */
  readonly accreditations: readonly { readonly id: string; readonly issuer: string; readonly subject: string }[]
  readonly assessments: readonly UsableAssessment[]
  readonly excluded: readonly ExcludedAssessment[]
}

export interface CredentialReport {
  /** Claimed by the document; decides nothing before the signature check passed. */
  readonly id?: string
  readonly type?: string
  readonly verdict: Verdict
  readonly checks: Checks
  readonly verified?: VerifiedContent
}

export interface SupportReport {
  readonly id?: string
  readonly type?: string
  /** `used`: taken into account after its own verification; `ignored`: with the reason. */
  readonly state: 'used' | 'ignored'
  readonly problems: readonly Problem[]
}

export interface TrustReport {
  readonly trust: 'single-key manifest' | 'none'
  readonly rollback: 'notChecked'
  /** RFC 7638 thumbprint of the pinned root key. */
  readonly root?: string
  readonly version?: number
  readonly issuedAt?: string
  readonly expires?: string
  /** SHA-256 of the manifest's bytes, hex. */
  readonly digest?: string
}

export interface PresentationReport {
  readonly holder?: string
  readonly presenter: 'manufacturer' | 'mandated' | 'other' | 'notChecked'
  readonly binding?: string
  readonly audience?: string
  readonly expires?: string
}

/** The question, as it was asked: what loosens a verdict is printed here. */
export interface QuestionReport {
  readonly evaluateAt: string
  readonly product?: {
    readonly id?: string
    readonly version?: string
    readonly digests?: readonly string[]
    readonly configuration?: string
  }
  readonly catalogue?: { readonly id: string; readonly version: string }
  readonly binding?: { readonly kind: string; readonly audience: string; readonly nonce?: string }
  /** How many evidence files were at hand. */
  readonly evidence: number
  readonly allowSample: boolean
  readonly allowUnknownVendor: boolean
}

/** What `verify` returns. Same inputs and same verifier version give the same bytes. */
export interface Report {
  readonly reportVersion: 1
  readonly verifier: { readonly name: string; readonly version: string }
  readonly input: {
    readonly kind: 'credential' | 'presentation' | 'unknown'
    readonly sha256: string
    readonly bytes: number
  }
  readonly now: string
  readonly knownAsOf?: string
  readonly question: QuestionReport
  readonly trust: TrustReport
  readonly verdict: Verdict
  /** The one line that names verdict, findings and policy; not verdict data, it can be made again from the rest. */
  readonly summary: string
  /** Problems of the whole, beyond those of one credential. */
  readonly problems: readonly Problem[]
  readonly presentation?: PresentationReport
  readonly credentials: readonly CredentialReport[]
  readonly support: readonly SupportReport[]
  /** Per product, catalogue version and attestation type; empty unless the verdict is `accepted`. */
  readonly findings: readonly FindingGroup[]
  readonly policy: { readonly state: 'satisfied' | 'unsatisfied' | 'unknown' | 'notRequested' }
  /** What a verdict is not. */
  readonly disclaimer: string
}
