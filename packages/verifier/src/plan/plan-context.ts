import type { Result } from '@trusted-tech/model'
import type { Opened } from '@trusted-tech/proofs'
import { parseStatement, type Statement, type TrustState } from '@trusted-tech/trust'
import { profileType } from '../checks/structure.js'
import type { Asked, VerifyInput } from '../verify-input.js'
import { createDocumentPlanner, type DocumentPlanner } from './document-planner.js'
import { createJobLedger, type JobLedger } from './job-ledger.js'
import { type ReadPresentation, readPresentation } from './read-presentation.js'
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
  /** The accreditations among it that could be read. A stapled membership has no effect. */
  readonly stapledStatements: readonly Statement[]
  /** What the trust state came to by itself before. */
  readonly memo: TrustMemo | undefined
}

export function createContext(input: VerifyInput, asked: Asked, presentation: Opened | undefined): PlanContext {
  const trust = input.trust.ok ? input.trust.value : undefined
  const ledger = createJobLedger(trust?.signatures)
  const enclosed = presentation === undefined ? undefined : readPresentation(presentation)
  const stapled = enclosed?.supports.map(({ opened }) => opened) ?? []
  const stapledStatements = stapled.flatMap((opened) => {
    if (profileType(opened.document) !== 'AccreditationCredential') return []
    const statement = parseStatement({ opened, listed: false })
    return statement.ok ? [statement.value] : []
  })
  const planner = createDocumentPlanner({ trust, stapled: stapledStatements, ledger })
  const memo = trust === undefined ? undefined : trustMemo(trust)
  return { trust: input.trust, asked, ledger, planner, enclosed, stapled, stapledStatements, memo }
}
