import type { KeyRecordStore } from '@trusted-tech/agent'
import type { StoreDatabase } from '../tables.js'

/** An agent's list of keys on SQL. */
export function createSqlKeyRecordStore(db: StoreDatabase): KeyRecordStore {
  return {
    async put({ kid, kms, type, publicKeyHex, meta }) {
      // Member by member: whatever else is in the object, a private key included, is not kept.
      const facts = { kms, type, publicKeyHex, meta }
      await db
        .insertInto('key_record')
        .values({ kid, ...facts })
        .onConflict((conflict) => conflict.column('kid').doUpdateSet(facts))
        .execute()
    },
    get: (kid) => db.selectFrom('key_record').selectAll().where('kid', '=', kid).executeTakeFirst(),
    list: () => db.selectFrom('key_record').selectAll().orderBy('kid').execute(),
    async remove(kid) {
      const { numDeletedRows } = await db.deleteFrom('key_record').where('kid', '=', kid).executeTakeFirstOrThrow()
      return numDeletedRows > 0n
    },
  }
}
