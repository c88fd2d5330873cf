import type { DidRecord, DidRecordStore } from '@trusted-tech/agent'
import type { StoreDatabase, Tables } from '../tables.js'

/** The DIDs that an agent controls, on SQL. */
export function createSqlDidRecordStore(db: StoreDatabase): DidRecordStore {
  const find = (column: 'did' | 'alias', value: string, from = db) =>
    from.selectFrom('did_record').selectAll().where(column, '=', value).executeTakeFirst()
  return {
    put: ({ did, provider, alias, controllerKeyId, keyIds, services }) =>
      db.transaction().execute(async (trx) => {
        if (alias !== undefined) {
          const owner = await find('alias', alias, trx)
          if (owner !== undefined && owner.did !== did) return false
        }
        const facts = {
          provider,
          alias: alias ?? null,
          controllerKeyId: controllerKeyId ?? null,
          keyIds: JSON.stringify(keyIds),
          services,
        }
        await trx
          .insertInto('did_record')
          .values({ did, ...facts })
          .onConflict((conflict) => conflict.column('did').doUpdateSet(facts))
          .execute()
        return true
      }),
    async get(did) {
      const row = await find('did', did)
      return row === undefined ? undefined : recordOf(row)
    },
    async getByAlias(alias) {
      const row = await find('alias', alias)
      return row === undefined ? undefined : recordOf(row)
    },
    list: async () => (await db.selectFrom('did_record').selectAll().orderBy('did').execute()).map(recordOf),
    async remove(did) {
      const { numDeletedRows } = await db.deleteFrom('did_record').where('did', '=', did).executeTakeFirstOrThrow()
      return numDeletedRows > 0n
    },
  }
}

function recordOf({ did, provider, alias, controllerKeyId, keyIds, services }: Tables['did_record']): DidRecord {
  return {
    did,
    provider,
    ...(alias === null ? {} : { alias }),
    ...(controllerKeyId === null ? {} : { controllerKeyId }),
    keyIds: JSON.parse(keyIds) as string[],
    services,
  }
}
