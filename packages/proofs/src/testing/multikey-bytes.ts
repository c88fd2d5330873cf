import { base58 } from '@scure/base'
import { ALGORITHMS, type Algorithm } from '../algorithms.js'

/** A Multikey of any bytes at all, for keys that `exportMultikey` could never be given. */
export function encodeMultikeyBytes(algorithm: Algorithm, key: Uint8Array): string {
  return `z${base58.encode(Uint8Array.from([...ALGORITHMS[algorithm].multicodec, ...key]))}`
}
