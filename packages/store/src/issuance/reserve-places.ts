import { type IssuanceStore, requestName, type StatusPlace } from '@trusted-tech/issuer'
import { TrustedTechError } from '@trusted-tech/model'
import { MIN_LIST_ENTRIES, type StatusPurpose } from '@trusted-tech/status'
import type { StoreDatabase } from '../tables.js'
import { takeRequest } from './requests.js'
import { noteSigning } from './signing-clock.js'

type ReserveOptions = Parameters<IssuanceStore['reserve']>[0]

/** In a list that is half used, one draw in two finds an unused index; that a hundred do not is the generator's fault. */
const MAX_DRAWS = 128

/**
 * Gives a credential its places, in the transaction that it is called in. Its cost does not grow with what was issued:
 * everything that it looks up has an index, and how full a list is stands in the list's row.
 */
export async function reservePlaces(
  trx: StoreDatabase,
  options: ReserveOptions & { readonly capacity: number },
): Promise<readonly StatusPlace[]> {
  const { issuer, credential, purposes, random, signedAt, request } = options
  const known = await trx
    .selectFrom('reservation')
    .select('number')
    .where('issuer', '=', issuer)
    .where('credential', '=', credential)
    .executeTakeFirst()
  if (known !== undefined) throw misuse(`Places are reserved for ${credential} already.`)
  const reservation = await trx
    .insertInto('reservation')
    .values({ issuer, credential, request: request === undefined ? null : requestName(request) })
    .returning('number')
    .executeTakeFirstOrThrow()
  if (request !== undefined) await takeRequest(trx, { issuer, request, reservation: reservation.number })
  if (signedAt !== undefined) await noteSigning(trx, { issuer, at: signedAt })
  const places: StatusPlace[] = []
  for (const purpose of purposes) {
    const list = await openList(trx, { ...options, purpose })
    const position = await drawPosition(trx, { list, random })
    await trx
      .insertInto('status_place')
      .values({ list: list.number, position, reservation: reservation.number, part: places.length, bit: 0 })
      .execute()
    await trx
      .updateTable('status_list')
      .set((it) => ({ taken: it('taken', '+', 1) }))
      .where('number', '=', list.number)
      .execute()
    places.push({ purpose, listId: list.id, index: position })
  }
  return places
}

interface OpenList {
  readonly number: number
  readonly id: string
}

async function openList(
  trx: StoreDatabase,
  options: ReserveOptions & { readonly purpose: StatusPurpose; readonly capacity: number },
): Promise<OpenList> {
  const { issuer, purpose, capacity, listIdFor } = options
  // The newest only: older ones were full when it was opened, and a search among them would cost more with each.
  const newest = await trx
    .selectFrom('status_list')
    .select(['number', 'id', 'ordinal', 'taken'])
    .where('issuer', '=', issuer)
    .where('purpose', '=', purpose)
    .orderBy('ordinal', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (newest !== undefined && newest.taken < capacity) return newest
  const ordinal = newest === undefined ? 0 : newest.ordinal + 1
  const id = listIdFor(purpose, ordinal)
  const taken = await trx.selectFrom('status_list').select('number').where('id', '=', id).executeTakeFirst()
  if (taken !== undefined) throw misuse(`The status list ${id} exists already.`)
  return trx
    .insertInto('status_list')
    .values({ id, issuer, purpose, ordinal, taken: 0 })
    .returning(['number', 'id'])
    .executeTakeFirstOrThrow()
}

async function drawPosition(
  trx: StoreDatabase,
  { list, random }: { readonly list: OpenList; readonly random: (bound: number) => number },
): Promise<number> {
  for (let draw = 0; draw < MAX_DRAWS; draw += 1) {
    const position = random(MIN_LIST_ENTRIES)
    if (!Number.isInteger(position) || position < 0 || position >= MIN_LIST_ENTRIES) {
      throw misuse(`random gives integers from 0 to ${MIN_LIST_ENTRIES - 1}.`)
    }
    const given = await trx
      .selectFrom('status_place')
      .select('position')
      .where('list', '=', list.number)
      .where('position', '=', position)
      .executeTakeFirst()
    if (given === undefined) return position
  }
  throw new TrustedTechError('ERR_STATUS_EXHAUSTED', `No unused index was drawn in the status list ${list.id}.`)
}

function misuse(message: string): TrustedTechError {
  return new TrustedTechError('ERR_ARGUMENT_INVALID', message)
}
