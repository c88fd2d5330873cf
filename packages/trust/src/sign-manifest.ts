import {
  encodeUtf8,
  formatInstant,
  type Instant,
  isJsonObject,
  type Json,
  type JsonObject,
  parseJson,
  TrustedTechError,
} from '@trusted-tech/model'
import { exportMultikey, type Signer, sha256Hex, signJws } from '@trusted-tech/proofs'
import { MANIFEST_TYP } from './manifest.js'
import { readManifest } from './read-manifest.js'

/**
 * Lists files by length and digest in a manifest and signs it with the registry's key.
 *
 * Checks that the manifest is one that a reader opens, that the signer's algorithm is the root key's, and that no key
 * history in the files has the root's key. Does not check that the signer holds the root's private key: opening what
 * was made does.
 *
 * @param options `rootJwk`: the public key that buyers pin
 * @returns the bytes of `manifest.jws`
 * @throws `ERR_ARGUMENT_INVALID` naming what is wrong
 * @example
 * await signManifest({ files, version: 1, issuedAt, expires, signer, rootJwk })
 * @see Specification, section 7 "Trust bundle"
 */
export async function signManifest(options: {
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly version: number
  readonly issuedAt: Instant
  readonly expires: Instant
  readonly signer: Signer
  readonly rootJwk: Json
}): Promise<Uint8Array> {
  const { files, version, issuedAt, expires, signer, rootJwk } = options
  const paths = [...files.keys()].sort()
  const payload: JsonObject = {
    version,
    issuedAt: formatInstant(issuedAt),
    expires: formatInstant(expires),
    root: rootJwk,
    files: Object.fromEntries(
      paths.map((path) => {
        const bytes = files.get(path) as Uint8Array
        return [path, { length: bytes.length, sha256: sha256Hex(bytes) }]
      }),
    ),
  }
  const content = readManifest(payload)
  if (!content.ok) {
    const [{ code, pointer, expected }] = content.problems
    const message = `manifest: ${code} at ${pointer}, expected ${expected ?? 'otherwise'}`
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', message, { problems: content.problems })
  }
  const { root } = content.value
  if (signer.algorithm !== root.algorithm) {
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', `signer: expected the algorithm of the root, ${root.algorithm}`)
  }
  const rootMultikey = exportMultikey(root)
  for (const [path, bytes] of files) {
    if (path.startsWith('accreditation/did-') && publishes(bytes, rootMultikey)) {
      throw new TrustedTechError('ERR_ARGUMENT_INVALID', `${path}: the root's key is also an issuer's`)
    }
  }
  // The key's own members alone: what else a JWK file has is nobody's business.
  return encodeUtf8(await signJws({ payload: { ...payload, root: { ...root.jwk } }, signer, typ: MANIFEST_TYP }))
}

function publishes(bytes: Uint8Array, multikey: string): boolean {
  const json = parseJson(bytes, { maxBytes: 1024 * 1024 })
  const keys = json.ok && isJsonObject(json.value) ? json.value['keys'] : undefined
  return Array.isArray(keys) && keys.some((key) => isJsonObject(key) && key['publicKeyMultibase'] === multikey)
}
