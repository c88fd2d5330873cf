import { TrustedTechError } from '@trusted-tech/model'
import { Kysely } from 'kysely'
import Database from 'libsql'
import { afterAll, describe, expect, it } from 'vitest'
import { LibsqlConnection } from '../sqlite/libsql-connection.js'
import { libsqlDialect } from '../sqlite/libsql-dialect.js'
import type { StoreDatabase, Tables } from '../tables.js'
import { groupCommit } from './group-commit.js'

const opened: LibsqlConnection[] = []
afterAll(() => {
  for (const connection of opened) connection.close()
})

/** A store with one table, whose every statement is written down. */
async function counted() {
  const connection = new LibsqlConnection(new Database(':memory:'))
  opened.push(connection)
  const made: string[] = []
  const run = connection.run.bind(connection)
  connection.run = (sql, parameters) => {
    made.push(sql.split(' ')[0] ?? '')
    return run(sql, parameters)
  }
  const db: StoreDatabase = new Kysely<Tables>({ dialect: libsqlDialect(connection) })
  await db.schema
    .createTable('key_record')
    .addColumn('kid', 'text', (it) => it.primaryKey())
    .execute()
  const kids = async () => (await db.selectFrom('key_record').select('kid').execute()).map(({ kid }) => kid)
  return { db, write: groupCommit(db), made, kids, count: (word: string) => made.filter((one) => one === word).length }
}

const put = (kid: string) => async (trx: StoreDatabase) => {
  await trx
    .insertInto('key_record')
    .values({ kid } as never)
    .execute()
  return kid
}

describe('writers that come together', () => {
  it('share one transaction, and each has its own answer', async () => {
    const { write, kids, count } = await counted()
    const answers = await Promise.all(Array.from({ length: 20 }, (_, turn) => write(put(`${turn}`))))
    expect(answers).toEqual(Array.from({ length: 20 }, (_, turn) => `${turn}`))
    expect([count('begin'), count('commit')]).toEqual([1, 1])
    expect(await kids()).toHaveLength(20)
  })

  it('are answered after the commit, and not before', async () => {
    const { write, made } = await counted()
    const seen: boolean[] = []
    await Promise.all([1, 2].map((turn) => write(put(`${turn}`)).then(() => seen.push(made.includes('commit')))))
    expect(seen).toEqual([true, true])
  })

  it('undo what one of them broke for that one alone', async () => {
    const { write, kids, count } = await counted()
    const settled = await Promise.allSettled([
      write(put('a')),
      write(async (trx) => {
        await put('half')(trx)
        throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'a rule was broken')
      }),
      write(put('b')),
    ])
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await kids()).toEqual(['a', 'b'])
    expect(count('commit')).toBe(1)
  })

  it('THREAT-163 are all told, and keep nothing, when the store fails under one of them', async () => {
    const { write, kids } = await counted()
    const settled = await Promise.allSettled([
      write(put('a')),
      write(async () => Promise.reject(new TrustedTechError('ERR_STORE_FULL', 'the disk is full'))),
      write(put('b')),
    ])
    expect(settled.map((one) => one.status === 'rejected' && one.reason.code)).toEqual(Array(3).fill('ERR_STORE_FULL'))
    expect(await kids()).toEqual([])
    expect(await write(put('c'))).toBe('c')
  })

  it('THREAT-163 are told of a commit that failed', async () => {
    const { db, write, kids } = await counted()
    const connection = opened.at(-1) as LibsqlConnection
    const run = connection.run
    connection.run = (sql, parameters) => {
      if (sql === 'commit') throw new TrustedTechError('ERR_STORE_FAILED', 'the disk did not write')
      return run(sql, parameters)
    }
    const settled = await Promise.allSettled([write(put('a')), write(put('b'))])
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    connection.run = run
    expect(connection.inTransaction).toBe(false)
    expect(await kids()).toEqual([])
    await db.destroy()
  })

  it('are taken in the order in which they came, in several transactions', async () => {
    const { write, kids, count } = await counted()
    const all = Array.from({ length: 300 }, (_, turn) => String(turn).padStart(4, '0'))
    const order: string[] = []
    await Promise.all(all.map((kid) => write(put(kid)).then((answer) => order.push(answer))))
    expect(order).toEqual(all)
    expect(await kids()).toEqual(all)
    expect(count('commit')).toBe(5)
  })

  it('may come while others are at it', async () => {
    const { write, kids } = await counted()
    await Promise.all(['a', 'b'].map((kid) => write(put(kid)).then(() => write(put(`${kid} again`)))))
    expect(await kids()).toEqual(['a', 'b', 'a again', 'b again'])
  })

  it('are told when the store is closed', async () => {
    const { db, write } = await counted()
    await db.connection().execute(async () => opened.at(-1)?.close())
    await expect(write(put('a'))).rejects.toMatchObject({ code: 'ERR_STORE_CLOSED' })
  })
})
