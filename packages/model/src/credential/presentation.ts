import type { PROFILE_CONTEXTS } from './constants.js'

/** A secured credential inside a presentation: a `data:` URL that holds the compact token (VCDM 2.0, section 4.13). */
export interface EnvelopedCredential {
  readonly '@context': 'https://www.w3.org/ns/credentials/v2'
  readonly type: 'EnvelopedVerifiableCredential'
  /** `data:application/vc+jwt,` and the compact JWS. */
  readonly id: string
}

export const BINDINGS = ['challenge', 'addressed', 'origin'] as const
/** How a presentation is bound to whom it is for (specification, section 8). */
export type Binding = (typeof BINDINGS)[number]

/** A presentation or dossier without its JOSE claims: claims and support, told apart by type once they are opened. */
export interface PresentationDocument {
  readonly '@context': typeof PROFILE_CONTEXTS
  /** `urn:uuid:` and a version 4 UUID. */
  readonly id?: string
  readonly type: readonly ['VerifiablePresentation']
  /** A DID. */
  readonly holder: string
  readonly verifiableCredential: readonly EnvelopedCredential[]
  readonly binding: Binding
}
