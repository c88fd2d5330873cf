import { copyFileSync, statSync } from 'node:fs'
import Database from 'libsql'
import { describe, expect, it } from 'vitest'
import { openStore, type Store } from '../open-store.js'
import { codeOf, scratchFolder } from '../testing/scratch-folder.js'
import { LogFolding } from './log-folding.js'

const scratch = scratchFolder()
const put = (store: Store, kid: string) =>
  store.keyRecords().put({ kid, kms: 'local', type: 'Ed25519', publicKeyHex: '00', meta: '{}' })

describe('the write-ahead log', () => {
  it('THREAT-163 is folded into the file while the store is in use, and begun anew: it does not grow for ever', async () => {
    const path = scratch('folded.db')
    const store = await openStore({ path })
    const lengths: number[] = []
    for (let turn = 0; turn < 600; turn += 1) {
      await put(store, `k-${turn}`)
      if (turn % 200 === 199) lengths.push(statSync(`${path}-wal`).size)
    }
    expect(lengths[2]).toBe(lengths[1])
    // The file alone, as a copy of it has them, holds those that were folded in.
    copyFileSync(path, `${path}.copy`)
    const copy = await openStore({ path: `${path}.copy` })
    expect((await copy.keyRecords().list()).length).toBeGreaterThan(500)
    await Promise.all([copy.close(), store.close()])
  })

  it('is folded with the first commit where killed processes left it long', async () => {
    const [path, kept] = [scratch('long.db'), scratch('kept.db')]
    const killed = await openStore({ path: kept })
    const database = new Database(kept)
    database.exec(`pragma wal_autocheckpoint = 0;
      create table filler (bytes blob); insert into filler values (zeroblob(9000000))`)
    for (const end of ['', '-wal']) copyFileSync(`${kept}${end}`, `${path}${end}`)
    const store = await openStore({ path })
    const before = statSync(path).size
    await put(store, 'k')
    expect(statSync(path).size).toBeGreaterThan(before + 9_000_000)
    await Promise.all([killed.close(), store.close()])
  })

  it('THREAT-163 is not folded while another process writes, which could begin it anew meanwhile', async () => {
    const path = scratch('writing.db')
    const store = await openStore({ path })
    const folding = new LogFolding({ open: () => new Database(path), due: true })
    expect(folding.isDue()).toBe(true)
    const [writer, reader] = [new Database(path), new Database(path)]
    writer.exec('begin immediate')
    let folded = 0
    const fold = () => {
      folded += 1
    }
    expect(folding.whileNobodyWrites(fold)).toBe(false)
    expect(folded).toBe(0)
    writer.exec('rollback')
    expect(folding.isDue()).toBe(true)
    const writing = () => writer.exec('begin immediate')
    expect(
      folding.whileNobodyWrites(() => {
        fold()
        expect(writing).toThrow('database is locked')
        reader.exec('begin; select * from key_record; rollback')
      }),
    ).toBe(true)
    expect(folded).toBe(1)
    expect(folding.isDue()).toBe(false)
    writing()
    writer.exec('rollback')
    folding.close()
    await store.close()
    expect(await codeOf(put(store, 'k'))).toBe('ERR_STORE_CLOSED')
  })

  it('THREAT-163 is left to us: no connection of a store folds it by itself after a commit', async () => {
    const path = scratch('by-itself.db')
    const store = await openStore({ path })
    const big = 'x'.repeat(6_000_000)
    const before = statSync(path).size
    await store.didRecords().put({ did: 'did:example:1', provider: 'p', keyIds: [], services: big })
    expect(statSync(`${path}-wal`).size).toBeGreaterThan(6_000_000)
    expect(statSync(path).size).toBe(before)
    await store.close()
    expect(statSync(path).size).toBeGreaterThan(6_000_000)
  })
})
