import {
  type IssuanceStore,
  type IssuedRecord,
  type IssueRequest,
  refuseOtherContent,
  refuseRequest,
  requestInFlight,
  requestName,
} from '@trusted-tech/issuer'
import type { Instant } from '@trusted-tech/model'
import type { StoreDatabase } from '../tables.js'
import { readReserved } from './read-record.js'

type AskedRequest = IssueRequest & { readonly askedAt: Instant }

/** What is on record for a request; see `IssuanceStore.answerTo`. */
export async function answerTo(
  db: StoreDatabase,
  { issuer, request }: Parameters<IssuanceStore['answerTo']>[0],
): Promise<IssuedRecord | undefined> {
  const known = await readRequest(db, issuer, request)
  if (known !== undefined) refuseOtherContent({ request, known })
  const own = known === undefined ? undefined : await readReserved(db, known.reservation)
  if (own !== undefined || request.key !== undefined) return own
  const same = await db
    .selectFrom('request')
    .innerJoin('credential', 'credential.reservation', 'request.reservation')
    .select('request.reservation')
    .where('issuer', '=', issuer)
    .where('content', '=', request.content)
    .orderBy('request.reservation', 'desc')
    .limit(1)
    .executeTakeFirst()
  return same === undefined ? undefined : readReserved(db, same.reservation)
}

/** Takes a request for a reservation, in the transaction that makes it. */
export async function takeRequest(
  trx: StoreDatabase,
  options: { readonly issuer: string; readonly request: AskedRequest; readonly reservation: number },
): Promise<void> {
  const { issuer, request, reservation } = options
  const known = await readRequest(trx, issuer, request)
  refuseRequest({ request, known: known && { ...known, answered: known.recorded !== null } })
  const row = { content: request.content, reservation, asked_at: request.askedAt }
  await trx
    .insertInto('request')
    .values({ issuer, name: requestName(request), ...row })
    .onConflict((conflict) => conflict.columns(['issuer', 'name']).doUpdateSet(row))
    .execute()
}

/** Refuses to record what is not the answer any more: another reservation took its place. */
export async function confirmRequest(
  trx: StoreDatabase,
  { issuer, name, reservation }: { readonly issuer: string; readonly name: string; readonly reservation: number },
): Promise<void> {
  const current = await trx
    .selectFrom('request')
    .select('reservation')
    .where('issuer', '=', issuer)
    .where('name', '=', name)
    .executeTakeFirst()
  if (current?.reservation !== reservation) throw requestInFlight()
}

/** Gives a request up, if the credential is what it waits for. */
export async function releaseRequest(
  trx: StoreDatabase,
  { issuer, credential }: Parameters<IssuanceStore['release']>[0],
): Promise<void> {
  const reserved = await trx
    .selectFrom('reservation')
    .leftJoin('credential', 'credential.reservation', 'reservation.number')
    .select(['number', 'request', 'credential.reservation as recorded'])
    .where('issuer', '=', issuer)
    .where('reservation.credential', '=', credential)
    .executeTakeFirst()
  if (reserved === undefined || reserved.request === null || reserved.recorded !== null) return
  await trx
    .deleteFrom('request')
    .where('issuer', '=', issuer)
    .where('name', '=', reserved.request)
    .where('reservation', '=', reserved.number)
    .execute()
}

async function readRequest(db: StoreDatabase, issuer: string, request: IssueRequest) {
  return db
    .selectFrom('request')
    .leftJoin('credential', 'credential.reservation', 'request.reservation')
    .select(['content', 'request.reservation as reservation', 'asked_at', 'credential.reservation as recorded'])
    .where('issuer', '=', issuer)
    .where('name', '=', requestName(request))
    .executeTakeFirst()
    .then((row) => row && { ...row, askedAt: row.asked_at as Instant })
}
