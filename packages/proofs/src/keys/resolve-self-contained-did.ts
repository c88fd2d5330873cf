import { fail, type Result } from '@trusted-tech/model'
import { resolveDidJwk } from './did-jwk.js'
import { resolveDidKey } from './did-key.js'
import type { VerificationMethod } from './verification-method.js'

/** A key id has at most 512 characters, so a longer DID could not be named by one. */
const MAX_DID_LENGTH = 512

/** One line per method whose DIDs carry their keys themselves. */
const METHODS: Readonly<Record<string, (did: string, id: string) => Result<readonly VerificationMethod[]>>> = {
  key: resolveDidKey,
  jwk: resolveDidJwk,
}

/**
 * Resolves a DID that carries its own keys, without any lookup.
 *
 * Checks the DID's form and its key. Does not say that anybody trusts the key: whoever made the DID holds it.
 *
 * @param did a DID without path, query or fragment
 * @returns its verification methods; `KEY_NOT_FOUND` for a DID of another method; `KEY_MALFORMED`, `KEY_WEAK`,
 * `ALG_NOT_ALLOWED` and others of `importPublicKey` for a bad key. Pointers are empty: they mean the whole DID
 * @example
 * const methods = resolveSelfContainedDid('did:key:z6Mkf5rGMoatrSj1f4CyvuHBeXJELe9RPdzo2PKGNCKVtZxP')
 * if (methods.ok) methods.value[0]?.id // 'did:key:z6Mkf5r…#z6Mkf5r…'
 * @see Decentralized Identifiers (DIDs) v1.0, "DID Syntax"
 */
export function resolveSelfContainedDid(did: string): Result<readonly VerificationMethod[]> {
  const match = did.length <= MAX_DID_LENGTH ? /^did:([a-z0-9]+):([A-Za-z0-9._-]+)$/.exec(did) : null
  const method = match?.[1]
  const id = match?.[2]
  if (method === undefined || id === undefined || !Object.hasOwn(METHODS, method)) {
    return fail('KEY_NOT_FOUND', '', { expected: 'a did:key or did:jwk without path, query or fragment' })
  }
  const resolved = METHODS[method]!(did, id)
  if (resolved.ok) return resolved
  const [{ code, pointer: _insideTheKey, ...detail }] = resolved.problems
  return fail(code, '', detail)
}
