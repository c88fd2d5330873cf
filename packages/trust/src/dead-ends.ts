import { type Problem, problem, type ReasonCode } from '@trusted-tech/model'
import type { AccreditationGraph } from './accreditation-graph.js'
import { distancesToAnchor } from './accreditation-paths.js'
import type { AccreditationStatement } from './statement.js'

const MAX_DEAD_ENDS = 16

/**
 * Says where the ways up from an issuer end without an anchor: at a body about whom nothing is said, at a body that
 * accredits itself, after more links than are allowed; or, where none of them ends, that they lead back.
 *
 * @returns `ISSUER_NOT_TRUSTED` or `ACCREDITATION_PATH` at the `issuer` of the last statement of each way
 * @example
 * deadEnds(graph)[0]?.code // 'ISSUER_NOT_TRUSTED'
 * @see Specification, section 5 "Accreditation scope and party"
 */
export function deadEnds(graph: AccreditationGraph): readonly Problem[] {
  const distance = distancesToAnchor(graph, new Set(graph.statements))
  const ends: Problem[] = []
  const loops: Problem[] = []
  const tell = (problems: Problem[], code: ReasonCode, statement: AccreditationStatement, expected: string) => {
    if (problems.length >= MAX_DEAD_ENDS) return
    const { id, issuer } = statement
    problems.push(problem(code, '/issuer/id', { expected, actual: issuer.slice(0, 200), about: id }))
  }
  for (const statement of graph.statements) {
    const { issuer, subject } = statement
    if (issuer === subject) tell(ends, 'ACCREDITATION_PATH', statement, 'another body than the one accredited')
    else if (graph.isAnchor(issuer) || distance.has(issuer)) continue
    else if (graph.beyond.has(issuer)) {
      tell(ends, 'ACCREDITATION_PATH', statement, `an anchor within ${graph.maxLinks} links`)
    } else if (graph.about(issuer).length === 0) {
      tell(ends, 'ISSUER_NOT_TRUSTED', statement, 'an anchor or an accredited body')
    } else tell(loops, 'ACCREDITATION_PATH', statement, 'a body that an anchor stands above')
  }
  return ends.length > 0 ? ends : loops
}
