import { accessSync, chmodSync, closeSync, constants, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { DidRecordStore, KeyRecordStore, SealedKeyStore } from '@trusted-tech/agent'
import { TrustedTechError } from '@trusted-tech/model'
import type { CredentialStore } from '@trusted-tech/wallet'
import { Kysely } from 'kysely'
import Database from 'libsql'
import { createSqlDidRecordStore } from './agent/sql-did-record-store.js'
import { createSqlKeyRecordStore } from './agent/sql-key-record-store.js'
import { createSqlSealedKeyStore } from './agent/sql-sealed-key-store.js'
import { confirmAuditHead } from './audit/audit-head.js'
import { keepingHeads, readKeptHeads } from './audit/kept-heads.js'
import { createSqlIssuanceStore, type SqlIssuanceStore } from './issuance/sql-issuance-store.js'
import { migrate } from './migrate.js'
import { createSqlRegistryStore, type RegistryStore } from './registry/sql-registry-store.js'
import { LibsqlConnection } from './sqlite/libsql-connection.js'
import { libsqlDialect } from './sqlite/libsql-dialect.js'
import { LogFolding } from './sqlite/log-folding.js'
import { identityOf, OpenedFile } from './sqlite/opened-file.js'
import type { StoreDatabase, Tables } from './tables.js'
import { openSqlCredentialStore } from './wallet/sql-credential-store.js'

/** An opened store file. All stores that it gives share its one connection; other processes may open the file too. */
export interface Store {
  /**
   * The issuing record.
   *
   * @param options.capacity how many places of a status list are given before the next is opened: at most, and by
   * default, half of the 131,072 that it has
   * @throws {TrustedTechError} `ERR_ARGUMENT_INVALID` for a capacity that is none
   */
  issuance(options?: { readonly capacity?: number }): SqlIssuanceStore
  /**
   * The wallet's credentials, sealed with a key.
   *
   * @param options.key 32 bytes, such as a `dataKey` of the agent's key management system; the first key used is the key from
   * then on
   * @throws {TrustedTechError} `ERR_STORE_KEY_WRONG` for another key than the first; `ERR_ARGUMENT_INVALID` for no key
   */
  credentials(options: { readonly key: Uint8Array }): Promise<CredentialStore>
  /** The agent's list of keys, without private halves. */
  keyRecords(): KeyRecordStore
  /** The DIDs that the agent controls. */
  didRecords(): DidRecordStore
  /** The agent's private keys, which reach the store encrypted. */
  sealedKeys(): SealedKeyStore
  /** What an alliance builds trust data from. */
  registry(): RegistryStore
  /** Waits for what is under way and closes the file; the store then answers `ERR_STORE_CLOSED`. May be repeated. */
  close(): Promise<void>
}

/** How long one waits for another process's transaction, which takes milliseconds. */
const BUSY_TIMEOUT_MILLISECONDS = 10_000

const SETTINGS = [
  'foreign_keys = on',
  // In KiB: the inner pages of the indexes of a million credentials.
  'cache_size = -65536',
  'synchronous = full',
  // See `LogFolding`.
  'wal_autocheckpoint = 0',
  // Where fsync leaves data in the drive's cache (macOS), ask for more; elsewhere these change nothing.
  'fullfsync = on',
  'checkpoint_fullfsync = on',
] as const

/**
 * Opens a store in one SQLite file, which is made where there is none.
 *
 * The file and what SQLite keeps beside it have mode 0600, a folder that has to be made 0700; a folder that is there is
 * left as it is. What a store acknowledges is on the disk: write-ahead log, `synchronous=FULL`. A schema of an older
 * version is brought to this one's, in one transaction. Nothing is acknowledged, and nothing answered, after the file or
 * its log was removed or replaced.
 *
 * Does not work over network file systems: SQLite's locks need a real one. Does not check the whole file for damage:
 * one that holds text which is not UTF-8, as no program of ours writes it, ends the process when it is read.
 *
 * @param options.path of the file; never a URL
 * @param options.create `false` where a store has been: one that is not there, or empty, is then refused, and not made
 * anew without what it had, which would give every index again
 * @param options.heads of the file in which the end of the audit record is kept, beside the store if not told; where it
 * names what the store does not have, the store is an old or another one. Better on another disk: a backup that puts back
 * both is not noticed
 * @param options.busyTimeoutMilliseconds how long another process's transaction is waited for
 * @throws {TrustedTechError} `ERR_STORE_UNREADABLE`, `ERR_STORE_READ_ONLY`, `ERR_STORE_FULL`, `ERR_STORE_BUSY` as the
 * file system has it; `ERR_STORE_FOREIGN` for a file that is not a store, `ERR_STORE_NEWER` for one of a newer program,
 * `ERR_STORE_DAMAGED` for a damaged one, or for a log that has lost its file; none of these is written to.
 * `ERR_STORE_MISSING` where `create` is `false`, or heads are kept, and there is none; `ERR_STORE_BEHIND` for one that is
 * behind the heads
 * @example
 * const store = await openStore({ path: 'desk/store.db' })
 * const issued = await issueClaim({ issuer, signer, store: store.issuance(), statusBase, now, trust, draft })
 * await store.close()
 * @see SQLite documentation, "Write-Ahead Logging"
 */
export async function openStore(options: {
  readonly path: string
  readonly create?: boolean
  readonly heads?: string
  readonly busyTimeoutMilliseconds?: number
}): Promise<Store> {
  const { create = true, busyTimeoutMilliseconds = BUSY_TIMEOUT_MILLISECONDS } = options
  if (!Number.isInteger(busyTimeoutMilliseconds) || busyTimeoutMilliseconds < 0) {
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'The busy timeout is a whole number of milliseconds.')
  }
  // Absolute, or libsql would take `libsql:` and `https:` for a server to send everything to.
  const path = resolve(options.path)
  const headsPath = options.heads ?? `${path}-heads`
  const heads = readKeptHeads(headsPath)
  const mayCreate = create && heads.length === 0
  const found = prepareFile(path, mayCreate)
  const connection = new LibsqlConnection(connect(path), busyTimeoutMilliseconds)
  const db: StoreDatabase = new Kysely<Tables>({ dialect: libsqlDialect(connection) })
  try {
    // Each may find the file locked for the moment in which another process makes it.
    for (const setting of SETTINGS) await connection.retry(() => connection.run(`pragma ${setting}`))
    await migrate({ connection, db: db as unknown as Kysely<unknown>, create: mayCreate })
    for (const head of heads) await confirmAuditHead(db, head)
    connection.watch({
      file: new OpenedFile(path, found),
      folding: new LogFolding({ open: () => connect(path), due: isLong(`${path}-wal`) }),
    })
  } catch (error) {
    connection.close()
    throw error
  }
  return {
    issuance: (of = {}) => keepingHeads(createSqlIssuanceStore({ db, ...of }), headsPath),
    credentials: ({ key }) => openSqlCredentialStore({ db, key }),
    keyRecords: () => createSqlKeyRecordStore(db),
    didRecords: () => createSqlDidRecordStore(db),
    sealedKeys: () => createSqlSealedKeyStore(db),
    registry: () => createSqlRegistryStore(db),
    // In the queue behind what is under way. Kysely's `destroy` would answer later calls with an error of its own.
    close: () => db.connection().execute(async () => connection.close()),
  }
}

/**
 * Makes the file before SQLite does, so that it is never readable by others, not for a moment. A file that is there is
 * not opened here: closing it would drop the locks that another connection of this process holds on it.
 */
function prepareFile(path: string, create: boolean) {
  try {
    refuseLostFile(path, create)
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    try {
      if (create) closeSync(openSync(path, 'wx', 0o600))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const found = statSync(path, { bigint: true })
    if (!found.isFile()) throw new TrustedTechError('ERR_STORE_UNREADABLE', `${path} is not a file.`)
    accessSync(path, constants.R_OK)
    accessSync(path, constants.W_OK)
    accessSync(dirname(path), constants.W_OK)
    if ((found.mode & 0o077n) !== 0n) chmodSync(path, 0o600)
    return found
  } catch (error) {
    throw fileError(path, error)
  }
}

/** Longer than it gets where it is folded in time. */
function isLong(log: string): boolean {
  return (identityOf(log)?.size ?? 0n) > 8_000_000n
}

/** Before anything is touched: what is lost can perhaps be brought back, but not after SQLite has deleted the log. */
function refuseLostFile(path: string, create: boolean): void {
  // The log first: another process that is making the store writes the file before the log.
  const log = identityOf(`${path}-wal`)?.size ?? 0n
  const size = identityOf(path)?.size ?? 0n
  if (size > 0n) return
  if (log > 0n) {
    throw new TrustedTechError(
      'ERR_STORE_DAMAGED',
      `The store ${path} is missing or empty, and ${path}-wal, which is a part of it, is there: bring both back.`,
    )
  }
  if (!create) throw new TrustedTechError('ERR_STORE_MISSING', `There is no store ${path}, or nothing in it.`)
}

const FILE_ERRORS = {
  EROFS: 'ERR_STORE_READ_ONLY',
  EACCES: 'ERR_STORE_READ_ONLY',
  EPERM: 'ERR_STORE_READ_ONLY',
  ENOSPC: 'ERR_STORE_FULL',
  EDQUOT: 'ERR_STORE_FULL',
} as const

function fileError(path: string, error: unknown): TrustedTechError {
  if (error instanceof TrustedTechError) return error
  const { code = '', syscall } = error as NodeJS.ErrnoException
  const known = syscall === 'stat' ? undefined : FILE_ERRORS[code as keyof typeof FILE_ERRORS]
  return new TrustedTechError(known ?? 'ERR_STORE_UNREADABLE', `The store ${path} cannot be opened for writing.`, {
    cause: error,
  })
}

function connect(path: string): InstanceType<typeof Database> {
  try {
    return new Database(path)
  } catch (error) {
    throw new TrustedTechError('ERR_STORE_UNREADABLE', `The store ${path} cannot be opened.`, { cause: error })
  }
}
