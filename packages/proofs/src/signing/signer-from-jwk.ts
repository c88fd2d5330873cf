import { decodeBase64url, encodeBase64url, isJsonObject, type Json, TrustedTechError } from '@trusted-tech/model'
import { openPrivateKey } from '#platform'
import { ALGORITHMS } from '../algorithms.js'
import { isKeyId } from '../jws/protected-header.js'
import { importPublicKey } from '../keys/import-public-key.js'
import type { Signer } from './signer.js'

/**
 * A signer with a private JWK in memory. For tests, demonstrations and small tools; an agent with a key store takes its
 * place.
 *
 * Checks the key as `importPublicKey` does, and that its public half belongs to its private half: a signature under
 * another public key verifies for nobody, and with Ed25519 such a pair can give the private key away.
 *
 * Does not check that the DID document lists the key.
 *
 * @throws `ERR_KEY_INVALID`, `ERR_KEY_UNSUPPORTED` (not an algorithm of the profile), `ERR_ARGUMENT_INVALID` (the
 * verification method). Messages never hold key material
 * @example
 * const signer = signerFromJwk({ privateKeyJwk, verificationMethod: 'did:web:assessor.example#2026' })
 * @see RFC 7517; RFC 8037, section 2
 */
export function signerFromJwk(options: { readonly privateKeyJwk: Json; readonly verificationMethod: string }): Signer {
  const { privateKeyJwk, verificationMethod } = options
  if (!isKeyId(verificationMethod)) {
    throw new TrustedTechError(
      'ERR_ARGUMENT_INVALID',
      'verificationMethod: expected an absolute DID URL with a fragment',
    )
  }
  if (!isJsonObject(privateKeyJwk))
    throw new TrustedTechError('ERR_KEY_INVALID', 'privateKeyJwk: expected a JWK object')
  const { d, key_ops: operations, ...publicMembers } = privateKeyJwk
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('sign'))) {
    throw new TrustedTechError('ERR_KEY_INVALID', 'privateKeyJwk: expected key_ops with sign, or none')
  }
  const imported = importPublicKey({ publicKeyJwk: publicMembers })
  if (!imported.ok) {
    const [{ code, pointer, expected }] = imported.problems
    throw new TrustedTechError(
      code === 'ALG_NOT_ALLOWED' ? 'ERR_KEY_UNSUPPORTED' : 'ERR_KEY_INVALID',
      `privateKeyJwk: ${code} at ${pointer}, expected ${expected ?? 'a key of the profile'}`,
      { problems: imported.problems },
    )
  }
  const { algorithm, jwk } = imported.value
  const scalar = typeof d === 'string' && d.length <= 64 ? decodeBase64url(d) : undefined
  if (typeof d !== 'string' || !scalar?.ok || scalar.value.length !== ALGORITHMS[algorithm].coordinateBytes) {
    throw new TrustedTechError('ERR_KEY_INVALID', `privateKeyJwk: expected a private member d for ${jwk.crv}`)
  }
  const opened = openPrivateKey(ALGORITHMS[algorithm], { ...jwk, d }, scalar.value)
  const matches =
    opened !== undefined &&
    encodeBase64url(opened.x) === jwk.x &&
    (jwk.kty === 'OKP' || (opened.y !== undefined && encodeBase64url(opened.y) === jwk.y))
  if (!matches) {
    throw new TrustedTechError(
      'ERR_KEY_INVALID',
      'privateKeyJwk: the private member does not belong to the public ones',
    )
  }
  return Object.freeze({ verificationMethod, algorithm, sign: opened.sign })
}
