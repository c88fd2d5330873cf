// A process of its own at a store, as it was built. Tells its parent on stdout, line by line, only what was acknowledged.
import { randomInt } from 'node:crypto'
import { writeSync } from 'node:fs'
import { openStore, publishFiles } from '@trusted-tech/store'

const [task, path, name, count] = /** @type {[string, string, string, string]} */ (process.argv.slice(2))
const issuer = 'did:web:assessor.example'
const recordedAt = '2026-11-01T12:00:00Z'
const purposes = /** @type {const} */ (['revocation', 'suspension'])
/** @param {unknown} fact */
const tell = (fact) => writeSync(1, `${JSON.stringify(fact)}\n`)

/** @param {import('@trusted-tech/store').SqlIssuanceStore} store @param {string} credential */
const reserve = (store, credential) =>
  store.reserve({
    issuer,
    credential,
    purposes,
    listIdFor: (purpose, n) => `https://assessor.example/status/${purpose}/${n}`,
    random: (bound) => randomInt(bound),
  })

/** @param {import('@trusted-tech/store').SqlIssuanceStore} store @param {string} id @param {string} secured */
async function issue(store, id, secured) {
  const places = await reserve(store, id)
  tell({ reserved: id, places })
  const facts = { type: 'ConformityCertificate', subject: 'pkg:generic/a/b', issuedAt: recordedAt }
  await store.commit({ id, issuer, ...facts, secured, places })
  tell({ committed: id })
}

const TASKS = {
  /** @param {import('@trusted-tech/store').SqlIssuanceStore} store */
  async reserve(store) {
    for (let turn = 0; turn < Number(count); turn += 1) {
      tell({ places: await reserve(store, `${name}-${turn}`) })
    }
  },
  /** Until it is killed. @param {import('@trusted-tech/store').SqlIssuanceStore} store */
  async work(store) {
    for (let turn = 0; ; turn += 1) {
      const id = `${name}-${turn}`
      await issue(store, id, `secured ${id}`)
      if (turn % 2 === 0) {
        await store.change({ issuer, credential: id, act: 'revoked', reason: 'a reason', recordedAt })
        tell({ revoked: id })
      }
      if (turn % 3 === 0) {
        const lists = await store.lists(issuer)
        const files = new Map(lists.map(({ listId, set }) => [`${listId.slice(-1)}-${listId.length}`, whole(set)]))
        await publishFiles({ folder: `${path}-published`, files })
        tell({ published: turn })
      }
    }
  },
  /** Until the disk is full. @param {import('@trusted-tech/store').SqlIssuanceStore} store */
  async fill(store) {
    try {
      for (let turn = 0; ; turn += 1) await issue(store, `${name}-${turn}`, 'x'.repeat(20_000))
    } catch (error) {
      tell({ refused: /** @type {{ code?: string }} */ (error).code })
    }
  },
}

/** A file that shows by itself whether it is whole. @param {readonly number[]} set */
function whole(set) {
  const text = JSON.stringify(set).padEnd(50_000)
  return `${text}${text.length}`
}

try {
  const store = await openStore({ path })
  await TASKS[/** @type {keyof typeof TASKS} */ (task)](store.issuance())
  await store.close()
} catch (error) {
  tell({ refused: /** @type {{ code?: string }} */ (error).code })
}
