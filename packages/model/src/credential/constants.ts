/** The first context of every VCDM 2.0 document. */
export const VCDM_CONTEXT = 'https://www.w3.org/ns/credentials/v2'

/**
 * The profile's own context. It stays under `.example` until a namespace is owned; a release check blocks publishing
 * before that.
 */
export const PROFILE_CONTEXT = 'https://trusted-tech.example/ns/conformity/v1'

/** The `@context` of every credential and presentation of the profile, exactly. */
export const PROFILE_CONTEXTS = [VCDM_CONTEXT, PROFILE_CONTEXT] as const

export const CREDENTIAL_TYPES = [
  'ConformityCertificate',
  'ConformityDeclaration',
  'AccreditationCredential',
  'MembershipCredential',
  'MandateCredential',
  'BitstringStatusListCredential',
] as const

/** The profile's credential types (specification, section 3) that this version reads and issues. */
export type CredentialType = (typeof CREDENTIAL_TYPES)[number]

export const CLAIM_TYPES = ['ConformityCertificate', 'ConformityDeclaration'] as const
/** The types that say something about a product; all others are support. */
export type ClaimType = (typeof CLAIM_TYPES)[number]
