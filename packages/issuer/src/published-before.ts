import { type Instant, TrustedTechError } from '@trusted-tech/model'
import { openSecured, type VerificationMethod } from '@trusted-tech/proofs'
import { parseStatusList, type StatusPurpose } from '@trusted-tech/status'
import { verifySecuredSync } from '@trusted-tech/verifier/sync'

const MAX_LIST_BYTES = 512 * 1024
const DAY = 86_400_000

/**
 * Whether a list that was published before may stay as it is: the issuer's own, under the key in force, with the same
 * bits, and good for more than half of the days that a new one would be.
 *
 * What is not the issuer's own, or damaged, is no list and is replaced.
 *
 * @throws {TrustedTechError} `ERR_STORE_BEHIND` when it has a revocation that is not on record: the store is an old copy,
 * and the new list would lift what is never lifted
 */
export function isStillGood(options: {
  readonly secured: string
  readonly verificationMethods: readonly VerificationMethod[]
  /** The key id of the signer. */
  readonly kid: string
  /** What a list made now would say. */
  readonly current: {
    readonly id: string
    readonly issuer: string
    readonly purpose: StatusPurpose
    readonly bits: Uint8Array
  }
  readonly now: Instant
  readonly validDays: number
}): boolean {
  const { secured, verificationMethods, kid, current, now, validDays } = options
  if (verifySecuredSync({ input: secured, verificationMethods }).proof !== 'verified') return false
  const opened = openSecured(secured, { maxBytes: MAX_LIST_BYTES })
  const list = opened.ok ? parseStatusList(opened.value.document) : opened
  if (!opened.ok || !list.ok) return false
  const { id, issuer, purpose, validFrom, validUntil } = list.value
  // By the key: whoever signed it in the issuer's name is the issuer.
  if (!opened.value.kid.startsWith(`${current.issuer}#`)) return false
  if (id !== current.id || issuer !== current.issuer || purpose !== current.purpose) return false
  const bits = list.value.bits()
  if (!bits.ok) return false
  if (purpose === 'revocation') refuseLifted(bits.value, current)
  const same = bits.value.length === current.bits.length && bits.value.every((byte, at) => byte === current.bits[at])
  return same && opened.value.kid === kid && validFrom <= now && validUntil - now > (validDays * DAY) / 2
}

function refuseLifted(before: Uint8Array, { id, bits }: { readonly id: string; readonly bits: Uint8Array }): void {
  for (const [at, byte] of before.entries()) {
    if ((byte & ~(bits[at] ?? 0)) === 0) continue
    throw new TrustedTechError(
      'ERR_STORE_BEHIND',
      `The published list ${id} has a revocation that is not on record: the store is an old or another copy.`,
    )
  }
}
