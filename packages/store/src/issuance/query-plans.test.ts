import type { Instant } from '@trusted-tech/model'
import Database from 'libsql'
import { afterAll, describe, expect, it } from 'vitest'
import { openStore } from '../open-store.js'
import { LibsqlConnection } from '../sqlite/libsql-connection.js'
import { scratchFolder } from '../testing/scratch-folder.js'

const path = scratchFolder()('plans.db')
const ISSUER = 'did:web:assessor.example'
const AT = '2026-11-01T12:00:00Z'

/** Every statement that an issuing desk makes, as it reaches SQLite. */
async function statementsMade(): Promise<readonly string[]> {
  const made = new Set<string>()
  const { run } = LibsqlConnection.prototype
  LibsqlConnection.prototype.run = function (sql, parameters) {
    made.add(sql)
    return run.call(this, sql, parameters)
  }
  afterAll(() => {
    LibsqlConnection.prototype.run = run
  })
  const opened = await openStore({ path })
  made.clear()
  const store = opened.issuance()
  const purposes = ['revocation', 'suspension'] as const
  const listIdFor = (purpose: string) => `https://assessor.example/status/${purpose}`
  const places = await store.reserve({ issuer: ISSUER, credential: 'a', purposes, listIdFor, random: () => 1 })
  await store.commit({ id: 'a', issuer: ISSUER, type: 't', subject: 's', secured: 'x', issuedAt: AT, places })
  await store.change({ issuer: ISSUER, credential: 'a', act: 'revoked', reason: 'r', recordedAt: AT })
  await store.find({ issuer: ISSUER, id: 'a' })
  await store.history({ issuer: ISSUER, credential: 'a' })
  await store.lists(ISSUER)
  const request = { key: 'k', content: 'c' }
  const asked = { issuer: ISSUER, purposes, listIdFor, signedAt: 1 as Instant }
  await store.reserve({ ...asked, credential: 'b', random: () => 2, request: { ...request, askedAt: 1 as Instant } })
  await store.release({ issuer: ISSUER, credential: 'b' })
  await store.reserve({ ...asked, credential: 'c', random: () => 3, request: { ...request, askedAt: 1 as Instant } })
  const found = await store.reserve({
    ...asked,
    credential: 'd',
    random: () => 4,
    request: { content: 'd', askedAt: 1 as Instant },
  })
  await store.commit({ id: 'd', issuer: ISSUER, type: 't', subject: 's', secured: 'x', issuedAt: AT, places: found })
  await store.answerTo({ issuer: ISSUER, request })
  await store.answerTo({ issuer: ISSUER, request: { content: 'd' } })
  await store.latestSigning(ISSUER)
  await store.search({ issuer: ISSUER, limit: 10 })
  await store.search({ issuer: ISSUER, limit: 10, subject: 's', type: 't', state: 'good', after: '1' })
  await store.confirmAuditHead(await store.auditHead(ISSUER))
  await opened.close()
  // A new list is opened once in 65,536 times, and what its key refers to is then looked for.
  return [...made].filter(
    (sql) => /^(select|update|insert|delete)/.test(sql) && !/^insert into "status_list"/.test(sql),
  )
}

describe('what an issuing desk asks of SQLite', () => {
  it('is looked up in an index by all that it names: no cost grows with what was issued', async () => {
    const statements = await statementsMade()
    expect(statements.length).toBeGreaterThan(15)
    const database = new Database(path)
    const slow = statements.flatMap((sql) => {
      const plan = database.prepare(`explain query plan ${sql}`).all([]) as { detail: string }[]
      return plan
        .filter(({ detail }) => /^SCAN/.test(detail) || /^SEARCH.*audit USING PRIMARY KEY \(issuer=\?\)$/.test(detail))
        .concat(plan.filter(({ detail }) => /status_place USING PRIMARY KEY \(list=\?\)/.test(detail)))
        .map(({ detail }) => `${detail}: ${sql}`)
    })
    expect(slow).toEqual([])
  })
})
