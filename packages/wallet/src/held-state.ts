import { type Instant, parseInstant } from '@trusted-tech/model'
import { parseStatusEntries, parseStatusList, readBit, type StatusPurpose } from '@trusted-tech/status'
import type { HeldCredential } from './credential-store.js'
import { isHeldClaim, readHeld, textAt } from './read-held.js'

/** What a wallet can tell of a credential from what it holds itself; the first that applies. */
export const HELD_STATES = ['revoked', 'suspended', 'expired', 'notYetValid', 'superseded', 'inForce'] as const
export type HeldState = (typeof HELD_STATES)[number]

export interface HeldFacts {
  readonly state: HeldState
  /** The held credential that replaces this one, where there is one. */
  readonly supersededBy?: string
}

/**
 * Tells the state of everything that is held: revoked or suspended by a held status list, lapsed, not begun, superseded
 * by a held successor, or in force.
 *
 * A successor is a claim of the same type, by the same issuer, on the same product, that names its predecessor in
 * `supersedes`, was signed later, and is itself in force: one that is revoked or has lapsed hides nothing.
 *
 * Does not verify anything: `checkHeld` does, against trust data. A state is for finding and sorting, not a verdict.
 */
export function heldStates(options: {
  readonly held: readonly HeldCredential[]
  readonly now: Instant
}): ReadonlyMap<HeldCredential, HeldFacts> {
  const { held, now } = options
  const lists = new Map(
    held.filter(({ type }) => type === 'BitstringStatusListCredential').map((list) => [list.id, list] as const),
  )
  const own = new Map(held.map((one) => [one, ownState(one, lists, now)] as const))
  const successors = findSuccessors(held, own)
  const facts = new Map<HeldCredential, HeldFacts>()
  for (const [one, state] of own) {
    const supersededBy = successors.get(one)
    if (supersededBy === undefined) facts.set(one, { state })
    else facts.set(one, { state: state === 'inForce' ? 'superseded' : state, supersededBy })
  }
  return facts
}

function ownState(
  held: HeldCredential,
  lists: ReadonlyMap<string, HeldCredential>,
  now: Instant,
): Exclude<HeldState, 'superseded'> {
  const { document } = readHeld(held)
  const entries = parseStatusEntries(document)
  const set = new Set<StatusPurpose>()
  for (const { listId, index, purpose } of entries.ok ? entries.value : []) {
    const list = lists.get(listId)
    if (list !== undefined && list.issuer === held.issuer && bitOf(list, index, purpose)) set.add(purpose)
  }
  if (set.has('revocation')) return 'revoked'
  if (set.has('suspension')) return 'suspended'
  const ends = [instantAt(document, 'validUntil'), instantAt(document, 'credentialSubject', 'mandate', 'until')]
  if (ends.some((end) => end !== undefined && end <= now)) return 'expired'
  const begin = instantAt(document, 'validFrom')
  return begin !== undefined && begin > now ? 'notYetValid' : 'inForce'
}

function bitOf(held: HeldCredential, index: number, purpose: StatusPurpose): boolean {
  const list = parseStatusList(readHeld(held).document)
  if (!list.ok || list.value.purpose !== purpose) return false
  const bits = list.value.bits()
  return bits.ok && readBit(bits.value, index) === true
}

function findSuccessors(
  held: readonly HeldCredential[],
  states: ReadonlyMap<HeldCredential, HeldState>,
): ReadonlyMap<HeldCredential, string> {
  const byId = new Map(held.map((one) => [one.id, one] as const))
  const successors = new Map<HeldCredential, string>()
  for (const one of held) {
    if (!isHeldClaim(one) || states.get(one) !== 'inForce') continue
    const before = byId.get(textAt(readHeld(one).document, 'credentialSubject', 'supersedes'))
    if (before === undefined || before.type !== one.type) continue
    if (before.issuer !== one.issuer || before.subject !== one.subject) continue
    // Two that name each other would else hide each other.
    const [earlier, later] = [readHeld(before).signedAt, readHeld(one).signedAt]
    if (earlier !== undefined && later !== undefined && earlier < later) successors.set(before, one.id)
  }
  return successors
}

/** A date of a held document. */
export function instantAt(document: Parameters<typeof textAt>[0], ...path: readonly string[]): Instant | undefined {
  const parsed = parseInstant(textAt(document, ...path))
  return parsed.ok ? parsed.value : undefined
}
