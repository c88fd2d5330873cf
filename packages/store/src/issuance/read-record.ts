import type { IssuedRecord, StatusPlace } from '@trusted-tech/issuer'
import type { StoreDatabase } from '../tables.js'

/** The places of a reservation, in the order in which they were asked for. */
export async function readPlaces(db: StoreDatabase, reservation: number): Promise<readonly StatusPlace[]> {
  return db
    .selectFrom('status_place')
    .innerJoin('status_list', 'status_list.number', 'status_place.list')
    .select(['status_list.purpose as purpose', 'status_list.id as listId', 'status_place.position as index'])
    .where('status_place.reservation', '=', reservation)
    .orderBy('status_place.part')
    .execute()
}

/** A credential that `issuer` has on record, and the number of its reservation. */
export async function readRecord(
  db: StoreDatabase,
  { issuer, id }: { readonly issuer: string; readonly id: string },
): Promise<{ readonly record: IssuedRecord; readonly reservation: number } | undefined> {
  const row = await db
    .selectFrom('reservation')
    .innerJoin('credential', 'credential.reservation', 'reservation.number')
    .select(['reservation', 'type', 'subject', 'issued_at as issuedAt', 'secured'])
    .where('issuer', '=', issuer)
    .where('credential', '=', id)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { reservation, ...rest } = row
  return { record: { id, issuer, ...rest, places: await readPlaces(db, reservation) }, reservation }
}

/** The credential of a reservation, if it was recorded. */
export async function readReserved(db: StoreDatabase, reservation: number): Promise<IssuedRecord | undefined> {
  const row = await db
    .selectFrom('reservation')
    .innerJoin('credential', 'credential.reservation', 'reservation.number')
    .select(['reservation.credential as id', 'issuer', 'type', 'subject', 'issued_at as issuedAt', 'secured'])
    .where('number', '=', reservation)
    .executeTakeFirst()
  return row === undefined ? undefined : { ...row, places: await readPlaces(db, reservation) }
}
