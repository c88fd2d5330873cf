import type { KeyEncryption, SealedKeyRecord, SealedKeyStore } from './sealed-key-store.js'

/** A store that lasts as long as the process: for tests and short programs. */
export function createMemorySealedKeyStore(): SealedKeyStore {
  const records = new Map<string, SealedKeyRecord>()
  let encryption: KeyEncryption | undefined
  return {
    async readEncryption() {
      return encryption
    },
    async establishEncryption(proposed) {
      encryption ??= proposed
      return encryption
    },
    async insert(record, salt) {
      if (encryption?.salt !== salt) return 'resealed'
      if (records.has(record.kid)) return 'exists'
      records.set(record.kid, { ...record })
      return 'kept'
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
    async reseal(work) {
      if (encryption === undefined) return
      const next = work({ encryption, records: [...records.values()] })
      encryption = next.encryption
      records.clear()
      for (const record of next.records) records.set(record.kid, { ...record })
    },
  }
}
