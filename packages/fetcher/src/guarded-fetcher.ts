import type { Result } from '@trusted-tech/model'

/** One thing to fetch. */
export interface FetchRequest {
  /** https, spelled as the WHATWG parser spells it. */
  readonly url: string
  /** The media types that are taken, without parameters, in lower case; the first is preferred. */
  readonly mediaTypes: readonly string[]
  /** Of the body. Bodies are never decompressed, so this is also all that is kept in memory. */
  readonly maxBytes: number
}

/** What came, exactly as it came. Nobody vouches for it: it is verified like anything else. */
export interface Fetched {
  readonly bytes: Uint8Array
  readonly mediaType: string
}

/** What fetches over HTTPS with every guard up. Code that needs it takes it as an argument. */
export interface GuardedFetcher {
  get(request: FetchRequest): Promise<Result<Fetched>>
}

export interface FetcherOptions {
  /** For all of it, from resolving the name to the last byte; 5,000 where absent. */
  readonly deadlineMilliseconds?: number
  /** How long nothing may come; 2,000 where absent. */
  readonly idleMilliseconds?: number
}
