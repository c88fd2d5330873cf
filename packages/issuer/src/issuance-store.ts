export type StatusPurpose = 'revocation' | 'suspension'

/** A place in a status list that belongs to one credential for ever. */
export interface StatusPlace {
  readonly purpose: StatusPurpose
  readonly listId: string
  readonly index: number
}

/** One issued credential, as the record keeps it. */
export interface IssuedRecord {
  readonly id: string
  readonly issuer: string
  readonly type: string
  /** The id of the subject. */
  readonly subject: string
  readonly issuedAt: string
  readonly secured: string
  readonly places: readonly StatusPlace[]
}

/** A change of status that is on record: rows are the truth, lists are derived from them. */
export interface StatusChange {
  readonly credential: string
  readonly purpose: StatusPurpose
  readonly value: boolean
  readonly reason: string
  readonly recordedAt: string
}

/** A list as it stands: its id, its length in entries, and the indexes whose bit is set. */
export interface StatusListState {
  readonly listId: string
  readonly purpose: StatusPurpose
  readonly length: number
  readonly set: readonly number[]
}

/**
 * What an issuer needs of its store. Invariants that every implementation keeps:
 * a status index is never given twice, not even after a crash between reservation and commit (it is burnt);
 * a signed credential that leaves the issuer has a record; a status change that was acknowledged is durable.
 */
export interface IssuanceStore {
  /**
   * Takes one unused index in a list of each purpose, chosen by `random`, and never gives it again.
   * `listIdFor` names list number `n` (0, 1, …) when a new one has to be opened.
   */
  reserve(options: {
    readonly issuer: string
    readonly purposes: readonly StatusPurpose[]
    readonly listIdFor: (purpose: StatusPurpose, n: number) => string
    /** An integer in `[0, bound)`. */
    readonly random: (bound: number) => number
  }): Promise<readonly StatusPlace[]>
  /** Records an issued credential. One `id` is recorded once. */
  commit(record: IssuedRecord): Promise<void>
  find(id: string): Promise<IssuedRecord | undefined>
  /** Records a change of status. */
  change(change: StatusChange): Promise<void>
  /** The changes of one credential, oldest first. */
  changes(credential: string): Promise<readonly StatusChange[]>
  /** Every list of an issuer, ordered by id. */
  lists(issuer: string): Promise<readonly StatusListState[]>
}
