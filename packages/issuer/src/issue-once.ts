import {
  type ClaimDraft,
  canonicalJson,
  formatInstant,
  type Json,
  parseInstant,
  TrustedTechError,
} from '@trusted-tech/model'
import { sha256Hex } from '@trusted-tech/proofs'
import type { TrustState } from '@trusted-tech/trust'
import type { Arranged } from './arrange-sets.js'
import { claimToIssue } from './claim-to-issue.js'
import type { IssuedRecord } from './issuance-store.js'
import { type IssuingDesk, issue } from './issue.js'

/** Long enough for a UUID or a path, short enough for an index. */
const KEY = /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/

/**
 * Issues a claim, or gives what was issued for the same request before.
 *
 * An earlier answer is looked for before the lint: it stands, whatever has become of the accreditation since.
 *
 * @throws {TrustedTechError} as `issueClaim`
 */
export async function issueOnce(options: {
  readonly desk: IssuingDesk
  readonly trust: TrustState
  readonly arranged: Arranged<ClaimDraft>
  readonly key: string | undefined
}): Promise<{ readonly record: IssuedRecord; readonly isNew: boolean }> {
  const { desk, trust, arranged, key } = options
  if (key !== undefined && !KEY.test(key)) {
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'An idempotency key is 1 to 255 printable ASCII characters.')
  }
  const issuer = desk.issuer.id
  const request = { ...(key === undefined ? {} : { key }), content: contentOf(arranged.value) }
  const known = await desk.store.answerTo({ issuer, request })
  if (known !== undefined) return { record: known, isNew: false }
  return { record: await issue({ ...claimToIssue({ desk, trust, arranged }), request }), isNew: true }
}

/**
 * The digest of what a draft means: its sets in order, files by their bytes, the times of validity in one spelling.
 * Whose draft it is, the store keeps beside it.
 */
function contentOf(draft: ClaimDraft): string {
  const { validFrom, validUntil } = draft
  const dates = {
    ...(validFrom === undefined ? {} : { validFrom: inOneSpelling(validFrom) }),
    validUntil: inOneSpelling(validUntil),
  }
  return sha256Hex(canonicalJson({ ...draft, ...dates } as unknown as Json))
}

function inOneSpelling(text: string): string {
  const parsed = parseInstant(text)
  // What is no date, the lint refuses.
  return parsed.ok ? formatInstant(parsed.value) : text
}
