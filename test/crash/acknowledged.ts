import { statSync } from 'node:fs'
import { openStore, type SqlIssuanceStore } from '@trusted-tech/store'
import { type Fact, refusalsOf } from './start-worker.js'

export const ISSUER = 'did:web:assessor.example'

/** One round: what was told in it, and which files there were after it. */
export interface Round {
  readonly round: number
  readonly path: string
  readonly facts: readonly Fact[]
  readonly files: string
}

/** Numbers and lengths of a store's files: a file that was replaced has another number. */
export function filesOf(path: string): string {
  const seen = ['', '-wal'].map((end) => {
    const found = statSync(`${path}${end}`, { throwIfNoEntry: false })
    return found === undefined ? 'none' : `#${found.ino} ${found.size}`
  })
  return seen.join(', log ')
}

/**
 * Holds a store to everything that was acknowledged in any round.
 *
 * @returns what is wrong, each with its round; all at once, and the cause before its consequences: where records are
 * missing, an index that was given twice is no wonder
 */
export async function heldTo(path: string, rounds: readonly Round[]) {
  const told = rounds.flatMap(({ round, facts }) => facts.map((fact) => ({ round, ...fact })))
  const reserved = new Map(told.flatMap(({ reserved, places = [] }) => (reserved ? [[reserved, places] as const] : [])))
  const committed = new Set(told.flatMap(({ committed = [] }) => committed))
  const ofFiles = { replaced: replacedIn(rounds), refused: refusalsOf(told) }
  const opened = await openStore({ path, create: false }).catch((error: Error) => error)
  if (opened instanceof Error) {
    const found = { ...NOTHING_WRONG, ...ofFiles, lost: [`everything: ${opened.message}`], twice: twiceIn(rounds) }
    return { found, intact: false, committed: committed.size }
  }
  const store = opened.issuance()
  const lists = await store.lists(ISSUER)
  const set = new Set(lists.flatMap(({ listId, set }) => set.map((index) => `${listId} ${index}`)))

  const lost: string[] = []
  const unlike: string[] = []
  const unrevoked: string[] = []
  for (const { round, reserved: id, places = [] } of told) {
    if (id === undefined) continue
    const record = await store.find({ issuer: ISSUER, id })
    const known = record !== undefined || (!committed.has(id) && (await isReserved(store, id)))
    if (!known) lost.push(`${id} of round ${round}`)
    // Also one whose process was killed before it could tell: it is there as a whole or not at all.
    const same = record?.secured === `secured ${id}` && JSON.stringify(record.places) === JSON.stringify(places)
    if (record !== undefined && !same) unlike.push(`${id} of round ${round}: ${JSON.stringify(record)}`)
  }
  for (const { round, revoked } of told) {
    const place = reserved.get(revoked ?? '')?.find(({ purpose }) => purpose === 'revocation')
    if (place !== undefined && !set.has(`${place.listId} ${place.index}`))
      unrevoked.push(`${revoked} of round ${round}`)
  }
  const audit = await store.verifyAudit({ issuer: ISSUER })
  await opened.close()
  return {
    found: { ...ofFiles, lost, unlike, unrevoked, twice: twiceIn(rounds) },
    intact: audit.intact,
    committed: committed.size,
  }
}

/** What is found of a store that lost nothing. */
export const NOTHING_WRONG: Readonly<
  Record<'replaced' | 'refused' | 'lost' | 'unlike' | 'unrevoked' | 'twice', readonly string[]>
> = { replaced: [], refused: [], lost: [], unlike: [], unrevoked: [], twice: [] }

/** A store that forgot a reservation would make it again. */
async function isReserved(store: SqlIssuanceStore, credential: string): Promise<boolean> {
  const listIdFor = (purpose: string) => `https://assessor.example/forgotten/${purpose}`
  const asked = { issuer: ISSUER, credential, purposes: ['revocation'], listIdFor, random: () => 0 } as const
  const refused = await store.reserve(asked).then(
    () => undefined,
    (error: Error) => error.message,
  )
  return refused?.startsWith('Places are reserved') ?? false
}

function twiceIn(rounds: readonly Round[]): readonly string[] {
  const first = new Map<string, string>()
  const twice: string[] = []
  for (const { round, facts } of rounds) {
    for (const { reserved, places = [] } of facts) {
      for (const { listId, index } of places) {
        const [place, who] = [`${listId} ${index}`, `${reserved} of round ${round}`]
        const before = first.get(place)
        if (before === undefined) first.set(place, who)
        else twice.push(`${place}: ${before}, then ${who}`)
      }
    }
  }
  return twice
}

function replacedIn(rounds: readonly Round[]): readonly string[] {
  const numbers = rounds.map(({ files }) => files.match(/^#\d+/)?.[0] ?? 'none')
  const begun = numbers.findIndex((number) => number !== 'none')
  return rounds.flatMap(({ round, files }, at) =>
    at > begun && begun >= 0 && numbers[at] !== numbers[begun]
      ? `round ${round}: ${files}, and ${numbers[begun]} before`
      : [],
  )
}
