import { setImmediate } from 'node:timers/promises'
import { TrustedTechError } from '@trusted-tech/model'
import { sql } from 'kysely'
import type { StoreDatabase } from '../tables.js'

/** A transaction holds other processes up while it lasts: some hundred statements are a few milliseconds. */
const MAX_GROUP = 64

interface Work {
  run(trx: StoreDatabase): Promise<unknown>
  resolve(value: unknown): void
  reject(error: unknown): void
}

/**
 * Lets writers that come at the same time share one transaction, and with it the one wait for the disk that makes each of
 * them durable. Every one still is all or nothing by itself, and is answered after the commit and not before.
 *
 * What one of them breaks is undone for that one alone; what goes wrong with the store is told to all of its group, of
 * which nothing was kept.
 *
 * @returns runs some work in a transaction, perhaps with that of others; its promise is fulfilled when it is on the disk
 * @example
 * const write = groupCommit(db)
 * await Promise.all(records.map((record) => write((trx) => commitRecord(trx, record))))
 */
export function groupCommit(db: StoreDatabase): <T>(run: (trx: StoreDatabase) => Promise<T>) => Promise<T> {
  const waiting: Work[] = []
  let gathering = false

  const drain = () =>
    // The connection first: closing the store then waits for this, as for everything else that is under way.
    db
      .connection()
      .execute(async (connection) => {
        // Those whose work is next to arrive do so before anything else happens in this process.
        await setImmediate()
        const group = waiting.splice(0, MAX_GROUP)
        gathering = false
        if (waiting.length > 0) gather()
        await commitGroup(connection, group)
      })
      // Only a connection that cannot be had ends here, before anything was taken.
      .catch((error: unknown) => {
        gathering = false
        for (const { reject } of waiting.splice(0)) reject(error)
      })
  const gather = () => {
    gathering = true
    void drain()
  }

  return <T>(run: (trx: StoreDatabase) => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      waiting.push({ run, resolve: resolve as (value: unknown) => void, reject })
      if (!gathering) gather()
    })
}

async function commitGroup(connection: StoreDatabase, group: readonly Work[]): Promise<void> {
  const answers: (() => void)[] = []
  try {
    await connection.transaction().execute(async (trx) => {
      for (const { run, resolve, reject } of group) {
        await sql`savepoint work`.execute(trx)
        try {
          const value = await run(trx)
          answers.push(() => resolve(value))
        } catch (error) {
          if (isOfStore(error)) throw error
          await sql`rollback to work`.execute(trx)
          answers.push(() => reject(error))
        }
        await sql`release work`.execute(trx)
      }
    })
  } catch (error) {
    for (const { reject } of group) reject(error)
    return
  }
  for (const answer of answers) answer()
}

/** A full disk or a damaged file ends the transaction; rules that one of the works broke do not. */
function isOfStore(error: unknown): boolean {
  return !(error instanceof TrustedTechError) || error.code.startsWith('ERR_STORE_')
}
