import {
  type IssuanceStore,
  type IssuedRecord,
  refuseStatusChange,
  STATUS_ACTS,
  type StatusChange,
  type StatusListState,
  type StatusPlace,
} from '@trusted-tech/issuer'
import { TrustedTechError } from '@trusted-tech/model'
import { MIN_LIST_ENTRIES } from '@trusted-tech/status'
import { sql } from 'kysely'
import { appendAudit } from '../audit/append-audit.js'
import type { AuditHead } from '../audit/audit-chain.js'
import { confirmAuditHead, readAuditHead } from '../audit/audit-head.js'
import { entryOf } from '../audit/entry-of.js'
import { type AuditFinding, verifyAudit } from '../audit/verify-audit.js'
import type { StoreDatabase } from '../tables.js'
import { groupCommit } from './group-commit.js'
import { readPlaces, readRecord } from './read-record.js'
import { answerTo, confirmRequest, releaseRequest } from './requests.js'
import { reservePlaces } from './reserve-places.js'
import { searchIssued } from './search-issued.js'
import { latestSigning, noteSigning } from './signing-clock.js'

/** An issuing record that can show that it was not tampered with. */
export interface SqlIssuanceStore extends IssuanceStore {
  /** The end of an issuer's audit record, to be kept outside of the store. */
  auditHead(issuer: string): Promise<AuditHead>
  /**
   * Refuses a store that is behind what was seen of it: an old backup put back would give indexes twice and have
   * forgotten revocations. Costs one look-up. Does not check what lies before; `verifyAudit` does.
   *
   * @param head what `auditHead` gave, kept elsewhere
   * @throws {TrustedTechError} `ERR_STORE_BEHIND`
   */
  confirmAuditHead(head: AuditHead): Promise<void>
  /**
   * Recomputes an issuer's whole audit chain from its entries and records, and holds the status bits to it.
   *
   * Without `head` it cannot see that somebody wrote the whole chain anew, or cut its end with everything that told of it.
   *
   * @param options.head what `auditHead` gave at some time, kept elsewhere
   */
  verifyAudit(options: { readonly issuer: string; readonly head?: AuditHead }): Promise<AuditFinding>
}

/** The issuing record on SQL; see `IssuanceStore` for what it keeps. */
export function createSqlIssuanceStore(options: {
  readonly db: StoreDatabase
  readonly capacity?: number
}): SqlIssuanceStore {
  const { db, capacity = MIN_LIST_ENTRIES / 2 } = options
  if (!Number.isInteger(capacity) || capacity < 1 || capacity > MIN_LIST_ENTRIES / 2) {
    throw misuse(`The capacity of a list is 1 to ${MIN_LIST_ENTRIES / 2}.`)
  }
  const write = groupCommit(db)
  return {
    reserve: (asked) => write((trx) => reservePlaces(trx, { ...asked, capacity })),
    commit: (record) => write((trx) => commitRecord(trx, record)),
    change: (change) => write((trx) => changeStatus(trx, change)),
    answerTo: (asked) => answerTo(db, asked),
    release: (asked) => write((trx) => releaseRequest(trx, asked)),
    latestSigning: (issuer) => latestSigning(db, issuer),
    noteSigning: (signing) => write((trx) => noteSigning(trx, signing)),
    search: (query) => searchIssued(db, query),
    find: async (asked) => (await readRecord(db, asked))?.record,
    async history({ issuer, credential }) {
      const entries = db.selectFrom('audit').selectAll().orderBy('sequence')
      // An expression for the issuer, or SQLite would read all of the issuer's entries in the order of the primary key.
      const asked =
        credential === undefined
          ? entries.where('issuer', '=', issuer)
          : entries.where('credential', '=', credential).where(sql<string>`issuer || ''`, '=', issuer)
      return (await asked.execute()).map(entryOf)
    },
    lists: (issuer) => readLists(db, issuer),
    auditHead: (issuer) => readAuditHead(db, issuer),
    confirmAuditHead: (head) => confirmAuditHead(db, head),
    verifyAudit: (asked) =>
      db
        .transaction()
        .setAccessMode('read only')
        .execute((trx) => verifyAudit(trx, asked)),
  }
}

async function commitRecord(trx: StoreDatabase, record: IssuedRecord): Promise<void> {
  const { id, issuer, type, subject, issuedAt, secured } = record
  const reserved = await trx
    .selectFrom('reservation')
    .leftJoin('credential', 'credential.reservation', 'reservation.number')
    .select(['number', 'request', 'credential.reservation as recorded'])
    .where('issuer', '=', issuer)
    .where('credential', '=', id)
    .executeTakeFirst()
  const places = reserved === undefined ? [] : await readPlaces(trx, reserved.number)
  if (reserved === undefined || !samePlaces(places, record.places)) {
    throw misuse(`${id} has other places than those reserved for it.`)
  }
  if (reserved.recorded !== null) throw misuse(`A credential ${id} is on record already.`)
  const { number: reservation, request: name } = reserved
  if (name !== null) await confirmRequest(trx, { issuer, name, reservation })
  await trx.insertInto('credential').values({ reservation, type, subject, issued_at: issuedAt, secured }).execute()
  const entry = { issuer, credential: id, act: 'issued', recordedAt: issuedAt } as const
  await appendAudit(trx, { entry, record: { ...record, places } })
}

async function changeStatus(trx: StoreDatabase, change: StatusChange): Promise<void> {
  const { issuer, credential, act, reason, recordedAt } = change
  const found = await readRecord(trx, { issuer, id: credential })
  const places = await trx
    .selectFrom('status_place')
    .innerJoin('status_list', 'status_list.number', 'status_place.list')
    .select(['list', 'position', 'purpose', 'bit'])
    .where('reservation', '=', found?.reservation ?? -1)
    .execute()
  // No act clears the bit of a revocation, so it stands for the entry on record and costs no search for it.
  const revoked = places.some((place) => place.purpose === 'revocation' && place.bit === 1)
  refuseStatusChange({ change, record: found?.record, revoked })
  const { purpose, bit } = STATUS_ACTS[act]
  // By the whole primary key: a condition on lists and reservation would be answered by reading whole lists.
  for (const { list, position } of places.filter((place) => place.purpose === purpose)) {
    await trx
      .updateTable('status_place')
      .set({ bit: bit ? 1 : 0 })
      .where('list', '=', list)
      .where('position', '=', position)
      .execute()
  }
  await appendAudit(trx, { entry: { issuer, credential, act, reason, recordedAt } })
}

/**
 * One statement, and so one moment: lists that were read one after another could tell of different ones. The bit is
 * written into it, not bound to it, or SQLite would not use the index of set bits.
 */
async function readLists(db: StoreDatabase, issuer: string): Promise<readonly StatusListState[]> {
  const rows = await db
    .selectFrom('status_list')
    .leftJoin('status_place', (join) =>
      join.onRef('status_place.list', '=', 'status_list.number').on('status_place.bit', '=', sql.lit(1)),
    )
    .select(['status_list.id as listId', 'status_list.purpose as purpose', 'status_place.position as position'])
    .where('status_list.issuer', '=', issuer)
    .orderBy('status_list.number')
    .orderBy('status_place.position')
    .execute()
  const lists = new Map<string, StatusListState & { readonly set: number[] }>()
  for (const { listId, purpose, position } of rows) {
    const list = lists.get(listId) ?? { listId, purpose, length: MIN_LIST_ENTRIES, set: [] }
    if (position !== null) list.set.push(position)
    lists.set(listId, list)
  }
  return [...lists.values()].sort((one, other) => (one.listId < other.listId ? -1 : 1))
}

function samePlaces(reserved: readonly StatusPlace[], places: readonly StatusPlace[]): boolean {
  return (
    places.length === reserved.length &&
    reserved.every((one) =>
      places.some(
        ({ purpose, listId, index }) => purpose === one.purpose && listId === one.listId && index === one.index,
      ),
    )
  )
}

function misuse(message: string): TrustedTechError {
  return new TrustedTechError('ERR_ARGUMENT_INVALID', message)
}
