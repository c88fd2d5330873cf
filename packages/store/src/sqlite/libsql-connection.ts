import { TrustedTechError } from '@trusted-tech/model'
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import type Database from 'libsql'
import type { OpenedFile } from './opened-file.js'
import { storeError } from './store-error.js'
import { whileBusy } from './while-busy.js'

type Statement = ReturnType<InstanceType<typeof Database>['prepare']>

/** Far above the number of different statements that the stores make; a bound, should one ever be built from input. */
const MAX_STATEMENTS = 256

/** The one connection of an opened store. Statements are synchronous: nothing else runs in this process meanwhile. */
export class LibsqlConnection implements DatabaseConnection {
  readonly #database: InstanceType<typeof Database>
  readonly #statements = new Map<string, Statement>()
  #closed = false
  #file: OpenedFile | undefined

  readonly #busyTimeoutMilliseconds: number

  constructor(database: InstanceType<typeof Database>, busyTimeoutMilliseconds = 0) {
    this.#database = database
    this.#busyTimeoutMilliseconds = busyTimeoutMilliseconds
  }

  get inTransaction(): boolean {
    return !this.#closed && this.#database.inTransaction
  }

  /** Runs a statement, prepared once. */
  run(sql: string, parameters: readonly unknown[] = []): QueryResult<never> {
    if (this.#closed) throw new TrustedTechError('ERR_STORE_CLOSED', 'The store is closed.')
    try {
      const statement = this.#prepared(sql)
      if (statement.reader) return { rows: statement.all(parameters) as never[] }
      const { changes } = statement.run(parameters)
      return { rows: [], numAffectedRows: BigInt(changes) }
    } catch (error) {
      throw storeError(error)
    }
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const result = await this.retry(() => this.run(sql, parameters))
    // By itself it is a transaction, and was just committed.
    if (!this.inTransaction) this.confirmFile()
    return result
  }

  /** From now on, nothing is acknowledged that was written to files which are no longer at their paths. */
  watch(file: OpenedFile): void {
    this.#file = file
  }

  /** Costs two look-ups of file names. After a commit and not before: before, it could still be lost. */
  confirmFile(): void {
    this.#file?.confirm()
  }

  /** Does something on this connection, again and again while another one is in a transaction. */
  retry<T>(work: () => T): Promise<T> {
    return whileBusy(this.#busyTimeoutMilliseconds, work)
  }

  // biome-ignore lint/correctness/useYield: the interface asks for it; a cursor would hold the only connection
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('rows are read in pages, not streamed')
  }

  /** Folds the log into the file where no other process is at it, and lets go of both. */
  close(): void {
    if (this.#closed) return
    try {
      this.run('pragma wal_checkpoint(truncate)')
    } catch {
      // What is committed is in the log, and whoever opens next reads it from there.
    }
    this.#statements.clear()
    this.#closed = true
    this.#database.close()
  }

  #prepared(sql: string): Statement {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.#database.prepare(sql)
    if (this.#statements.size >= MAX_STATEMENTS) this.#statements.clear()
    this.#statements.set(sql, statement)
    return statement
  }
}
