import { fail, type Result } from '@trusted-tech/model'
import { type KeyPurpose, resolveSelfContainedDid, type VerificationKey } from '@trusted-tech/proofs'
import { foreignKid } from './find-key.js'

const KID = '/header/kid'

/**
 * Finds the key that a `kid` names in a DID that carries its own keys (did:key, did:jwk).
 *
 * Checks the same as `findKey`, except for times: such a DID has no history and its key never ends.
 * Does not say that anybody trusts the DID: whoever made it holds the key, so it identifies holders and vendors, and
 * never makes an accredited issuer.
 *
 * @returns the key; or `KEY_CONTROLLER`, `KEY_NOT_FOUND`, `KEY_PURPOSE` and the codes of `resolveSelfContainedDid`, at
 * `/header/kid`
 * @example
 * findSelfContainedKey({ did: holder, kid: opened.kid, purpose: 'authentication' })
 * @see Specification, section 8 "Dossier and presentation"
 */
export function findSelfContainedKey(options: {
  readonly did: string
  readonly kid: string
  readonly purpose: KeyPurpose
}): Result<VerificationKey> {
  const { did, kid, purpose } = options
  const foreign = foreignKid(kid, did)
  if (foreign !== undefined) return foreign
  const methods = resolveSelfContainedDid(did)
  if (!methods.ok) {
    const [{ code, expected }] = methods.problems
    return fail(code, KID, expected === undefined ? {} : { expected })
  }
  const method = methods.value.find(({ id }) => id === kid)
  if (method === undefined) return fail('KEY_NOT_FOUND', KID, { actual: kid.slice(0, 200) })
  if (method.controller !== did) return fail('KEY_CONTROLLER', KID, { expected: did, actual: method.controller })
  if (!method.purposes.includes(purpose)) {
    return fail('KEY_PURPOSE', KID, { expected: purpose, actual: method.purposes.join(', ') })
  }
  return { ok: true, value: method.key }
}
