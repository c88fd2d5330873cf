import { TrustedTechError } from '@trusted-tech/model'
import { type Kysely, sql } from 'kysely'
import { MIGRATIONS } from './migrations.js'
import type { LibsqlConnection } from './sqlite/libsql-connection.js'

/** "TTst": tells a store of ours from any other SQLite file. */
const APPLICATION_ID = 0x54547374

/**
 * Brings a database to the schema of this program, in one transaction: a process that dies half way leaves the old
 * version, and a second process that opens at the same time waits and finds the work done.
 *
 * @param options.create `false` to refuse a database in which nothing was made yet
 * @param options.migrations the versions, oldest first; a test gives others
 * @throws {TrustedTechError} `ERR_STORE_FOREIGN` for a database that is not a store, `ERR_STORE_NEWER` for a schema that
 * this program does not know, `ERR_STORE_MISSING` for an empty one where it may not be made; none is touched
 */
export async function migrate(options: {
  readonly connection: LibsqlConnection
  readonly db: Kysely<unknown>
  readonly create?: boolean
  readonly migrations?: typeof MIGRATIONS
}): Promise<void> {
  const { connection, db, create = true, migrations = MIGRATIONS } = options
  // Without the write lock: who opens a store that is up to date waits for nobody.
  const version = await connection.retry(() => readVersion(connection))
  if (version === 0 && !create) throw new TrustedTechError('ERR_STORE_MISSING', 'There is no store in the database.')
  const upToDate = refuseNewer(version, migrations.length) === migrations.length
  await ensureLog(connection)
  if (upToDate) {
    // Reads, which opens the log: until then another process could remove it.
    await connection.retry(() => readVersion(connection))
    return
  }
  await db.transaction().execute(async (trx) => {
    const current = refuseNewer(readVersion(connection), migrations.length)
    for (const step of migrations.slice(current)) await step(trx)
    await sql`pragma application_id = ${sql.lit(APPLICATION_ID)}`.execute(trx)
    await sql`pragma user_version = ${sql.lit(migrations.length)}`.execute(trx)
  })
}

/** A copy that was made with `VACUUM INTO` is without one. Where there is one, nothing is waited for. */
async function ensureLog(connection: LibsqlConnection): Promise<void> {
  for (const statement of ['pragma journal_mode', 'pragma journal_mode = wal']) {
    const { rows } = await connection.retry(() => connection.run(statement))
    if ((rows as readonly { readonly journal_mode: string }[])[0]?.journal_mode === 'wal') return
  }
  throw new TrustedTechError('ERR_STORE_UNREADABLE', 'The file system has no locks that a write-ahead log could use.')
}

/** One statement, and so one moment: another process may be making the tables. */
function readVersion(connection: LibsqlConnection): number {
  const { rows } = connection.run(
    `select application_id, user_version, (select count(*) from sqlite_schema) as tables
     from pragma_application_id, pragma_user_version`,
  )
  const [row] = rows as { application_id: number; user_version: number; tables: number }[]
  if (row === undefined || (row.application_id !== APPLICATION_ID && row.tables !== 0)) {
    throw new TrustedTechError('ERR_STORE_FOREIGN', 'The file is a database, but not a store of this program.')
  }
  return row.user_version
}

function refuseNewer(version: number, known: number): number {
  if (version <= known) return version
  throw new TrustedTechError(
    'ERR_STORE_NEWER',
    `The store has schema version ${version}, this program knows ${known}: it was written by a newer one. Use that.`,
  )
}
