import { ok, type Result, TrustedTechError } from '@trusted-tech/model'
import type { GuardedFetcher } from '../guarded-fetcher.js'
import { type DidWebDocument, resolveDidWeb } from './resolve-did-web.js'

/** A DID resolution result, in the members that every version of the resolver interface has. */
export interface DidWebResolution {
  readonly didResolutionMetadata: { readonly contentType?: string; readonly error?: string; readonly message?: string }
  readonly didDocumentMetadata: { readonly deactivated?: boolean }
  readonly didDocument: { readonly id: string } | null
}

export interface DidWebResolver {
  resolve(did: string): Promise<DidWebResolution>
}

const TIME_TO_LIVE_SECONDS = 60
/** A day-old document is not what its address answers; an hour is the most that anybody may ask for. */
const MAX_TIME_TO_LIVE_SECONDS = 3_600
const MAX_KEPT = 256

/**
 * A resolver of did:web, in the form that an agent takes for a method.
 *
 * A document is used again for `timeToLiveSeconds` and then fetched anew; when that fails it is gone, and not used beyond
 * its time. Failures are not kept. `confirm` sees every document each time before it is given out, kept or new: there a
 * caller holds it to its trust data, so that neither a server nor a kept document can put other keys in place of those
 * that are pinned.
 *
 * Checks what `resolveDidWeb` checks; the confirming is the caller's.
 *
 * @param options.now milliseconds of a clock that never goes back, as `performance.now`
 * @param options.confirm why a document may not be used, or nothing against it
 * @throws {TrustedTechError} `ERR_ARGUMENT_INVALID` for a time to live outside of 0 to 3,600 seconds
 * @example
 * const { resolve } = createDidWebResolver({ fetcher: createGuardedFetcher(), now: () => performance.now() })
 * const agent = createTrustedTechAgent({ keyStore, didStore, kms, didMethods: { web: { resolve } } })
 * @see Decentralized Identifiers (DIDs) v1.0, section 7.1 "DID Resolution"
 */
export function createDidWebResolver(options: {
  readonly fetcher: GuardedFetcher
  readonly now: () => number
  readonly timeToLiveSeconds?: number
  readonly confirm?: (resolved: DidWebDocument) => Result<unknown>
}): DidWebResolver {
  const { fetcher, now, timeToLiveSeconds = TIME_TO_LIVE_SECONDS, confirm = () => ok(undefined) } = options
  if (!(timeToLiveSeconds >= 0 && timeToLiveSeconds <= MAX_TIME_TO_LIVE_SECONDS)) {
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'timeToLiveSeconds must be from 0 to 3600')
  }
  const kept = new Map<string, { readonly document: DidWebDocument; readonly until: number }>()

  const find = async (did: string): Promise<Result<DidWebDocument>> => {
    const known = kept.get(did)
    if (known !== undefined && now() < known.until) return ok(known.document)
    kept.delete(did)
    const asked = now()
    const resolved = await resolveDidWeb({ did, fetcher })
    if (!resolved.ok) return resolved
    const [oldest] = kept.keys()
    if (oldest !== undefined && kept.size >= MAX_KEPT) kept.delete(oldest)
    // From the asking on: what took long to come is as old as the question.
    kept.set(did, { document: resolved.value, until: asked + timeToLiveSeconds * 1000 })
    return resolved
  }

  return {
    async resolve(did) {
      const found = await find(did)
      const confirmed = found.ok ? confirm(found.value) : found
      if (!confirmed.ok) return unresolved(confirmed.problems[0].code)
      return {
        didResolutionMetadata: { contentType: 'application/did+json' },
        didDocumentMetadata: {},
        didDocument: found.ok ? found.value.document : null,
      }
    },
  }
}

/** The error names of DID resolution, with our code as the message. */
function unresolved(code: string): DidWebResolution {
  if (code === 'DID_DEACTIVATED') {
    return {
      didResolutionMetadata: { error: 'deactivated', message: code },
      didDocumentMetadata: { deactivated: true },
      didDocument: null,
    }
  }
  const error = code === 'URL_FORBIDDEN' ? 'invalidDid' : code.startsWith('FETCH_') ? 'notFound' : 'invalidDidDocument'
  return { didResolutionMetadata: { error, message: code }, didDocumentMetadata: {}, didDocument: null }
}
