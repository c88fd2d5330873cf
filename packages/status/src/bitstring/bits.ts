import { TrustedTechError } from '@trusted-tech/model'
import { MAX_LIST_ENTRIES, MIN_LIST_ENTRIES } from './bitstring-limits.js'

/**
 * Makes a bitstring in which no bit is set.
 *
 * @param length - how many entries: a multiple of 8 from 131,072 to 1,048,576
 * @throws TrustedTechError `ERR_ARGUMENT_INVALID` for any other length
 * @example
 * const bits = createBits(131_072)
 */
export function createBits(length: number = MIN_LIST_ENTRIES): Uint8Array {
  if (!Number.isInteger(length) || length % 8 !== 0 || length < MIN_LIST_ENTRIES || length > MAX_LIST_ENTRIES) {
    throw new TrustedTechError(
      'ERR_ARGUMENT_INVALID',
      `a status list has a multiple of 8 entries from ${MIN_LIST_ENTRIES} to ${MAX_LIST_ENTRIES}, not ${length}`,
    )
  }
  return new Uint8Array(length / 8)
}

/**
 * Reads one entry of a bitstring: index 0 is the most significant bit of the first byte.
 *
 * @param index - the entry; anything but a non-negative integer inside the list has no value
 * @returns whether the bit is set, or `undefined` for an index that the list does not have
 * @example
 * readBit(Uint8Array.of(0b1000_0000), 0) // true
 * @see Bitstring Status List v1.0, section 7.1 "Bitstring Encoding"
 */
export function readBit(bits: Uint8Array, index: number): boolean | undefined {
  if (!Number.isSafeInteger(index) || index < 0) return undefined
  // Division, not a shift: a shift would wrap an index of 2^32 and more round to a bit of somebody else.
  const byte = bits[Math.floor(index / 8)]
  return byte === undefined ? undefined : (byte & (0x80 >> (index % 8))) !== 0
}

/**
 * Sets or clears one entry of a bitstring, in place.
 *
 * Does not know what the list is for: that a revocation is never taken back is the issuer's rule.
 *
 * @throws TrustedTechError `ERR_ARGUMENT_INVALID` for an index that the list does not have
 * @example
 * const bits = createBits()
 * setBit(bits, 94_567)
 */
export function setBit(bits: Uint8Array, index: number, value = true): void {
  if (readBit(bits, index) === undefined) {
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', `the list has ${bits.length * 8} entries, and none at ${index}`)
  }
  const position = Math.floor(index / 8)
  const mask = 0x80 >> (index % 8)
  const byte = bits[position] as number
  bits[position] = value ? byte | mask : byte & ~mask
}
