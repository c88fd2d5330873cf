/** What a key can be used for and where it is; never the private half. */
export interface KeyRecord {
  /** The key's id, unique in the store. */
  readonly kid: string
  /** The name of the key management system that holds the private half. */
  readonly kms: string
  /** Veramo's name of the key type: `Ed25519`, `Secp256r1`, `Secp384r1`. */
  readonly type: string
  readonly publicKeyHex: string
  /** Further facts about the key, as the text of a JSON object. */
  readonly meta: string
}

/** Where an agent keeps its list of keys. An implementation returns what was put, unchanged. */
export interface KeyRecordStore {
  /** Keeps a record; one with the same `kid` is replaced. */
  put(record: KeyRecord): Promise<void>
  get(kid: string): Promise<KeyRecord | undefined>
  /** All records, ordered by `kid`. */
  list(): Promise<readonly KeyRecord[]>
  /** Returns whether there was one to remove. */
  remove(kid: string): Promise<boolean>
}
