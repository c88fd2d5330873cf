import { digest } from '#platform'
import type { DigestAlgorithm } from '../platform/platform.js'

/** Base64 of 32, 48 and 64 bytes, with the padding that each length has. */
const FORM = /^(?:sha256-[A-Za-z0-9+/]{43}=|sha384-[A-Za-z0-9+/]{64}|sha512-[A-Za-z0-9+/]{86}==)$/

/**
 * The Subresource Integrity text of some bytes.
 *
 * @example
 * digestSri(bytes, 'sha256') // 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
 * @see Subresource Integrity, "Integrity metadata"; VCDM 2.0, "Integrity of Related Resources"
 */
export function digestSri(bytes: Uint8Array, algorithm: DigestAlgorithm): string {
  return `${algorithm}-${encodeBase64(digest(algorithm, bytes))}`
}

/**
 * The algorithm that a Subresource Integrity text names, or `undefined` when the text is not one digest with SHA-256,
 * SHA-384 or SHA-512.
 *
 * @example
 * digestAlgorithm('md5-1B2M2Y8AsgTpgAmY7PhCfg==') // undefined
 */
export function digestAlgorithm(sri: string): DigestAlgorithm | undefined {
  return FORM.test(sri) ? (sri.slice(0, 6) as DigestAlgorithm) : undefined
}

/**
 * Compares bytes with a Subresource Integrity text.
 *
 * Reads one digest with SHA-256, SHA-384 or SHA-512 in canonical base64. Does not read lists of digests or options:
 * with several, the weakest would decide.
 *
 * @returns `undefined` when the text is not such a digest, which is never a match
 * @example
 * matchesDigestSri(bytes, evidence.digestSRI) === true
 */
export function matchesDigestSri(bytes: Uint8Array, sri: string): boolean | undefined {
  const algorithm = digestAlgorithm(sri)
  return algorithm === undefined ? undefined : digestSri(bytes, algorithm) === sri
}

function encodeBase64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}
