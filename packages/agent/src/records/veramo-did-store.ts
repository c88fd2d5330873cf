import { parseJson, TrustedTechError } from '@trusted-tech/model'
import type { IIdentifier, IService } from '@veramo/core-types'
import { AbstractDIDStore } from '@veramo/did-manager'
import type { AbstractKeyStore } from '@veramo/key-manager'
import type { DidRecord, DidRecordStore } from './did-record-store.js'

/** Lets Veramo's DID manager keep its DIDs in a {@link DidRecordStore}, with the keys in the key store only. */
export class VeramoDidStore extends AbstractDIDStore {
  readonly #records: DidRecordStore
  readonly #keys: AbstractKeyStore

  constructor(records: DidRecordStore, keys: AbstractKeyStore) {
    super()
    this.#records = records
    this.#keys = keys
  }

  override async importDID(identifier: IIdentifier): Promise<boolean> {
    const { did, provider, alias, controllerKeyId, keys, services } = identifier
    // A DID whose keys are not this agent's could not sign, and would look as if it could.
    for (const { kid } of keys) await this.#keys.getKey({ kid })
    const kept = await this.#records.put({
      did,
      provider,
      ...(alias === undefined ? {} : { alias }),
      ...(controllerKeyId === undefined ? {} : { controllerKeyId }),
      keyIds: keys.map(({ kid }) => kid),
      services: JSON.stringify(services),
    })
    if (!kept) throw new TrustedTechError('ERR_KEYSTORE_DID_EXISTS', `Another DID is called ${alias}.`)
    return true
  }

  override async getDID({ did, alias }: { did?: string; alias?: string }): Promise<IIdentifier> {
    const record =
      did !== undefined
        ? await this.#records.get(did)
        : alias !== undefined
          ? await this.#records.getByAlias(alias)
          : undefined
    if (record === undefined) {
      throw new TrustedTechError('ERR_KEYSTORE_DID_UNKNOWN', `This agent does not control ${did ?? alias ?? 'it'}.`)
    }
    return this.#identifierOf(record)
  }

  override deleteDID({ did }: { did: string }): Promise<boolean> {
    return this.#records.remove(did)
  }

  override async listDIDs(wanted: { alias?: string; provider?: string }): Promise<IIdentifier[]> {
    const records = (await this.#records.list()).filter(
      ({ alias, provider }) =>
        (wanted.alias === undefined || alias === wanted.alias) &&
        (wanted.provider === undefined || provider === wanted.provider),
    )
    return Promise.all(records.map((record) => this.#identifierOf(record)))
  }

  async #identifierOf({ keyIds, services, ...record }: DidRecord): Promise<IIdentifier> {
    const parsed = parseJson(services)
    if (!parsed.ok || !Array.isArray(parsed.value)) {
      throw new TrustedTechError('ERR_KEYSTORE_RECORD_DAMAGED', `The record of ${record.did} is damaged: services.`)
    }
    return {
      ...record,
      keys: await Promise.all(keyIds.map((kid) => this.#keys.getKey({ kid }))),
      services: [...parsed.value] as unknown as IService[],
    }
  }
}
