import { lookup } from 'node:dns/promises'
import { isPublicAddress } from './address/is-public-address.js'
import { createFetcher } from './create-fetcher.js'
import type { FetcherOptions, GuardedFetcher } from './guarded-fetcher.js'

/**
 * A fetcher for URLs that others chose.
 *
 * Checks before a connection: https, a public name spelled one way, and that *every* address of the name is public; the
 * name is resolved once and the connection goes to those addresses, so that a name cannot change in between. Checks
 * while connecting: the certificate and its name, by the authorities that Node trusts, whatever the environment says.
 * Checks the answer: status 200, no redirect followed, a media type that was asked for, not compressed, a body within
 * `maxBytes`, all within the deadline. Sends GET without cookies, credentials or a body; uses no proxy; keeps no
 * connection and no answer.
 *
 * Does not check what came: signature, content and age are the caller's matter. Does not hide from the server who asks:
 * it learns this machine's address and what was asked for. Cannot stop the system's resolver: the answer comes by the
 * deadline, but a process may end only when a name server that is silent was given up.
 *
 * Nothing that the network does throws: `URL_FORBIDDEN`, `FETCH_UNREACHABLE`, `FETCH_TLS`, `FETCH_TIMEOUT`,
 * `FETCH_REDIRECT`, `FETCH_STATUS`, `FETCH_CONTENT`, `LIMIT_SIZE`.
 *
 * @throws {TrustedTechError} `ERR_ARGUMENT_INVALID` for limits that are no positive integers, here and in `get`
 * @example
 * const fetcher = createGuardedFetcher()
 * const list = await fetcher.get({ url, mediaTypes: ['application/vc+jwt'], maxBytes: 512 * 1024 })
 * @see Architecture, section 3 "Seams"; RFC 9110, section 17.1 "Establishing Authority"
 */
export function createGuardedFetcher(options: FetcherOptions = {}): GuardedFetcher {
  return createFetcher({
    ...options,
    // The system's resolver, so that its hosts file and search rules are seen here and not only by others.
    lookup: (host) => lookup(host, { all: true }),
    admits: isPublicAddress,
  })
}
