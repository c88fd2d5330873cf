import type { AccreditationGraph } from './accreditation-graph.js'
import type { AccreditationStatement } from './statement.js'

/** From the issuer up: the first statement is about the issuer, the last one was made by an anchor. */
export type AccreditationPath = readonly [AccreditationStatement, ...AccreditationStatement[]]

/** Most paths that are considered for one credential. */
export const MAX_PATHS = 64
/** Most statements that a search touches: the bound for graphs made to have no end of ways. */
const MAX_STEPS = 20_000

/**
 * Finds the ways from the issuer of a graph up to an anchor, shortest first, listed statements before stapled ones.
 *
 * No body stands twice in a path (a cycle vouches for itself), no path has more links than the graph allows, and the
 * search ends after a fixed amount of work whatever the graph.
 * Does not check actions, path lengths, times, status or scope: `evaluatePath` does.
 *
 * @param options `usable` leaves out a statement before it is followed, such as one with a bad signature, so that
 * forged statements cannot crowd out genuine ones; it is asked with the statement that vouches for its issuer, or
 * `undefined` where its issuer is an anchor
 * @example
 * const { paths } = accreditationPaths({ graph })
 * @see Specification, section 5 "Accreditation scope and party"
 */
export function accreditationPaths(options: {
  readonly graph: AccreditationGraph
  readonly usable?: (statement: AccreditationStatement, voucher: AccreditationStatement | undefined) => boolean
  readonly maxPaths?: number
}): { readonly paths: readonly AccreditationPath[]; readonly truncated: boolean } {
  const { graph, usable = () => true, maxPaths = MAX_PATHS } = options
  const { isAnchor } = graph
  const kept = new Set(
    graph.statements.filter((statement) =>
      isAnchor(statement.issuer)
        ? usable(statement, undefined)
        : graph.about(statement.issuer).some((voucher) => usable(statement, voucher)),
    ),
  )
  const distance = distancesToAnchor(graph, kept)
  const paths: AccreditationPath[] = []
  const path: AccreditationStatement[] = []
  const bodies = new Set<string>()
  let steps = 0
  let stopped = false

  /** Extends `path` from `body` by exactly `left` links. Recursion is bounded by the graph's `maxLinks`. */
  const extend = (body: string, left: number): void => {
    bodies.add(body)
    for (const statement of graph.about(body)) {
      steps += 1
      stopped ||= steps > MAX_STEPS || paths.length >= maxPaths
      if (stopped) break
      const below = path.at(-1)
      const { issuer } = statement
      if (!kept.has(statement) || bodies.has(issuer)) continue
      if (below !== undefined && !usable(below, statement)) continue
      if (isAnchor(issuer)) {
        if (left === 1 && usable(statement, undefined)) paths.push([...path, statement] as unknown as AccreditationPath)
      } else if ((distance.get(issuer) ?? Number.POSITIVE_INFINITY) < left) {
        path.push(statement)
        extend(issuer, left - 1)
        path.pop()
      }
    }
    bodies.delete(body)
  }
  for (let length = 1; length <= graph.maxLinks && !stopped; length += 1) extend(graph.issuer, length)
  return { paths, truncated: stopped || graph.truncated }
}

/** A graph is kept as long as its trust state, and asked for every credential of its issuer. */
const reaching = new WeakMap<AccreditationGraph, boolean>()

/**
 * Whether there is any way from the issuer of a graph up to an anchor; whether one of them holds, `decideAccreditation`
 * tells.
 *
 * @example
 * leadsToAnchor(graph) // false for an issuer about whom nothing is said
 */
export function leadsToAnchor(graph: AccreditationGraph): boolean {
  const known = reaching.get(graph)
  if (known !== undefined) return known
  const leads = accreditationPaths({ graph, maxPaths: 1 }).paths.length > 0
  reaching.set(graph, leads)
  return leads
}

/** The fewest links from each body to an anchor; bodies from which none is reached are left out, and never entered. */
export function distancesToAnchor(
  graph: AccreditationGraph,
  kept: ReadonlySet<AccreditationStatement>,
): ReadonlyMap<string, number> {
  const madeBy = new Map<string, AccreditationStatement[]>()
  const distance = new Map<string, number>()
  let level: string[] = []
  for (const statement of kept) {
    const { issuer, subject } = statement
    if (graph.isAnchor(issuer)) {
      if (!distance.has(subject)) level.push(subject)
      distance.set(subject, 1)
      continue
    }
    const made = madeBy.get(issuer)
    if (made === undefined) madeBy.set(issuer, [statement])
    else made.push(statement)
  }
  for (let links = 2; level.length > 0; links += 1) {
    const next: string[] = []
    for (const body of level) {
      for (const { subject } of madeBy.get(body) ?? []) {
        if (distance.has(subject)) continue
        distance.set(subject, links)
        next.push(subject)
      }
    }
    level = next
  }
  return distance
}
