import type { Instant } from '@trusted-tech/model'
import type { StatusPurpose } from '@trusted-tech/status'

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
  /** The signing time, RFC 3339. */
  readonly issuedAt: string
  /** The exact bytes that left the issuer. */
  readonly secured: string
  readonly places: readonly StatusPlace[]
}

/**
 * What each act writes into a status list. There is none that clears a revocation: it cannot be asked for.
 *
 * @see W3C Bitstring Status List v1.0, section 2.1 "BitstringStatusListEntry": revocation is not reversible
 */
export const STATUS_ACTS = {
  revoked: { purpose: 'revocation', bit: true },
  suspended: { purpose: 'suspension', bit: true },
  reinstated: { purpose: 'suspension', bit: false },
} as const satisfies Record<string, { readonly purpose: StatusPurpose; readonly bit: boolean }>

export type StatusAct = keyof typeof STATUS_ACTS

/** A change of status, for the record: rows are the truth, lists are derived from them. */
export interface StatusChange {
  readonly issuer: string
  readonly credential: string
  readonly act: StatusAct
  /** In the words of whoever decided. */
  readonly reason: string
  /** RFC 3339. Says when, not in which order: a clock may go backwards. */
  readonly recordedAt: string
}

/** One line of an issuer's audit record, written in the transaction that it tells of. */
export interface AuditEntry extends Omit<StatusChange, 'act' | 'reason'> {
  /** 1, 2, 3 … for each issuer, without a gap: this is the order in which things happened. */
  readonly sequence: number
  readonly act: 'issued' | StatusAct
  /** Of a change of status. */
  readonly reason?: string
}

/** A list as it stands: its id, its length in entries, and the indexes whose bit is set, lowest first. */
export interface StatusListState {
  readonly listId: string
  readonly purpose: StatusPurpose
  readonly length: number
  readonly set: readonly number[]
}

/** A request to issue, which is known again when it is repeated. */
export interface IssueRequest {
  /** The caller's own name for it. Where absent, the content is what it is known by. */
  readonly key?: string
  /** A digest of what is asked for. */
  readonly content: string
}

/** How long a request that was never answered is taken for being worked at; then its maker has crashed. */
export const REQUEST_LEASE_SECONDS = 10

/** What a credential's bits say: a revocation outweighs a suspension. */
export type IssuedState = 'good' | 'suspended' | 'revoked'

/** One line of a list of issued credentials: the record without its bytes, and how it stands. */
export interface IssuedEntry extends Omit<IssuedRecord, 'secured' | 'places'> {
  readonly state: IssuedState
}

/** What to look for among the credentials of an issuer; all conditions together. */
export interface IssuedQuery {
  readonly issuer: string
  /** The exact id of the subject. */
  readonly subject?: string
  readonly type?: string
  readonly state?: IssuedState
  /** `next` of the page before. */
  readonly after?: string
  /** 1 to 1,000. */
  readonly limit: number
}

export interface IssuedPage {
  readonly found: readonly IssuedEntry[]
  /** Where the next page begins; absent when this is the last. */
  readonly next?: string
}

/**
 * What an issuer needs of its store. `describeIssuanceStore` in `testing/` is this contract as tests; what every
 * implementation keeps:
 *
 * - A status index is given once, chosen at random among the unused ones, and never again: not after a crash between
 *   reservation and commit (it is burnt), and not to two callers at once. A list is left while enough of it is unused.
 * - Each operation is one transaction, durable when its promise is fulfilled, and writes its audit entry in it.
 * - An issuer neither sees nor changes what another one issued. A credential is known by issuer and id together.
 * - A request is answered once, however often and from wherever it comes at the same time.
 */
export interface IssuanceStore {
  /**
   * What was issued for a request: under its key or, if it has none, the newest of the same content under any.
   *
   * @throws {TrustedTechError} `ERR_REQUEST_CONFLICT` when the key stands for another content
   */
  answerTo(options: { readonly issuer: string; readonly request: IssueRequest }): Promise<IssuedRecord | undefined>
  /** The latest time at which anything was signed in the name of an issuer; `undefined` before the first. */
  latestSigning(issuer: string): Promise<Instant | undefined>
  /** Remembers that something is signed at a time. An earlier one than is on record changes nothing. */
  noteSigning(options: { readonly issuer: string; readonly at: Instant }): Promise<void>
  /**
   * Takes one unused index in a list of each purpose for a credential that is about to be signed.
   * `listIdFor` names an issuer's list number `n` (0, 1, …) of a purpose when it has to be opened.
   *
   * With a `request`, the credential is the answer to it, and no other one is until this one is given up: by `release`,
   * or by `REQUEST_LEASE_SECONDS` having passed, in which case `commit` refuses it if another one took its place.
   *
   * @param options.signedAt noted as by `noteSigning`
   * @throws {TrustedTechError} `ERR_ARGUMENT_INVALID` when the credential has places already, a new list has the id of
   * an old one, or `random` leaves its range; `ERR_STATUS_EXHAUSTED` when `random` finds no unused index;
   * `ERR_REQUEST_CONFLICT` when the request's key stands for another content; `ERR_REQUEST_IN_FLIGHT` when somebody else
   * is answering it, or just has
   */
  reserve(options: {
    readonly issuer: string
    /** The id that the credential will have. */
    readonly credential: string
    readonly purposes: readonly StatusPurpose[]
    readonly listIdFor: (purpose: StatusPurpose, n: number) => string
    /** An integer in `[0, bound)`, uniform. */
    readonly random: (bound: number) => number
    readonly signedAt?: Instant
    readonly request?: IssueRequest & { readonly askedAt: Instant }
  }): Promise<readonly StatusPlace[]>
  /**
   * Gives up the request that a credential was to answer, so that it can be asked again at once. The places stay burnt.
   * Changes nothing when the credential is on record, or answers no request any more.
   */
  release(options: { readonly issuer: string; readonly credential: string }): Promise<void>
  /**
   * Records an issued credential, with the audit entry `issued`.
   *
   * @throws {TrustedTechError} `ERR_ARGUMENT_INVALID` when the id is on record, or the places are not exactly those
   * reserved for it; `ERR_REQUEST_IN_FLIGHT` when its request was given up meanwhile
   */
  commit(record: IssuedRecord): Promise<void>
  /** A credential that `issuer` issued; `undefined` for everybody else's. */
  find(options: { readonly issuer: string; readonly id: string }): Promise<IssuedRecord | undefined>
  /**
   * What an issuer has issued, in the order of its reservations, page by page.
   *
   * @throws {TrustedTechError} `ERR_ARGUMENT_INVALID` for a limit that is none, or an `after` that no page gave
   */
  search(query: IssuedQuery): Promise<IssuedPage>
  /**
   * Records a change of status, with its audit entry, if `refuseStatusChange` has nothing against it; looked up and
   * written in one transaction, or two changes at once could pass each other.
   *
   * @throws {TrustedTechError} what `refuseStatusChange` throws; then nothing was recorded
   */
  change(change: StatusChange): Promise<void>
  /** The audit record of an issuer, or what of it is about one credential; in order of `sequence`. */
  history(options: { readonly issuer: string; readonly credential?: string }): Promise<readonly AuditEntry[]>
  /** Every list of an issuer, ordered by id, derived from the changes on record. */
  lists(issuer: string): Promise<readonly StatusListState[]>
}
