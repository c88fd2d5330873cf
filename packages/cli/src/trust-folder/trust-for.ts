import { join } from 'node:path'
import type { Instant, Result } from '@trusted-tech/model'
import type { PinnedRoot, TrustState } from '@trusted-tech/trust'
import type { FlagTable } from '../command-line/command.js'
import { usageError } from '../command-line/usage.js'
import { readDeskConfig } from '../desk/desk-config.js'
import type { Io } from '../io.js'
import { readClaimedManifest } from './claimed-manifest.js'
import { readPinnedRoot } from './read-pinned-root.js'
import { readTrustFolder } from './read-trust-folder.js'

/** The flags of every command that needs trust data. */
export const TRUST_FLAGS = {
  bundle: {
    kind: 'text',
    value: 'DIR',
    help: "the trust data: a folder with manifest.jws (default: the desk's trust)",
  },
  root: {
    kind: 'text',
    value: 'ROOT',
    help: 'the root that you pin: its RFC 7638 thumbprint, or a file with its public key as a JWK (default: what the desk has pinned)',
  },
} as const satisfies FlagTable

/** The values of {@link TRUST_FLAGS}, and of `--dir` where a command has it. */
export interface TrustFlags {
  readonly bundle?: string | undefined
  readonly root?: string | undefined
  readonly dir?: string | undefined
}

/**
 * Where trust data lies and which roots are pinned, by flags and desk. Reads nothing of the trust data but, to choose
 * among several pinned roots, the one that it claims.
 *
 * @returns `folder` undefined: neither flag nor desk; `root` undefined: nothing is pinned
 * @throws {TrustedTechError} `ERR_FILE_UNREADABLE`, `ERR_USAGE_INVALID` for what the flags name
 */
export function findTrust({ bundle, root, dir }: TrustFlags): {
  readonly folder: string | undefined
  readonly root: PinnedRoot | undefined
} {
  const desk = readDeskConfig(dir ?? '.')
  const folder = bundle ?? (desk === undefined ? undefined : join(dir ?? '.', 'trust'))
  if (root !== undefined) return { folder, root: readPinnedRoot(root) }
  const [first, ...others] = desk?.roots ?? []
  if (first === undefined || folder === undefined) return { folder, root: undefined }
  if (others.length === 0) return { folder, root: { thumbprint: first } }
  const claimed = readClaimedManifest(folder)
  const pinned = claimed.ok ? others.find((one) => one === claimed.value.claimedRoot) : undefined
  return { folder, root: { thumbprint: pinned ?? first } }
}

/**
 * Opens the trust data of a desk, or what the flags name.
 *
 * @returns the trust state, or why there is none
 * @throws {TrustedTechError} `ERR_USAGE_INVALID` without trust data or without a pinned root; `ERR_FILE_UNREADABLE`
 */
export async function openTrustFor(options: {
  readonly flags: TrustFlags
  readonly io: Io
  readonly now: Instant
}): Promise<Result<TrustState>> {
  const { folder, root } = findTrust(options.flags)
  if (folder === undefined) throw usageError('--bundle DIR is needed: the trust data; or work in a desk that has some')
  if (root !== undefined) return readTrustFolder({ folder, root, now: options.now })
  const claimed = readClaimedManifest(folder)
  throw usageError(
    `no root is pinned (ROOT_NOT_PINNED), so nothing is trusted. ${
      claimed.ok ? `UNVERIFIED: the trust data claims the root ${claimed.value.claimedRoot}. ` : ''
    }Compare the root's thumbprint with the alliance through a second channel, then run tta trust pin THUMBPRINT, or give --root`,
  )
}
