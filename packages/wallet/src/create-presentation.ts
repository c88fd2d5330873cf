import { type Instant, type JsonObject, PROFILE_CONTEXTS, TrustedTechError, VCDM_CONTEXT } from '@trusted-tech/model'
import { type Signer, vpJwt } from '@trusted-tech/proofs'

/** To whom a presentation is addressed, and for how long. Exactly one of the three; each has its own members. */
export type PresentationBinding =
  /** A live exchange: the verifier made the nonce. */
  | { readonly kind: 'challenge'; readonly audience: string; readonly nonce: string; readonly expires: Instant }
  /** A file for one reader: a buyer's id or a tender's. */
  | { readonly kind: 'addressed'; readonly audience: string; readonly expires: Instant }
  /** A page: its https origin. */
  | { readonly kind: 'origin'; readonly audience: string; readonly expires: Instant }

const ORIGIN = /^https:\/\/[a-z0-9.-]{1,253}(:[1-9][0-9]{0,4})?$/

/**
 * Presents credentials, with the support they need, as a `vp+jwt` under one of the three bindings.
 *
 * Checks that the binding is complete and that the signer's key belongs to `holder`. Does not verify the credentials,
 * nor that the holder is the manufacturer or has its mandate: the verifier does.
 *
 * @param options.secured secured credentials: claims and support, in the order they are to be listed
 * @throws {TrustedTechError} `ERR_ARGUMENT_INVALID` on an incomplete binding or a signer of another party.
 * @example
 * ```ts
 * const vp = await createPresentation({
 *   secured: [certificate.secured], holder, signer, now,
 *   binding: { kind: 'addressed', audience: 'tender:2026-117', expires },
 * })
 * ```
 * @see Specification, section 8 "Dossier and presentation"
 */
export async function createPresentation(options: {
  readonly secured: readonly string[]
  readonly holder: string
  readonly signer: Signer
  readonly binding: PresentationBinding
  readonly now: Instant
}): Promise<string> {
  const { secured, holder, signer, binding, now } = options
  refuseMisuse(options)
  const document: JsonObject = {
    '@context': PROFILE_CONTEXTS,
    type: ['VerifiablePresentation'],
    holder,
    verifiableCredential: secured.map((compact) => ({
      '@context': VCDM_CONTEXT,
      type: 'EnvelopedVerifiableCredential',
      id: `data:application/vc+jwt,${compact}`,
    })),
    binding: binding.kind,
  }
  return vpJwt.secure(document, signer, {
    signedAt: now,
    claims: {
      aud: binding.audience,
      exp: Math.floor(binding.expires / 1000),
      ...(binding.kind === 'challenge' ? { nonce: binding.nonce } : {}),
    },
  })
}

function refuseMisuse(options: {
  readonly secured: readonly string[]
  readonly holder: string
  readonly signer: Signer
  readonly binding: PresentationBinding
  readonly now: Instant
}): void {
  const { secured, holder, signer, binding, now } = options
  const refuse = (message: string): never => {
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', message)
  }
  if (secured.length === 0) refuse('A presentation needs at least one credential.')
  if (!signer.verificationMethod.startsWith(`${holder}#`))
    refuse('The key of the signer does not belong to the holder.')
  if (binding.audience === '') refuse('A presentation needs an audience.')
  if (binding.expires <= now) refuse('A presentation must expire after it is made.')
  if (binding.kind === 'challenge' && binding.nonce === '') refuse('A challenge needs the nonce of the verifier.')
  if (binding.kind === 'origin' && !ORIGIN.test(binding.audience)) refuse('The audience of a page is its https origin.')
}
