import {
  ASSURANCE_LEVELS,
  type AssuranceLevel,
  type Claim,
  type ExcludedAssessment,
  type Party,
  type UsableAssessment,
} from '@trusted-tech/model'
import type { CatalogueEntry } from '@trusted-tech/trust'
import { criterionProblem } from './checks/catalogue.js'

/** Which assessments of a claim count, and why the others do not. */
export interface AssessedAssessments {
  readonly usable: readonly UsableAssessment[]
  readonly excluded: readonly ExcludedAssessment[]
  /** The lowest level among those that count. */
  readonly level?: AssuranceLevel
}

/**
 * Tells the assessments that count from those that do not: outside the scope, or on a criterion that the catalogue does
 * not have, files elsewhere or has withdrawn. Each is excluded by itself; a level is never capped.
 */
export function assessAssessments(facts: {
  readonly claim: Claim
  readonly outOfScope: readonly ExcludedAssessment[]
  /** The pinned catalogue; without it nothing can count. */
  readonly catalogue: CatalogueEntry | undefined
  readonly party: Party | undefined
}): AssessedAssessments {
  const { claim, outOfScope, catalogue, party } = facts
  const usable: UsableAssessment[] = []
  const excluded: ExcludedAssessment[] = []
  for (const [index, assessment] of claim.credentialSubject.conformity.assessments.entries()) {
    const outside = outOfScope.length === 0 ? undefined : outOfScope.find((one) => one.assessment === assessment)
    if (outside !== undefined) {
      excluded.push(outside)
      continue
    }
    if (catalogue === undefined || party === undefined) continue
    const problem = criterionProblem(assessment, index, catalogue)
    if (problem === undefined) usable.push({ assessment, party })
    else excluded.push({ assessment, reasons: [problem] })
  }
  const level = ASSURANCE_LEVELS.find((one) => usable.some(({ assessment }) => assessment.assuranceLevel === one))
  return { usable, excluded, ...(level === undefined ? {} : { level }) }
}
