import type { Instant } from '@trusted-tech/model'
import type { Opened } from '@trusted-tech/proofs'
import type { EvaluatedStatus, StatusListCandidate } from '@trusted-tech/status'
import type { AccreditationGraph, Statement, TrustState } from '@trusted-tech/trust'
import type { ConcludedStatement, PlannedStatement } from './planned-statement.js'

/** A statement that was verified just now, not taken from the memo. */
type VerifiedStatement = Exclude<PlannedStatement, { readonly known: unknown }>

/**
 * What one trust state comes to all by itself, kept for the verdicts that follow: which of its lists and statements are
 * authentic and good is the same for every credential that rests on them, and would else be most of a verdict's work.
 *
 * Only good news is kept, and only such that nothing outside the trust state had a part in: no stapled document, no key
 * that an accreditation carries, no runtime that lacks an algorithm. Everything else is worked out each time. Whatever
 * is kept lives no longer than the trust state, and there is no more of it than there is in the trust state.
 */
export interface TrustMemo {
  /** The listed list, if it is known to be authentic; that depends on no clock. */
  list(opened: Opened): StatusListCandidate | undefined
  keepList(opened: Opened, candidate: StatusListCandidate): void
  /** The listed statement, if it is known to be authentic and of good status at `now`. */
  statement<Kind extends Statement>(statement: Kind, now: Instant): ConcludedStatement<Kind> | undefined
  keepStatement(planned: VerifiedStatement, concluded: ConcludedStatement): void
  /** The listed accreditations above an issuer, without any that is stapled. */
  graph(issuer: string): AccreditationGraph | undefined
  keepGraph(graph: AccreditationGraph): void
}

const memos = new WeakMap<TrustState, TrustMemo>()

/** The one memo of a trust state. */
export function trustMemo(trust: TrustState): TrustMemo {
  let memo = memos.get(trust)
  if (memo === undefined) {
    memo = createTrustMemo()
    memos.set(trust, memo)
  }
  return memo
}

interface KeptStatement {
  readonly concluded: ConcludedStatement
  /** The clock times, ends included, at which the same lists come to the same answer. */
  readonly from: number
  readonly until: number
}

function createTrustMemo(): TrustMemo {
  const lists = new WeakMap<Opened, StatusListCandidate>()
  const statements = new WeakMap<Statement, KeptStatement>()
  const graphs = new Map<string, AccreditationGraph>()
  return {
    list: (opened) => lists.get(opened),
    keepList(opened, candidate) {
      if (candidate.authentic) lists.set(opened, candidate)
    },
    statement<Kind extends Statement>(statement: Kind, now: Instant) {
      const kept = statements.get(statement)
      return kept !== undefined && kept.from <= now && now <= kept.until
        ? (kept.concluded as ConcludedStatement<Kind>)
        : undefined
    },
    keepStatement(planned, concluded) {
      const { statement, document, status } = planned
      if (!statement.listed || document.key.from !== 'one' || concluded.problems.length > 0) return
      // With several lists for one entry the answer may turn at other times than the ends of a window.
      for (const candidates of status.lists.values()) {
        const [list] = candidates
        if (list === undefined || candidates.length > 1) return
        // A list under a key that an accreditation carries is good together with that accreditation alone.
        if (!('known' in list) && list.document.key.from !== 'one') return
      }
      const window = windowOf(concluded.status)
      if (window !== undefined) statements.set(statement, { concluded, ...window })
    },
    graph: (issuer) => graphs.get(issuer),
    keepGraph(graph) {
      // An issuer that a credential made up has no statements: what is kept is bounded by the trust state.
      if (graph.statements.length > 0) graphs.set(graph.issuer, graph)
    },
  }
}

/**
 * When a good status stays what it is: while the clock is inside the window of the list that each entry was read in.
 * `evaluateAt` has no part in it as long as no list says that a suspension was lifted.
 */
function windowOf(status: EvaluatedStatus): { readonly from: number; readonly until: number } | undefined {
  if (status.outcome !== 'good' || status.notes.length > 0) return undefined
  let from = Number.NEGATIVE_INFINITY
  let until = Number.POSITIVE_INFINITY
  for (const { newest, clearedSince } of status.purposes) {
    if (newest === undefined || clearedSince !== undefined) return undefined
    from = Math.max(from, newest.validFrom)
    until = Math.min(until, newest.validUntil)
  }
  return { from, until }
}
