import { type Problem, problem } from '@trusted-tech/model'
import type { AccreditationGraph } from './accreditation-graph.js'
import { distancesToAnchor } from './accreditation-paths.js'

const MAX_DEAD_ENDS = 16

/**
 * Says where the ways up from an issuer end without an anchor: a body about whom nothing is said, a cycle, a body that
 * accredits itself, more links than are allowed.
 *
 * @returns `ISSUER_NOT_TRUSTED` or `ACCREDITATION_PATH` at the `issuer` of the last statement of each way
 * @example
 * deadEnds(graph)[0]?.code // 'ISSUER_NOT_TRUSTED'
 * @see Specification, section 5 "Accreditation scope and party"
 */
export function deadEnds(graph: AccreditationGraph): readonly Problem[] {
  const distance = distancesToAnchor(graph, new Set(graph.statements))
  const problems: Problem[] = []
  for (const { id, issuer, subject } of graph.statements) {
    if (graph.isAnchor(issuer) || (distance.has(issuer) && issuer !== subject)) continue
    if (problems.length >= MAX_DEAD_ENDS) break
    const tell = (code: 'ISSUER_NOT_TRUSTED' | 'ACCREDITATION_PATH', expected: string) =>
      problems.push(problem(code, '/issuer/id', { expected, actual: issuer.slice(0, 200), about: id }))
    if (issuer === subject) tell('ACCREDITATION_PATH', 'another body than the one accredited')
    else if (graph.beyond.has(issuer)) tell('ACCREDITATION_PATH', `an anchor within ${graph.maxLinks} links`)
    else if (graph.about(issuer).length === 0) tell('ISSUER_NOT_TRUSTED', 'an anchor or an accredited body')
    // Only reached by going round: what is above it leads back or ends elsewhere.
    else tell('ACCREDITATION_PATH', 'a body that an anchor stands above')
  }
  return problems
}
