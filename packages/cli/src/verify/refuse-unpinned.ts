import { createPage, jsonText } from '@trusted-tech/reports'
import { EXIT, type ExitCode } from '../exit-codes.js'
import type { Io } from '../io.js'
import { readClaimedManifest } from '../trust-folder/claimed-manifest.js'

/**
 * No root is pinned: nothing is verified, and the thumbprint that the trust data claims is shown, loudly as a claim.
 *
 * A root is never taken from the bundle that it vouches for: whoever wrote the bundle would be trusted for that alone.
 *
 * @throws {TrustedTechError} `ERR_FILE_UNREADABLE`
 */
export function refuseUnpinned(options: {
  readonly bundle: string
  readonly json: boolean
  readonly io: Io
}): ExitCode {
  const { bundle, json, io } = options
  const claimed = readClaimedManifest(bundle)
  const root = claimed.ok ? claimed.value.claimedRoot : undefined
  const page = createPage({ width: Math.min(io.columns ?? 80, 100) })
  page.line('tta verify: no root is pinned: --root is missing, so nothing was verified (ROOT_NOT_PINNED)')
  if (root === undefined) {
    page.line(`The trust data does not name a root that can be read (${claimed.ok ? '' : claimed.problems[0].code}).`)
  } else {
    page.line('UNVERIFIED: the trust data claims that its root key has the RFC 7638 thumbprint')
    page.line(root, { indent: 4 })
    page.line(
      'Anybody can write that. Compare it with the alliance through a second channel, such as a telephone call. Only if it is the same, repeat the command with',
    )
    page.line(`--root ${root}`, { indent: 4 })
  }
  io.err(page.text())
  if (json) {
    io.out(
      jsonText({
        outputVersion: 1,
        command: 'verify',
        exitCode: EXIT.usage,
        error: {
          code: 'ERR_USAGE_INVALID',
          reason: 'ROOT_NOT_PINNED',
          message: 'no root is pinned: --root is missing, so nothing was verified',
          ...(root === undefined ? {} : { unverifiedRoot: root }),
        },
      }),
    )
  }
  return EXIT.usage
}
