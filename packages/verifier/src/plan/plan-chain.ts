import { type AccreditationGraph, type AccreditationStatement, collectAccreditations } from '@trusted-tech/trust'
import type { PlanContext } from './plan-context.js'
import { type PlannedStatement, planStatement } from './plan-statement.js'

/** Every accreditation that may lie between an issuer and an anchor, each planned with its status lists. */
export interface PlannedChain {
  readonly graph: AccreditationGraph
  readonly statements: ReadonlyMap<AccreditationStatement, PlannedStatement<AccreditationStatement>>
}

export function planChain(issuer: string, context: PlanContext): PlannedChain {
  const graph = graphAbove(issuer, context)
  return {
    graph,
    statements: new Map(graph.statements.map((statement) => [statement, planStatement(statement, context)])),
  }
}

function graphAbove(issuer: string, context: PlanContext): AccreditationGraph {
  const alone = context.stapledStatements.length === 0
  const known = alone ? context.memo?.graph(issuer) : undefined
  if (known !== undefined) return known
  const trust = context.trust.ok ? context.trust.value : undefined
  const graph = collectAccreditations({
    issuer,
    statementsAbout: (did) => trust?.statementsAbout(did) ?? [],
    isAnchor: (did) => trust?.isAnchor(did) ?? false,
    stapled: context.stapledStatements,
  })
  if (alone) context.memo?.keepGraph(graph)
  return graph
}
