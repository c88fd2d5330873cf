import { type Instant, type Report, type Result, TrustedTechError } from '@trusted-tech/model'
import type { Signer } from '@trusted-tech/proofs'
import type { TrustState } from '@trusted-tech/trust'
import { type AskedProduct, type ExpectedBinding, verify } from '@trusted-tech/verifier'
import { problemsOf } from './check-held.js'
import { createPresentation } from './create-presentation.js'
import type { CredentialStore, HeldCredential } from './credential-store.js'
import { findSupport } from './find-support.js'
import type { PresentationBinding } from './presentation-binding.js'
import { isHeldClaim } from './read-held.js'

/** Who presents, to whom, and what it is verified against before it leaves. */
export interface Presenting {
  readonly store: CredentialStore
  /** The DID of whoever presents. */
  readonly holder: string
  readonly signer: Signer
  readonly binding: PresentationBinding
  readonly trust: Result<TrustState>
  readonly now: Instant
}

export interface Presented {
  /** `vp+jwt`. */
  readonly presentation: string
  /** What the verifier says of it: `accepted`, or `indeterminate` with what is missing. */
  readonly report: Report
  readonly claims: readonly HeldCredential[]
  readonly support: readonly HeldCredential[]
}

/**
 * Presents held credentials with the held support that they need, in one `vp+jwt` under one of the three bindings, and
 * verifies it as its reader would before it is given away.
 *
 * Checks everything that the verifier checks, against the holder's own trust data, with the binding expected and the
 * presenter authenticated. An `indeterminate` one is given away, because the reader may have newer trust data; the
 * report says what is missing.
 * Does not check that the reader asked for it, or what the reader's own policy says.
 *
 * @param options.ids of held claims; ids of held support add that support, whether it is needed or not
 * @throws {TrustedTechError} `ERR_CREDENTIAL_UNKNOWN` for an id that is not held; `ERR_PRESENTATION_REFUSED` with the
 * problems where the verdict is `rejected` or a signature could not be verified; `ERR_ARGUMENT_INVALID` as
 * `createPresentation` has it, for more than a presentation holds too
 * @example
 * ```ts
 * const { presentation } = await presentHeld({
 *   store, ids: [certificate.id], holder, signer, trust, now,
 *   binding: { kind: 'challenge', audience: 'https://buyer.example', nonce, expires },
 * })
 * ```
 * @see Specification, section 8 "Dossier and presentation"
 */
export async function presentHeld(
  options: Presenting & { readonly ids: readonly string[]; readonly product?: AskedProduct },
): Promise<Presented> {
  const { store, ids, holder, signer, binding, trust, now, product } = options
  const among = await store.list()
  const named = [...new Set(ids)].map((id) => {
    const held = among.find((one) => one.id === id)
    if (held === undefined) throw new TrustedTechError('ERR_CREDENTIAL_UNKNOWN', `The wallet holds no ${id}.`)
    return held
  })
  const claims = named.filter(isHeldClaim)
  const others = named.filter((held) => !isHeldClaim(held))
  const support = [...new Set([...others, ...findSupport({ of: [...claims, ...others], among, holder })])]
  const secured = [...claims, ...support].map((held) => held.secured)
  const presentation = await createPresentation({ secured, holder, signer, binding, now })
  const report = await verify({
    input: presentation,
    trust,
    now,
    question: {
      allowSample: true,
      allowUnknownVendor: true,
      binding: expectedOf(binding),
      ...(product === undefined ? {} : { product }),
    },
  })
  if (report.verdict === 'rejected' || report.credentials.some(({ verified }) => verified === undefined)) {
    throw new TrustedTechError('ERR_PRESENTATION_REFUSED', `Its reader would refuse it: ${report.summary}.`, {
      problems: problemsOf(report),
    })
  }
  return { presentation, report, claims, support }
}

function expectedOf(binding: PresentationBinding): ExpectedBinding {
  const { audience } = binding
  return binding.kind === 'challenge'
    ? { kind: 'challenge', audience, nonce: binding.nonce }
    : { kind: binding.kind, audience }
}
