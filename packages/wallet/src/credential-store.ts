/** One held credential: the exact bytes that were received, and what selection needs to know of them. */
export interface HeldCredential {
  readonly id: string
  readonly type: string
  readonly issuer: string
  /** The id of the subject: of a claim, the product. */
  readonly subject: string
  readonly validUntil: string
  readonly receivedAt: string
  /** The secured credential, byte for byte. */
  readonly secured: string
}

/** Where a wallet keeps what it holds. An implementation returns what was put, unchanged. */
export interface CredentialStore {
  /** Keeps a credential; one with the same `id` is replaced. */
  put(credential: HeldCredential): Promise<void>
  get(id: string): Promise<HeldCredential | undefined>
  /** All credentials, ordered by `id`. */
  list(): Promise<readonly HeldCredential[]>
  /** Returns whether there was one to remove. */
  remove(id: string): Promise<boolean>
}
