import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openStore } from '../open-store.js'
import { codeOf, scratchFolder } from '../testing/scratch-folder.js'

const ISSUER = 'did:web:assessor.example'
const AT = '2026-11-01T12:00:00Z'
const scratch = scratchFolder()
let made = 0

/** Issues as many credentials, and gives the path of the store, closed. */
async function issued(count: number, path = scratch(`${++made}/store.db`), issuer = ISSUER, heads?: string) {
  const opened = await openStore({ path, ...(heads === undefined ? {} : { heads }) })
  const store = opened.issuance()
  for (let n = 0; n < count; n += 1) {
    const id = `urn:uuid:${crypto.randomUUID()}`
    const purposes = ['revocation'] as const
    const listIdFor = () => `https://assessor.example/status/${encodeURIComponent(issuer)}`
    const random = (bound: number) => Math.floor(Math.random() * bound)
    const places = await store.reserve({ issuer, credential: id, purposes, listIdFor, random })
    await store.commit({ id, issuer, type: 't', subject: 's', secured: 'x', issuedAt: AT, places })
    if (n === 0) await store.change({ issuer, credential: id, act: 'revoked', reason: 'r', recordedAt: AT })
  }
  await opened.close()
  return path
}

const headsOf = (path: string) => JSON.parse(readFileSync(`${path}-heads`, 'utf8')).heads

describe('the heads that are kept beside a store', () => {
  it('are those of its audit records, of each issuer, for the owner only, and nothing else is left', async () => {
    const path = await issued(3)
    await issued(1, path, 'did:web:other.example')
    const opened = await openStore({ path })
    const heads = await Promise.all([ISSUER, 'did:web:other.example'].map((it) => opened.issuance().auditHead(it)))
    await opened.close()
    expect(headsOf(path)).toEqual(heads)
    expect(heads.map(({ sequence }) => sequence)).toEqual([4, 2])
    expect((statSync(`${path}-heads`).mode & 0o777).toString(8)).toBe('600')
    expect(readdirSync(scratch(String(made))).filter((name) => /heads./.test(name))).toEqual([])
  })

  it('THREAT-172 refuse an older copy of the store, which would give indexes again and forgot revocations', async () => {
    const path = await issued(2)
    copyFileSync(path, `${path}.backup`)
    await issued(1, path)
    for (const end of ['-wal', '-shm']) rmSync(`${path}${end}`, { force: true })
    copyFileSync(`${path}.backup`, path)
    expect(await codeOf(openStore({ path }))).toBe('ERR_STORE_BEHIND')
    // Who knows what was lost may go on.
    rmSync(`${path}-heads`)
    await issued(1, path)
  })

  it('THREAT-172 refuse another store in its place, and let none be made where it is gone', async () => {
    const [path, other] = [await issued(2), await issued(5)]
    for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true })
    expect(await codeOf(openStore({ path }))).toBe('ERR_STORE_MISSING')
    expect(existsSync(path)).toBe(false)
    copyFileSync(other, path)
    expect(await codeOf(openStore({ path }))).toBe('ERR_STORE_BEHIND')
  })

  it('may be kept elsewhere', async () => {
    const path = scratch('elsewhere.db')
    const heads = `${await issued(1)}-heads`
    expect(await codeOf(openStore({ path, heads }))).toBe('ERR_STORE_MISSING')
  })

  it('may be behind: a power cut may take the last of them, or all', async () => {
    const path = await issued(1)
    const older = readFileSync(`${path}-heads`)
    await issued(1, path)
    writeFileSync(`${path}-heads`, older)
    await issued(1, path)
    expect(headsOf(path)[0].sequence).toBe(6)
    for (const content of ['', '\0\0\0\0']) {
      writeFileSync(`${path}-heads`, content)
      await (await openStore({ path })).close()
    }
    await issued(1, path)
    expect(headsOf(path)[0].sequence).toBe(8)
  })

  it.each([
    '{',
    '[]',
    '{"version":2,"heads":[]}',
    '{"version":1,"heads":[{"issuer":"x"}]}',
    '{"version":1,"heads":[null]}',
  ])('that are not heads (%s) are named and not passed over', async (content) => {
    const path = await issued(1)
    writeFileSync(`${path}-heads`, content)
    expect(await codeOf(openStore({ path }))).toBe('ERR_STORE_DAMAGED')
  })

  it('that cannot be written undo nothing', async () => {
    const heads = scratch('no/such/folder/heads')
    const path = await issued(1, undefined, ISSUER, heads)
    expect(existsSync(heads)).toBe(false)
    const opened = await openStore({ path, create: false })
    expect(await opened.issuance().history({ issuer: ISSUER })).toHaveLength(2)
    await opened.close()
  })
})
