import { fail, isJsonObject, type JsonObject, ok, parseJson, printable, type Result } from '@trusted-tech/model'
import type { GuardedFetcher } from '../guarded-fetcher.js'
import { didWebUrl } from './did-web-url.js'

const MAX_BYTES = 64 * 1024
const MEDIA_TYPES = [
  'application/did+json',
  'application/did+ld+json',
  'application/did',
  'application/json',
  'application/ld+json',
] as const

/** The document that a did:web's address answered with. */
export interface DidWebDocument {
  readonly did: string
  readonly url: string
  /** Its `id` is the DID; nothing else in it was looked at. */
  readonly document: JsonObject & { readonly id: string }
}

/**
 * Fetches the DID document of a did:web.
 *
 * Checks the DID's spelling, everything that the guarded fetcher checks, that the answer is strict JSON of at most 64 KiB,
 * that the document is about this very DID, and that it does not say that the DID is deactivated.
 *
 * Does not check its keys: those of the profile are read by the agent, through `importPublicKey`. Does not vouch for them
 * either: whoever has the server, or the name, writes them. A verdict takes keys of accredited issuers from trust data.
 *
 * @returns the document; `URL_FORBIDDEN`, `DID_DOCUMENT_MISMATCH`, `DID_DEACTIVATED`, the fetcher's and the JSON reader's
 * codes, with pointers into the document
 * @example
 * const resolved = await resolveDidWeb({ did: 'did:web:assessor.example', fetcher: createGuardedFetcher() })
 * @see did:web Method Specification, section 2.5.2 "Read (Resolve)"; Decentralized Identifiers (DIDs) v1.0, section 7.1
 */
export async function resolveDidWeb(options: {
  readonly did: string
  readonly fetcher: GuardedFetcher
}): Promise<Result<DidWebDocument>> {
  const { did, fetcher } = options
  const url = didWebUrl(did)
  if (!url.ok) return url
  const fetched = await fetcher.get({ url: url.value, mediaTypes: MEDIA_TYPES, maxBytes: MAX_BYTES })
  if (!fetched.ok) return fetched
  const document = parseJson(fetched.value.bytes, { maxBytes: MAX_BYTES })
  if (!document.ok) return document
  if (!isJsonObject(document.value)) return fail('DID_DOCUMENT_MISMATCH', '', { expected: 'an object' })
  const { id, deactivated } = document.value
  // Any server can hand out the document of somebody else.
  if (id !== did) {
    const actual = typeof id === 'string' ? printable(id) : 'no text'
    return fail('DID_DOCUMENT_MISMATCH', '/id', { expected: did, actual })
  }
  if (deactivated !== undefined && deactivated !== false)
    return fail('DID_DEACTIVATED', '/deactivated', { actual: did })
  return ok({ did, url: url.value, document: { ...document.value, id } })
}
