import { fail, ok, type Result } from '@trusted-tech/model'
import { openJws, thumbprint } from '@trusted-tech/proofs'
import { MANIFEST_TYP, type ManifestContent, readManifest } from '@trusted-tech/trust'
import { MANIFEST_FILE, readManifestFile } from './read-trust-folder.js'

const MAX_BYTES = 4 * 1024 * 1024

/** What a manifest says of itself. Nobody vouches for it: anybody can write a folder with any root in it. */
export interface ClaimedManifest extends ManifestContent {
  /** RFC 7638 thumbprint of the key that the manifest names as its root. */
  readonly claimedRoot: string
}

/**
 * Reads a trust folder's manifest without a pinned root, to show what it claims.
 *
 * Checks the form alone. Does not check the signature; nothing of it may be used for a decision.
 *
 * @throws {TrustedTechError} `ERR_FILE_UNREADABLE`
 */
export function readClaimedManifest(folder: string): Result<ClaimedManifest> {
  const bytes = readManifestFile(folder)
  if (!bytes.ok) return bytes
  const jws = openJws({ input: bytes.value, typ: MANIFEST_TYP, maxBytes: MAX_BYTES })
  if (!jws.ok)
    return fail('BUNDLE_FORMAT', jws.problems[0].pointer, { actual: jws.problems[0].code, about: MANIFEST_FILE })
  const content = readManifest(jws.value.payload)
  return content.ok ? ok({ ...content.value, claimedRoot: thumbprint(content.value.root) }) : content
}
