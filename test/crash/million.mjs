// What it costs to issue and to revoke beside 1,000,000 issued credentials, against the same beside 2,000: node million.mjs
// Both stores are used in turn, one operation each, so that whatever else the machine does meets both. Prints one JSON
// object; ends with 1 where a cost grew by more than a fifth.
import { randomInt, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '@trusted-tech/store'

const Database = createRequire(new URL('../../packages/store/package.json', import.meta.url))('libsql')
const ROWS = Number(process.env['TTA_STORE_ROWS'] ?? 1_000_000)
const OPERATIONS = Number(process.env['TTA_STORE_OPERATIONS'] ?? 500)
const MAX_GROWTH = 1.2
const LISTS = 16
const issuer = 'did:web:assessor.example'
const at = '2026-11-01T12:00:00Z'
const purposes = /** @type {const} */ (['revocation', 'suspension'])
/** @param {string} purpose @param {number} n */
const listIdFor = (purpose, n) => `https://assessor.example/status/${purpose}/${n}`
const folder = mkdtempSync(join(tmpdir(), 'store-million-'))

/** The rows as issuing leaves them, written in bulk. @param {string} path @param {number} rows */
async function fill(path, rows) {
  await (await openStore({ path })).close()
  const database = new Database(path)
  const perList = Math.ceil(rows / LISTS)
  database.exec('pragma synchronous = off; pragma cache_size = -200000; begin')
  for (const [p, purpose] of purposes.entries()) {
    for (let n = 0; n < LISTS; n += 1) {
      const id = listIdFor(purpose, n)
      database.exec(`insert into status_list (number, id, issuer, purpose, ordinal, taken)
        values (${p * LISTS + n + 1}, '${id}', '${issuer}', '${purpose}', ${n}, ${perList})`)
    }
  }
  database.exec('commit')
  for (let from = 0; from < rows; from += 50_000) {
    const to = Math.min(from + 50_000, rows)
    database.exec(`begin;
      create temp table n as with recursive n(i) as (select ${from} union all select i + 1 from n where i + 1 < ${to})
        select i, 'urn:uuid:' || lower(hex(randomblob(16))) as id from n;
      insert into reservation (number, issuer, credential) select i + 1, '${issuer}', id from n;
      insert into credential (reservation, type, subject, issued_at, secured)
        select i + 1, 'ConformityCertificate', 'pkg:generic/vendor/product-' || (i % 1000), '${at}', hex(randomblob(600)) from n;
      insert into audit (issuer, sequence, credential, act, reason, recorded_at, hash)
        select '${issuer}', i + 1, id, 'issued', null, '${at}', lower(hex(randomblob(32))) from n;`)
    // An odd factor: every index of a list is given once, in no order.
    for (const p of purposes.keys()) {
      database.exec(`insert into status_place (list, position, reservation, part, bit)
        select ${p * LISTS + 1} + i / ${perList}, (i % ${perList}) * 48271 % 131072, i + 1, ${p}, ${p === 0 ? 'i % 50 = 0' : 0} from n;`)
    }
    database.exec('drop table n; commit')
  }
  database.exec(`insert into audit_head select issuer, sequence, hash from audit order by sequence desc limit 1;
    pragma wal_checkpoint(truncate)`)
  database.close()
}

/** @param {readonly number[]} values */
const median = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN

/** @param {() => Promise<void>} work */
async function timed(work) {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Some that are not revoked, from everywhere among those issued. @param {string} path @returns {string[]} */
function sampleOf(path) {
  const database = new Database(path)
  const rows = database.prepare(
    `select r.credential as id from reservation r join status_place p on p.reservation = r.number
     where r.number in (select 1 + abs(random()) % (select max(number) from reservation) from status_place limit ?)
       and p.part = 0 and p.bit = 0`,
  )
  const ids = rows.all([2 * OPERATIONS]).map((/** @type {{ id: string }} */ { id }) => id)
  database.close()
  return ids
}

/** @param {string} path */
async function open(path) {
  const opened = await openStore({ path, create: false })
  const store = opened.issuance()
  const ids = sampleOf(path)
  return {
    close: () => opened.close(),
    issue: async () => {
      const id = `urn:uuid:${randomUUID()}`
      const places = await store.reserve({ issuer, credential: id, purposes, listIdFor, random: (n) => randomInt(n) })
      const facts = { type: 'ConformityCertificate', subject: 'pkg:generic/a/b', issuedAt: at }
      await store.commit({ id, issuer, ...facts, secured: 'x'.repeat(1200), places })
    },
    revoke: async () => {
      await store.change({
        issuer,
        credential: ids.splice(randomInt(ids.length), 1)[0] ?? '',
        act: 'revoked',
        reason: 'a reason',
        recordedAt: at,
      })
    },
  }
}

try {
  const paths = [join(folder, 'few.db'), join(folder, 'many.db')]
  const filled = await timed(async () => {
    await fill(/** @type {string} */ (paths[0]), 2_000)
    await fill(/** @type {string} */ (paths[1]), ROWS)
  })
  const stores = await Promise.all(paths.map(open))
  /** @type {Record<string, { few: number, many: number, growth: number }>} */
  const results = {}
  for (const operation of /** @type {const} */ (['issue', 'revoke'])) {
    const times = stores.map(() => /** @type {number[]} */ ([]))
    for (let turn = 0; turn < OPERATIONS; turn += 1) {
      for (const [n, store] of stores.entries()) times[n]?.push(await timed(store[operation]))
    }
    const [few = Number.NaN, many = Number.NaN] = times.map(median)
    results[operation] = { few, many, growth: many / few }
  }
  await Promise.all(stores.map((store) => store.close()))
  const bytes = statSync(/** @type {string} */ (paths[1])).size
  console.log(JSON.stringify({ rows: ROWS, bytes, filledInSeconds: Math.round(filled / 1000), milliseconds: results }))
  if (Object.values(results).some(({ growth }) => !(growth <= MAX_GROWTH))) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
