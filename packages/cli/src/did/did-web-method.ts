import { type DidMethod, readDidDocument } from '@trusted-tech/agent'
import { createDidWebResolver, type GuardedFetcher } from '@trusted-tech/fetcher'
import type { TrustState } from '@trusted-tech/trust'
import { compareWithTrust } from './compare-with-trust.js'

/**
 * How an agent looks up did:web of others, for `didMethods: { web: … }` of `createTrustedTechAgent`.
 *
 * Through the guarded fetcher, kept for a minute. Where trust data is given and has keys for an identifier, no document
 * with other keys passes, fetched or kept (THREAT-077).
 *
 * Without trust data, whoever has the server or the name decides which keys there are: good enough to find out how to
 * reach somebody, and for no verdict.
 */
export function didWebMethod(options: {
  readonly fetcher: GuardedFetcher
  readonly trust?: TrustState
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number
}): DidMethod {
  const { fetcher, trust, now = () => performance.now() } = options
  const resolver = createDidWebResolver({
    fetcher,
    now,
    ...(trust === undefined
      ? {}
      : {
          confirm: ({ did, document }) => {
            const methods = readDidDocument(did, document)
            return methods.ok ? compareWithTrust({ did, methods: methods.value, trust }) : methods
          },
        }),
  })
  return { resolve: async (did) => resolver.resolve(did) }
}
