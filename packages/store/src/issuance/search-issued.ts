import {
  type IssuanceStore,
  type IssuedEntry,
  type IssuedPage,
  type IssuedState,
  pageStart,
} from '@trusted-tech/issuer'
import { sql } from 'kysely'
import type { StoreDatabase } from '../tables.js'

/** One page of what an issuer issued; see `IssuanceStore.search`. It begins after a reservation's number. */
export async function searchIssued(
  db: StoreDatabase,
  query: Parameters<IssuanceStore['search']>[0],
): Promise<IssuedPage> {
  const { issuer, subject, type, state, limit } = query
  const after = pageStart(query)
  let asked = db
    .selectFrom('reservation')
    .innerJoin('credential', 'credential.reservation', 'reservation.number')
    .select([
      'number',
      'reservation.credential as id',
      'issuer',
      'type',
      'subject',
      'issued_at as issuedAt',
      stateOf.as('state'),
    ])
    .where('issuer', '=', issuer)
    .where('number', '>', after)
    .orderBy('number')
    // One more, to see whether there is another page.
    .limit(limit + 1)
  if (subject !== undefined) asked = asked.where('subject', '=', subject)
  if (type !== undefined) asked = asked.where('type', '=', type)
  if (state !== undefined) asked = asked.where(stateOf, '=', state)
  const rows = await asked.execute()
  const found = rows.slice(0, limit).map(({ number: _number, ...entry }): IssuedEntry => entry)
  const last = rows[limit - 1]
  return rows.length > limit && last !== undefined ? { found, next: `${last.number}` } : { found }
}

/** What the bits say, a revocation first. */
const stateOf = sql<IssuedState>`coalesce((
  select case min(status_list.purpose) when 'revocation' then 'revoked' else 'suspended' end
  from status_place join status_list on status_list.number = status_place.list
  where status_place.reservation = reservation.number and status_place.bit = 1 having count(*) > 0), 'good')`
