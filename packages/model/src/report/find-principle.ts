import type { Criterion, Principle } from '../catalogue/catalogue.js'
import { ASSURANCE_LEVELS, type AssessmentResult, type NamedBody, PARTIES, RESULTS } from '../credential/credential.js'
import { parseInstant } from '../time/parse-instant.js'
import type { CountedResult, CriterionFinding, Finding, PrincipleFinding } from './findings.js'

/**
 * When is a principle met? The one place that says so; never read from a credential.
 *
 * `results` are the usable ones of one group: one product, one catalogue version, one attestation type
 * (see `groupFindings`). Only active criteria of this principle count; withdrawn ones and those of other principles are
 * passed over. Required criteria decide, optional ones are listed. The first that applies:
 *
 * 1. `conflict`: on a required criterion one result is `doesNotConform` and another `conforms`,
 *    `conformsWithConditions` or `partial`; or one credential has two different results for it.
 * 2. `notMet`: on any required criterion `doesNotConform`.
 * 3. `notAssessed`: on no required criterion `conforms`, `conformsWithConditions` or `partial`; also when none is
 *    required.
 * 4. `partial`: any required criterion is `partial`, `notApplicable` without permission of the catalogue or without
 *    rationale, or nobody assessed it. `notAssessed` says nothing, so it weighs as much as no result: another
 *    credential's result on that criterion stands.
 * 5. `metWithConditions`: any required criterion `conformsWithConditions`.
 * 6. `met`.
 *
 * Level and party are the lowest, `since` the latest, among the results counted: those on required criteria other than
 * `notAssessed`. The order of `results` changes nothing.
 *
 * Does not check that the results are of one group, that they are usable, or the digests of their evidence.
 *
 * @example
 * findPrinciple({ principle: catalogue.principles[0], results }).finding === 'met'
 * @see Specification, section 2 "When is a principle met?"
 */
export function findPrinciple(options: {
  readonly principle: Principle
  readonly results: readonly CountedResult[]
}): PrincipleFinding {
  return findAmong(options.principle, byCriterion(options.results))
}

/** Results by the criterion they are on. */
export type ResultsByCriterion = ReadonlyMap<string, readonly CountedResult[]>

/** Sorts results once for all principles of a catalogue. */
export function byCriterion(results: readonly CountedResult[]): ResultsByCriterion {
  const sorted = new Map<string, CountedResult[]>()
  for (const result of results) {
    const others = sorted.get(result.criterion)
    if (others === undefined) sorted.set(result.criterion, [result])
    else others.push(result)
  }
  return sorted
}

/** {@link findPrinciple} over sorted results. In one pass: every verdict pays for every criterion of its catalogue. */
export function findAmong(principle: Principle, results: ResultsByCriterion): PrincipleFinding {
  const criteria: CriterionFinding[] = []
  const states: CriterionState[] = []
  const counted: CountedResult[] = []
  for (const criterion of principle.criteria) {
    if (criterion.status !== 'active') continue
    const { id, required } = criterion
    const found = results.get(id) ?? []
    criteria.push({ criterion: id, required, results: distinctResults(found) })
    if (!required) continue
    states.push(stateOf(criterion, found))
    for (const one of found) if (one.result !== 'notAssessed') counted.push(one)
  }
  const finding = decide(states)
  const fulfilled = states.filter(({ kind }) => FULFILLED.has(kind)).length
  const { id } = principle
  const required = states.length
  if (finding === 'notAssessed') return { principle: id, finding, required, fulfilled, issuers: [], criteria }
  // Written out: spreading one object into the other would cost more than everything else here.
  const { level, party, since, issuers } = summaryOf(counted)
  return { principle: id, finding, required, fulfilled, level, party, since, issuers, criteria }
}

function distinctResults(results: readonly CountedResult[]): readonly AssessmentResult[] {
  // Nearly always there is one, and this runs for each criterion of each verdict.
  if (results.length < 2) return results.map(({ result }) => result)
  return RESULTS.filter((result) => results.some((one) => one.result === result))
}

/** What the results on one criterion come to. `open`: nobody assessed it, or it was called inapplicable without right. */
type Kind = 'conflict' | 'doesNotConform' | 'partial' | 'open' | 'conformsWithConditions' | 'conforms' | 'notApplicable'

interface CriterionState {
  readonly kind: Kind
  /** Somebody found at least a part of it fulfilled. */
  readonly positive: boolean
}

const POSITIVE: ReadonlySet<AssessmentResult> = new Set(['conforms', 'conformsWithConditions', 'partial'])
const FULFILLED: ReadonlySet<Kind> = new Set(['conforms', 'conformsWithConditions', 'notApplicable'])

const UNTOUCHED: CriterionState = { kind: 'open', positive: false }

function stateOf(criterion: Criterion, results: readonly CountedResult[]): CriterionState {
  if (results.length === 0) return UNTOUCHED
  return { kind: kindOf(criterion, results), positive: results.some(({ result }) => POSITIVE.has(result)) }
}

function kindOf(criterion: Criterion, results: readonly CountedResult[]): Kind {
  const found = (result: AssessmentResult) => results.some((one) => one.result === result)
  if ((found('doesNotConform') && results.some(contradicts)) || contradictsItself(results)) return 'conflict'
  if (found('doesNotConform')) return 'doesNotConform'
  if (found('partial')) return 'partial'
  if (found('notApplicable')) {
    const founded = (one: CountedResult) =>
      one.result !== 'notApplicable' || (criterion.notApplicableAllowed && one.hasRationale)
    if (!results.every(founded)) return 'open'
  }
  if (found('conformsWithConditions')) return 'conformsWithConditions'
  if (found('conforms')) return 'conforms'
  return found('notApplicable') ? 'notApplicable' : 'open'
}

/** Whether one credential says two things about one criterion; a crosswalk that joins two criteria is no contradiction. */
function contradictsItself(results: readonly CountedResult[]): boolean {
  if (results.length < 2) return false
  const said = new Map<string, AssessmentResult>()
  for (const { credential, carried, result } of results) {
    const key = JSON.stringify([credential, carried?.from ?? null])
    const before = said.get(key)
    if (before !== undefined && before !== result) return true
    said.set(key, result)
  }
  return false
}

/** Whether a result says the opposite of `doesNotConform`. */
export function contradicts({ result, carried }: CountedResult): boolean {
  // Of two parts of a criterion one may be fulfilled in part and the other not at all.
  return POSITIVE.has(result) && !(result === 'partial' && carried?.relation === 'narrower')
}

function decide(states: readonly CriterionState[]): Finding {
  const any = (...kinds: readonly Kind[]) => states.some(({ kind }) => kinds.includes(kind))
  if (any('conflict')) return 'conflict'
  if (any('doesNotConform')) return 'notMet'
  if (!states.some(({ positive }) => positive)) return 'notAssessed'
  if (any('partial', 'open')) return 'partial'
  if (any('conformsWithConditions')) return 'metWithConditions'
  return 'met'
}

/** Every finding but `notAssessed` rests on at least one result, so that there always is a lowest and a latest. */
function summaryOf(
  counted: readonly CountedResult[],
): Required<Pick<PrincipleFinding, 'level' | 'party' | 'since' | 'issuers'>> {
  const level = ASSURANCE_LEVELS.find((level) => counted.some((result) => result.level === level))
  const party = PARTIES.find((party) => counted.some((result) => result.party === party))
  const since = latest(counted.map(({ assessedOn }) => assessedOn))
  return { level: level!, party: party!, since: since!, issuers: distinctIssuers(counted) }
}

function distinctIssuers(counted: readonly CountedResult[]): readonly NamedBody[] {
  const issuers = new Map<string, string>()
  for (const { issuer } of counted) {
    const known = issuers.get(issuer.id)
    // Of two names for one id always the same one, whatever the order of the results.
    if (known === undefined || issuer.name < known) issuers.set(issuer.id, issuer.name)
  }
  return [...issuers].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, name]) => ({ id, name }))
}

/** The latest of some dates, as it was written; among two texts of one instant the greater text. */
function latest(dates: readonly string[]): string | undefined {
  let found: { readonly at: number; readonly text: string } | undefined
  for (const text of dates) {
    if (text === found?.text) continue
    const instant = parseInstant(text)
    const at = instant.ok ? instant.value : Number.NEGATIVE_INFINITY
    if (found === undefined || at > found.at || (at === found.at && text > found.text)) found = { at, text }
  }
  return found?.text
}
