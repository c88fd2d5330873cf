import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { StatusPlace } from '@trusted-tech/issuer'
import { openStore } from '@trusted-tech/store'
import { afterAll, describe, expect, it } from 'vitest'

const ISSUER = 'did:web:assessor.example'
const ROUNDS = Number(process.env['TTA_CRASH_ROUNDS'] ?? (process.env['CI'] === undefined ? 10 : 50))
const WORKER = fileURLToPath(new URL('store-worker.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'crash-'))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Fact {
  readonly reserved?: string
  readonly places?: readonly StatusPlace[]
  readonly committed?: string
  readonly revoked?: string
  readonly published?: number
  readonly refused?: string
}

/** Starts a worker; `ended` has what it told, whole lines only: a line that was cut was not said. */
function startWorker(...args: readonly string[]): { child: ChildProcess; ended: Promise<readonly Fact[]> } {
  const child = spawn(process.execPath, [WORKER, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let told = ''
  child.stdout?.on('data', (data) => {
    told += String(data)
  })
  return { child, ended: new Promise((resolve) => child.on('close', () => resolve(factsOf(told)))) }
}

function factsOf(told: string): readonly Fact[] {
  return told
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Fact)
}

const placesOf = (facts: readonly Fact[]) =>
  facts.flatMap(({ places = [] }) => places.map(({ listId, index }) => `${listId} ${index}`))

describe('several processes at one store', () => {
  it('THREAT-160 never get one status index, 2 × 2,000 reservations at once', async () => {
    const path = join(folder, 'two.db')
    const workers = ['one', 'other'].map((name) => startWorker('reserve', path, name, '2000'))
    const facts = (await Promise.all(workers.map(({ ended }) => ended))).flat()
    const places = placesOf(facts)
    expect(facts.filter(({ refused }) => refused !== undefined)).toEqual([])
    expect(places).toHaveLength(8000)
    expect(new Set(places).size).toBe(8000)
  }, 60_000)

  it('may make it together: four that open it at once, where there is none, all work', async () => {
    for (let round = 0; round < 5; round += 1) {
      const path = join(folder, `new-${round}.db`)
      const workers = ['a', 'b', 'c', 'd'].map((name) => startWorker('reserve', path, name, '5'))
      const facts = (await Promise.all(workers.map(({ ended }) => ended))).flat()
      expect(facts.filter(({ refused }) => refused !== undefined)).toEqual([])
      expect(new Set(placesOf(facts)).size).toBe(40)
    }
  }, 60_000)
})

describe('a process that is killed at a random moment', () => {
  it(`THREAT-161 THREAT-162 THREAT-163 THREAT-164 loses nothing that it acknowledged, ${ROUNDS} times`, async () => {
    const path = join(folder, 'killed.db')
    const facts: Fact[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const { child, ended } = startWorker('work', path, `${round}`)
      const started = new Promise((resolve) => child.stdout?.once('data', resolve))
      await Promise.race([started, ended])
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 150))
      child.kill('SIGKILL')
      facts.push(...(await ended))
      for (const name of readPublished(`${path}-published`)) {
        const text = readFileSync(join(`${path}-published`, name), 'utf8')
        expect(text.slice(50_000)).toBe('50000')
      }
    }
    const opened = await openStore({ path })
    const store = opened.issuance()
    expect(facts.filter(({ refused }) => refused !== undefined)).toEqual([])
    expect(facts.filter(({ committed }) => committed !== undefined).length).toBeGreaterThan(ROUNDS)

    const places = placesOf(facts)
    expect(new Set(places).size).toBe(places.length)
    const reserved = new Map(facts.flatMap(({ reserved, places }) => (reserved ? [[reserved, places ?? []]] : [])))
    for (const { committed } of facts) {
      if (committed === undefined) continue
      const record = await store.find({ issuer: ISSUER, id: committed })
      expect(record?.secured).toBe(`secured ${committed}`)
      expect(record?.places).toEqual(reserved.get(committed))
    }
    const set = new Set(
      (await store.lists(ISSUER)).flatMap(({ listId, set }) => set.map((index) => `${listId} ${index}`)),
    )
    for (const { revoked = '' } of facts) {
      const place = reserved.get(revoked)?.find(({ purpose }) => purpose === 'revocation')
      if (revoked !== '') expect([revoked, set.has(`${place?.listId} ${place?.index}`)]).toEqual([revoked, true])
    }
    expect(await store.verifyAudit({ issuer: ISSUER })).toMatchObject({ intact: true })
    await opened.close()
  }, 60_000)
})

/** Files as a reader sees them; what starts with a dot was never published. */
function readPublished(path: string): readonly string[] {
  return existsSync(path) ? readdirSync(path).filter((name) => !name.startsWith('.')) : []
}

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
    const { facts, stderr } = run(`
      mount -t tmpfs -o size=3m none "$DISK"
      "$NODE" "$WORKER" fill "$DISK/store.db" full
      "$NODE" "$WORKER" reserve "$DISK/store.db" again 1
      cp "$DISK"/store.db* "$OUT"`)
    expect(stderr).toBe('')
    expect(facts.map(({ refused }) => refused).filter(Boolean)[0]).toBe('ERR_STORE_FULL')
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
      "$NODE" "$WORKER" reserve "$DISK/store.db" before 1
      mount -o remount,ro "$DISK"
      "$NODE" "$WORKER" reserve "$DISK/store.db" after 1`)
    expect(stderr).toBe('')
    expect(facts).toHaveLength(2)
    expect(facts[1]).toEqual({ refused: 'ERR_STORE_READ_ONLY' })
  })
})
