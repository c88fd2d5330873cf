import { encodeBase64url, encodeUtf8 } from '@trusted-tech/model'
import { digest } from '#platform'
import type { VerificationKey } from './verification-key.js'

/**
 * The RFC 7638 SHA-256 thumbprint of a key, in base64url: the same for every spelling of one key.
 *
 * @example
 * thumbprint(key) // 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k'
 * @see RFC 7638, section 3 "JSON Web Key (JWK) Thumbprint"; RFC 8037, appendix A.3
 */
export function thumbprint(key: VerificationKey): string {
  const { jwk } = key
  // Required members in lexicographic order; base64url and curve names need no escapes.
  const y = jwk.kty === 'EC' ? `,"y":"${jwk.y}"` : ''
  const text = `{"crv":"${jwk.crv}","kty":"${jwk.kty}","x":"${jwk.x}"${y}}`
  return encodeBase64url(digest('sha256', encodeUtf8(text)))
}
