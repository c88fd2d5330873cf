import type { LookupAddress } from 'node:dns'
import { fail, type Result, TrustedTechError } from '@trusted-tech/model'
import { resolveHost } from './address/resolve-host.js'
import { exchange } from './exchange.js'
import type { Fetched, FetcherOptions, GuardedFetcher } from './guarded-fetcher.js'
import { parseFetchableUrl } from './parse-fetchable-url.js'

const DEADLINE_MILLISECONDS = 5_000
const IDLE_MILLISECONDS = 2_000
const MEDIA_TYPE = /^[a-z0-9][a-z0-9.+-]{0,63}\/[a-z0-9][a-z0-9.+-]{0,63}$/

/**
 * The fetcher with what it takes from the outside as arguments.
 *
 * Internal on purpose: the package's only entry does not export it, and its `exports` give no other way in, so that no
 * application can say which addresses are admitted or which authority is trusted. Tests of this package can, because a
 * server on loopback is the only one that they have.
 */
export function createFetcher(
  options: FetcherOptions & {
    readonly lookup: (host: string) => Promise<readonly LookupAddress[]>
    /** Whether an address may be connected to. */
    readonly admits: (address: string) => boolean
    /** PEM of the only authority that is trusted; Node's own where absent. */
    readonly authority?: string
  },
): GuardedFetcher {
  const { lookup, admits, authority } = options
  const deadline = positive('deadlineMilliseconds', options.deadlineMilliseconds ?? DEADLINE_MILLISECONDS)
  const idle = positive('idleMilliseconds', options.idleMilliseconds ?? IDLE_MILLISECONDS)
  return {
    async get({ url: text, mediaTypes, maxBytes }) {
      positive('maxBytes', maxBytes)
      if (mediaTypes.length === 0 || !mediaTypes.every((type) => MEDIA_TYPE.test(type))) {
        throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'mediaTypes: expected media types without parameters')
      }
      const url = parseFetchableUrl(text)
      if (!url.ok) return url
      return within(deadline, async (signal) => {
        const addresses = await resolveHost({ host: url.value.hostname, lookup, admits })
        if (!addresses.ok) return addresses
        const given = authority === undefined ? {} : { authority }
        return exchange({ url: url.value, addresses: addresses.value, mediaTypes, maxBytes, idle, signal, ...given })
      })
    },
  }
}

/** The work's result, or `FETCH_TIMEOUT` once the time is over, whether or not the work can be stopped. */
async function within(
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<Result<Fetched>>,
): Promise<Result<Fetched>> {
  const stop = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Result<Fetched>>((settle) => {
    timer = setTimeout(() => {
      settle(fail('FETCH_TIMEOUT', '', { expected: `an answer within ${milliseconds} ms` }))
      // Also what has not begun yet, such as a connection to a name that resolved too late.
      stop.abort()
    }, milliseconds)
  })
  try {
    return await Promise.race([work(stop.signal), late])
  } finally {
    clearTimeout(timer)
  }
}

function positive(name: string, value: number): number {
  // A timer takes 2^31 - 1 at most and fires at once for more.
  if (Number.isSafeInteger(value) && value >= 1 && value < 2 ** 31) return value
  throw new TrustedTechError('ERR_ARGUMENT_INVALID', `${name} must be a positive integer below 2^31`)
}
