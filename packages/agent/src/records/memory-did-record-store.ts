import type { DidRecord, DidRecordStore } from './did-record-store.js'

/** A store that lasts as long as the process: for tests and short programs. */
export function createMemoryDidRecordStore(): DidRecordStore {
  const records = new Map<string, DidRecord>()
  const byAlias = (alias: string) => [...records.values()].find((record) => record.alias === alias)
  return {
    async put(record) {
      const holder = record.alias === undefined ? undefined : byAlias(record.alias)
      if (holder !== undefined && holder.did !== record.did) return false
      records.set(record.did, { ...record })
      return true
    },
    async get(did) {
      return records.get(did)
    },
    async getByAlias(alias) {
      return byAlias(alias)
    },
    async list() {
      return [...records.values()].sort((a, b) => (a.did < b.did ? -1 : 1))
    },
    async remove(did) {
      return records.delete(did)
    },
  }
}
