import type { GuardedFetcher } from '@trusted-tech/fetcher'
import type { Problem, Result } from '@trusted-tech/model'
import { resolveSelfContainedDid, type VerificationMethod } from '@trusted-tech/proofs'
import type { TrustState } from '@trusted-tech/trust'
import { compareWithTrust } from './compare-with-trust.js'

/** How the keys that were found stand to trust data. */
export type Pinned = 'same' | 'unlisted' | 'different' | 'notCompared'

/** The keys of a DID, and where they come from. */
export interface ResolvedDid {
  readonly did: string
  /** `identifier`: the DID is its key; `network`: its address answered just now. */
  readonly source: 'identifier' | 'network'
  readonly url?: string
  readonly methods: readonly VerificationMethod[]
  readonly trustData: Pinned
  /** Why the keys may not be used: they differ from those that trust data has. */
  readonly problem?: Problem
}

/** The methods that are resolved, by name. */
export const RESOLVED_METHODS = ['key', 'jwk', 'web'] as const

/**
 * Resolves a DID: did:key and did:jwk by themselves, did:web through the fetcher.
 *
 * Checks what each of these checks, the keys as `importPublicKey` does, and the keys of a did:web against trust data
 * where some is given. It is no trust decision: a DID that resolves may be anybody's.
 *
 * @param options.fetcher made when it is needed, so that what needs no network opens nothing
 */
export async function resolveDid(options: {
  readonly did: string
  readonly fetcher: () => Promise<GuardedFetcher>
  readonly trust: TrustState | undefined
}): Promise<Result<ResolvedDid>> {
  const { did, trust } = options
  if (!did.startsWith('did:web:')) {
    const methods = resolveSelfContainedDid(did)
    if (!methods.ok) return methods
    return { ok: true, value: { did, source: 'identifier', methods: methods.value, trustData: 'notCompared' } }
  }
  const [{ resolveDidWeb }, { readDidDocument }] = await Promise.all([
    import('@trusted-tech/fetcher'),
    // The reader of DID documents comes with the agent, which is half a second of Veramo: for did:web alone.
    import('@trusted-tech/agent'),
  ])
  const resolved = await resolveDidWeb({ did, fetcher: await options.fetcher() })
  if (!resolved.ok) return resolved
  const { url, document } = resolved.value
  const methods = readDidDocument(did, document)
  if (!methods.ok) return methods
  const found = { did, source: 'network', url, methods: methods.value } as const
  if (trust === undefined) return { ok: true, value: { ...found, trustData: 'notCompared' } }
  const compared = compareWithTrust({ did, methods: methods.value, trust })
  return {
    ok: true,
    value: compared.ok
      ? { ...found, trustData: compared.value }
      : { ...found, trustData: 'different', problem: compared.problems[0] },
  }
}
