import { parseJson, printable } from '@trusted-tech/model'
import { importPublicKey } from '@trusted-tech/proofs'
import type { PinnedRoot } from '@trusted-tech/trust'
import { usageError } from '../command-line/usage.js'
import { readRegularFile } from '../files/read-regular-file.js'

const THUMBPRINT = /^[A-Za-z0-9_-]{43}$/
const MAX_KEY_BYTES = 64 * 1024

/**
 * The root that the buyer pins: an RFC 7638 thumbprint, or a file with the public key as a JWK.
 *
 * @throws {TrustedTechError} `ERR_FILE_UNREADABLE`; `ERR_USAGE_INVALID` when the file is no public key of the profile
 */
export function readPinnedRoot(root: string): PinnedRoot {
  if (THUMBPRINT.test(root)) return { thumbprint: root }
  const { bytes } = readRegularFile(root, MAX_KEY_BYTES)
  const jwk = parseJson(bytes, { maxBytes: MAX_KEY_BYTES - 1 })
  const name = printable(root)
  if (!jwk.ok) throw usageError(`--root ${name}: not a JSON Web Key (${jwk.problems[0].code})`)
  const key = importPublicKey({ publicKeyJwk: jwk.value })
  if (!key.ok) {
    const [{ code, expected }] = key.problems
    throw usageError(
      `--root ${name}: not a public key that can be pinned (${code}${expected ? `: expected ${expected}` : ''})`,
    )
  }
  return { publicKeyJwk: jwk.value }
}
