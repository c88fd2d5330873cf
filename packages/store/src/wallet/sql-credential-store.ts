import { createHmac, hkdfSync } from 'node:crypto'
import { decodeUtf8, encodeUtf8, TrustedTechError } from '@trusted-tech/model'
import type { CredentialStore, HeldCredential } from '@trusted-tech/wallet'
import type { StoreDatabase, Tables } from '../tables.js'
import { seal, unseal } from './sealed-record.js'

/** What is sealed to know the key again. No record is found under it: they lie under their id's HMAC. */
const KEY_CHECK = 'trusted-tech wallet key'

/**
 * A wallet's credentials on SQL. The whole record is sealed, not only the credential: who holds what of whom is as much
 * the holder's own. A record is found by the HMAC of its id: that of a status list is a URL and names its issuer. What
 * stays readable is how many records there are, how long, and which one changes.
 *
 * Does not notice that a record was removed, or an older one of the same id put back.
 */
export async function openSqlCredentialStore(options: {
  readonly db: StoreDatabase
  readonly key: Uint8Array
}): Promise<CredentialStore> {
  const { db } = options
  if (!(options.key instanceof Uint8Array) || options.key.length !== 32) {
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'The key of a wallet is 32 bytes.')
  }
  // A copy: the caller may wipe its own.
  const key = options.key.slice()
  await confirmKey(db, key)
  // A key of its own: one key has one purpose.
  const idKey = new Uint8Array(hkdfSync('sha256', key, '', 'trusted-tech wallet ids', 32))
  const placeOf = (id: string) => createHmac('sha256', idKey).update(id, 'utf8').digest('base64url')
  return {
    async put(credential) {
      const id = placeOf(credential.id)
      const sealed = seal({ key, about: id, bytes: encodeUtf8(JSON.stringify(credential)) })
      await db
        .insertInto('held_credential')
        .values({ id, sealed })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ sealed }))
        .execute()
    },
    async get(id) {
      const row = await db.selectFrom('held_credential').selectAll().where('id', '=', placeOf(id)).executeTakeFirst()
      return row === undefined ? undefined : openRecord(key, row)
    },
    async list() {
      const rows = await db.selectFrom('held_credential').selectAll().execute()
      return rows.map((row) => openRecord(key, row)).sort((one, other) => (one.id < other.id ? -1 : 1))
    },
    async remove(id) {
      const { numDeletedRows } = await db
        .deleteFrom('held_credential')
        .where('id', '=', placeOf(id))
        .executeTakeFirstOrThrow()
      return numDeletedRows > 0n
    },
  }
}

/** Told at once and for an empty wallet too: a record sealed with a second key would be lost to the first. */
async function confirmKey(db: StoreDatabase, key: Uint8Array): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const row = await trx.selectFrom('wallet_key').select('sealed').executeTakeFirst()
    if (row === undefined) {
      const sealed = seal({ key, about: KEY_CHECK, bytes: encodeUtf8(KEY_CHECK) })
      await trx.insertInto('wallet_key').values({ id: 1, sealed }).execute()
    } else if (unseal({ key, about: KEY_CHECK, sealed: new Uint8Array(row.sealed) }) === undefined) {
      throw new TrustedTechError('ERR_STORE_KEY_WRONG', 'The wallet was sealed with another key or passphrase.')
    }
  })
}

function openRecord(key: Uint8Array, row: Tables['held_credential']): HeldCredential {
  const bytes = unseal({ key, about: row.id, sealed: new Uint8Array(row.sealed) })
  const text = bytes === undefined ? undefined : decodeUtf8(bytes)
  if (text === undefined || !text.ok) {
    throw new TrustedTechError('ERR_STORE_DAMAGED', `The wallet's record ${row.id} is not what was put there.`)
  }
  return JSON.parse(text.value) as HeldCredential
}
