import { encodeBase64url, encodeTextBase64url, type JsonObject, TrustedTechError } from '@trusted-tech/model'
import { asciiBytes } from '#platform'
import { ALGORITHMS } from '../algorithms.js'
import type { Signer } from '../signing/signer.js'
import { isKeyId } from './protected-header.js'

/**
 * Signs a JSON object as a compact JWS with the header `{alg, kid, typ, cty?}`.
 *
 * Does not check the payload. Whoever offers this to others decides what may be signed: it is not for callers' bytes.
 *
 * @throws `ERR_ARGUMENT_INVALID` when the signer's verification method is not an absolute DID URL with a fragment
 * @example
 * await signJws({ payload: manifest, signer, typ: 'trust-manifest+jwt' })
 * @see RFC 7515, section 5.1 "Message Signature or MAC Computation"
 */
export async function signJws(options: {
  readonly payload: JsonObject
  readonly signer: Signer
  readonly typ: string
  readonly cty?: string
}): Promise<string> {
  const { payload, signer, typ, cty } = options
  if (!isKeyId(signer.verificationMethod)) {
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'a signer names its key by an absolute DID URL with a fragment')
  }
  const alg = ALGORITHMS[signer.algorithm].names[0]
  const header = { alg, kid: signer.verificationMethod, typ, ...(cty === undefined ? {} : { cty }) }
  const input = `${encodeJson(header)}.${encodeJson(payload)}`
  const signature = await signer.sign(asciiBytes(input))
  return `${input}.${encodeBase64url(signature)}`
}

function encodeJson(value: JsonObject): string {
  return encodeTextBase64url(JSON.stringify(value))
}
