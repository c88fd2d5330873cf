import { type Instant, TrustedTechError } from '@trusted-tech/model'
import { MIN_LIST_ENTRIES, type StatusPurpose } from '@trusted-tech/status'
import {
  type AuditEntry,
  type IssuanceStore,
  type IssuedEntry,
  type IssuedQuery,
  type IssuedRecord,
  STATUS_ACTS,
  type StatusChange,
  type StatusPlace,
} from './issuance-store.js'
import { pageStart } from './page-start.js'
import { type KnownRequest, refuseOtherContent, refuseRequest, requestInFlight, requestName } from './refuse-request.js'
import { refuseStatusChange } from './refuse-status-change.js'

interface List {
  readonly listId: string
  readonly purpose: StatusPurpose
  readonly issuer: string
  /** Which credential has which index; of burnt ones too. */
  readonly taken: Map<number, string>
}

/** Which credential answers a request, or is about to. */
interface Request extends Omit<KnownRequest, 'answered'> {
  readonly issuer: string
  readonly credential: string
}

/** In a list that is half used, one draw in two finds an unused index; that a hundred do not is the generator's fault. */
const MAX_DRAWS = 128

/**
 * A store that lasts as long as the process: for tests, the demo and short programs.
 *
 * @param options.capacity how many places of a list are given out before the next list is opened: at most, and by
 * default, half of the 131,072 that it has
 * @throws {TrustedTechError} `ERR_ARGUMENT_INVALID` for a capacity that is none
 */
export function createMemoryIssuanceStore(options: { readonly capacity?: number } = {}): IssuanceStore {
  const { capacity = MIN_LIST_ENTRIES / 2 } = options
  if (!Number.isInteger(capacity) || capacity < 1 || capacity > MIN_LIST_ENTRIES / 2) {
    throw misuse(`The capacity of a list is 1 to ${MIN_LIST_ENTRIES / 2}.`)
  }
  const lists = new Map<string, List>()
  const reservations = new Map<string, readonly StatusPlace[]>()
  const records = new Map<string, IssuedRecord>()
  const audit = new Map<string, AuditEntry[]>()
  const requests = new Map<string, Request>()
  /** Which credentials were begun for a content, under any name. */
  const contents = new Map<string, string[]>()
  /** The name of the request that a reservation was made for. */
  const asked = new Map<string, string>()
  const clocks = new Map<string, Instant>()
  /** Of each issuer, in the order of their reservations. */
  const order = new Map<string, string[]>()

  const note = (issuer: string, at: Instant) => {
    const latest = clocks.get(issuer)
    if (latest === undefined || latest < at) clocks.set(issuer, at)
  }
  const answerOf = ({ issuer, credential }: Request) => records.get(keyOf(issuer, credential))

  /** Promises give no order among callers, but nothing else runs between two lines here: that is the transaction. */
  const write = (entry: Omit<AuditEntry, 'sequence'>) => {
    const entries = audit.get(entry.issuer) ?? []
    entries.push(Object.freeze({ sequence: entries.length + 1, ...entry }))
    audit.set(entry.issuer, entries)
  }

  return {
    async answerTo({ issuer, request }) {
      const known = requests.get(keyOf(issuer, requestName(request)))
      if (known !== undefined) refuseOtherContent({ request, known })
      if (known !== undefined && answerOf(known) !== undefined) return answerOf(known)
      if (request.key !== undefined) return undefined
      const same = contents.get(keyOf(issuer, request.content)) ?? []
      const newest = same.findLast((id) => records.has(keyOf(issuer, id)))
      return newest === undefined ? undefined : records.get(keyOf(issuer, newest))
    },
    async latestSigning(issuer) {
      return clocks.get(issuer)
    },
    async noteSigning({ issuer, at }) {
      note(issuer, at)
    },
    async reserve({ issuer, credential, purposes, listIdFor, random, signedAt, request }) {
      const key = keyOf(issuer, credential)
      if (reservations.has(key)) throw misuse(`Places are reserved for ${credential} already.`)
      const name = request === undefined ? undefined : keyOf(issuer, requestName(request))
      if (request !== undefined && name !== undefined) {
        const known = requests.get(name)
        refuseRequest({ request, known: known && { ...known, answered: answerOf(known) !== undefined } })
      }
      const places = purposes.map((purpose) => {
        const list = openList(lists, { issuer, purpose, capacity, listIdFor })
        const index = drawIndex(list, random)
        list.taken.set(index, credential)
        return { purpose, listId: list.listId, index }
      })
      reservations.set(key, frozen(places))
      append(order, issuer, credential)
      if (signedAt !== undefined) note(issuer, signedAt)
      if (request !== undefined && name !== undefined) {
        requests.set(name, { issuer, credential, content: request.content, askedAt: request.askedAt })
        append(contents, keyOf(issuer, request.content), credential)
        asked.set(key, name)
      }
      return places
    },
    async release({ issuer, credential }) {
      const key = keyOf(issuer, credential)
      const name = asked.get(key)
      if (name === undefined || records.has(key)) return
      if (requests.get(name)?.credential === credential) requests.delete(name)
    },
    async commit(record) {
      const key = keyOf(record.issuer, record.id)
      if (records.has(key)) throw misuse(`A credential ${record.id} is on record already.`)
      if (!isReserved(record.places, reservations.get(key))) {
        throw misuse(`${record.id} has other places than those reserved for it.`)
      }
      const name = asked.get(key)
      if (name !== undefined && requests.get(name)?.credential !== record.id) throw requestInFlight()
      records.set(key, Object.freeze({ ...record, places: frozen(record.places) }))
      write({ issuer: record.issuer, credential: record.id, act: 'issued', recordedAt: record.issuedAt })
    },
    async find({ issuer, id }) {
      return records.get(keyOf(issuer, id))
    },
    async search(query) {
      const after = pageStart(query)
      const bits = currentBits(audit.get(query.issuer) ?? [])
      const found: IssuedEntry[] = []
      const ids = order.get(query.issuer) ?? []
      for (let at = after; at < ids.length; at += 1) {
        const record = records.get(keyOf(query.issuer, ids[at] ?? ''))
        const entry = record && entryIn(record, bits)
        if (entry === undefined || !isAskedFor(entry, query)) continue
        if (found.length === query.limit) return { found, next: `${at}` }
        found.push(entry)
      }
      return { found }
    },
    async change(change) {
      const { issuer, credential } = change
      const record = records.get(keyOf(issuer, credential))
      const entries = audit.get(issuer) ?? []
      const revoked = entries.some((entry) => entry.credential === credential && entry.act === 'revoked')
      refuseStatusChange({ change, record, revoked })
      write(entryOf(change))
    },
    async history({ issuer, credential }) {
      const entries = audit.get(issuer) ?? []
      return entries.filter((entry) => credential === undefined || entry.credential === credential)
    },
    async lists(issuer) {
      const bits = currentBits(audit.get(issuer) ?? [])
      return [...lists.values()]
        .filter((list) => list.issuer === issuer)
        .map(({ listId, purpose, taken }) => {
          const set = [...taken].filter(([, credential]) => bits[purpose].has(credential)).map(([index]) => index)
          return { listId, purpose, length: MIN_LIST_ENTRIES, set: set.sort((one, other) => one - other) }
        })
        .sort((one, other) => (one.listId < other.listId ? -1 : 1))
    },
  }
}

function append(lists: Map<string, string[]>, key: string, item: string): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [item])
  else list.push(item)
}

function openList(
  lists: Map<string, List>,
  options: {
    readonly issuer: string
    readonly purpose: StatusPurpose
    readonly capacity: number
    readonly listIdFor: (purpose: StatusPurpose, n: number) => string
  },
): List {
  const { issuer, purpose, capacity, listIdFor } = options
  const own = [...lists.values()].filter((list) => list.issuer === issuer && list.purpose === purpose)
  const open = own.find(({ taken }) => taken.size < capacity)
  if (open !== undefined) return open
  const list: List = { listId: listIdFor(purpose, own.length), purpose, issuer, taken: new Map() }
  if (lists.has(list.listId)) throw misuse(`The status list ${list.listId} exists already.`)
  lists.set(list.listId, list)
  return list
}

function drawIndex({ taken, listId }: List, random: (bound: number) => number): number {
  for (let draw = 0; draw < MAX_DRAWS; draw += 1) {
    const index = random(MIN_LIST_ENTRIES)
    if (!Number.isInteger(index) || index < 0 || index >= MIN_LIST_ENTRIES) {
      throw misuse(`random gives integers from 0 to ${MIN_LIST_ENTRIES - 1}.`)
    }
    if (!taken.has(index)) return index
  }
  throw new TrustedTechError('ERR_STATUS_EXHAUSTED', `No unused index was drawn in the status list ${listId}.`)
}

/** A copy that whoever else has the places cannot change. */
function frozen(places: readonly StatusPlace[]): readonly StatusPlace[] {
  return Object.freeze(places.map((place) => Object.freeze({ ...place })))
}

/** Ids are the issuer's own: another one's credential of the same id is another credential. */
function keyOf(issuer: string, id: string): string {
  return JSON.stringify([issuer, id])
}

function isReserved(places: readonly StatusPlace[], reserved: readonly StatusPlace[] | undefined): boolean {
  return (
    reserved !== undefined &&
    places.length === reserved.length &&
    reserved.every((one) =>
      places.some(
        ({ purpose, listId, index }) => purpose === one.purpose && listId === one.listId && index === one.index,
      ),
    )
  )
}

function entryOf({ issuer, credential, act, reason, recordedAt }: StatusChange): Omit<AuditEntry, 'sequence'> {
  return { issuer, credential, act, reason, recordedAt }
}

/** Which credentials have their bit set: the last change of each purpose says so. */
function currentBits(entries: readonly AuditEntry[]): Readonly<Record<StatusPurpose, ReadonlySet<string>>> {
  const bits = { revocation: new Set<string>(), suspension: new Set<string>() }
  for (const { act, credential } of entries) {
    if (act === 'issued') continue
    const { purpose, bit } = STATUS_ACTS[act]
    if (bit) bits[purpose].add(credential)
    else bits[purpose].delete(credential)
  }
  return bits
}

type Bits = ReturnType<typeof currentBits>

function entryIn({ secured: _secured, places: _places, ...facts }: IssuedRecord, bits: Bits): IssuedEntry {
  const state = bits.revocation.has(facts.id) ? 'revoked' : bits.suspension.has(facts.id) ? 'suspended' : 'good'
  return { ...facts, state }
}

function isAskedFor(entry: IssuedEntry, { subject, type, state }: IssuedQuery): boolean {
  return (
    (subject === undefined || entry.subject === subject) &&
    (type === undefined || entry.type === type) &&
    (state === undefined || entry.state === state)
  )
}

function misuse(message: string): TrustedTechError {
  return new TrustedTechError('ERR_ARGUMENT_INVALID', message)
}
