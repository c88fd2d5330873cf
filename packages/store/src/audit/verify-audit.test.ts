import Database from 'libsql'
import { describe, expect, it } from 'vitest'
import type { SqlIssuanceStore } from '../issuance/sql-issuance-store.js'
import { openStore } from '../open-store.js'
import { codeOf, scratchFolder } from '../testing/scratch-folder.js'

const ISSUER = 'did:web:assessor.example'
const AT = '2026-11-01T12:00:00Z'
const scratch = scratchFolder()
let made = 0

async function issue(store: SqlIssuanceStore, id: string, index: number): Promise<void> {
  const listIdFor = (purpose: string) => `https://assessor.example/status/${purpose}`
  const purposes = ['revocation', 'suspension'] as const
  const places = await store.reserve({ issuer: ISSUER, credential: id, purposes, listIdFor, random: () => index })
  const facts = { type: 'ConformityCertificate', subject: 'pkg:generic/a/b', secured: `secured ${id}`, issuedAt: AT }
  await store.commit({ id, issuer: ISSUER, ...facts, places })
}

/** Five entries: a, b and c issued, a revoked, b suspended. Then `sql` is done to the file. */
async function tampered(sql = '') {
  made += 1
  const path = scratch(`${made}.db`)
  const opened = await openStore({ path })
  const store = opened.issuance()
  for (const [at, id] of ['a', 'b', 'c'].entries()) await issue(store, id, at)
  const change = { issuer: ISSUER, reason: 'a reason', recordedAt: AT }
  await store.change({ ...change, credential: 'a', act: 'revoked' })
  await store.change({ ...change, credential: 'b', act: 'suspended' })
  const head = await store.auditHead(ISSUER)
  if (sql !== '') new Database(path).exec(sql)
  return { store, head, close: () => opened.close() }
}

describe('the audit record', () => {
  it('is intact when nobody touched it, and ends in the head that was exported', async () => {
    const { store, head, close } = await tampered()
    expect(head).toEqual({ issuer: ISSUER, sequence: 5, hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(await store.verifyAudit({ issuer: ISSUER })).toEqual({ intact: true, head })
    expect(await store.verifyAudit({ issuer: ISSUER, head })).toEqual({ intact: true, head })
    await close()
  })

  it.each([
    ['an edited reason', `update audit set reason = 'another' where sequence = 4`, 4, 'altered'],
    ['an edited time', `update audit set recorded_at = '2026-01-01T00:00:00Z' where sequence = 2`, 2, 'altered'],
    ['an edited act', `update audit set act = 'suspended' where sequence = 4`, 4, 'altered'],
    ['an edited hash', `update audit set hash = '${'0'.repeat(64)}' where sequence = 3`, 3, 'altered'],
    ['an entry taken out', `delete from audit where sequence = 2`, 2, 'missing'],
    ['the first taken out', `delete from audit where sequence = 1`, 1, 'missing'],
    ['the end cut off', `delete from audit where sequence > 3`, 4, 'cut'],
    [
      'two entries that changed places',
      `update audit set sequence = 90 where sequence = 1; update audit set sequence = 1 where sequence = 2;
       update audit set sequence = 2 where sequence = 90`,
      1,
      'altered',
    ],
    ['an edited credential', `update credential set secured = 'forged' where reservation = 2`, 2, 'altered'],
    ['a credential taken out', `pragma foreign_keys = off; delete from credential where reservation = 3`, 3, 'altered'],
    ['a credential in another place', `update status_place set position = 77 where position = 2`, 3, 'altered'],
    ['an edited head', `update audit_head set hash = '${'0'.repeat(64)}'`, 5, 'altered'],
    ['a revocation undone in the list', `update status_place set bit = 0 where position = 0`, 4, 'status'],
    ['a revocation that nobody decided', `update status_place set bit = 1 where position = 2`, 3, 'status'],
  ])('THREAT-171 shows %s, and where', async (_label, sql, sequence, fault) => {
    const { store, close } = await tampered(sql)
    expect(await store.verifyAudit({ issuer: ISSUER })).toEqual({ intact: false, sequence, fault })
    await close()
  })

  it('THREAT-171 that was cut with all that told of it is shown by a head kept elsewhere', async () => {
    const { store, head, close } = await tampered(
      `delete from audit where sequence > 3; update status_place set bit = 0;
       update audit_head set sequence = 3, hash = (select hash from audit where sequence = 3)`,
    )
    expect((await store.verifyAudit({ issuer: ISSUER })).intact).toBe(true)
    expect(await store.verifyAudit({ issuer: ISSUER, head })).toEqual({ intact: false, sequence: 4, fault: 'cut' })
    expect(await codeOf(store.confirmAuditHead(head))).toBe('ERR_STORE_BEHIND')
    await close()
  })

  it('THREAT-172 of an old backup is behind the head that was seen, also when it went on by itself', async () => {
    const [old, lost] = [await tampered(), await tampered()]
    await lost.store.change({ issuer: ISSUER, credential: 'c', act: 'revoked', reason: 'x', recordedAt: AT })
    const head = await lost.store.auditHead(ISSUER)
    expect(await codeOf(old.store.confirmAuditHead(head))).toBe('ERR_STORE_BEHIND')
    await old.store.change({ issuer: ISSUER, credential: 'b', act: 'reinstated', reason: 'y', recordedAt: AT })
    expect(await codeOf(old.store.confirmAuditHead(head))).toBe('ERR_STORE_BEHIND')
    const found = await old.store.verifyAudit({ issuer: ISSUER, head })
    expect(found).toEqual({ intact: false, sequence: 6, fault: 'forked' })
    await old.store.confirmAuditHead(old.head)
    await lost.store.confirmAuditHead(head)
    await Promise.all([old.close(), lost.close()])
  })
})
