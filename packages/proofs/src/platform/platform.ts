import type { AlgorithmRow } from '../algorithms.js'
import type { PublicJwk } from '../keys/verification-key.js'

export type DigestAlgorithm = 'sha256' | 'sha384' | 'sha512'

/** A private key that was checked, and its public half. */
export interface PrivateKey {
  readonly x: Uint8Array
  readonly y?: Uint8Array
  sign(data: Uint8Array): Promise<Uint8Array>
}

/** The members of a private JWK that are used; the strings were decoded and measured before. */
export type PrivateJwk = PublicJwk & { readonly d: string }

/** What differs between Node and browsers. Each twin exports these functions by these names. */
export interface Platform {
  /** The lowest eight bits of every character of the parts in turn: for text that is known to be ASCII. */
  asciiBytes(...parts: readonly string[]): Uint8Array
  /** One character per byte; bytes above 0x7f become characters that no caller accepts. */
  asciiText(bytes: Uint8Array): string
  digest(algorithm: DigestAlgorithm, bytes: Uint8Array): Uint8Array
  /** In lower case. Its own function because making text out of bytes costs more than hashing them. */
  hexDigest(algorithm: DigestAlgorithm, bytes: Uint8Array): string
  /** Affine coordinates of a compressed point, or `undefined` when there is none. */
  decompressPoint(
    crv: 'P-256' | 'P-384',
    compressed: Uint8Array,
  ): { readonly x: Uint8Array; readonly y: Uint8Array } | undefined
  /** Whether the coordinates, of the right length, are in range and on the curve. Of Ed25519, x is the encoded point. */
  isPoint(crv: PublicJwk['crv'], x: Uint8Array, y?: Uint8Array): boolean
  /** A private key with the public half computed from it, or `undefined` when the scalar is out of range. */
  openPrivateKey(algorithm: AlgorithmRow, jwk: PrivateJwk, d: Uint8Array): PrivateKey | undefined
}
