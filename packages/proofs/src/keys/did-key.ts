import { ok, type Result } from '@trusted-tech/model'
import { importPublicKey } from './import-public-key.js'
import type { VerificationMethod } from './verification-method.js'

/**
 * Resolves a `did:key`: the DID is the key. Its one verification method both issues and presents; no key-agreement key
 * is derived.
 *
 * @returns the method, or what `importPublicKey` found wrong, with a pointer to the whole DID
 * @see The did:key Method, "Document Creation Algorithm"
 */
export function resolveDidKey(did: string, multikey: string): Result<readonly VerificationMethod[]> {
  const key = importPublicKey({ publicKeyMultibase: multikey })
  if (!key.ok) return key
  return ok([
    { id: `${did}#${multikey}`, controller: did, purposes: ['assertionMethod', 'authentication'], key: key.value },
  ])
}
