import {
  CLAIM_TYPES,
  formatInstant,
  type Instant,
  type JsonObject,
  type Problem,
  parseInstant,
  problem,
  type Result,
  TrustedTechError,
} from '@trusted-tech/model'
import { openSecured } from '@trusted-tech/proofs'
import type { TrustState } from '@trusted-tech/trust'
import { LIMITS, verify, verifySupport } from '@trusted-tech/verifier'
import { type HeldCheck, problemsOf } from './check-held.js'
import type { CredentialStore, HeldCredential } from './credential-store.js'
import { findSupport } from './find-support.js'
import { claimedType, namedLists, readHeld, textAt } from './read-held.js'

/**
 * Verifies a credential and keeps it, unless it is rejected: a certificate or declaration, or the support that goes with
 * them: an accreditation, a membership, a mandate, a status list.
 *
 * An indeterminate credential is kept if its signature was verified: its status list may not have arrived yet, and the
 * answer says what is missing. One that is held already is replaced, but never by another issuer's of the same id. Of a
 * status list the newest is held, and only where something held names it.
 * Does not check that the holder may present it; that is decided when it is presented.
 *
 * @param options.stapled support that is received together with it, and held later or not at all
 * @throws {TrustedTechError} `ERR_CREDENTIAL_REFUSED` with the problems, when the verdict is `rejected`, the signature
 * could not be verified, the input is a presentation, the id is held from another issuer, or a status list is older than
 * the held one or named by nothing. Nothing was kept.
 * @example
 * ```ts
 * const { held } = await receiveCredential({ secured, store, trust, now })
 * ```
 * @see Specification, section 9 "Verification, in order"
 */
export async function receiveCredential(options: {
  readonly secured: string
  readonly store: CredentialStore
  readonly trust: Result<TrustState>
  readonly now: Instant
  readonly stapled?: readonly string[]
}): Promise<HeldCheck> {
  const { secured, store, trust, now } = options
  const opened = openSecured(secured, { maxBytes: LIMITS.listBytes })
  const type = opened.ok && opened.value.kind === 'credential' ? claimedType(opened.value.document) : ''
  const among = await store.list()
  const isClaim = type === '' || CLAIM_TYPES.some((claim) => claim === type)
  // Verified beside what is held, as if it were: an accreditation by a delegated body may be what its issuer rests on.
  const stapled = opened.ok && type !== '' ? supportFor(draftOf(secured, now), [...among, ...draftsOf(options)]) : []
  const received = isClaim
    ? await verifyClaim({ secured, trust, now, stapled })
    : await verifyStapled({ secured, type, trust, now, stapled })
  const before = among.find(({ id }) => id === received.held.id)
  if (before !== undefined && before.issuer !== received.held.issuer) {
    throw refused('its id is that of a credential by another issuer', [
      problem('CLAIM_DUPLICATE', '/id', { expected: `a credential by ${before.issuer}`, actual: received.held.issuer }),
    ])
  }
  if (type === 'BitstringStatusListCredential') refuseList(received.held, before, among)
  await store.put(received.held)
  return received
}

/** The support that an unverified credential needs, as far as it is there; each piece is verified by itself. */
function supportFor(draft: HeldCredential | undefined, among: readonly HeldCredential[]): readonly string[] {
  const found = draft === undefined ? [] : findSupport({ of: [draft], among })
  return [...new Set(found.map(({ secured }) => secured))]
    .filter((one) => one !== draft?.secured)
    .slice(0, LIMITS.supports - 1)
}

/** One delivery is opened once, however many credentials of it are received; a list that grew meanwhile is another one. */
const deliveries = new WeakMap<
  readonly string[],
  { readonly of: readonly string[]; readonly drafts: readonly HeldCredential[] }
>()

function draftsOf({ stapled = [], now }: { readonly stapled?: readonly string[]; readonly now: Instant }) {
  const known = deliveries.get(stapled)
  if (known?.of.length === stapled.length && known.of.every((one, at) => one === stapled[at])) return known.drafts
  const drafts = stapled.map((one) => draftOf(one, now)).filter((one) => one !== undefined)
  deliveries.set(stapled, { of: [...stapled], drafts })
  return drafts
}

function draftOf(secured: string, now: Instant): HeldCredential | undefined {
  const opened = openSecured(secured, { maxBytes: LIMITS.listBytes })
  if (!opened.ok || opened.value.kind !== 'credential') return undefined
  const { document } = opened.value
  return heldAs({ secured, type: claimedType(document), document, now })
}

interface Verified {
  readonly secured: string
  readonly trust: Result<TrustState>
  readonly now: Instant
  readonly stapled: readonly string[]
}

async function verifyClaim({ secured, trust, now, stapled }: Verified): Promise<HeldCheck> {
  // Samples and unknown vendors are for whoever relies on the credential to decide, not for its holder.
  const question = { allowSample: true, allowUnknownVendor: true }
  const report = await verify({ input: secured, trust, now, question, stapled })
  // A verdict on a presentation is about what it encloses, and would be taken for one about these bytes.
  if (report.input.kind === 'presentation') {
    throw refused('a presentation is no credential', [
      problem('TYPE', '', { expected: 'a credential', actual: 'a presentation' }),
    ])
  }
  const [credential] = report.credentials
  const verified = credential?.verified
  if (report.verdict === 'rejected' || verified === undefined) throw refused(report.summary, problemsOf(report))
  const document = verified.credential as JsonObject
  const held = heldAs({ secured, type: credential?.type ?? '', document, now })
  return { held, verdict: report.verdict, problems: problemsOf(report), report }
}

async function verifyStapled(options: Verified & { readonly type: string }): Promise<HeldCheck> {
  const { secured, type, trust, now, stapled } = options
  const { verdict, problems, verified } = await verifySupport({ input: secured, trust, now, stapled })
  if (verdict === 'rejected' || verified === undefined) {
    throw refused(`${verdict}: ${problems.map(({ code }) => code).join(', ')}`, problems)
  }
  return { held: heldAs({ secured, type, document: verified, now }), verdict, problems }
}

/** Anybody may sign a list under any id: one that nothing held names would only stand in the way of the right one. */
function refuseList(list: HeldCredential, before: HeldCredential | undefined, among: readonly HeldCredential[]): void {
  const named = among.some((held) => held.issuer === list.issuer && namedLists(held).includes(list.id))
  if (!named) {
    throw refused('no credential that is held names this status list', [
      problem('STATUS_LIST_MISMATCH', '/id', { actual: list.id }),
    ])
  }
  if (before === undefined) return
  const [held, offered] = [beginOf(before), beginOf(list)]
  if (offered < held) {
    const detail = { expected: `not before ${formatInstant(held)}`, actual: formatInstant(offered) }
    throw refused('a newer status list is held', [problem('STATUS_STALE', '/validFrom', detail)])
  }
}

function beginOf(list: HeldCredential): Instant {
  const parsed = parseInstant(textAt(readHeld(list).document, 'validFrom'))
  return parsed.ok ? parsed.value : (Number.NaN as Instant)
}

function heldAs(of: {
  readonly secured: string
  readonly type: string
  readonly document: JsonObject
  readonly now: Instant
}): HeldCredential {
  const { secured, type, document, now } = of
  const { issuer, credentialSubject } = document
  return {
    id: textAt(document, 'id'),
    type,
    issuer: typeof issuer === 'string' ? issuer : textAt(issuer, 'id'),
    subject: textAt(credentialSubject, 'id'),
    validUntil: textAt(document, 'validUntil'),
    receivedAt: formatInstant(now),
    secured,
  }
}

function refused(why: string, problems: readonly Problem[]): TrustedTechError {
  return new TrustedTechError('ERR_CREDENTIAL_REFUSED', `The credential was not kept: ${why}.`, { problems })
}
