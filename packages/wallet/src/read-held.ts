import {
  CLAIM_TYPES,
  type Claim,
  isJsonObject,
  type Json,
  type JsonObject,
  TrustedTechError,
} from '@trusted-tech/model'
import { type Opened, openSecured } from '@trusted-tech/proofs'
import { LIMITS } from '@trusted-tech/verifier'
import type { HeldCredential } from './credential-store.js'

const opened = new WeakMap<HeldCredential, Opened>()

/**
 * Opens a held credential. It was verified on receipt, and a store returns what was put: this reads, and verifies
 * nothing again.
 *
 * @throws {TrustedTechError} `ERR_STORE_DAMAGED` for what was no credential when it was put there
 */
export function readHeld(held: HeldCredential): Opened {
  const known = opened.get(held)
  if (known !== undefined) return known
  const read = openSecured(held.secured, { maxBytes: LIMITS.listBytes })
  if (!read.ok) {
    throw new TrustedTechError('ERR_STORE_DAMAGED', `What the wallet holds under ${held.id} is no credential.`)
  }
  opened.set(held, read.value)
  return read.value
}

/** Whether a held credential is a certificate or a declaration; everything else is support. */
export function isHeldClaim({ type }: HeldCredential): boolean {
  return CLAIM_TYPES.some((claim) => claim === type)
}

/** The document of a held certificate or declaration. Its structure was checked on receipt. */
export function readHeldClaim(held: HeldCredential): Claim {
  return readHeld(held).document as unknown as Claim
}

/** The `type` that a document claims beside `VerifiableCredential`; empty if it has none. */
export function claimedType({ type }: JsonObject): string {
  const found = Array.isArray(type) ? type.find((one) => one !== 'VerifiableCredential') : undefined
  return typeof found === 'string' ? found : ''
}

/** The status lists that a held credential names. */
export function namedLists(held: HeldCredential): readonly string[] {
  const entries = readHeld(held).document['credentialStatus']
  if (!Array.isArray(entries)) return []
  return [...new Set(entries.map((entry) => textAt(entry, 'statusListCredential')).filter((id) => id !== ''))]
}

/** The text at a place in a document, empty where there is none: also of a document that nobody verified yet. */
export function textAt(document: Json | undefined, ...path: readonly string[]): string {
  let value = document
  for (const member of path) value = value !== undefined && isJsonObject(value) ? value[member] : undefined
  return typeof value === 'string' ? value : ''
}
