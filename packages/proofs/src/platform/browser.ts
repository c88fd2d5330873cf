import { ed25519 } from '@noble/curves/ed25519.js'
import { p256, p384 } from '@noble/curves/nist.js'
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { AlgorithmRow } from '../algorithms.js'
import type { PublicJwk } from '../keys/verification-key.js'
import type { DigestAlgorithm, PrivateJwk, PrivateKey } from './platform.js'

const CURVES = { 'P-256': p256, 'P-384': p384 } as const
const HASHES = { sha256, sha384, sha512 } as const

const encoder = new TextEncoder()
const decoder = new TextDecoder('latin1')

export function asciiBytes(...parts: readonly string[]): Uint8Array {
  return encoder.encode(parts.join(''))
}

export function asciiText(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}

export function digest(algorithm: DigestAlgorithm, bytes: Uint8Array): Uint8Array {
  return HASHES[algorithm](bytes)
}

export function hexDigest(algorithm: DigestAlgorithm, bytes: Uint8Array): string {
  return bytesToHex(HASHES[algorithm](bytes))
}

export function decompressPoint(
  crv: 'P-256' | 'P-384',
  compressed: Uint8Array,
): { readonly x: Uint8Array; readonly y: Uint8Array } | undefined {
  try {
    return splitPoint(CURVES[crv].Point.fromBytes(compressed).toBytes(false))
  } catch {
    return undefined
  }
}

export function isPoint(crv: PublicJwk['crv'], x: Uint8Array, y?: Uint8Array): boolean {
  try {
    if (crv === 'Ed25519') ed25519.Point.fromBytes(x).assertValidity()
    else CURVES[crv].Point.fromBytes(Uint8Array.from([4, ...x, ...y!])).assertValidity()
    return true
  } catch {
    return false
  }
}

export function openPrivateKey(algorithm: AlgorithmRow, jwk: PrivateJwk, d: Uint8Array): PrivateKey | undefined {
  try {
    const half =
      jwk.crv === 'Ed25519' ? { x: ed25519.getPublicKey(d) } : splitPoint(CURVES[jwk.crv].getPublicKey(d, false))
    let native: Promise<CryptoKey> | undefined
    return {
      ...half,
      sign: async (data) => {
        native ??= importSigningKey(algorithm, jwk)
        return new Uint8Array(await crypto.subtle.sign(algorithm.webCrypto, await native, data as BufferSource))
      },
    }
  } catch {
    return undefined
  }
}

async function importSigningKey(algorithm: AlgorithmRow, jwk: PrivateJwk): Promise<CryptoKey> {
  const { importJWK } = await import('jose/key/import')
  return (await importJWK({ ...jwk }, algorithm.names[0])) as CryptoKey
}

function splitPoint(uncompressed: Uint8Array): { readonly x: Uint8Array; readonly y: Uint8Array } {
  const half = (uncompressed.length - 1) / 2
  return { x: uncompressed.subarray(1, 1 + half), y: uncompressed.subarray(1 + half) }
}
