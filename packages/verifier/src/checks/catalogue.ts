import {
  type Assessment,
  type Check,
  type Conformity,
  criteriaOf,
  failed,
  indeterminate,
  type Problem,
  passed,
  problem,
} from '@trusted-tech/model'
import type { CatalogueEntry } from '@trusted-tech/trust'

const CONFORMITY = '/credentialSubject/conformity'

/**
 * Step 10: the catalogue that the credential pins is the one that trust data has, byte for byte, and at least one
 * assessment is on a criterion of it; a version that findings are asked for instead is known too.
 *
 * A sample catalogue makes the check indeterminate unless the question allows samples. Criteria that do not count are
 * notes; see {@link criterionProblem}.
 *
 * @see Specification, section 2 "Principles are data"
 */
export function checkCatalogue(facts: {
  readonly scheme: Conformity['scheme']
  /** What trust data has under the id and version that the credential names. */
  readonly entry: CatalogueEntry | undefined
  /** What it has under the digest. */
  readonly pinned: CatalogueEntry | undefined
  /** Another version that findings are asked for, and what trust data has for it. */
  readonly asked?: { readonly id: string; readonly version: string }
  readonly askedEntry: CatalogueEntry | undefined
  readonly allowSample: boolean
  /** Notes on results that a crosswalk carried over or left behind. */
  readonly carriedOver: readonly Problem[]
  /** Problems of criteria that exclude an assessment. */
  readonly excluded: readonly Problem[]
  /** How many assessments count; `undefined` where another check already says that none does. */
  readonly usable: number | undefined
}): Check {
  const { scheme, entry, pinned, asked, askedEntry, allowSample, excluded, carriedOver, usable } = facts
  if (entry === undefined) {
    return indeterminate([
      problem('CATALOGUE_UNKNOWN', `${CONFORMITY}/scheme/id`, { actual: `${scheme.id} ${scheme.version}` }),
    ])
  }
  if (entry !== pinned) {
    return failed([problem('CATALOGUE_MISMATCH', `${CONFORMITY}/scheme/digestSRI`, { actual: scheme.digestSRI })])
  }
  if (usable === 0) {
    return failed([
      problem('NO_USABLE_ASSESSMENT', `${CONFORMITY}/assessments`, { expected: 'one on a criterion of the catalogue' }),
      ...excluded,
    ])
  }
  if (asked !== undefined && askedEntry === undefined) {
    return indeterminate([problem('CATALOGUE_UNKNOWN', '', { expected: `${asked.id} ${asked.version}, as asked` })])
  }
  const notes = [...excluded, ...carriedOver]
  if (!entry.catalogue.illustrative && askedEntry?.catalogue.illustrative !== true) return passed(notes)
  const sample = problem('SAMPLE_CATALOGUE', `${CONFORMITY}/scheme/id`, { actual: `${scheme.id} ${scheme.version}` })
  return allowSample ? passed([...notes, sample]) : indeterminate([sample], notes)
}

/** Why one assessment cannot count under its catalogue, if so: its criterion is unknown, filed elsewhere, or withdrawn. */
export function criterionProblem(assessment: Assessment, index: number, entry: CatalogueEntry): Problem | undefined {
  const pointer = `${CONFORMITY}/assessments/${index}`
  const found = criteriaOf(entry.catalogue).get(assessment.criterion)
  if (found === undefined) {
    return problem('CRITERION_UNKNOWN', `${pointer}/criterion`, { actual: assessment.criterion })
  }
  if (found.principle.id !== assessment.principle) {
    return problem('CRITERION_UNKNOWN', `${pointer}/principle`, {
      expected: found.principle.id,
      actual: assessment.principle,
    })
  }
  if (found.criterion.status === 'withdrawn') {
    return problem('CRITERION_WITHDRAWN', `${pointer}/criterion`, { actual: assessment.criterion })
  }
  return undefined
}
