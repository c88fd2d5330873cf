import type { PROFILE_CONTEXTS } from './constants.js'

/** `{ "en": "…" }`: language tag in lower case to text. */
export type LanguageMap = Readonly<Record<string, string>>
export interface LanguageValue {
  readonly '@value': string
  readonly '@language': string
}
export type Text = string | LanguageValue | readonly LanguageValue[]

export interface NamedBody {
  /** A DID. */
  readonly id: string
  readonly name: string
}

/** W3C Bitstring Status List v1.0, section 2.1. */
export interface StatusEntry {
  readonly id: string
  readonly type: 'BitstringStatusListEntry'
  readonly statusPurpose: 'revocation' | 'suspension'
  /** Decimal digits without leading zeros. */
  readonly statusListIndex: string
  readonly statusListCredential: string
}

export interface SchemaReference {
  readonly id: string
  readonly type: 'JsonSchema'
  readonly digestSRI: string
}

/** What every credential of the profile has. */
export interface CredentialBase<Type extends string, Subject> {
  readonly '@context': typeof PROFILE_CONTEXTS
  /** `urn:uuid:` and a version 4 UUID; of a status list, its URL. */
  readonly id: string
  readonly type: readonly ['VerifiableCredential', Type]
  readonly issuer: NamedBody
  readonly name?: Text
  readonly description?: Text
  /** RFC 3339 with offset. */
  readonly validFrom: string
  readonly validUntil: string
  readonly credentialStatus?: readonly StatusEntry[]
  readonly credentialSchema: SchemaReference
  readonly credentialSubject: Subject
}

export interface Registration {
  readonly scheme: string
  readonly value: string
}

export interface ProductIdentifier {
  readonly scheme: 'purl' | 'cpe23' | 'gtin' | 'sku' | 'udi' | 'url'
  readonly value: string
}

export const RESULTS = [
  'conforms',
  'conformsWithConditions',
  'partial',
  'doesNotConform',
  'notApplicable',
  'notAssessed',
] as const
export type AssessmentResult = (typeof RESULTS)[number]

/** Lowest first. */
export const ASSURANCE_LEVELS = ['basic', 'substantial', 'high'] as const
export type AssuranceLevel = (typeof ASSURANCE_LEVELS)[number]

export type StatedParty = 'first' | 'second' | 'third'
/** Lowest first: what a report may call the assessor's relation to the product. */
export const PARTIES = ['first', 'second', 'thirdUnconfirmed', 'third'] as const
export type Party = (typeof PARTIES)[number]

export interface Evidence {
  readonly id: string
  readonly type: 'Evidence'
  readonly name: string
  readonly mediaType: string
  /** Subresource Integrity, sha256 or stronger. */
  readonly digestSRI: string
  /** Bytes. */
  readonly size?: number
  readonly url?: string
  readonly classification: 'public' | 'restricted' | 'confidential'
  readonly role: 'supports' | 'counters'
  readonly capturedAt: string
}

export interface Remark {
  readonly id: string
  readonly type: 'Remark'
  readonly text: LanguageMap
}

export interface Assessment {
  readonly id: string
  readonly type: 'Assessment'
  readonly criterion: string
  readonly principle: string
  readonly result: AssessmentResult
  readonly assuranceLevel: AssuranceLevel
  readonly method: 'inspection' | 'testing' | 'audit' | 'documentReview' | 'selfAssessment'
  readonly assessedOn: string
  readonly rationale?: LanguageMap
  readonly conditions?: readonly Remark[]
  readonly limitations?: readonly Remark[]
  readonly evidence?: readonly Evidence[]
}

export interface CatalogueReference {
  readonly id: string
  readonly version: string
  readonly digestSRI: string
}

export interface Conformity {
  readonly type: 'ConformityAttestation'
  readonly attestationType: 'certification' | 'declaration'
  readonly scheme: CatalogueReference
  readonly statedParty: StatedParty
  readonly assessments: readonly Assessment[]
}

export interface Manufacturer extends NamedBody {
  readonly registrations?: readonly Registration[]
}

export interface Product {
  /** The canonical purl without version, qualifiers and subpath, or an https or urn product URI. */
  readonly id: string
  readonly type: 'Product'
  readonly name: string
  readonly manufacturer: Manufacturer
  readonly identifiers?: readonly ProductIdentifier[]
  /** A VERS range. */
  readonly versions?: string
  /** Exact builds, as Subresource Integrity. */
  readonly digests?: readonly string[]
  readonly productClasses?: readonly string[]
  /** Jurisdictions the product is offered in. */
  readonly market?: readonly string[]
  readonly configuration?: string
  readonly exclusions?: readonly Remark[]
  readonly granularity: 'model' | 'batch' | 'item'
  readonly conformity: Conformity
  readonly accreditation?: { readonly id: string; readonly digestSRI: string }
  /** The `id` of the credential that this one replaces. */
  readonly supersedes?: string
  readonly surveillance?: {
    /** ISO 8601 durations in whole days, such as `P365D`. */
    readonly interval: string
    readonly nextDue: string
    readonly grace: string
  }
}

export type ConformityCertificate = CredentialBase<'ConformityCertificate', Product>
export type ConformityDeclaration = CredentialBase<'ConformityDeclaration', Product>
export type Claim = ConformityCertificate | ConformityDeclaration

export interface PublishedKey {
  /** Absolute DID URL. */
  readonly id: string
  readonly publicKeyMultibase: string
  readonly purposes: readonly ('assertionMethod' | 'authentication')[]
  readonly from: string
  readonly until?: string
  /** The DID that controls the key; the document's own where absent. */
  readonly controller?: string
}

export interface AccreditedScope {
  readonly actions: readonly ('issueCertificate' | 'accredit' | 'reviewDeclaration')[]
  /** `scheme` is a catalogue id or `*`; `versions` a VERS range or `*`. */
  readonly schemes: readonly { readonly scheme: string; readonly versions: string }[]
  /** Exact criterion ids, a principle id (every criterion of it), or `*`. */
  readonly criteria: readonly string[]
  readonly maxAssuranceLevel: AssuranceLevel
  readonly productClasses: readonly string[]
  readonly jurisdictions: readonly string[]
}

export interface AccreditedBody {
  readonly id: string
  readonly type: 'AccreditedBody'
  readonly name: string
  readonly registrations?: readonly Registration[]
  readonly accreditedFor: AccreditedScope
  /** How many further links may follow below this body; 0 means that it may not accredit. */
  readonly maxPathLength: number
  /** ISO 8601 duration in whole days, such as `P730D`. */
  readonly maxCredentialLifetime: string
  readonly independence: 'established' | 'declared'
  readonly requireLogged: boolean
  readonly controlGroup?: string
  readonly keys?: readonly PublishedKey[]
}
export type AccreditationCredential = CredentialBase<'AccreditationCredential', AccreditedBody>

export interface Member {
  readonly id: string
  readonly type: 'Member'
  readonly name: string
  readonly registrations?: readonly Registration[]
  readonly role: 'vendor' | 'buyer' | 'user'
  readonly controlGroup?: string
  readonly keys?: readonly PublishedKey[]
}
export type MembershipCredential = CredentialBase<'MembershipCredential', Member>

export interface Mandatee {
  /** The presenter's DID. */
  readonly id: string
  readonly type: 'Mandatee'
  /** Product ids, or `*`. */
  readonly mandate: { readonly products: readonly string[]; readonly until: string }
}
export type MandateCredential = CredentialBase<'MandateCredential', Mandatee>

/** W3C Bitstring Status List v1.0, section 2.2. No `credentialSchema`, no `credentialStatus`. */
export interface BitstringStatusListCredential {
  readonly '@context': readonly ['https://www.w3.org/ns/credentials/v2']
  readonly id: string
  readonly type: readonly ['VerifiableCredential', 'BitstringStatusListCredential']
  /** A DID. */
  readonly issuer: string
  readonly validFrom: string
  readonly validUntil: string
  readonly credentialSubject: {
    readonly id: string
    readonly type: 'BitstringStatusList'
    readonly statusPurpose: 'revocation' | 'suspension'
    readonly encodedList: string
  }
}

export type ProfileCredential =
  | Claim
  | AccreditationCredential
  | MembershipCredential
  | MandateCredential
  | BitstringStatusListCredential
