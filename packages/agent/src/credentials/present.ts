import type { Instant } from '@trusted-tech/model'
import { createPresentation, type PresentationBinding } from '@trusted-tech/wallet'
import { type SigningAgent, signerFor } from '../signing/signer-for.js'

/** Presents secured credentials with the holder's newest key for `authentication`. */
export async function present(options: {
  readonly agent: SigningAgent
  readonly holder: string
  readonly secured: readonly string[]
  readonly binding: PresentationBinding
  readonly now: Instant
  readonly keyRef?: string
}): Promise<string> {
  const { agent, holder, secured, binding, now, keyRef } = options
  const signer = await signerFor(agent, holder, 'authentication', keyRef)
  return createPresentation({ secured, holder, signer, binding, now })
}
