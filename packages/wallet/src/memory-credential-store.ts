import type { CredentialStore, HeldCredential } from './credential-store.js'

/** A store that lasts as long as the process: for tests, the demo and short programs. */
export function createMemoryCredentialStore(): CredentialStore {
  const held = new Map<string, HeldCredential>()
  return {
    async put(credential) {
      held.set(credential.id, { ...credential })
    },
    async get(id) {
      return held.get(id)
    },
    async list() {
      return [...held.values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    },
    async remove(id) {
      return held.delete(id)
    },
  }
}
