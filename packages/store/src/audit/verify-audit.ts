import { type AuditEntry, type IssuedRecord, STATUS_ACTS } from '@trusted-tech/issuer'
import type { StatusPurpose } from '@trusted-tech/status'
import { sql } from 'kysely'
import { readRecord } from '../issuance/read-record.js'
import type { StoreDatabase, Tables } from '../tables.js'
import { type AuditHead, CHAIN_START, chainHash } from './audit-chain.js'
import { readAuditHead } from './audit-head.js'
import { entryOf } from './entry-of.js'

/**
 * What can be wrong with an audit record.
 *
 * - `missing`: there is no entry with this sequence number, and there is a later one
 * - `altered`: the entry, its place in the order, or the credential that it tells of is not what was written
 * - `cut`: the record ends here, and went on
 * - `forked`: the entry is not the one that was seen here before
 * - `status`: a status bit of the credential in this entry is not what the acts on record make it
 */
export type AuditFault = 'missing' | 'altered' | 'cut' | 'forked' | 'status'

export type AuditFinding =
  | { readonly intact: true; readonly head: AuditHead }
  | {
      readonly intact: false
      /** Of the first entry that is wrong; where it was cut, of the first that is not there. */
      readonly sequence: number
      readonly fault: AuditFault
    }

/** Rows read at a time: a record of millions does not have to fit into memory. */
const PAGE = 500

interface Expected {
  /** Of the last act that says so. */
  readonly sequence: number
  readonly set: boolean
}

/** Which bits the acts on record leave, by purpose and credential. */
type ExpectedBits = Readonly<Record<StatusPurpose, Map<string, Expected>>>

/** Recomputes an issuer's chain; see `SqlIssuanceStore.verifyAudit`. Runs in one read transaction: one moment. */
export async function verifyAudit(
  trx: StoreDatabase,
  options: { readonly issuer: string; readonly head?: AuditHead },
): Promise<AuditFinding> {
  const { issuer, head } = options
  const bits: ExpectedBits = { revocation: new Map(), suspension: new Map() }
  let previous = CHAIN_START
  let sequence = 0
  for (;;) {
    const rows = await readPage(trx, issuer, sequence)
    for (const row of rows) {
      sequence += 1
      if (row.sequence !== sequence) return broken(sequence, 'missing')
      const entry = entryOf(row)
      const record = row.act === 'issued' ? await readRecord(trx, { issuer, id: row.credential }) : undefined
      if (row.act === 'issued' && record === undefined) return broken(sequence, 'altered')
      if (computeHash({ previous, entry, record: record?.record }) !== row.hash) return broken(sequence, 'altered')
      if (head?.sequence === sequence && head.hash !== row.hash) return broken(sequence, 'forked')
      previous = row.hash
      if (entry.act === 'issued') continue
      const { purpose, bit } = STATUS_ACTS[entry.act]
      bits[purpose].set(entry.credential, { sequence, set: bit })
    }
    if (rows.length < PAGE) break
  }
  const own = await readAuditHead(trx, issuer)
  if (own.sequence > sequence || (head?.sequence ?? 0) > sequence) return broken(sequence + 1, 'cut')
  // A head that is behind was put back by somebody: entries were added without it.
  if (own.sequence < sequence || own.hash !== previous) return broken(Math.min(own.sequence + 1, sequence), 'altered')
  const wrong = await findWrongBit(trx, issuer, bits)
  return wrong === undefined ? { intact: true, head: own } : broken(wrong, 'status')
}

/** An entry with text that has no canonical form was not written by this program. */
function computeHash(options: {
  readonly previous: string
  readonly entry: AuditEntry
  readonly record: IssuedRecord | undefined
}): string | undefined {
  const { record, ...chain } = options
  try {
    return chainHash(record === undefined ? chain : { ...chain, record })
  } catch {
    return undefined
  }
}

async function readPage(trx: StoreDatabase, issuer: string, after: number): Promise<Tables['audit'][]> {
  return trx
    .selectFrom('audit')
    .selectAll()
    .where('issuer', '=', issuer)
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(PAGE)
    .execute()
}

/** Both ways: a bit that is set and should not be, and one that should be set and is not. */
async function findWrongBit(trx: StoreDatabase, issuer: string, bits: ExpectedBits): Promise<number | undefined> {
  const rows = await trx
    .selectFrom('status_place')
    .innerJoin('status_list', 'status_list.number', 'status_place.list')
    .innerJoin('reservation', 'reservation.number', 'status_place.reservation')
    .select(['reservation.credential as credential', 'status_list.purpose as purpose'])
    .where('status_list.issuer', '=', issuer)
    .where('status_place.bit', '=', sql.lit(1))
    .execute()
  const set = { revocation: new Set<string>(), suspension: new Set<string>() }
  for (const { credential, purpose } of rows) set[purpose].add(credential)
  const wrong: number[] = []
  for (const purpose of ['revocation', 'suspension'] as const) {
    for (const [credential, expected] of bits[purpose]) {
      if (set[purpose].has(credential) !== expected.set) wrong.push(expected.sequence)
    }
    for (const credential of set[purpose]) {
      if (!bits[purpose].has(credential)) wrong.push(await issuedAs(trx, issuer, credential))
    }
  }
  return wrong.length === 0 ? undefined : wrong.reduce((one, other) => Math.min(one, other))
}

/** The sequence number under which a credential was issued; 0 for one that never was. */
async function issuedAs(trx: StoreDatabase, issuer: string, credential: string): Promise<number> {
  const row = await trx
    .selectFrom('audit')
    .select('sequence')
    .where('credential', '=', credential)
    .where('issuer', '=', issuer)
    .orderBy('sequence')
    .limit(1)
    .executeTakeFirst()
  return row?.sequence ?? 0
}

function broken(sequence: number, fault: AuditFault): AuditFinding {
  return { intact: false, sequence, fault }
}
