import type { Instant } from '@trusted-tech/model'
import { sql } from 'kysely'
import type { StoreDatabase } from '../tables.js'

/** The latest time at which anything was signed in the name of an issuer. */
export async function latestSigning(db: StoreDatabase, issuer: string): Promise<Instant | undefined> {
  const row = await db.selectFrom('signing_clock').select('latest').where('issuer', '=', issuer).executeTakeFirst()
  return row?.latest as Instant | undefined
}

/** Remembers a signing time. The clock of a store never goes back. */
export async function noteSigning(
  trx: StoreDatabase,
  { issuer, at }: { readonly issuer: string; readonly at: Instant },
): Promise<void> {
  await trx
    .insertInto('signing_clock')
    .values({ issuer, latest: at })
    .onConflict((conflict) =>
      conflict.column('issuer').doUpdateSet({ latest: sql`max(latest, excluded.latest)` as never }),
    )
    .execute()
}
