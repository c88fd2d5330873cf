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
  const kid = signer.verificationMethod
  const header = encodeHeader(JSON.stringify(cty === undefined ? { alg, kid, typ } : { alg, kid, typ, cty }))
  const encoded = encodeTextBase64url(JSON.stringify(payload))
  const signature = await signer.sign(asciiBytes(header, '.', encoded))
  return `${header}.${encoded}.${encodeBase64url(signature)}`
}

let latest: { readonly json: string; readonly encoded: string } | undefined

/** A signer writes one header again and again. */
function encodeHeader(json: string): string {
  if (latest?.json !== json) latest = { json, encoded: encodeTextBase64url(json) }
  return latest.encoded
}
