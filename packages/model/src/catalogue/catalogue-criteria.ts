import type { Catalogue, Criterion, Principle } from './catalogue.js'

export interface CatalogueCriterion {
  readonly criterion: Criterion
  readonly principle: Principle
}

/** Catalogues do not change, and every credential is looked up in the same few; an index goes with its catalogue. */
const INDEXES = new WeakMap<Catalogue, ReadonlyMap<string, CatalogueCriterion>>()

/**
 * The criteria of a catalogue by id, withdrawn ones too, each with its principle.
 *
 * @example
 * criteriaOf(catalogue).get(assessment.criterion)?.principle.id === assessment.principle
 */
export function criteriaOf(catalogue: Catalogue): ReadonlyMap<string, CatalogueCriterion> {
  const known = INDEXES.get(catalogue)
  if (known !== undefined) return known
  const index = new Map<string, CatalogueCriterion>()
  for (const principle of catalogue.principles) {
    for (const criterion of principle.criteria) index.set(criterion.id, { criterion, principle })
  }
  INDEXES.set(catalogue, index)
  return index
}
