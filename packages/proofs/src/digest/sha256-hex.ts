import { encodeUtf8 } from '@trusted-tech/model'
import { digest } from '#platform'

/**
 * SHA-256 in lower-case hex; text is hashed as UTF-8.
 *
 * @example
 * sha256Hex('did:web:assessor.example') // 64 hex digits, a file name in a trust folder
 * @see FIPS 180-4
 */
export function sha256Hex(data: Uint8Array | string): string {
  let text = ''
  for (const byte of digest('sha256', typeof data === 'string' ? encodeUtf8(data) : data)) {
    text += byte < 16 ? `0${byte.toString(16)}` : byte.toString(16)
  }
  return text
}
