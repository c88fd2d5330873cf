import { TrustedTechError } from '@trusted-tech/model'
import { type Kysely, sql } from 'kysely'
import { MIGRATIONS } from './migrations.js'

/** "TTst": tells a store of ours from any other SQLite file. */
const APPLICATION_ID = 0x54547374

/**
 * Brings a database to the schema of this program, in one transaction: a process that dies half way leaves the old
 * version, and a second process that opens at the same time waits and finds the work done.
 *
 * @param migrations the versions, oldest first; a test gives others
 * @throws {TrustedTechError} `ERR_STORE_FOREIGN` for a database that is not a store, `ERR_STORE_NEWER` for a schema that
 * this program does not know; neither is touched
 */
export async function migrate(db: Kysely<unknown>, migrations = MIGRATIONS): Promise<void> {
  // Looked at without the write lock first: who opens a store that is up to date waits for nobody.
  const version = await db.transaction().setAccessMode('read only').execute(readVersion)
  if (refuseNewer(version, migrations.length) === migrations.length) return
  await db.transaction().execute(async (trx) => {
    const current = refuseNewer(await readVersion(trx), migrations.length)
    for (const step of migrations.slice(current)) await step(trx)
    await sql`pragma application_id = ${sql.lit(APPLICATION_ID)}`.execute(trx)
    await sql`pragma user_version = ${sql.lit(migrations.length)}`.execute(trx)
  })
}

async function readVersion(db: Kysely<unknown>): Promise<number> {
  const id = await sql<{ application_id: number }>`pragma application_id`.execute(db)
  const version = await sql<{ user_version: number }>`pragma user_version`.execute(db)
  const tables = await sql<{ n: number }>`select count(*) as n from sqlite_schema`.execute(db)
  if (id.rows[0]?.application_id !== APPLICATION_ID && tables.rows[0]?.n !== 0) {
    throw new TrustedTechError('ERR_STORE_FOREIGN', 'The file is a database, but not a store of this program.')
  }
  return version.rows[0]?.user_version ?? 0
}

function refuseNewer(version: number, known: number): number {
  if (version <= known) return version
  throw new TrustedTechError(
    'ERR_STORE_NEWER',
    `The store has schema version ${version}, this program knows ${known}: it was written by a newer one. Use that.`,
  )
}
