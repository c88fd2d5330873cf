import { TrustedTechError } from '@trusted-tech/model'
import type { IssuanceStore, IssuedRecord, StatusChange, StatusPurpose } from './issuance-store.js'

/** Entries in one list: the least that the standard allows, so that a bit does not single out its holder. */
const LIST_LENGTH = 131_072

interface List {
  readonly listId: string
  readonly purpose: StatusPurpose
  readonly issuer: string
  readonly taken: Set<number>
}

/** A store that lasts as long as the process: for tests, the demo and short programs. */
export function createMemoryIssuanceStore(): IssuanceStore {
  const records = new Map<string, IssuedRecord>()
  const changes: StatusChange[] = []
  const lists: List[] = []

  const openList = (
    issuer: string,
    purpose: StatusPurpose,
    listIdFor: (purpose: StatusPurpose, n: number) => string,
  ): List => {
    const own = lists.filter((list) => list.issuer === issuer && list.purpose === purpose)
    // A list is left at half: random choice in a nearly full one would take ever longer.
    const open = own.find((list) => list.taken.size < LIST_LENGTH / 2)
    if (open !== undefined) return open
    const list: List = { listId: listIdFor(purpose, own.length), purpose, issuer, taken: new Set() }
    if (lists.some(({ listId }) => listId === list.listId)) {
      throw new TrustedTechError('ERR_STATUS_EXHAUSTED', `The status list ${list.listId} exists already.`)
    }
    lists.push(list)
    return list
  }

  const currentValue = (credential: string, purpose: StatusPurpose): boolean => {
    const last = changes.findLast((change) => change.credential === credential && change.purpose === purpose)
    return last?.value ?? false
  }

  return {
    async reserve({ issuer, purposes, listIdFor, random }) {
      return purposes.map((purpose) => {
        const list = openList(issuer, purpose, listIdFor)
        let index = random(LIST_LENGTH)
        while (list.taken.has(index)) index = random(LIST_LENGTH)
        list.taken.add(index)
        return { purpose, listId: list.listId, index }
      })
    },
    async commit(record) {
      if (records.has(record.id)) {
        throw new TrustedTechError('ERR_ARGUMENT_INVALID', `A credential ${record.id} is on record already.`)
      }
      records.set(record.id, record)
    },
    async find(id) {
      return records.get(id)
    },
    async change(change) {
      changes.push(change)
    },
    async changes(credential) {
      return changes.filter((change) => change.credential === credential)
    },
    async lists(issuer) {
      return lists
        .filter((list) => list.issuer === issuer)
        .map(({ listId, purpose }) => {
          const set: number[] = []
          for (const record of records.values()) {
            const place = record.places.find((one) => one.listId === listId)
            if (place !== undefined && currentValue(record.id, purpose)) set.push(place.index)
          }
          return { listId, purpose, length: LIST_LENGTH, set: set.sort((a, b) => a - b) }
        })
        .sort((a, b) => (a.listId < b.listId ? -1 : 1))
    },
  }
}
