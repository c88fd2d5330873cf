import {
  createTrustedTechAgent,
  type EncryptedKeyManagementSystem,
  openKeyManagementSystem,
  type TrustedTechAgent,
} from '@trusted-tech/agent'
import { TrustedTechError } from '@trusted-tech/model'
import type { Store } from '@trusted-tech/store'

/** The agent of a desk, and the keys that it signs with. */
export interface OpenedAgent {
  readonly agent: TrustedTechAgent
  readonly kms: EncryptedKeyManagementSystem
}

/**
 * Opens the keys of a store with a passphrase. Takes about half a second: once per process.
 *
 * @throws {TrustedTechError} `ERR_KEYSTORE_PASSPHRASE_WRONG`, and those of the store
 */
export async function openAgent({ store, passphrase }: { store: Store; passphrase: string }): Promise<OpenedAgent> {
  const kms = await openKeyManagementSystem({ store: store.sealedKeys(), passphrase }).catch(explainWrongPassphrase)
  const agent = createTrustedTechAgent({
    keyStore: store.keyRecords(),
    didStore: store.didRecords(),
    kms: { local: kms },
  })
  return { agent, kms }
}

export function explainWrongPassphrase(error: unknown): never {
  if (!(error instanceof TrustedTechError) || error.code !== 'ERR_KEYSTORE_PASSPHRASE_WRONG') throw error
  throw new TrustedTechError(
    error.code,
    'the passphrase does not open this desk; nothing was changed. Nobody can recover a lost passphrase: restore the desk with one that is known, or make a new desk and have its DID accredited or admitted',
    { cause: error },
  )
}
