import { addDays, type Instant, type Result } from '@trusted-tech/model'
import type { TrustState } from '@trusted-tech/trust'
import type { CredentialStore, HeldCredential } from './credential-store.js'
import { heldStates, instantAt } from './held-state.js'
import { isHeldClaim, namedLists, readHeld, textAt } from './read-held.js'

/** What can lapse. */
export const DUE_KINDS = ['claim', 'surveillance', 'mandate', 'accreditation', 'membership', 'statusList'] as const
export type DueKind = (typeof DUE_KINDS)[number]

/** One thing that lapses, and when. */
export interface DueItem {
  readonly kind: DueKind
  readonly at: Instant
  /** Whether `at` has come. */
  readonly lapsed: boolean
  /** The id of what lapses: of the claim, mandate, accreditation or membership, or the status list. */
  readonly id: string
  /** Whom or what it is about: the product, the accredited body, the member. */
  readonly about: string
  /** The product's or body's name, as it was signed. */
  readonly name?: string
  /** No such status list is at hand at all; `at` is then the time of asking. */
  readonly missing?: true
}

/**
 * Finds what has lapsed or is about to: claims and their surveillance, mandates, the accreditations of the issuers and
 * the memberships of issuers and manufacturers of what is held, and the status lists that tell its status.
 *
 * Accreditations, memberships and lists count from the trust data too, if it is given: of several the one that lasts
 * longest. Left out is what is revoked or superseded: there is nothing to renew. Does not verify anything, and does not
 * know the lists that somebody else will have.
 *
 * @param options.withinDays how many days ahead is looked
 * @returns the nearest first; what has lapsed is among it
 * @throws {TrustedTechError} `ERR_ARGUMENT_INVALID` for days that are no whole number; `ERR_STORE_DAMAGED`
 * @example
 * ```ts
 * const soon = await findDue({ store, trust, now, withinDays: 30 })
 * ```
 */
export async function findDue(options: {
  readonly store: CredentialStore
  readonly now: Instant
  readonly withinDays: number
  readonly trust?: Result<TrustState>
}): Promise<readonly DueItem[]> {
  const { store, now, withinDays } = options
  const until = addDays(now, withinDays)
  const trust = options.trust?.ok ? options.trust.value : undefined
  const held = await store.list()
  const states = heldStates({ held, now })
  const live = held.filter((one) => {
    const { state, supersededBy } = states.get(one) ?? {}
    return state !== 'revoked' && supersededBy === undefined && one.type !== 'BitstringStatusListCredential'
  })
  const items = [
    ...live.flatMap((one) => ownDates(one)),
    ...bodies(live, held, trust),
    ...statusLists(live, held, trust, now),
  ]
  return items
    .filter(({ at }) => at <= until)
    .map((item) => ({ ...item, lapsed: item.at <= now }))
    .sort((one, other) => one.at - other.at || compare(one.kind, other.kind) || compare(one.id, other.id))
}

type Dated = Omit<DueItem, 'lapsed'>

/** What a claim or mandate says itself. */
function ownDates(held: HeldCredential): readonly Dated[] {
  const { document } = readHeld(held)
  const { id, subject: about } = held
  const end = instantAt(document, 'validUntil')
  if (isHeldClaim(held)) {
    const named = nameOf(document)
    const nextDue = instantAt(document, 'credentialSubject', 'surveillance', 'nextDue')
    return [
      ...(end === undefined ? [] : [{ kind: 'claim', at: end, id, about, ...named } as const]),
      ...(nextDue === undefined ? [] : [{ kind: 'surveillance', at: nextDue, id, about, ...named } as const]),
    ]
  }
  if (held.type !== 'MandateCredential') return []
  const until = instantAt(document, 'credentialSubject', 'mandate', 'until')
  const ends = [end, until].filter((at) => at !== undefined)
  return ends.length === 0 ? [] : [{ kind: 'mandate', at: Math.min(...ends) as Instant, id, about }]
}

const BODY_KINDS = { AccreditationCredential: 'accreditation', MembershipCredential: 'membership' } as const

/** Of each body that something held rests on, the accreditation and the membership that last longest. */
function bodies(
  live: readonly HeldCredential[],
  held: readonly HeldCredential[],
  trust: TrustState | undefined,
): readonly Dated[] {
  const issuers = live.filter(({ type }) => type !== 'MandateCredential').map(({ issuer }) => issuer)
  const makers = live.map((one) => textAt(readHeld(one).document, 'credentialSubject', 'manufacturer', 'id'))
  const longest = new Map<string, Dated>()
  const offer = (type: keyof typeof BODY_KINDS, item: Omit<Dated, 'kind'>) => {
    const kind = BODY_KINDS[type]
    const key = `${kind} ${item.about}`
    const known = longest.get(key)
    if (known === undefined || known.at < item.at) longest.set(key, { kind, ...item })
  }
  for (const body of new Set([...issuers, ...makers])) {
    for (const { type, id, validUntil, document } of trust?.statementsAbout(body) ?? []) {
      const { name } = document.credentialSubject
      offer(type, { at: validUntil, id, about: body, ...(name === '' ? {} : { name }) })
    }
  }
  for (const one of held) {
    const { type, id, subject } = one
    if (type !== 'AccreditationCredential' && type !== 'MembershipCredential') continue
    const { document } = readHeld(one)
    const at = instantAt(document, 'validUntil')
    if (at !== undefined) offer(type, { at, id, about: subject, ...nameOf(document) })
  }
  return [...longest.values()]
}

/** Of each list that something held names, the end of the newest at hand. */
function statusLists(
  live: readonly HeldCredential[],
  held: readonly HeldCredential[],
  trust: TrustState | undefined,
  now: Instant,
): readonly Dated[] {
  const items = new Map<string, Dated>()
  for (const one of live) {
    for (const id of namedLists(one)) {
      const own = held.filter((list) => list.id === id && list.issuer === one.issuer).map((list) => readHeld(list))
      const listed = (trust?.statusLists(id) ?? []).filter(({ document }) => document['issuer'] === one.issuer)
      const ends = [...own, ...listed]
        .map(({ document }) => instantAt(document, 'validUntil'))
        .filter((at) => at !== undefined)
      const at = ends.length === 0 ? now : (Math.max(...ends) as Instant)
      const missing = ends.length === 0 ? { missing: true as const } : {}
      items.set(`${id} ${one.issuer}`, { kind: 'statusList', at, id, about: one.issuer, ...missing })
    }
  }
  return [...items.values()]
}

function nameOf(document: Parameters<typeof textAt>[0]): { readonly name?: string } {
  const name = textAt(document, 'credentialSubject', 'name')
  return name === '' ? {} : { name }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
