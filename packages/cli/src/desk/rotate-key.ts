import { publishedKeys, signerFor } from '@trusted-tech/agent'
import { formatInstant, type Instant, instantFromSeconds, type PublishedKey, parseInstant } from '@trusted-tech/model'
import { usageError } from '../command-line/usage.js'
import { writeDidFile } from './did-file.js'
import type { Desk } from './open-desk.js'

/**
 * Gives a did:web a new key that is in force from now on. The old one stays in the store and in the document, with its
 * end, for what it signed.
 *
 * Does not reach buyers: they learn of the new key with the next edition of the trust data.
 *
 * @returns the keys, the newest last
 * @throws {TrustedTechError} `ERR_USAGE_INVALID` for a DID whose key cannot change, and when the clock is behind the
 * last change
 */
export async function rotateKey({
  desk,
  now,
}: {
  readonly desk: Desk
  readonly now: Instant
}): Promise<readonly PublishedKey[]> {
  const { did } = desk.config
  if (!did.startsWith('did:web:')) {
    throw usageError(
      `${did} is its key: another key would be another identifier. Make a new desk with --did-method web, or with a new did:key, and have it admitted; keep this one for what it signed`,
    )
  }
  const agent = await desk.agent()
  const last = (await publishedKeys(agent, did)).at(-1)
  const begins = instantFromSeconds(Math.floor(now / 1000))
  const began = last === undefined ? undefined : parseInstant(last.from)
  if (began?.ok && begins < began.value) {
    throw usageError(`the clock says ${formatInstant(begins)}, and the last key is of ${last?.from}: set the clock`)
  }
  const key = await agent.keyManagerCreate({ kms: 'local', type: 'Ed25519', meta: { from: formatInstant(begins) } })
  await agent.didManagerAddKey({ did, key })
  // The newest key is the one that signs, and signs once here.
  await signerFor(agent, did, 'assertionMethod', key.kid)
  await writeDidFile({ dir: desk.dir, did, agent })
  return publishedKeys(agent, did)
}
