import type { LookupAddress } from 'node:dns'
import { fail, ok, type Result } from '@trusted-tech/model'

/** More than these are not tried: the deadline would not allow it anyway. */
const MAX_TRIED = 8

/**
 * Resolves a name, once, and lets it pass only if every address that it has may be connected to.
 *
 * One address inside among others outside is refused as a whole: which one a connection gets would be chance.
 *
 * @returns the addresses that may be connected to and no others; `URL_FORBIDDEN`; `FETCH_UNREACHABLE`
 */
export async function resolveHost(options: {
  readonly host: string
  readonly lookup: (host: string) => Promise<readonly LookupAddress[]>
  readonly admits: (address: string) => boolean
}): Promise<Result<readonly LookupAddress[]>> {
  const { host, lookup, admits } = options
  let found: readonly LookupAddress[]
  try {
    found = await lookup(host)
  } catch {
    return fail('FETCH_UNREACHABLE', '', { expected: 'a name that resolves' })
  }
  if (found.length === 0) return fail('FETCH_UNREACHABLE', '', { expected: 'a name that resolves' })
  // Which address it was stays untold: the answer would map the network inside for whoever can ask (THREAT-140).
  return found.every(({ address }) => admits(address))
    ? ok(found.slice(0, MAX_TRIED))
    : fail('URL_FORBIDDEN', '', { expected: 'a name whose every address is public' })
}
