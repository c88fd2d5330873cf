import {
  fail,
  formatInstant,
  type Instant,
  type Json,
  ok,
  type Problem,
  problem,
  type Result,
  TrustedTechError,
} from '@trusted-tech/model'
import { importPublicKey, openJws, type Plan, sha256Hex, thumbprint } from '@trusted-tech/proofs'
import { MANIFEST_TYP, type Manifest } from './manifest.js'
import { type ManifestContent, readManifest } from './read-manifest.js'

/** The root that the buyer pinned, through a second channel: its key, or the RFC 7638 thumbprint of it. */
export type PinnedRoot = { readonly publicKeyJwk: Json } | { readonly thumbprint: string }

/** Room for 10,000 files with their digests. */
const MAX_MANIFEST_BYTES = 4 * 1024 * 1024
const CLOCK_TOLERANCE_MILLISECONDS = 60_000

/**
 * Opens a trust manifest with the pinned root.
 *
 * Checks the strict JWS with `typ` `trust-manifest+jwt`, the shape of its payload, that the root key it names is the
 * one pinned, and, once its one signature job is settled, that this key signed it. An expired manifest opens, with
 * `BUNDLE_EXPIRED` among its warnings; one that was issued after `now` too, with `CLOCK_SUSPECT`.
 *
 * Does not check that it is the newest (no versions are kept between runs), and not the files: `openTrust` does. The
 * `kid` of its header is not looked at, the pin decides.
 *
 * @returns a plan whose conclusion is the manifest; or `ROOT_NOT_PINNED`, `SIG_INVALID`, `ALGORITHM_UNAVAILABLE`,
 * `BUNDLE_FORMAT`, and the codes of `openJws` and `importPublicKey`; pointers go into the manifest, `/root` also names
 * the pinned key
 * @throws `ERR_ARGUMENT_INVALID` when `root` is neither a key nor a thumbprint
 * @example
 * const plan = openManifest({ manifest: bytes, root: { thumbprint }, now })
 * const manifest = plan.conclude(await settle(plan.jobs))
 * @see Specification, section 7 "Trust bundle"
 */
export function openManifest(options: {
  readonly manifest: Uint8Array
  readonly root: PinnedRoot
  readonly now: Instant
}): Plan<Result<Manifest>> {
  const { manifest, root, now } = options
  const pinned = pinnedThumbprint(root)
  if (!pinned.ok) return settled(pinned)
  // Read once: what is hashed here is what is opened here, whoever else holds these bytes.
  const bytes = Uint8Array.from(manifest)
  const jws = openJws({ input: bytes, typ: MANIFEST_TYP, maxBytes: MAX_MANIFEST_BYTES })
  if (!jws.ok) return settled(jws)
  const content = readManifest(jws.value.payload)
  if (!content.ok) return settled(content)
  const { root: key } = content.value
  const rootThumbprint = thumbprint(key)
  if (rootThumbprint !== pinned.value) {
    return settled(fail('ROOT_NOT_PINNED', '/root', { expected: pinned.value, actual: rootThumbprint }))
  }
  const job = jws.value.signatureJob(key)
  if (!job.ok) return settled(job)
  return {
    jobs: [job.value],
    conclude([result]) {
      if (result === 'valid') return ok(sealManifest(content.value, { rootThumbprint, digest: sha256Hex(bytes), now }))
      return result === 'unavailable' ? fail('ALGORITHM_UNAVAILABLE', '/header/alg') : fail('SIG_INVALID', '/signature')
    },
  }
}

function settled(result: Result<Manifest>): Plan<Result<Manifest>> {
  return { jobs: [], conclude: () => result }
}

function pinnedThumbprint(root: PinnedRoot): Result<string> {
  if ('thumbprint' in root && typeof root.thumbprint === 'string' && /^[A-Za-z0-9_-]{43}$/.test(root.thumbprint)) {
    return ok(root.thumbprint)
  }
  if (!('publicKeyJwk' in root)) {
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'root: expected a public JWK or an RFC 7638 thumbprint')
  }
  const key = importPublicKey({ publicKeyJwk: root.publicKeyJwk })
  if (key.ok) return ok(thumbprint(key.value))
  const [{ code, expected }] = key.problems
  return fail(code, '/root', { expected: expected ?? 'a key of the profile', actual: 'the pinned key' })
}

function sealManifest(
  content: ManifestContent,
  facts: { readonly rootThumbprint: string; readonly digest: string; readonly now: Instant },
): Manifest {
  const { rootThumbprint, digest, now } = facts
  const { issuedAt, expires } = content
  const warnings: Problem[] = []
  const expired = now >= expires
  if (expired) {
    const expected = `after ${formatInstant(now)}`
    warnings.push(problem('BUNDLE_EXPIRED', '/expires', { expected, actual: formatInstant(expires) }))
  }
  if (issuedAt > now + CLOCK_TOLERANCE_MILLISECONDS) {
    const expected = `not after ${formatInstant(now)}`
    warnings.push(problem('CLOCK_SUSPECT', '/issuedAt', { expected, actual: formatInstant(issuedAt) }))
  }
  return Object.freeze({ ...content, rootThumbprint, digest, expired, warnings }) as unknown as Manifest
}
