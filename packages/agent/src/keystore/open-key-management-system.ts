import { TrustedTechError } from '@trusted-tech/model'
import type { SealedKeyStore } from '../records/sealed-key-store.js'
import { deriveKey, newParameters } from './derive-key.js'
import { EncryptedKeyManagementSystem } from './encrypted-key-management-system.js'
import { seal, unseal } from './sealing.js'

const CHECK_CONTEXT = ['passphrase check']
const CHECK_TEXT = Buffer.from('this passphrase opens this key store', 'utf8')

/**
 * Opens the encrypted keys of a store for Veramo's key manager, or starts a new store under the passphrase.
 *
 * Checks the stored parameters and the passphrase, once: the key is derived here (128 MiB for a moment) and kept for
 * the life of the object. Does not read the private keys; each is opened, and held to its public key, when it first
 * signs. Does not judge how good the passphrase is.
 *
 * @throws {TrustedTechError} `ERR_ARGUMENT_INVALID` (no passphrase: there are no unencrypted stores),
 * `ERR_KEYSTORE_PASSPHRASE_WRONG`, `ERR_KEYSTORE_PARAMETERS_REFUSED`, `ERR_KEYSTORE_RECORD_DAMAGED` (the parameters
 * were cut)
 * @example
 * const kms = await openKeyManagementSystem({ store: createMemorySealedKeyStore(), passphrase })
 * @see Architecture, section 5 "State"
 */
export async function openKeyManagementSystem(options: {
  readonly store: SealedKeyStore
  readonly passphrase: string
}): Promise<EncryptedKeyManagementSystem> {
  const { store, passphrase } = options
  if (typeof passphrase !== 'string' || passphrase === '') {
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'A key store needs a passphrase: keys are never kept in clear.')
  }
  const found = await store.readEncryption()
  if (found === undefined) {
    const parameters = newParameters()
    const key = await deriveKey(passphrase, parameters)
    const mine = { ...parameters, check: seal(key, CHECK_TEXT, CHECK_CONTEXT) }
    const kept = await store.establishEncryption(mine)
    if (kept.salt === mine.salt) return new EncryptedKeyManagementSystem(store, key)
    // Another process was first: its parameters are the store's, and its passphrase has to be this one.
    return openFound(store, passphrase, kept)
  }
  return openFound(store, passphrase, found)
}

async function openFound(
  store: SealedKeyStore,
  passphrase: string,
  found: NonNullable<Awaited<ReturnType<SealedKeyStore['readEncryption']>>>,
): Promise<EncryptedKeyManagementSystem> {
  const key = await deriveKey(passphrase, found)
  const opened = unseal(key, found.check, CHECK_CONTEXT)
  if (opened === 'form') {
    throw new TrustedTechError('ERR_KEYSTORE_RECORD_DAMAGED', 'The parameters of the key store are damaged: check.')
  }
  if (opened === 'authentication') {
    throw new TrustedTechError('ERR_KEYSTORE_PASSPHRASE_WRONG', 'The passphrase does not open this key store.')
  }
  return new EncryptedKeyManagementSystem(store, key)
}
