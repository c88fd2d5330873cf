import { type Instant, type JsonObject, PROFILE_CONTEXTS, TrustedTechError, VCDM_CONTEXT } from '@trusted-tech/model'
import { type Signer, vpJwt } from '@trusted-tech/proofs'
import { LIMITS } from '@trusted-tech/verifier'
import { type PresentationBinding, refuseBinding } from './presentation-binding.js'
import { refuseEnclosed } from './refuse-enclosed.js'

/**
 * Presents credentials, with the support they need, as a `vp+jwt` under one of the three bindings.
 *
 * Checks that the binding is complete, that the signer's key belongs to `holder`, that every credential is a `vc+jwt`,
 * each claim once, and the limits of a presentation. Encloses credentials byte for byte.
 * Does not verify them, nor that the holder is the manufacturer or has its mandate: the verifier does.
 *
 * @param options.secured secured credentials: claims, and support such as mandates and status lists, in the order they
 * are to be listed
 * @throws {TrustedTechError} `ERR_ARGUMENT_INVALID` on an incomplete binding, a signer of another party, what is no
 * `vc+jwt`, a claim twice, or more than a presentation holds.
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
  if (!signer.verificationMethod.startsWith(`${holder}#`)) {
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'The key of the signer does not belong to the holder.')
  }
  refuseBinding(binding, now)
  refuseEnclosed(secured)
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
  const presentation = await vpJwt.secure(document, signer, {
    signedAt: now,
    claims: {
      aud: binding.audience,
      exp: Math.floor(binding.expires / 1000),
      ...(binding.kind === 'challenge' ? { nonce: binding.nonce } : {}),
    },
  })
  if (presentation.length > LIMITS.presentationBytes) {
    throw new TrustedTechError(
      'ERR_ARGUMENT_INVALID',
      `A presentation has at most ${LIMITS.presentationBytes} bytes, and this one ${presentation.length}.`,
    )
  }
  return presentation
}
