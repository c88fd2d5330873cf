import {
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type TransactionSettings,
} from 'kysely'
import type { LibsqlConnection } from './libsql-connection.js'

/**
 * Kysely over one libsql connection.
 *
 * It differs from Kysely's own SQLite driver where durability and several processes ask for it: a transaction that may
 * write takes the write lock at once (`BEGIN IMMEDIATE`), or two processes could both read and then fail to write; one
 * that is `read only` takes none.
 */
export function libsqlDialect(connection: LibsqlConnection): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new LibsqlDriver(connection),
    createIntrospector: (db: Kysely<unknown>): DatabaseIntrospector => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

class LibsqlDriver implements Driver {
  readonly #connection: LibsqlConnection
  /** Settles when the last one in the queue is done with the connection. */
  #tail: Promise<void> = Promise.resolve()
  #release: () => void = () => {}

  constructor(connection: LibsqlConnection) {
    this.#connection = connection
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<LibsqlConnection> {
    const before = this.#tail
    let release = () => {}
    this.#tail = new Promise((resolve) => {
      release = resolve
    })
    await before
    this.#release = release
    return this.#connection
  }

  async releaseConnection(): Promise<void> {
    this.#release()
  }

  async beginTransaction(connection: LibsqlConnection, { accessMode }: TransactionSettings): Promise<void> {
    connection.confirmFile()
    await connection.retry(() => connection.run(accessMode === 'read only' ? 'begin' : 'begin immediate'))
  }

  async commitTransaction(connection: LibsqlConnection): Promise<void> {
    await connection.retry(() => connection.run('commit'))
    connection.committed()
  }

  async rollbackTransaction(connection: LibsqlConnection): Promise<void> {
    // SQLite has rolled back by itself after a full disk or a failed write; a second time would hide why.
    if (connection.inTransaction) connection.run('rollback')
  }

  async destroy(): Promise<void> {
    this.#connection.close()
  }
}
