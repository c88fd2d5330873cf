import { type Instant, TrustedTechError } from '@trusted-tech/model'
import { type IssueRequest, REQUEST_LEASE_SECONDS } from './issuance-store.js'

/** What a store has under the name of a request. */
export interface KnownRequest {
  readonly content: string
  /** When somebody last began to answer it. */
  readonly askedAt: Instant
  /** Whether a credential that answers it is on record. */
  readonly answered: boolean
}

/**
 * The rules of repeated requests, for every store to apply inside the transaction that reserves places.
 *
 * A key stands for one content for ever. A request that is being answered, or was just now, is not answered a second
 * time; one that was begun and never finished is taken over after the lease: whoever began it has crashed, and if not,
 * its commit is refused.
 *
 * @throws {TrustedTechError} `ERR_REQUEST_CONFLICT`, `ERR_REQUEST_IN_FLIGHT`
 * @example
 * refuseRequest({ request: { key: 'order-7', content, askedAt: now }, known: undefined })
 * @see draft-ietf-httpapi-idempotency-key-header, section 2 "The Idempotency-Key HTTP Request Header Field"
 */
export function refuseRequest(options: {
  readonly request: IssueRequest & { readonly askedAt: Instant }
  readonly known: KnownRequest | undefined
}): void {
  const { request, known } = options
  if (known === undefined) return
  refuseOtherContent({ request, known })
  // Both ways: a clock that was set back must not keep a request open for as long as it was set back.
  const age = Math.abs(request.askedAt - known.askedAt)
  if (known.answered || age < REQUEST_LEASE_SECONDS * 1000) throw requestInFlight()
}

/** @throws {TrustedTechError} `ERR_REQUEST_CONFLICT`: one of the two is a mistake, and nobody can tell which. */
export function refuseOtherContent(options: {
  readonly request: IssueRequest
  readonly known: Pick<KnownRequest, 'content'>
}): void {
  const { request, known } = options
  if (known.content === request.content) return
  throw new TrustedTechError(
    'ERR_REQUEST_CONFLICT',
    `The idempotency key ${JSON.stringify(request.key ?? '')} was used for another draft.`,
  )
}

/** The error of a request that somebody else is answering at this moment. */
export function requestInFlight(): TrustedTechError {
  return new TrustedTechError(
    'ERR_REQUEST_IN_FLIGHT',
    'The same request is being answered elsewhere, or was until a moment ago. Ask again in a few seconds.',
  )
}

/** The name that a request is unique under: no key of a caller's is the name of a content. */
export function requestName({ key, content }: IssueRequest): string {
  return key === undefined ? `content:${content}` : `key:${key}`
}
