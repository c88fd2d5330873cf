import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '@trusted-tech/store'
import { describe, expect, it } from 'vitest'
import { ISSUER } from './acknowledged.js'
import { crashFolder } from './crash-folder.js'
import { factsOf, placesOf, refusalsOf, startWorker, WORKER } from './start-worker.js'

const { folder, keepOnFailure } = crashFolder()

describe('several processes at one store', () => {
  it('THREAT-160 never get one status index, 2 × 2,000 reservations at once', async () => {
    keepOnFailure()
    const path = join(folder, 'two.db')
    const workers = ['one', 'other'].map((name) => startWorker({ task: 'reserve', path, name, count: 2000 }))
    const facts = (await Promise.all(workers.map(({ ended }) => ended))).flat()
    const places = placesOf(facts)
    expect(refusalsOf(facts)).toEqual([])
    expect(places).toHaveLength(8000)
    expect(new Set(places).size).toBe(8000)
  }, 240_000)

  it('THREAT-178 open each list once, and none gets more than its capacity', async () => {
    keepOnFailure()
    const path = join(folder, 'lists.db')
    const workers = ['one', 'other'].map((name) =>
      startWorker({ task: 'reserve', path, name, count: 200, capacity: 16 }),
    )
    const facts = (await Promise.all(workers.map(({ ended }) => ended))).flat()
    expect(refusalsOf(facts)).toEqual([])
    const places = placesOf(facts)
    expect(new Set(places).size).toBe(800)
    const lists = places.map((place) => place.split(' ')[0])
    for (const list of new Set(lists)) expect(lists.filter((other) => other === list)).toHaveLength(16)
  }, 240_000)

  it('may make it together: four that open it at once, where there is none, all work', async () => {
    keepOnFailure()
    for (let round = 0; round < 5; round += 1) {
      const path = join(folder, `new-${round}.db`)
      const workers = ['a', 'b', 'c', 'd'].map((name) => startWorker({ task: 'reserve', path, name, count: 5 }))
      const facts = (await Promise.all(workers.map(({ ended }) => ended))).flat()
      expect(refusalsOf(facts)).toEqual([])
      expect(new Set(placesOf(facts)).size).toBe(40)
    }
  }, 240_000)
})

/** Whether this machine lets us make a small disk, and one that cannot be written to. */
const CAN_MOUNT = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', tmpdir()]).status === 0

describe.skipIf(!CAN_MOUNT)('a disk', () => {
  const run = (script: string) => {
    const { stdout, stderr } = spawnSync('unshare', ['-rm', 'sh', '-ec', script], {
      encoding: 'utf8',
      env: { ...process.env, NODE: process.execPath, WORKER, DISK: mkdtempSync(join(folder, 'disk-')), OUT: folder },
    })
    return { facts: factsOf(stdout), stderr }
  }

  it('THREAT-174 that is full is named, and what was acknowledged is there', async () => {
    keepOnFailure()
    const { facts, stderr } = run(`
      mount -t tmpfs -o size=3m none "$DISK"
      "$NODE" "$WORKER" '{"task":"fill","name":"full","path":"'"$DISK"'/store.db"}'
      "$NODE" "$WORKER" '{"task":"reserve","name":"again","count":1,"path":"'"$DISK"'/store.db"}'
      cp "$DISK"/store.db* "$OUT"`)
    expect(stderr).toBe('')
    expect(refusalsOf(facts)[0]).toBe('ERR_STORE_FULL')
    const committed = facts.flatMap(({ committed }) => committed ?? [])
    expect(committed.length).toBeGreaterThan(20)
    const opened = await openStore({ path: join(folder, 'store.db') })
    const store = opened.issuance()
    for (const id of committed) expect((await store.find({ issuer: ISSUER, id }))?.secured).toHaveLength(20_000)
    expect(await store.verifyAudit({ issuer: ISSUER })).toMatchObject({ intact: true })
    await opened.close()
  })

  it('THREAT-174 that is read-only is named before anything is done', () => {
    const { facts, stderr } = run(`
      mount -t tmpfs none "$DISK"
      "$NODE" "$WORKER" '{"task":"reserve","name":"before","count":1,"path":"'"$DISK"'/store.db"}'
      mount -o remount,ro "$DISK"
      "$NODE" "$WORKER" '{"task":"reserve","name":"after","count":1,"path":"'"$DISK"'/store.db"}'`)
    expect(stderr).toBe('')
    expect(placesOf(facts)).toHaveLength(2)
    expect(facts.at(-1)).toEqual({ refused: 'ERR_STORE_READ_ONLY' })
  })
})
