import { encodeUtf8 } from '@trusted-tech/model'
import { hexDigest } from '#platform'

/**
 * SHA-256 in lower-case hex; text is hashed as UTF-8.
 *
 * @example
 * sha256Hex('did:web:assessor.example') // 64 hex digits, a file name in a trust folder
 * @see FIPS 180-4
 */
export function sha256Hex(data: Uint8Array | string): string {
  return hexDigest('sha256', typeof data === 'string' ? encodeUtf8(data) : data)
}
