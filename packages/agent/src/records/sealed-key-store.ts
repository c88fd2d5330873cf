/** How the private keys of a store are encrypted. Nothing in it is secret. */
export interface KeyEncryption {
  readonly kdf: 'scrypt'
  /** Cost: a power of two. */
  readonly n: number
  readonly r: number
  readonly p: number
  /** base64url */
  readonly salt: string
  /** A known text, sealed: opening it tells a right passphrase from a wrong one. */
  readonly check: SealedText
}

/** Bytes under AES-256-GCM. */
export interface SealedText {
  /** 12 bytes, base64url, never used twice under one key. */
  readonly nonce: string
  /** Ciphertext and its 16 bytes of tag, base64url. */
  readonly ciphertext: string
}

/** A key at rest, encrypted and bound to the other members: PKCS #8 of a private key, or the bytes of a data key. */
export interface SealedKeyRecord {
  readonly kid: string
  readonly type: string
  /** Empty for a data key. */
  readonly publicKeyHex: string
  readonly sealed: SealedText
}

/** Everything that a passphrase opens. */
export interface SealedKeys {
  readonly encryption: KeyEncryption
  readonly records: readonly SealedKeyRecord[]
}

/**
 * Where private keys lie encrypted. An implementation keeps files at mode 0600 and returns what was put, unchanged; it
 * sees ciphertext only.
 */
export interface SealedKeyStore {
  readEncryption(): Promise<KeyEncryption | undefined>
  /** Keeps the parameters unless there are some, in one step, and returns those that are kept now. */
  establishEncryption(encryption: KeyEncryption): Promise<KeyEncryption>
  /**
   * Keeps a new record. Returns `exists` when there is one with this `kid` (a key is never replaced), and `resealed` when
   * the store's salt is not `salt` any more: the passphrase was changed meanwhile, and what was sealed under the old one
   * would never open again. Both keep nothing.
   */
  insert(record: SealedKeyRecord, salt: string): Promise<'kept' | 'exists' | 'resealed'>
  get(kid: string): Promise<SealedKeyRecord | undefined>
  /** All records, ordered by `kid`. */
  list(): Promise<readonly SealedKeyRecord[]>
  /** Returns whether there was one to remove. */
  remove(kid: string): Promise<boolean>
  /**
   * Exchanges the parameters and every record for what `work` makes of them: all or nothing, and nobody reads or writes
   * in between. An error of `work` changes nothing.
   */
  reseal(work: (current: SealedKeys) => SealedKeys): Promise<void>
}
