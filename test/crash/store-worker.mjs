// A process of its own at a store, as it was built. Tells its parent on stdout, line by line, only what was acknowledged.
import { randomInt } from 'node:crypto'
import { writeSync } from 'node:fs'
import { openStore, publishFiles } from '@trusted-tech/store'

/** @type {import('./start-worker.ts').Work} */
const {
  task,
  path,
  name,
  count = 0,
  create = true,
  capacity,
  waits = false,
  publishes = true,
} = JSON.parse(process.argv[2] ?? '')
const issuer = 'did:web:assessor.example'
const recordedAt = '2026-11-01T12:00:00Z'
const purposes = /** @type {const} */ (['revocation', 'suspension'])

/** @param {import('./start-worker.ts').Fact} fact */
function tell(fact) {
  const line = Buffer.from(`${JSON.stringify(fact)}\n`)
  // The parent's pipe may take a part of it.
  for (let told = 0; told < line.length; ) told += writeSync(1, line, told)
}

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
    for (let turn = 0; turn < count; turn += 1) {
      const id = `${name}-${turn}`
      tell({ reserved: id, places: await reserve(store, id) })
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
      if (publishes && turn % 8 === 0) {
        const lists = await store.lists(issuer)
        const files = new Map(lists.map(({ listId, set }) => [`${listId.slice(-1)}-${listId.length}`, whole(set)]))
        await publishFiles({ folder: `${path}-published`, files })
        tell({ published: turn })
      }
    }
  },
  /** Until the disk is full. @param {import('@trusted-tech/store').SqlIssuanceStore} store */
  async fill(store) {
    for (let turn = 0; ; turn += 1) await issue(store, `${name}-${turn}`, 'x'.repeat(20_000))
  },
  /** Issues, whatever the disk does to single ones. @param {import('@trusted-tech/store').SqlIssuanceStore} store */
  async persist(store) {
    for (let turn = 0; turn < count; turn += 1) {
      await issue(store, `${name}-${turn}`, `secured ${name}-${turn}`).catch(refused)
    }
  },
}

/** A file that shows by itself whether it is whole. @param {readonly number[]} set */
function whole(set) {
  const text = JSON.stringify(set)
  return `${text.length} ${text}`
}

/** @param {unknown} error */
function refused(error) {
  const { code, message } = /** @type {Error & { code?: string }} */ (error)
  tell({ refused: code ?? message })
}

try {
  // Started before it is needed: its start is not what is tested.
  const told = waits ? String(await new Promise((resolve) => process.stdin.once('data', resolve))) : ''
  tell({ opening: name })
  const store = await openStore({ path, create: waits ? told === '+' : create })
  await TASKS[task](store.issuance(capacity === undefined ? {} : { capacity }))
  await store.close()
} catch (error) {
  refused(error)
}
// Its parent may still hold the pipe that it waited at.
process.exitCode = 0
process.stdin.destroy()
