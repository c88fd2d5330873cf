import {
  type Assessment,
  type Catalogue,
  type ExcludedAssessment,
  type Instant,
  type Problem,
  problem,
  type ReasonCode,
} from '@trusted-tech/model'
import type { AccreditationGraph } from './accreditation-graph.js'
import { type AccreditationPath, accreditationPaths } from './accreditation-paths.js'
import { assessmentScopeProblems } from './assessment-scope-problems.js'
import { type CredentialFacts, credentialScopeProblems } from './credential-scope-problems.js'
import { deadEnds } from './dead-ends.js'
import { evaluatePath, type LinkStateOf, type PathEvaluation } from './evaluate-path.js'

/** What the accreditation check needs of a credential. */
export interface AccreditationClaim extends CredentialFacts {
  readonly assessments: readonly Assessment[]
  /** The catalogue that the credential pins by digest; `undefined` where trust data has none. */
  readonly catalogue: Catalogue | undefined
  readonly validFrom: Instant
  readonly validUntil: Instant
}

/** A chain that the credential may rest on, and which of its assessments it covers. */
export interface AccreditedClaim {
  readonly evaluation: PathEvaluation
  /** Positions of the assessments within the scope. */
  readonly usable: readonly number[]
  readonly excluded: readonly ExcludedAssessment[]
}

export type AccreditationDecision =
  | ({ readonly state: 'passed' } & AccreditedClaim)
  | {
      readonly state: 'failed' | 'indeterminate'
      /** The most specific first: what stands closest to a pass, before ways that led nowhere. */
      readonly problems: readonly [Problem, ...Problem[]]
    }

const ASSESSMENTS = '/credentialSubject/conformity/assessments'

interface Candidate extends AccreditedClaim {
  readonly failures: readonly Problem[]
  readonly doubts: readonly Problem[]
}

const DAY_MILLISECONDS = 86_400_000
const MAX_PROBLEMS = 64

/**
 * Decides whether a credential's issuer was accredited for it: over every chain from the issuer up to an anchor, the
 * best one that holds, or why none does.
 *
 * A credential rests on one chain; scopes of several are not added up. Among chains that hold, it takes the one that
 * allows the credential's lifetime, then one that asks for no log, then the one that covers most assessments.
 * A doubt that comes from a stapled, unlisted statement of an anchor does not soften a failure among listed ones: what
 * is stapled never helps by being there.
 *
 * Does not apply `maxLifetimeDays`, `requireLogged` and `independence`: it returns them in `evaluation`.
 *
 * @param options `linkState`: signature and status of each link; `issuedAt`: when the credential was signed
 * @returns `passed`; or `failed` or `indeterminate` with codes of `evaluatePath`, `ISSUER_SCOPE`,
 * `CRITERION_OUT_OF_SCOPE` (no assessment is inside), `CATALOGUE_UNKNOWN`, and where no chain reaches an anchor
 * `ISSUER_NOT_TRUSTED`, `ACCREDITATION_PATH`
 * @example
 * const decision = decideAccreditation({ graph, claim, linkState, issuedAt, now })
 * @see Specification, section 5 "Accreditation scope and party"
 */
export function decideAccreditation(options: {
  readonly graph: AccreditationGraph
  readonly claim: AccreditationClaim
  readonly linkState: LinkStateOf
  readonly issuedAt: Instant
  readonly now: Instant
}): AccreditationDecision {
  const { graph, claim, linkState, issuedAt, now } = options
  const examine = (path: AccreditationPath) => examinePath(evaluatePath({ path, issuedAt, now, linkState }), claim)

  // Forged statements are left out before the search, or 64 of them would hide the genuine way.
  const genuine = accreditationPaths({
    graph,
    usable: (statement, voucher) => linkState(statement, voucher).signature !== 'invalid',
  })
  const candidates = genuine.paths.map(examine)
  const best = preferred(candidates.filter(holds), claim)
  if (best !== undefined) {
    const { evaluation, usable, excluded } = best
    return { state: 'passed', evaluation, usable, excluded }
  }
  const forged = accreditationPaths({ graph })
    .paths.map(examine)
    .filter(({ evaluation }) => !evaluation.authentic)
  return explain(graph, [...candidates, ...forged], genuine.truncated)
}

function examinePath(evaluation: PathEvaluation, claim: AccreditationClaim): Candidate {
  const { scope, authentic } = evaluation
  const failures = [...evaluation.failures]
  const doubts = [...evaluation.doubts]
  const usable: number[] = []
  const excluded: ExcludedAssessment[] = []
  if (!authentic) return { evaluation, usable, excluded, failures, doubts }
  failures.push(...credentialScopeProblems(scope, claim))
  for (const [index, assessment] of claim.assessments.entries()) {
    const [first, ...more] = assessmentScopeProblems(scope, { assessment, index, catalogue: claim.catalogue })
    if (first === undefined) usable.push(index)
    else excluded.push({ assessment, reasons: [first, ...more] })
  }
  if (usable.length === 0) {
    const reasons = excluded.flatMap((one) => one.reasons)
    const undecided = reasons.filter(({ code }) => code === 'CATALOGUE_UNKNOWN')
    if (undecided.length > 0) doubts.push(...undecided)
    else failures.push(problem('CRITERION_OUT_OF_SCOPE', ASSESSMENTS, { expected: 'one within the scope' }), ...reasons)
  }
  return { evaluation, usable, excluded, failures, doubts }
}

function holds({ failures, doubts }: Candidate): boolean {
  return failures.length === 0 && doubts.length === 0
}

function preferred(candidates: readonly Candidate[], claim: AccreditationClaim): Candidate | undefined {
  const lifetime = claim.validUntil - claim.validFrom
  const worth = ({ evaluation, usable }: Candidate) =>
    (lifetime <= evaluation.maxLifetimeDays * DAY_MILLISECONDS ? 1_000_000 : 0) +
    (evaluation.requireLogged ? 0 : 100_000) +
    usable.length
  let best: Candidate | undefined
  for (const one of candidates) {
    // The first of equals: the shortest, listed before stapled.
    if (best === undefined || worth(one) > worth(best)) best = one
  }
  return best
}

function explain(
  graph: AccreditationGraph,
  candidates: readonly Candidate[],
  truncated: boolean,
): AccreditationDecision {
  const open = candidates.filter(({ failures }) => failures.length === 0)
  const failedListed = candidates.some(
    ({ evaluation, failures }) => failures.length > 0 && evaluation.authentic && isListed(evaluation),
  )
  const undecided = failedListed ? open.filter(({ doubts }) => !doubts.some(isUnpublished)) : open
  const rest = candidates.filter((one) => !undecided.includes(one)).sort(bySpecificity)
  const problems: Problem[] = []
  const seen = new Set<string>()
  const tell = (found: readonly Problem[]) => {
    for (const one of found) {
      const key = `${one.code} ${one.pointer} ${one.about ?? ''}`
      if (seen.has(key) || problems.length >= MAX_PROBLEMS) continue
      seen.add(key)
      problems.push(one)
    }
  }
  for (const { failures, doubts } of [...undecided.sort(bySpecificity), ...rest]) {
    tell([...failures, ...doubts].sort((one, other) => rank(one) - rank(other)))
  }
  tell(deadEnds(graph))
  if (truncated)
    tell([problem('ACCREDITATION_PATH', '/issuer/id', { expected: 'fewer accreditations to choose from' })])
  const [first = problem('ISSUER_NOT_TRUSTED', '/issuer/id', { expected: 'an accredited issuer' }), ...more] = problems
  return { state: undecided.length > 0 ? 'indeterminate' : 'failed', problems: [first, ...more] }
}

function isListed({ path }: PathEvaluation): boolean {
  return path.every(({ listed }) => listed)
}

function isUnpublished({ code }: Problem): boolean {
  return code === 'ACCREDITATION_NOT_PUBLISHED'
}

/** Of several reasons, what says most about this credential: its scope, then the state of its issuer, then the chain. */
const SPECIFIC: readonly ReasonCode[] = [
  'ISSUER_SCOPE',
  'CRITERION_OUT_OF_SCOPE',
  'ACCREDITATION_REVOKED',
  'ACCREDITATION_SUSPENDED',
  'ISSUER_NOT_ACCREDITED_AT',
  'ACCREDITATION_PATH',
]

function rank({ code }: Problem): number {
  const place = SPECIFIC.indexOf(code)
  return place < 0 ? SPECIFIC.length : place
}

/** Closest to a pass first: authentic, then the fewest failures, then by the reason that says most. */
function bySpecificity(one: Candidate, other: Candidate): number {
  const distance = ({ evaluation, failures }: Candidate) => (evaluation.authentic ? 0 : 1_000) + failures.length
  const worst = ({ failures, doubts }: Candidate) => Math.min(...[...failures, ...doubts].map(rank))
  return distance(one) - distance(other) || worst(one) - worst(other)
}
