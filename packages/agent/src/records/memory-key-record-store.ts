import type { KeyRecord, KeyRecordStore } from './key-record-store.js'

/** A store that lasts as long as the process: for tests and short programs. */
export function createMemoryKeyRecordStore(): KeyRecordStore {
  const records = new Map<string, KeyRecord>()
  return {
    async put(record) {
      records.set(record.kid, { ...record })
    },
    async get(kid) {
      return records.get(kid)
    },
    async list() {
      return [...records.values()].sort((a, b) => (a.kid < b.kid ? -1 : 1))
    },
    async remove(kid) {
      return records.delete(kid)
    },
  }
}
