import { ALGORITHMS } from '../algorithms.js'
import type { SignatureJob } from './signature-job.js'

const ORDERS = Object.fromEntries(
  Object.entries(ALGORITHMS).map(([name, { order }]) => [name, bigEndianBytes(order)]),
) as Readonly<Record<SignatureJob['algorithm'], Uint8Array>>

/**
 * Tells whether a signature can be one at all: right length, its scalars below the group's order and, for ECDSA, not
 * zero.
 *
 * Both settles ask this first, so that DER in place of r‖s, r = s = 0 ("psychic signatures", CVE-2022-21449) and an
 * Ed25519 S + L are refused whatever the engine underneath thinks of them. The ECDSA twin (r, n - s) stays valid: it
 * is as good a signature, and nothing is identified by a token's text.
 *
 * @see RFC 7518, section 3.4; RFC 8032, section 5.1.7 "Verify"
 */
export function isSignatureForm(job: SignatureJob): boolean {
  const { algorithm, signature, key } = job
  const half = ALGORITHMS[algorithm].coordinateBytes
  if (signature.length !== 2 * half || key.algorithm !== algorithm) return false
  const order = ORDERS[algorithm]
  if (algorithm === 'EdDSA') return isBelow(order, (index) => signature[63 - index]!)
  return (
    isBelow(order, (index) => signature[index]!) &&
    isBelow(order, (index) => signature[half + index]!) &&
    !isZero(signature, 0, half) &&
    !isZero(signature, half, 2 * half)
  )
}

/** Compares from the most significant byte down; the first difference decides. Signatures are public. */
function isBelow(order: Uint8Array, byteAt: (index: number) => number): boolean {
  for (let index = 0; index < order.length; index++) {
    const byte = byteAt(index)
    if (byte !== order[index]) return byte < order[index]!
  }
  return false
}

function isZero(bytes: Uint8Array, from: number, to: number): boolean {
  for (let index = from; index < to; index++) if (bytes[index] !== 0) return false
  return true
}

function bigEndianBytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g)!, (pair) => Number.parseInt(pair, 16))
}
