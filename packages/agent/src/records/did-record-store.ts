/** A DID that an agent controls. Its keys are named by id, and stand in the key store once. */
export interface DidRecord {
  readonly did: string
  /** The name of the DID method's provider, `did:key` for instance. */
  readonly provider: string
  /** A name for people; of a did:web, its domain and path. Unique in the store. */
  readonly alias?: string
  readonly controllerKeyId?: string
  /** Ids of its keys, the oldest first. */
  readonly keyIds: readonly string[]
  /** The services of the DID, as the text of a JSON array. */
  readonly services: string
}

/** Where an agent keeps the DIDs it controls. An implementation returns what was put, unchanged. */
export interface DidRecordStore {
  /**
   * Keeps a record; one with the same `did` is replaced. Returns false, and keeps nothing, when the alias belongs to
   * another DID: the check and the write are one step, or two processes could take one name.
   */
  put(record: DidRecord): Promise<boolean>
  get(did: string): Promise<DidRecord | undefined>
  getByAlias(alias: string): Promise<DidRecord | undefined>
  /** All records, ordered by `did`. */
  list(): Promise<readonly DidRecord[]>
  /** Returns whether there was one to remove. */
  remove(did: string): Promise<boolean>
}
