import { TrustedTechError } from '@trusted-tech/model'
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import type Database from 'libsql'
import type { LogFolding } from './log-folding.js'
import type { OpenedFile } from './opened-file.js'
import { storeError } from './store-error.js'
import { whileBusy } from './while-busy.js'

type Statement = ReturnType<InstanceType<typeof Database>['prepare']>

/** Far above the number of different statements that the stores make; a bound, should one ever be built from input. */
const MAX_STATEMENTS = 256

/** Many times what a transaction of another process takes. */
const CLOSING_WAIT_MILLISECONDS = 200

/** The one connection of an opened store. Statements are synchronous: nothing else runs in this process meanwhile. */
export class LibsqlConnection implements DatabaseConnection {
  readonly #database: InstanceType<typeof Database>
  readonly #statements = new Map<string, Statement>()
  #closed = false
  #file: OpenedFile | undefined
  #folding: LogFolding | undefined

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
    if (!this.inTransaction) {
      if (result.numAffectedRows === undefined) this.confirmFile()
      else this.committed()
    }
    return result
  }

  /** From now on, what is committed is only acknowledged while the files are in their places, and is folded in. */
  watch(options: { readonly file: OpenedFile; readonly folding: LogFolding }): void {
    this.#file = options.file
    this.#folding = options.folding
  }

  /** Costs two look-ups of file names. */
  confirmFile(): void {
    this.#file?.confirm()
  }

  /** To be called before a commit is acknowledged, and not before the commit: until then it could still be lost. */
  committed(): void {
    this.confirmFile()
    if (this.#folding?.isDue()) {
      this.#folding.whileNobodyWrites(() => this.run('pragma wal_checkpoint(passive)'))
    }
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
    this.#folding?.close()
    try {
      // Waits for a writer: where it has to do without the write lock, what `LogFolding` is there for could happen.
      this.run(`pragma busy_timeout = ${CLOSING_WAIT_MILLISECONDS}`)
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
