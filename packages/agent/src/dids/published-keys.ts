import { formatInstant, type Instant, type PublishedKey, parseInstant, TrustedTechError } from '@trusted-tech/model'
import { exportMultikey, type KeyPurpose } from '@trusted-tech/proofs'
import type { IIdentifier, IKey } from '@veramo/core-types'
import { type ResolvingAgent, resolveVerificationMethods } from './resolve-verification-methods.js'

/** How long two keys are in force together: signing times have whole seconds, and one second may see both. */
export const ROTATION_OVERLAP_MILLISECONDS = 1000

const PURPOSES: readonly KeyPurpose[] = ['assertionMethod', 'authentication']

/**
 * The key history of a did:web that an agent controls, the oldest key first: each is in force from the time that its
 * record names (`meta.from`) until the next one is, and a moment longer.
 *
 * Does not check that anybody else has learnt of it.
 *
 * @throws {TrustedTechError} `ERR_KEYSTORE_DID_UNKNOWN`; `ERR_KEYSTORE_RECORD_DAMAGED` for a key without such a time
 */
export async function publishedKeys(
  agent: ResolvingAgent & { didManagerGet(wanted: { did: string }): Promise<IIdentifier> },
  did: string,
): Promise<readonly PublishedKey[]> {
  const { keys } = await agent.didManagerGet({ did })
  const methods = await resolveVerificationMethods(agent, did)
  if (!methods.ok) {
    throw new TrustedTechError('ERR_KEYSTORE_DID_MISMATCH', `${did} has no usable document.`, {
      problems: methods.problems,
    })
  }
  return keys.flatMap((key, position) => {
    const method = methods.value.find(({ id }) => id === `${did}#${key.kid}`)
    if (method === undefined) return []
    const next = keys[position + 1]
    return [
      {
        id: method.id,
        publicKeyMultibase: exportMultikey(method.key),
        purposes: PURPOSES.filter((purpose) => method.purposes.includes(purpose)),
        from: formatInstant(beginOf(key)),
        ...(next === undefined
          ? {}
          : { until: formatInstant((beginOf(next) + ROTATION_OVERLAP_MILLISECONDS) as Instant) }),
      },
    ]
  })
}

function beginOf({ kid, meta }: IKey): Instant {
  const from: unknown = meta?.['from']
  const begins = typeof from === 'string' ? parseInstant(from) : undefined
  if (begins?.ok) return begins.value
  throw new TrustedTechError(
    'ERR_KEYSTORE_RECORD_DAMAGED',
    `The record of key ${kid} does not say from when it is in force.`,
  )
}
