import type { Problem } from '@trusted-tech/model'
import type { EvaluatedStatus, StatusListCandidate } from '@trusted-tech/status'
import type { Statement } from '@trusted-tech/trust'
import type { PlannedDocument } from './planned-document.js'

/** A status list on its way. */
export type PlannedList =
  | { readonly document: PlannedDocument; readonly source: 'bundled' | 'stapled' }
  /** A listed one that an earlier verdict found authentic. */
  | { readonly known: StatusListCandidate }

/** The status of one credential on its way: every list at hand for its entries is planned, bundled and stapled. */
export interface PlannedStatus {
  readonly credential: PlannedDocument
  readonly lists: ReadonlyMap<string, readonly PlannedList[]>
}

/** An accreditation or membership on its way: its own signature and status are verified like a claim's. */
export type PlannedStatement<Kind extends Statement = Statement> =
  | { readonly statement: Kind; readonly document: PlannedDocument; readonly status: PlannedStatus }
  /** One that an earlier verdict found authentic and good. */
  | { readonly statement: Kind; readonly known: ConcludedStatement<Kind> }

export interface ConcludedStatement<Kind extends Statement = Statement> {
  readonly statement: Kind
  /** What stands against its being what its issuer signed; empty if nothing does. */
  readonly problems: readonly Problem[]
  readonly status: EvaluatedStatus
}
