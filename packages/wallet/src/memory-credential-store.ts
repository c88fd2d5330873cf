import type { CredentialStore, HeldCredential } from './credential-store.js'

/** A store that lasts as long as the process: for tests, the demo and short programs. */
export function createMemoryCredentialStore(): CredentialStore {
  const held = new Map<string, HeldCredential>()
  return {
    async put(credential) {
      // Whoever has the object cannot change what is held with it.
      held.set(credential.id, Object.freeze({ ...credential }))
    },
    async get(id) {
      return held.get(id)
    },
    async list() {
      return [...held.values()].sort((one, other) => (one.id < other.id ? -1 : 1))
    },
    async remove(id) {
      return held.delete(id)
    },
  }
}
