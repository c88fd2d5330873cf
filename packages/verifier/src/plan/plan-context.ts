import type { Result } from '@trusted-tech/model'
import type { Opened } from '@trusted-tech/proofs'
import type { Statement, TrustState } from '@trusted-tech/trust'
import type { Asked, VerifyInput } from '../verify-input.js'
import { createDocumentPlanner, type DocumentPlanner } from './document-planner.js'
import { createJobLedger, type JobLedger } from './job-ledger.js'
import type { PlannedStatement } from './planned-statement.js'
import { type ReadPresentation, readPresentation } from './read-presentation.js'
import { type ReadSupport, readStapled } from './read-stapled.js'
import { stapledAccreditations } from './stapled-accreditations.js'
import { type TrustMemo, trustMemo } from './trust-memo.js'

/** What every part of one plan shares. */
export interface PlanContext {
  readonly trust: Result<TrustState>
  readonly asked: Asked
  readonly ledger: JobLedger
  readonly planner: DocumentPlanner
  /** What the presentation encloses; absent for a bare credential. */
  readonly enclosed: ReadPresentation | undefined
  /** Support stapled beside the claims: each piece is verified by itself, none adds trust. */
  readonly stapled: readonly Opened[]
  /** The same with the place of each: enclosed in the presentation, or handed in beside the input. */
  readonly supports: ReadSupport['supports']
  /** What was handed in beside the input and is no support that can be read. */
  readonly unreadable: ReadSupport['unreadable']
  /** The accreditations among it that are looked at. A stapled membership has no effect. */
  readonly stapledStatements: readonly Statement[]
  /** Statements that were planned already. */
  readonly statements: Map<Statement, PlannedStatement>
  /** What the trust state came to by itself before. */
  readonly memo: TrustMemo | undefined
}

export function createContext(input: VerifyInput, asked: Asked, presentation: Opened | undefined): PlanContext {
  const trust = input.trust.ok ? input.trust.value : undefined
  const ledger = createJobLedger(trust?.signatures)
  const enclosed = presentation === undefined ? undefined : readPresentation(presentation)
  const beside = readStapled(input.stapled)
  const supports = [...(enclosed?.supports ?? []), ...beside.supports]
  const stapled = supports.map(({ opened }) => opened)
  const stapledStatements = stapledAccreditations(stapled)
  const planner = createDocumentPlanner({ trust, stapled: stapledStatements, ledger })
  const memo = trust === undefined ? undefined : trustMemo(trust)
  return {
    trust: input.trust,
    asked,
    ledger,
    planner,
    enclosed,
    stapled,
    supports,
    unreadable: beside.unreadable,
    stapledStatements,
    statements: new Map(),
    memo,
  }
}
