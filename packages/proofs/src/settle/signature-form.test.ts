import { describe, expect, it } from 'vitest'
import { ALGORITHM_NAMES, ALGORITHMS, type Algorithm } from '../algorithms.js'
import { testKey } from '../testing/keys.js'
import { isSignatureForm } from './signature-form.js'

/** Engines refuse most of this too. Here it is held without them, because one of them once did not (CVE-2022-21449). */
function isForm(algorithm: Algorithm, first: bigint, second: bigint): boolean {
  const half = ALGORITHMS[algorithm].coordinateBytes
  const encode = (value: bigint) => Buffer.from(value.toString(16).padStart(2 * half, '0'), 'hex')
  const tail = algorithm === 'EdDSA' ? encode(second).reverse() : encode(second)
  const signature = Buffer.concat([encode(first), tail])
  return isSignatureForm({ algorithm, key: testKey(algorithm).key, message: new Uint8Array(), signature })
}

describe.each(ALGORITHM_NAMES)('THREAT-014, THREAT-016 a signature with %s', (algorithm) => {
  const n = BigInt(`0x${ALGORITHMS[algorithm].order}`)
  const half = ALGORITHMS[algorithm].coordinateBytes
  const ecdsa = algorithm !== 'EdDSA'

  it('has a last scalar below the order', () => {
    for (const good of [1n, 2n, n >> 1n, n - 1n]) expect(isForm(algorithm, 1n, good)).toBe(true)
    for (const bad of [n, n + 1n, n + 255n, n + 256n, 2n ** BigInt(8 * half) - 1n]) {
      expect(isForm(algorithm, 1n, bad)).toBe(false)
    }
  })

  it('of ECDSA has a first scalar below the order too; of Ed25519 it is a point', () => {
    for (const odd of [n, n + 1n, 2n ** BigInt(8 * half) - 1n]) expect(isForm(algorithm, odd, 1n)).toBe(!ecdsa)
    expect(isForm(algorithm, n - 1n, 1n)).toBe(true)
  })

  it('has exactly its length', () => {
    const { key } = testKey(algorithm)
    for (const length of [0, half, 2 * half - 1, 2 * half, 2 * half + 1, 4 * half]) {
      const signature = new Uint8Array(length).fill(1)
      expect(isSignatureForm({ algorithm, key, message: new Uint8Array(), signature })).toBe(length === 2 * half)
    }
  })

  it('of ECDSA has no scalar of zero', () => {
    expect(isForm(algorithm, 0n, 1n)).toBe(!ecdsa)
    expect(isForm(algorithm, 1n, 0n)).toBe(!ecdsa)
    expect(isForm(algorithm, 0n, 0n)).toBe(!ecdsa)
  })
})
