import type { CredentialStore, HeldCredential } from './credential-store.js'

/**
 * Finds held credentials by product, type and issuer; every condition that is given must hold.
 *
 * Compares ids exactly: `product` is the canonical package URL without version. Does not verify again.
 *
 * @example
 * ```ts
 * const certificates = await selectCredentials({ store, product: 'pkg:generic/pump', type: 'ConformityCertificate' })
 * ```
 */
export async function selectCredentials(options: {
  readonly store: CredentialStore
  readonly product?: string
  readonly type?: string
  readonly issuer?: string
}): Promise<readonly HeldCredential[]> {
  const { store, product, type, issuer } = options
  const held = await store.list()
  return held.filter(
    (credential) =>
      (product === undefined || credential.subject === product) &&
      (type === undefined || credential.type === type) &&
      (issuer === undefined || credential.issuer === issuer),
  )
}
