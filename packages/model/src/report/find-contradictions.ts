import type { Catalogue } from '../catalogue/catalogue.js'
import { byCriterion, contradicts } from './find-principle.js'
import type { CountedResult } from './findings.js'
import { type CountedClaim, groupClaims } from './group-findings.js'

/** Two credentials that cannot both be right on a required criterion. */
export interface Contradiction {
  readonly criterion: string
  /** One result of each side, as it was counted; that of the credential it is told of comes first. */
  readonly between: readonly [CountedResult, CountedResult]
}

/**
 * Finds what several credentials contradict each other on: one says `doesNotConform` of a required criterion, another
 * that it is fulfilled, with conditions or in part. It is what makes the finding of a principle `conflict`.
 *
 * Within the groups that findings are made of: a declaration never contradicts a certificate. Each credential is told of
 * each criterion once, whoever the others are, so that there are no more than there are results. Not told is a credential
 * that contradicts itself, which makes a finding `conflict` too.
 *
 * Does not check that a claim was accepted: callers pass those alone.
 *
 * @returns in the order of groups and criteria, then by credential; the order of claims changes nothing
 * @example
 * findContradictions({ claims, catalogues: [catalogue] }).map(({ criterion }) => criterion)
 * @see Specification, section 2 "When is a principle met?"
 */
export function findContradictions(options: {
  readonly claims: readonly CountedClaim[]
  readonly catalogues: readonly Catalogue[]
}): readonly Contradiction[] {
  const found: Contradiction[] = []
  for (const { catalogue, results } of groupClaims(options)) {
    const sorted = byCriterion(results)
    for (const { criteria } of catalogue?.principles ?? []) {
      for (const { id, required, status } of criteria) {
        if (required && status === 'active') found.push(...amongResults(id, sorted.get(id) ?? []))
      }
    }
  }
  return found
}

function amongResults(criterion: string, results: readonly CountedResult[]): readonly Contradiction[] {
  const inOrder = [...results].sort((one, other) => (one.credential < other.credential ? -1 : 1))
  const against = inOrder.filter(({ result }) => result === 'doesNotConform')
  const inFavour = against.length === 0 ? [] : inOrder.filter(contradicts)
  const told = new Set<string>()
  const found: Contradiction[] = []
  for (const [side, opposite] of [
    [against, inFavour],
    [inFavour, against],
  ] as const) {
    for (const one of side) {
      if (told.has(one.credential)) continue
      const other = opposite.find(({ credential }) => credential !== one.credential)
      if (other === undefined) continue
      told.add(one.credential)
      found.push({ criterion, between: [one, other] })
    }
  }
  return found.sort(({ between: [one] }, { between: [other] }) => (one.credential < other.credential ? -1 : 1))
}
