import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { Kysely, sql } from 'kysely'
import Database from 'libsql'
import { describe, expect, it } from 'vitest'
import { migrate } from './migrate.js'
import { MIGRATIONS } from './migrations.js'
import { openStore } from './open-store.js'
import { LibsqlConnection } from './sqlite/libsql-connection.js'
import { libsqlDialect } from './sqlite/libsql-dialect.js'
import { codeOf, scratchFolder } from './testing/scratch-folder.js'

const scratch = scratchFolder()
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

describe('a store file', () => {
  it('THREAT-169 is for its owner only, with what lies beside it and the folder made for it', async () => {
    const path = scratch('made/desk/store.db')
    const store = await openStore({ path })
    await store.keyRecords().remove('nothing')
    for (const name of [path, `${path}-wal`, `${path}-shm`]) expect([name, modeOf(name)]).toEqual([name, '600'])
    expect(modeOf(scratch('made/desk'))).toBe('700')
    await store.close()
    chmodSync(path, 0o644)
    await (await openStore({ path })).close()
    expect(modeOf(path)).toBe('600')
  })

  it('THREAT-163 is brought to the disk at every commit', async () => {
    const path = scratch('durable.db')
    await (await openStore({ path })).close()
    const connection = new LibsqlConnection(new Database(path))
    expect(connection.run('pragma journal_mode').rows).toEqual([{ journal_mode: 'wal' }])
    expect(connection.run('pragma synchronous').rows).toEqual([{ synchronous: 2 }])
    connection.close()
  })

  it('THREAT-163 gets its log back where a copy was made without: VACUUM INTO', async () => {
    const [path, copy] = [scratch('whole.db'), scratch('vacuumed.db')]
    const store = await openStore({ path })
    new Database(path).exec(`vacuum into '${copy}'`)
    const opened = await openStore({ path: copy, create: false })
    expect(new Database(copy).prepare('pragma journal_mode').all([])).toEqual([{ journal_mode: 'wal' }])
    await Promise.all([store.close(), opened.close()])
  })

  it('may be opened many times at once, new as it is', async () => {
    const path = scratch('together.db')
    const stores = await Promise.all(Array.from({ length: 8 }, () => openStore({ path })))
    await stores[0]?.keyRecords().put({ kid: 'k', kms: 'local', type: 'Ed25519', publicKeyHex: '00', meta: '{}' })
    for (const store of stores) expect(await store.keyRecords().get('k')).toBeDefined()
    await Promise.all(stores.map((store) => store.close()))
  })

  it('never is a server, whatever the path looks like', async () => {
    const before = process.cwd()
    const path = scratch('urls')
    mkdirSync(path)
    process.chdir(path)
    try {
      await (await openStore({ path: 'libsql://store.example' })).close()
      expect(existsSync(scratch('urls/libsql:/store.example'))).toBe(true)
    } finally {
      process.chdir(before)
    }
  })

  it('says so when it is closed, twice is no mistake, and its log is folded in', async () => {
    const path = scratch('closed.db')
    const store = await openStore({ path })
    await store.close()
    await store.close()
    expect(await codeOf(store.keyRecords().list())).toBe('ERR_STORE_CLOSED')
    expect(existsSync(`${path}-wal`) ? statSync(`${path}-wal`).size : 0).toBe(0)
  })

  it('waits for another writer as long as it is told, and then says why it gave up', async () => {
    const path = scratch('busy.db')
    const store = await openStore({ path, busyTimeoutMilliseconds: 20 })
    const other = new Database(path)
    other.exec('begin immediate')
    const record = { kid: 'k', kms: 'local', type: 'Ed25519', publicKeyHex: '00', meta: '{}' }
    expect(await codeOf(store.keyRecords().put(record))).toBe('ERR_STORE_BUSY')
    expect(await store.keyRecords().list()).toEqual([])
    other.exec('rollback')
    await store.keyRecords().put(record)
    expect(await store.keyRecords().list()).toEqual([record])
    await store.close()
  })

  it.each([
    ['text', 'ERR_STORE_FOREIGN', (path: string) => writeFileSync(path, 'x'.repeat(5000))],
    ['another program’s database', 'ERR_STORE_FOREIGN', (path: string) => new Database(path).exec('create table t(a)')],
    ['a folder', 'ERR_STORE_UNREADABLE', (path: string) => mkdirSync(path)],
  ])('that is %s is refused and left as it is', async (label, code, make) => {
    const path = scratch(label)
    make(path)
    const before = statSync(path).isFile() ? readFileSync(path) : undefined
    expect(await codeOf(openStore({ path }))).toBe(code)
    if (before !== undefined) expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('that is damaged is refused', async () => {
    const path = scratch('damaged.db')
    await (await openStore({ path })).close()
    const bytes = readFileSync(path)
    writeFileSync(path, bytes.fill(0xff, 100, 4096))
    expect(await codeOf(openStore({ path }))).toBe('ERR_STORE_DAMAGED')
  })
})

describe('the schema', () => {
  const connect = (path: string) => {
    const connection = new LibsqlConnection(new Database(path))
    return { connection, db: new Kysely<unknown>({ dialect: libsqlDialect(connection) }) }
  }

  it('THREAT-177 of a newer program is refused by an older one', async () => {
    const path = scratch('newer.db')
    await (await openStore({ path })).close()
    new Database(path).exec(`pragma user_version = ${MIGRATIONS.length + 1}`)
    expect(await codeOf(openStore({ path }))).toBe('ERR_STORE_NEWER')
  })

  it('THREAT-177 stays the old one, whole, when the way to the new one fails half way', async () => {
    const path = scratch('halfway.db')
    await (await openStore({ path })).close()
    const { db, connection } = connect(path)
    const failing = async (trx: Kysely<unknown>) => {
      await sql`create table half (way text)`.execute(trx)
      throw new Error('power cut')
    }
    await expect(migrate({ connection, db, migrations: [...MIGRATIONS, failing] })).rejects.toThrow('power cut')
    expect(connection.run(`select name from sqlite_schema where name = 'half'`).rows).toEqual([])
    expect(connection.run('pragma user_version').rows).toEqual([{ user_version: MIGRATIONS.length }])
    const good = (trx: Kysely<unknown>) => sql`create table whole (way text)`.execute(trx).then(() => {})
    await migrate({ connection, db, migrations: [...MIGRATIONS, good] })
    expect(connection.run('pragma user_version').rows).toEqual([{ user_version: MIGRATIONS.length + 1 }])
    await db.destroy()
  })
})

describe('a store file that somebody takes away', () => {
  const RECORD = { kid: 'k', kms: 'local', type: 'Ed25519', publicKeyHex: '00', meta: '{}' } as const

  it.each([
    ['is removed', (path: string) => rmSync(path)],
    ['is removed with its folder', (path: string) => rmSync(dirname(path), { recursive: true })],
    ['loses its log', (path: string) => rmSync(`${path}-wal`)],
    [
      'is replaced by a copy',
      (path: string) => {
        copyFileSync(path, `${path}.copy`)
        renameSync(`${path}.copy`, path)
      },
    ],
    [
      'has another log',
      (path: string) => {
        copyFileSync(`${path}-wal`, `${path}.copy`)
        renameSync(`${path}.copy`, `${path}-wal`)
      },
    ],
  ])('THREAT-163 and %s: nothing is acknowledged any more, by a transaction or without one', async (label, act) => {
    const path = scratch(`${label}/store.db`)
    const store = await openStore({ path })
    const issuance = store.issuance()
    await store.keyRecords().put(RECORD)
    act(path)
    expect(await codeOf(store.keyRecords().put({ ...RECORD, kid: 'l' }))).toBe('ERR_STORE_REPLACED')
    expect(await codeOf(store.keyRecords().get('k'))).toBe('ERR_STORE_REPLACED')
    const listIdFor = () => 'https://assessor.example/status/0'
    const asked = { issuer: 'did:web:assessor.example', credential: 'c', purposes: ['revocation'], listIdFor } as const
    expect(await codeOf(issuance.reserve({ ...asked, random: () => 1 }))).toBe('ERR_STORE_REPLACED')
    await store.close()
  })

  it('THREAT-163 in the middle of a transaction: it is not acknowledged', async () => {
    const path = scratch('middle/store.db')
    const store = await openStore({ path })
    const random = () => {
      rmSync(path)
      return 1
    }
    const listIdFor = () => 'https://assessor.example/status/0'
    const asked = { issuer: 'did:web:assessor.example', credential: 'c', purposes: ['revocation'], listIdFor } as const
    expect(await codeOf(store.issuance().reserve({ ...asked, random }))).toBe('ERR_STORE_REPLACED')
    await store.close()
  })

  it('THREAT-172 is not made anew where one has been', async () => {
    const path = scratch('gone.db')
    expect(await codeOf(openStore({ path, create: false }))).toBe('ERR_STORE_MISSING')
    expect(existsSync(path)).toBe(false)
    writeFileSync(path, '')
    expect(await codeOf(openStore({ path, create: false }))).toBe('ERR_STORE_MISSING')
    new Database(path).exec('pragma journal_mode = wal')
    expect(await codeOf(openStore({ path, create: false }))).toBe('ERR_STORE_MISSING')
    await (await openStore({ path })).close()
    await (await openStore({ path, create: false })).close()
  })

  it.each([
    ['missing', (path: string) => rmSync(path)],
    ['empty', (path: string) => writeFileSync(path, '')],
  ])('THREAT-163 and is %s, while its log is there: refused, and the log is not deleted', async (label, act) => {
    const [path, kept] = [scratch(`log-of-${label}.db`), scratch(`kept-${label}.db`)]
    const store = await openStore({ path: kept })
    await store.keyRecords().put(RECORD)
    // As a killed process leaves them.
    for (const end of ['', '-wal']) copyFileSync(`${kept}${end}`, `${path}${end}`)
    await store.close()
    const log = readFileSync(`${path}-wal`)
    act(path)
    expect(await codeOf(openStore({ path }))).toBe('ERR_STORE_DAMAGED')
    expect(readFileSync(`${path}-wal`).equals(log)).toBe(true)
    expect(existsSync(path)).toBe(label === 'empty')
  })
})
