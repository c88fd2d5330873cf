import type { Product } from '../credential/credential.js'
import type { ReasonCode } from '../reason-codes.js'
import { type JsonPointer, type Problem, problem } from '../result.js'
import { printable } from '../text/printable.js'
import { compareProduct, type ProductFacts } from './compare-product.js'
import type { MatchableProduct, ProductQuestion } from './product-question.js'

export type ProductMatch = 'exact' | 'inRange' | 'outOfRange' | 'otherConfiguration' | 'differentProduct' | 'unknown'

/** Which row of the decision table gave the answer: the answer, the reason code, and the member it is about. */
const ROWS = {
  identifierDiffers: ['differentProduct', 'PRODUCT_MISMATCH', 'id'],
  digestDiffers: ['differentProduct', 'PRODUCT_MISMATCH', 'digests'],
  configurationDiffers: ['otherConfiguration', 'PRODUCT_MISMATCH', 'configuration'],
  versionOutOfRange: ['outOfRange', 'VERSION_OUT_OF_RANGE', 'versions'],
  digestNotComparable: ['unknown', 'PRODUCT_UNKNOWN', 'digests'],
  configurationNotStated: ['unknown', 'PRODUCT_UNKNOWN', 'configuration'],
  digestListed: ['exact', undefined, 'digests'],
  productNotAsked: ['unknown', 'PRODUCT_UNKNOWN', 'id'],
  identifierNotComparable: ['unknown', 'PRODUCT_UNKNOWN', 'id'],
  versionNotStated: ['unknown', 'PRODUCT_UNKNOWN', 'versions'],
  versionNotComparable: ['unknown', 'PRODUCT_UNKNOWN', 'versions'],
  versionListed: ['exact', undefined, 'versions'],
  versionInRange: ['inRange', undefined, 'versions'],
  everyVersion: ['inRange', undefined, 'versions'],
  digestNotStated: ['unknown', 'PRODUCT_UNKNOWN', 'digests'],
  identifierListed: ['exact', undefined, 'id'],
  versionNotAsked: ['unknown', 'PRODUCT_UNKNOWN', 'versions'],
} as const satisfies Record<string, readonly [ProductMatch, ReasonCode | undefined, keyof Product]>

export type ProductMatchReason = keyof typeof ROWS

/**
 * What a reader should know beside the answer. None of them changes it.
 * `exclusions`: the credential excludes parts of the product. `granularity`: it is about one batch or item.
 * `configurationNotAsked`: it is about one configuration, and nobody said which is at hand. `digestNotCompared`: it
 * lists builds, and none was at hand. `digestNotStated`: a build was at hand, and it lists none.
 * `versionContradictsDigest`: the build is listed, the version that was named with it is not in the range.
 */
export type ProductNote =
  | 'exclusions'
  | 'granularity'
  | 'configurationNotAsked'
  | 'digestNotCompared'
  | 'digestNotStated'
  | 'versionContradictsDigest'

export interface ProductMatchResult {
  readonly match: ProductMatch
  readonly because: ProductMatchReason
  /** Into the credential: the member that decided. */
  readonly pointer: JsonPointer
  /** Absent for `exact` and `inRange`. */
  readonly problem?: Problem
  readonly notes: readonly ProductNote[]
}

/**
 * Whether a credential is about the product that somebody asks about.
 *
 * Digest beats version beats name. The first row that applies:
 *
 * | | asked | in the credential | answer |
 * |---|---|---|---|
 * | 1 | id, or an identifier | has that kind, none equal | `differentProduct`, `identifierDiffers` |
 * | 2 | a digest | lists that algorithm, not this one | `differentProduct`, `digestDiffers` |
 * | 3 | a configuration | another | `otherConfiguration`, `configurationDiffers` |
 * | 4 | a version (and not: every digest listed) | out of its range | `outOfRange`, `versionOutOfRange` |
 * | 5 | a digest | lists other algorithms only, or it is weaker than SHA-256 | `unknown`, `digestNotComparable` |
 * | 6 | a configuration | none | `unknown`, `configurationNotStated` |
 * | 7 | digests | lists every one | `exact`, `digestListed` |
 * | 8 | digests, no id or identifier | lists none | `unknown`, `digestNotStated` |
 * | 9 | no digest, id or identifier | | `unknown`, `productNotAsked` |
 * | 10 | ids and identifiers | has none of their kinds | `unknown`, `identifierNotComparable` |
 * | 11 | a version | no range | `unknown`, `versionNotStated` |
 * | 12 | a version | cannot be compared | `unknown`, `versionNotComparable` |
 * | 13 | a version | named by itself, in the same spelling | `exact`, `versionListed` |
 * | 14 | a version | in its range | `inRange`, `versionInRange` |
 * | 15 | no version | every version (`*`) | `inRange`, `everyVersion` |
 * | 16 | digests, no version | no range and no digests | `unknown`, `digestNotStated` |
 * | 17 | no version, no digest | no range and no digests | `exact`, `identifierListed` |
 * | 18 | no version | a range, or digests | `unknown`, `versionNotAsked` |
 *
 * `exact` and `inRange` pass; `differentProduct`, `otherConfiguration` and `outOfRange` fail; `unknown` is
 * indeterminate. So what fails comes before what is unknown, and that before what passes: asking for more never turns a
 * failure into a pass, except that a listed digest outweighs a version (7 before 14).
 *
 * A kind of identifier is purl, an https or urn product URI (by its URI scheme), cpe23, gtin or udi. A `sku` is the
 * seller's own number and identifies nothing alone: it can contradict, not confirm. Exclusions are notes only.
 *
 * Does not check: that the digests are those of the files at hand; that an id is canonical (it is compared as text); the
 * name; product classes and markets. Whether anything was asked at all is the caller's business.
 *
 * @example
 * matchProduct({ product: credential.credentialSubject, asked: { id: 'pkg:generic/gate', version: '1.4.2' } })
 * // { match: 'inRange', because: 'versionInRange', pointer: '/credentialSubject/versions', notes: [] }
 * @see Specification, section 9 "Verification, in order", step 11
 */
export function matchProduct(options: {
  readonly product: MatchableProduct
  readonly asked: ProductQuestion
}): ProductMatchResult {
  const { product, asked } = options
  const facts = compareProduct(product, asked)
  const because = decide(facts)
  const [match, code, member] = ROWS[because]
  const pointer = `/credentialSubject/${member}`
  return {
    match,
    because,
    pointer,
    ...(code === undefined ? {} : { problem: problem(code, pointer, describe(because, product, asked)) }),
    notes: notesOn(product, facts),
  }
}

function decide({ identity, digest, version, configuration }: ProductFacts): ProductMatchReason {
  if (identity === 'different') return 'identifierDiffers'
  if (digest === 'different') return 'digestDiffers'
  if (configuration === 'different') return 'configurationDiffers'
  if (version === 'outOfRange' && digest !== 'listed') return 'versionOutOfRange'
  if (digest === 'notComparable') return 'digestNotComparable'
  if (configuration === 'notStated') return 'configurationNotStated'
  if (digest === 'listed') return 'digestListed'
  if (identity === 'notAsked') return digest === 'notStated' ? 'digestNotStated' : 'productNotAsked'
  if (identity === 'notComparable') return 'identifierNotComparable'
  switch (version) {
    case 'notStated':
      return 'versionNotStated'
    case 'listed':
      return 'versionListed'
    case 'inRange':
      return 'versionInRange'
    case 'everyVersion':
      return 'everyVersion'
    case 'neither':
      if (digest === 'notStated') return 'digestNotStated'
      return digest === 'neither' ? 'identifierListed' : 'versionNotAsked'
    case 'notAsked':
      return 'versionNotAsked'
    default:
      return 'versionNotComparable'
  }
}

function notesOn(product: MatchableProduct, { digest, version, configuration }: ProductFacts): readonly ProductNote[] {
  const notes: ProductNote[] = []
  if (product.exclusions !== undefined && product.exclusions.length > 0) notes.push('exclusions')
  if (product.granularity !== 'model') notes.push('granularity')
  if (configuration === 'notAsked') notes.push('configurationNotAsked')
  if (digest === 'notAsked') notes.push('digestNotCompared')
  if (digest === 'notStated') notes.push('digestNotStated')
  if (digest === 'listed' && version === 'outOfRange') notes.push('versionContradictsDigest')
  return notes
}

function describe(because: ProductMatchReason, product: MatchableProduct, asked: ProductQuestion) {
  const [expected, actual] = valuesOf(because, product, asked)
  return {
    ...(expected === undefined ? {} : { expected: printable(expected) }),
    actual: printable(actual ?? because),
  }
}

/** What the credential covers, and what was asked. */
function valuesOf(because: ProductMatchReason, product: MatchableProduct, asked: ProductQuestion) {
  switch (ROWS[because][2]) {
    case 'id':
      return [product.id, asked.id ?? asked.identifiers?.map(({ scheme, value }) => `${scheme} ${value}`).join(', ')]
    case 'versions':
      return [product.versions, asked.version]
    case 'digests':
      return [product.digests?.join(', '), asked.digests?.join(', ')]
    default:
      return [product.configuration, asked.configuration]
  }
}
