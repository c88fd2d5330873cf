import { TrustedTechError } from '@trusted-tech/model'
import type { IssuedQuery } from './issuance-store.js'

const MAX_PAGE = 1000
const CURSOR = /^(?:0|[1-9][0-9]{0,14})$/

/**
 * Reads where a page of issued credentials begins, for every store.
 *
 * @returns the number in `after`, whose meaning is the store's own; 0 for the first page
 * @throws {TrustedTechError} `ERR_ARGUMENT_INVALID` for a limit that is not 1 to 1,000, or an `after` that no page gave
 */
export function pageStart({ after, limit }: Pick<IssuedQuery, 'after' | 'limit'>): number {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) {
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', `A page has 1 to ${MAX_PAGE} credentials.`)
  }
  if (after === undefined) return 0
  if (!CURSOR.test(after)) throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'No page ends there.')
  return Number(after)
}
