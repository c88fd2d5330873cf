import type { KeyObject } from 'node:crypto'
import { TrustedTechError } from '@trusted-tech/model'
import type { KeyEncryption, SealedKeyStore } from '../records/sealed-key-store.js'
import { deriveKey, newParameters } from './derive-key.js'
import { EncryptedKeyManagementSystem, sealRecord, unsealRecord } from './encrypted-key-management-system.js'
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
    if (kept.salt === mine.salt) return new EncryptedKeyManagementSystem(store, key, kept.salt)
    // Another process was first: its parameters are the store's, and its passphrase has to be this one.
    return openFound(store, passphrase, kept)
  }
  return openFound(store, passphrase, found)
}

/**
 * Changes the passphrase of a store: every key is sealed anew under the new one, in one step. Keys and data keys stay the
 * same keys. Whoever has the store open goes on reading and signing, and cannot add keys.
 *
 * Does not judge the new passphrase, and does not reach copies: who has an old one opens it with the old passphrase.
 *
 * @throws {TrustedTechError} those of {@link openKeyManagementSystem}; then nothing has changed
 */
export async function changePassphrase(options: {
  readonly store: SealedKeyStore
  readonly passphrase: string
  readonly newPassphrase: string
}): Promise<void> {
  const { store, passphrase, newPassphrase } = options
  if (newPassphrase === '') {
    throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'A key store needs a passphrase: keys are never kept in clear.')
  }
  const found = await store.readEncryption()
  if (found === undefined) {
    throw new TrustedTechError('ERR_KEYSTORE_KEY_UNKNOWN', 'The key store has no keys yet, and so no passphrase.')
  }
  const old = await deriveFound(passphrase, found)
  const parameters = newParameters()
  const key = await deriveKey(newPassphrase, parameters)
  await store.reseal(({ encryption, records }) => {
    if (encryption.salt !== found.salt) {
      throw new TrustedTechError('ERR_KEYSTORE_PASSPHRASE_WRONG', 'The passphrase was changed by another process.')
    }
    return {
      encryption: { ...parameters, check: seal(key, CHECK_TEXT, CHECK_CONTEXT) },
      records: records.map((record) => {
        const secret = unsealRecord(old, record)
        const sealed = sealRecord(key, record, secret)
        secret.fill(0)
        return sealed
      }),
    }
  })
}

async function openFound(
  store: SealedKeyStore,
  passphrase: string,
  found: KeyEncryption,
): Promise<EncryptedKeyManagementSystem> {
  return new EncryptedKeyManagementSystem(store, await deriveFound(passphrase, found), found.salt)
}

async function deriveFound(passphrase: string, found: KeyEncryption): Promise<KeyObject> {
  const key = await deriveKey(passphrase, found)
  const opened = unseal(key, found.check, CHECK_CONTEXT)
  if (opened === 'form') {
    throw new TrustedTechError('ERR_KEYSTORE_RECORD_DAMAGED', 'The parameters of the key store are damaged: check.')
  }
  if (opened === 'authentication') {
    throw new TrustedTechError('ERR_KEYSTORE_PASSPHRASE_WRONG', 'The passphrase does not open this key store.')
  }
  return key
}
