import type { KeyEncryption, SealedKeyRecord, SealedKeyStore } from '@trusted-tech/agent'
import type { StoreDatabase, Tables } from '../tables.js'

/** An agent's private keys on SQL: ciphertext, and how it was made. */
export function createSqlSealedKeyStore(db: StoreDatabase): SealedKeyStore {
  const read = async (from = db): Promise<KeyEncryption | undefined> => {
    const row = await from.selectFrom('key_encryption').select('parameters').executeTakeFirst()
    return row === undefined ? undefined : (JSON.parse(row.parameters) as KeyEncryption)
  }
  return {
    readEncryption: () => read(),
    establishEncryption: (encryption) =>
      db.transaction().execute(async (trx) => {
        const known = await read(trx)
        if (known !== undefined) return known
        await trx
          .insertInto('key_encryption')
          .values({ id: 1, parameters: JSON.stringify(encryption) })
          .execute()
        return encryption
      }),
    insert: ({ kid, type, publicKeyHex, sealed: { nonce, ciphertext } }, salt) =>
      db.transaction().execute(async (trx) => {
        if ((await read(trx))?.salt !== salt) return 'resealed'
        const { numInsertedOrUpdatedRows } = await trx
          .insertInto('sealed_key')
          .values({ kid, type, publicKeyHex, nonce, ciphertext })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirstOrThrow()
        return numInsertedOrUpdatedRows === 1n ? 'kept' : 'exists'
      }),
    async get(kid) {
      const row = await db.selectFrom('sealed_key').selectAll().where('kid', '=', kid).executeTakeFirst()
      return row === undefined ? undefined : recordOf(row)
    },
    list: async () => (await db.selectFrom('sealed_key').selectAll().orderBy('kid').execute()).map(recordOf),
    async remove(kid) {
      const { numDeletedRows } = await db.deleteFrom('sealed_key').where('kid', '=', kid).executeTakeFirstOrThrow()
      return numDeletedRows > 0n
    },
    reseal: (work) =>
      db.transaction().execute(async (trx) => {
        const encryption = await read(trx)
        if (encryption === undefined) return
        const records = (await trx.selectFrom('sealed_key').selectAll().execute()).map(recordOf)
        const next = work({ encryption, records })
        await trx
          .updateTable('key_encryption')
          .set({ parameters: JSON.stringify(next.encryption) })
          .execute()
        for (const { kid, sealed } of next.records) {
          await trx
            .updateTable('sealed_key')
            .set({ ...sealed })
            .where('kid', '=', kid)
            .execute()
        }
      }),
  }
}

function recordOf({ nonce, ciphertext, ...record }: Tables['sealed_key']): SealedKeyRecord {
  return { ...record, sealed: { nonce, ciphertext } }
}
