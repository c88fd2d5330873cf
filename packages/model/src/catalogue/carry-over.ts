import type { AssessmentResult } from '../credential/credential.js'
import type { CountedResult } from '../report/findings.js'
import type { Catalogue, CrosswalkEntry } from './catalogue.js'
import { criteriaOf } from './catalogue-criteria.js'

/** What became of one result under another catalogue version. */
export interface CarriedOver {
  readonly credential: string
  /** The criterion that was assessed. */
  readonly from: string
  /** The criterion of the version asked for that it stands for; absent where the crosswalk names none. */
  readonly to?: string
  readonly relation: CrosswalkEntry['relation']
  readonly result: AssessmentResult
  readonly carried: boolean
  /** The crosswalk's own note; empty where it has no entry. */
  readonly note: string
}

type CarryingRelation = Exclude<CrosswalkEntry['relation'], 'none'>

/**
 * Which results carry over, by how the older criterion relates to the newer one. The relation reads as a sentence:
 * *from* is `broader` than *to*.
 */
const CARRIES: Readonly<Record<CarryingRelation, ReadonlySet<AssessmentResult>>> = {
  exact: new Set(['conforms', 'conformsWithConditions', 'partial', 'doesNotConform', 'notApplicable', 'notAssessed']),
  broader: new Set(['conforms', 'conformsWithConditions']),
  narrower: new Set(['partial', 'doesNotConform']),
}

/**
 * Carries results under an older catalogue over to the one that supersedes it, by its crosswalk.
 *
 * An entry says how much the older criterion (`from`) asks, compared with the newer one (`to`):
 * - `exact`: the same; every result carries.
 * - `broader`: all that the newer one asks, and more. Who fulfilled more fulfilled it: `conforms` and
 *   `conformsWithConditions` carry. Who missed something may have missed the rest: nothing else does.
 * - `narrower`: only a part of it. Fulfilling a part proves nothing about the whole, so `conforms` does not carry. Missing
 *   a part is missing the whole: `doesNotConform` and `partial` do, or a crosswalk would make bad news disappear.
 * - `none`: nothing carries, nor does a criterion that the crosswalk does not mention.
 *
 * Only one step, and only if `to` supersedes exactly `from`. Whether an inapplicable criterion may be so is then judged
 * by the newer catalogue. Level, party, issuer and date stay those of the assessment.
 *
 * @returns the results under the newer catalogue, each with `carried`; and for every result given, in the order
 *   given, what became of it, once for each entry of the crosswalk.
 * @example
 * const { results, carriedOver } = carryOver({ results: counted, from: catalogue1, to: catalogue2 })
 * @see Specification, section 9 "Verification, in order", step 10
 */
export function carryOver(options: {
  readonly results: readonly CountedResult[]
  readonly from: Catalogue
  readonly to: Catalogue
}): { readonly results: readonly CountedResult[]; readonly carriedOver: readonly CarriedOver[] } {
  const { from, to } = options
  const follows = to.supersedes?.id === from.id && to.supersedes.version === from.version
  const results: CountedResult[] = []
  const carriedOver: CarriedOver[] = []
  for (const counted of options.results) {
    const { criterion, result, credential } = counted
    const known = follows && criteriaOf(from).has(criterion)
    const entries = known ? to.crosswalk.filter((entry) => entry.from === criterion) : []
    if (entries.length === 0) {
      carriedOver.push({ credential, from: criterion, relation: 'none', result, carried: false, note: '' })
    }
    for (const { to: target, relation, note } of entries) {
      const carried = relation !== 'none' && target !== undefined && isCarried(relation, result, target, to)
      if (carried) results.push({ ...counted, criterion: target, carried: { from: criterion, relation } })
      carriedOver.push({
        credential,
        from: criterion,
        ...(target === undefined ? {} : { to: target }),
        relation,
        result,
        carried,
        note,
      })
    }
  }
  return { results, carriedOver }
}

function isCarried(relation: CarryingRelation, result: AssessmentResult, target: string, to: Catalogue): boolean {
  return CARRIES[relation].has(result) && criteriaOf(to).has(target)
}
