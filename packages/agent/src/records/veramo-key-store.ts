import { isJsonObject, parseJson, TrustedTechError } from '@trusted-tech/model'
import type { IKey, ManagedKeyInfo } from '@veramo/core-types'
import { AbstractKeyStore } from '@veramo/key-manager'
import type { KeyRecord, KeyRecordStore } from './key-record-store.js'

/** Lets Veramo's key manager keep its list of keys in a {@link KeyRecordStore}. A private key never gets there. */
export class VeramoKeyStore extends AbstractKeyStore {
  readonly #records: KeyRecordStore

  constructor(records: KeyRecordStore) {
    super()
    this.#records = records
  }

  override async importKey(key: Partial<IKey>): Promise<boolean> {
    const { kid, kms, type, publicKeyHex, meta } = key
    if (kid === undefined || kms === undefined || type === undefined || publicKeyHex === undefined) {
      throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'A key record needs kid, kms, type and publicKeyHex.')
    }
    // Member by member: whatever else a caller put into the object, a private key included, is not kept.
    await this.#records.put({ kid, kms, type, publicKeyHex, meta: JSON.stringify(meta ?? {}) })
    return true
  }

  override async getKey({ kid }: { kid: string }): Promise<IKey> {
    const record = await this.#records.get(kid)
    if (record === undefined) {
      throw new TrustedTechError('ERR_KEYSTORE_KEY_UNKNOWN', `This agent has no key ${kid}.`)
    }
    return keyOf(record)
  }

  override deleteKey({ kid }: { kid: string }): Promise<boolean> {
    return this.#records.remove(kid)
  }

  override async listKeys(): Promise<ManagedKeyInfo[]> {
    return (await this.#records.list()).map(keyOf)
  }
}

function keyOf({ kid, kms, type, publicKeyHex, meta }: KeyRecord): IKey {
  const parsed = parseJson(meta)
  if (!parsed.ok || !isJsonObject(parsed.value)) {
    throw new TrustedTechError('ERR_KEYSTORE_RECORD_DAMAGED', `The record of key ${kid} is damaged: meta is no object.`)
  }
  return { kid, kms, type, publicKeyHex, meta: { ...parsed.value } }
}
