import { type Instant, type JsonObject, PROFILE_CONTEXTS, VCDM_CONTEXT } from '@trusted-tech/model'
import { vcJwt, vpJwt } from '@trusted-tech/proofs'
import { createBits, createStatusList, setBit } from '@trusted-tech/status'
import type { Actor } from './actor.js'
import { at, NOW, SIGNED_AT } from './clock.js'
import { listUrl } from './documents.js'
import type { Draft } from './draft.js'

const PURPOSES = ['revocation', 'suspension'] as const
type StatusPurpose = (typeof PURPOSES)[number]

/** Signs a document as it is, right or wrong. */
export function sign(document: Draft, actor: Actor, signedAt: Instant = SIGNED_AT): Promise<string> {
  return vcJwt.secure(document as JsonObject, actor.signer, { signedAt })
}

export function statusList(
  issuer: Actor,
  purpose: StatusPurpose,
  set: readonly (string | number)[] = [],
  window: { validFrom?: Instant; validUntil?: Instant; id?: string; signer?: Actor } = {},
): Promise<string> {
  const bits = createBits()
  for (const index of set) setBit(bits, Number(index))
  const validFrom = window.validFrom ?? at('2026-10-25T00:00:00Z')
  const document = createStatusList({
    id: window.id ?? listUrl(issuer, purpose),
    issuer: issuer.did,
    purpose,
    bits,
    validFrom,
    validUntil: window.validUntil ?? at('2026-11-25T00:00:00Z'),
  })
  return sign(document, window.signer ?? issuer, validFrom)
}

/** Both lists of an issuer, with the bits set that are given. */
export function listsOf(issuer: Actor, set: Partial<Record<StatusPurpose, readonly (string | number)[]>>) {
  return Promise.all(PURPOSES.map((purpose) => statusList(issuer, purpose, set[purpose])))
}

export async function cleanLists(...issuers: readonly Actor[]): Promise<string[]> {
  return (await Promise.all(issuers.map((issuer) => listsOf(issuer, {})))).flat()
}

/** A presentation, right or wrong. */
export function present(options: {
  readonly holder: Actor
  readonly secured: readonly string[]
  readonly claims?: Draft
  readonly document?: Draft
  readonly signedAt?: Instant
}): Promise<string> {
  const document = {
    '@context': PROFILE_CONTEXTS,
    type: ['VerifiablePresentation'],
    holder: options.holder.did,
    verifiableCredential: options.secured.map((compact) => ({
      '@context': VCDM_CONTEXT,
      type: 'EnvelopedVerifiableCredential',
      id: `data:application/vc+jwt,${compact}`,
    })),
    binding: 'addressed',
    ...options.document,
  }
  return vpJwt.secure(document as JsonObject, options.holder.signer, {
    signedAt: options.signedAt ?? NOW,
    claims: { aud: 'tender:2026-117', exp: Math.floor(NOW / 1000) + 3600, ...options.claims },
  })
}
