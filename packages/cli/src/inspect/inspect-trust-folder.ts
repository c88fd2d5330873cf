import { createHash } from 'node:crypto'
import { formatInstant, type Instant, type Problem, type Result } from '@trusted-tech/model'
import { readClaimedManifest } from '../trust-folder/claimed-manifest.js'
import { readListedFiles } from '../trust-folder/read-trust-folder.js'

/** What a trust folder claims, and whether its files are those listed. The signature was not checked. */
export interface TrustFolderInspection {
  readonly kind: 'trustFolder'
  readonly version: number
  readonly issuedAt: string
  readonly expires: string
  /** Whole days since it was issued. */
  readonly ageDays: number
  readonly expired: boolean
  /** Named by the manifest itself; never a reason to pin it. */
  readonly unverifiedRoot: string
  readonly files: readonly {
    readonly path: string
    readonly length: number
    readonly state: 'asListed' | 'missing' | 'otherLength' | 'otherDigest'
  }[]
}

const DAY = 86_400_000

/**
 * Shows a trust folder: version, age, and each listed file with whether it is there unchanged.
 *
 * @throws {TrustedTechError} `ERR_FILE_UNREADABLE`
 */
export function inspectTrustFolder(
  folder: string,
  now: Instant,
): TrustFolderInspection | { readonly kind: 'unreadable'; readonly problems: readonly Problem[] } {
  const manifest = readClaimedManifest(folder)
  if (!manifest.ok) return { kind: 'unreadable', problems: manifest.problems }
  const { version, issuedAt, expires, claimedRoot, files: listed } = manifest.value
  const files: Result<ReadonlyMap<string, Uint8Array>> = readListedFiles(folder, listed)
  if (!files.ok) return { kind: 'unreadable', problems: files.problems }
  return {
    kind: 'trustFolder',
    version,
    issuedAt: formatInstant(issuedAt),
    expires: formatInstant(expires),
    ageDays: Math.floor((now - issuedAt) / DAY),
    expired: now >= expires,
    unverifiedRoot: claimedRoot,
    files: [...listed].map(([path, { length, sha256 }]) => {
      const bytes = files.value.get(path)
      if (bytes === undefined) return { path, length, state: 'missing' }
      if (bytes.length !== length) return { path, length, state: 'otherLength' }
      const digest = createHash('sha256').update(bytes).digest('hex')
      return { path, length, state: digest === sha256 ? 'asListed' : 'otherDigest' }
    }),
  }
}
