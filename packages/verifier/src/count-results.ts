import {
  type Catalogue,
  type Claim,
  type CountedClaim,
  carryOver,
  type Problem,
  problem,
  type UsableAssessment,
} from '@trusted-tech/model'

/** What a claim contributes to findings, under the catalogue that they are made for. */
export interface CountedResults {
  readonly counted: CountedClaim
  readonly catalogue: Catalogue
  /** `CARRIED_OVER`, once for every result that a crosswalk carried or left behind. */
  readonly notes: readonly Problem[]
}

/**
 * Counts the usable assessments of a claim, under its own catalogue or, where the question asks for another version,
 * under that one as far as its crosswalk carries them.
 *
 * @see Specification, section 9 "Verification, in order", step 10
 */
export function countResults(facts: {
  readonly claim: Claim
  readonly usable: readonly UsableAssessment[]
  readonly own: Catalogue
  readonly asked: Catalogue
}): CountedResults {
  const { claim, usable, own, asked } = facts
  const { credentialSubject: product, issuer } = claim
  const results = usable.map(({ assessment, party }) => ({
    criterion: assessment.criterion,
    result: assessment.result,
    hasRationale: assessment.rationale !== undefined,
    level: assessment.assuranceLevel,
    party,
    credential: claim.id,
    issuer,
    assessedOn: assessment.assessedOn,
  }))
  const carried = asked === own ? undefined : carryOver({ results, from: own, to: asked })
  return {
    catalogue: asked,
    counted: {
      product: product.id,
      attestationType: product.conformity.attestationType,
      catalogue: { id: asked.id, version: asked.version },
      results: carried?.results ?? results,
    },
    notes: (carried?.carriedOver ?? []).map(({ from, to, relation, carried: counts }) =>
      problem('CARRIED_OVER', '/credentialSubject/conformity/assessments', {
        expected: from,
        actual: counts ? `${relation}: ${to}` : `${relation}: not carried over`,
      }),
    ),
  }
}
