import { decodeBase64url, fail, ok, parseJson, type Result } from '@trusted-tech/model'
import { importPublicKey } from './import-public-key.js'
import type { VerificationMethod } from './verification-method.js'

/**
 * Resolves a `did:jwk`: the DID is the JWK, as base64url of its JSON. Its one verification method is `#0`.
 *
 * Checks base64url, JSON and the key. A JWK with `use: "enc"` has no method that verifies (`KEY_PURPOSE`).
 *
 * @see did:jwk Method Specification, "Read"
 */
export function resolveDidJwk(did: string, encoded: string): Result<readonly VerificationMethod[]> {
  const bytes = decodeBase64url(encoded)
  if (!bytes.ok) return fail('KEY_MALFORMED', '', { expected: 'base64url of a JWK' })
  const jwk = parseJson(bytes.value, { maxDepth: 3 })
  if (!jwk.ok) return fail('KEY_MALFORMED', '', { expected: 'base64url of a JWK' })
  const key = importPublicKey({ publicKeyJwk: jwk.value })
  if (!key.ok) return key
  return ok([{ id: `${did}#0`, controller: did, purposes: ['assertionMethod', 'authentication'], key: key.value }])
}
