import type { Catalogue } from '../catalogue/catalogue.js'
import { byCriterion, findAmong } from './find-principle.js'
import type { CountedResult, FindingGroup } from './findings.js'

/** What one accepted credential contributes. */
export interface CountedClaim {
  /** The product's `id`. */
  readonly product: string
  readonly attestationType: FindingGroup['attestationType']
  /** The catalogue that `results` are under; after a crosswalk the one that was asked for. */
  readonly catalogue: FindingGroup['catalogue']
  readonly results: readonly CountedResult[]
}

/**
 * Makes findings: one group per product, catalogue version and attestation type, every principle of the catalogue in
 * each.
 *
 * What a vendor declares never counts in the findings of a certification, nor the other way round: the attestation type
 * is part of the group. Groups are ordered by product, catalogue id and version (as text), certification first; so
 * neither the order of claims nor that of catalogues changes anything. A group whose catalogue is not given has no
 * principles: nothing is found without the criteria.
 *
 * Does not check that a claim was accepted: callers pass those alone.
 *
 * @example
 * const groups = groupFindings({ claims, catalogues: [catalogue] })
 * @see Specification, section 2 "Principles are data"
 */
export function groupFindings(options: {
  readonly claims: readonly CountedClaim[]
  readonly catalogues: readonly Catalogue[]
}): readonly FindingGroup[] {
  return groupClaims(options).map(
    ({ claim: { product, attestationType, catalogue: reference }, catalogue, results }) => {
      const sorted = byCriterion(results)
      return {
        product,
        attestationType,
        catalogue: { id: reference.id, version: reference.version },
        principles: (catalogue?.principles ?? []).map((principle) => findAmong(principle, sorted)),
      }
    },
  )
}

/** What findings are made of: the results of all claims on one product under one catalogue and attestation type. */
interface ClaimGroup {
  /** The first of its claims. */
  readonly claim: CountedClaim
  readonly catalogue: Catalogue | undefined
  readonly results: readonly CountedResult[]
}

/** The groups, in their order. */
export function groupClaims(options: {
  readonly claims: readonly CountedClaim[]
  readonly catalogues: readonly Catalogue[]
}): readonly ClaimGroup[] {
  const { claims, catalogues } = options
  const groups = new Map<string, { readonly claim: CountedClaim; readonly results: CountedResult[] }>()
  for (const claim of claims) {
    // As JSON, because joined texts could be those of another group. One claim is a group whatever its key.
    const key = claims.length === 1 ? '' : JSON.stringify(keyOf(claim))
    const group = groups.get(key) ?? { claim, results: [] }
    group.results.push(...claim.results)
    groups.set(key, group)
  }
  return [...groups.values()]
    .sort((a, b) => compareKeys(keyOf(a.claim), keyOf(b.claim)))
    .map(({ claim, results }) => ({
      claim,
      catalogue: catalogues.find(({ id, version }) => id === claim.catalogue.id && version === claim.catalogue.version),
      results,
    }))
}

function keyOf({ product, attestationType, catalogue }: CountedClaim): readonly string[] {
  return [product, catalogue.id, catalogue.version, attestationType]
}

function compareKeys(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length; i++) {
    const [left, right] = [a[i] as string, b[i] as string]
    if (left !== right) return left < right ? -1 : 1
  }
  return 0
}
