import type { CredentialStore, HeldCredential } from '@trusted-tech/wallet'

/**
 * A wallet that is read once, for many files that go into it: each file is compared with everything that is held, and to
 * open all of that again for each would take the square of the time. What is put goes to the wallet at once.
 *
 * Does not see what another process puts there meanwhile.
 */
export async function readOnce(store: CredentialStore): Promise<CredentialStore> {
  const held = new Map((await store.list()).map((one) => [one.id, one] as const))
  let listed: readonly HeldCredential[] | undefined
  return {
    async put(credential) {
      await store.put(credential)
      held.set(credential.id, Object.freeze({ ...credential }))
      listed = undefined
    },
    async get(id) {
      return held.get(id)
    },
    async list() {
      listed ??= [...held.values()].sort((one, other) => (one.id < other.id ? -1 : 1))
      return listed
    },
    async remove(id) {
      listed = undefined
      held.delete(id)
      return store.remove(id)
    },
  }
}
