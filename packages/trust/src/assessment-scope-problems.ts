import { ASSURANCE_LEVELS, type Assessment, type Catalogue, type Problem, problem } from '@trusted-tech/model'
import { describeGrant, type EffectiveScope, type LinkScope } from './scope.js'

/**
 * Compares one assessment with a scope: its criterion and its level.
 *
 * A criterion is granted by `*`, by its own id, or by the id of its principle; a principle's id covers it only where
 * the assessment names that principle *and* the catalogue files the criterion under it, or an assessor could move any
 * criterion into its scope by naming the principle it was accredited for. A level above the one granted is outside and
 * never capped: a capped level would be a statement that nobody made.
 *
 * @param options `catalogue`: the one the credential pins by digest, or `undefined` where trust data has none
 * @returns nothing where every link grants it; else `CRITERION_OUT_OF_SCOPE` at the criterion or the level; or
 * `CATALOGUE_UNKNOWN` where a principle's id may cover the criterion and there is no catalogue to tell
 * @example
 * assessmentScopeProblems(scope, { assessment, index: 0, catalogue })
 * @see Specification, section 5 "Accreditation scope and party"
 */
export function assessmentScopeProblems(
  scope: EffectiveScope,
  options: { readonly assessment: Assessment; readonly index: number; readonly catalogue: Catalogue | undefined },
): readonly Problem[] {
  const { assessment, index, catalogue } = options
  const at = `/credentialSubject/conformity/assessments/${index}`
  const code = 'CRITERION_OUT_OF_SCOPE'
  if (scope.links.length === 0) return [problem(code, at, { expected: 'an accreditation', actual: 'none' })]
  const problems: Problem[] = []

  let undecided = false
  for (const link of scope.links) {
    const covered = grantsCriterion(link, assessment, catalogue)
    if (covered === undefined) undecided = true
    if (covered !== false) continue
    const expected = `criteria ${describeGrant(link.criteria)}, by accreditation ${link.accreditation}`
    problems.push(problem(code, `${at}/criterion`, { expected, actual: assessment.criterion.slice(0, 200) }))
    break
  }
  const level = ASSURANCE_LEVELS.indexOf(assessment.assuranceLevel)
  const lower = scope.links.find((link) => level < 0 || level > ASSURANCE_LEVELS.indexOf(link.maxAssuranceLevel))
  if (lower !== undefined) {
    const expected = `at most ${lower.maxAssuranceLevel}, by accreditation ${lower.accreditation}`
    problems.push(problem(code, `${at}/assuranceLevel`, { expected, actual: assessment.assuranceLevel }))
  }
  if (undecided && problems.length === 0) {
    const expected = `the catalogue that files it under ${assessment.principle.slice(0, 200)}`
    problems.push(problem('CATALOGUE_UNKNOWN', `${at}/criterion`, { expected }))
  }
  return problems
}

function grantsCriterion(
  { criteria }: LinkScope,
  { criterion, principle }: Assessment,
  catalogue: Catalogue | undefined,
): boolean | undefined {
  if (criteria === '*' || criteria.has(criterion)) return true
  if (!criteria.has(principle)) return false
  if (catalogue === undefined) return undefined
  const filed = catalogue.principles.find(({ id }) => id === principle)
  return filed?.criteria.some(({ id }) => id === criterion) ?? false
}
