import type { ProductIdentifier } from '../credential/credential.js'
import { withoutVersion } from './product-id.js'
import type { MatchableProduct, ProductQuestion } from './product-question.js'
import { parseVersRange, versionInRange } from './vers-range.js'

/**
 * Four comparisons, each by itself; `matchProduct` decides what they mean together.
 * `notStated`: asked, and the credential says nothing. `notAsked`: the credential says something, and nobody asked.
 * `neither`: not asked, and nothing said. `notComparable`: both said something that cannot be told apart.
 */
export interface ProductFacts {
  readonly identity: 'same' | 'different' | 'notComparable' | 'notAsked'
  readonly digest: 'listed' | 'different' | 'notComparable' | 'notStated' | 'notAsked' | 'neither'
  /** `listed`: named by itself. `everyVersion`: not asked, and the credential has every version. */
  readonly version:
    | 'listed'
    | 'inRange'
    | 'outOfRange'
    | 'notComparable'
    | 'notStated'
    | 'everyVersion'
    | 'notAsked'
    | 'neither'
  readonly configuration: 'same' | 'different' | 'notStated' | 'notAsked' | 'neither'
}

export function compareProduct(product: MatchableProduct, asked: ProductQuestion): ProductFacts {
  return {
    identity: compareIdentity(product, asked),
    digest: compareDigests(product.digests ?? [], asked.digests ?? []),
    version: compareVersion(product.versions, asked.version),
    configuration: compareConfiguration(product.configuration, asked.configuration),
  }
}

function compareIdentity(product: MatchableProduct, asked: ProductQuestion): ProductFacts['identity'] {
  const covered = identitiesOf(product)
  const wanted = identitiesOf(asked)
  let same = false
  for (const { kind, value } of wanted) {
    if (!covered.some((identity) => identity.kind === kind)) continue
    if (!covered.some((identity) => identity.kind === kind && identity.value === value)) return 'different'
    // A sku is one seller's own number, and two sellers may have the same: it cannot confirm a product alone.
    if (kind !== 'sku') same = true
  }
  if (same) return 'same'
  return wanted.length === 0 ? 'notAsked' : 'notComparable'
}

interface Identity {
  /** What can be compared with each other: `pkg`, `https`, `urn`, `gtin` and so on. */
  readonly kind: string
  readonly value: string
}

function identitiesOf({ id, identifiers }: ProductQuestion): readonly Identity[] {
  const identities = identifiers === undefined ? [] : identifiers.map(kindOf)
  if (id !== undefined) identities.push(identityOf(id))
  return identities
}

function identityOf(uri: string): Identity {
  const kind = uri.slice(0, Math.max(uri.indexOf(':'), 0)).toLowerCase()
  return { kind, value: kind === 'pkg' ? withoutVersion(uri) : uri }
}

function kindOf({ scheme, value }: ProductIdentifier): Identity {
  return scheme === 'purl' || scheme === 'url' ? identityOf(value) : { kind: scheme, value }
}

const SRI = /^(sha(?:256|384|512))-/

function compareDigests(covered: readonly string[], asked: readonly string[]): ProductFacts['digest'] {
  if (asked.length === 0) return covered.length === 0 ? 'neither' : 'notAsked'
  if (covered.length === 0) return 'notStated'
  const algorithms = new Set(covered.map(algorithmOf))
  const missing = asked.filter((digest) => algorithmOf(digest) === undefined || !covered.includes(digest))
  if (missing.length === 0) return 'listed'
  // A digest under an algorithm that the credential does not use may be that of a listed build, and may not.
  const comparable = missing.filter((digest) => {
    const algorithm = algorithmOf(digest)
    return algorithm !== undefined && algorithms.has(algorithm)
  })
  return comparable.length > 0 ? 'different' : 'notComparable'
}

/** Weaker algorithms have no name here, so that nothing matches under them. */
function algorithmOf(digest: string): string | undefined {
  return SRI.exec(digest)?.[1]
}

function compareVersion(covered: string | undefined, asked: string | undefined): ProductFacts['version'] {
  if (covered === undefined) return asked === undefined ? 'neither' : 'notStated'
  const range = parseVersRange(covered)
  if (!range.ok) return asked === undefined ? 'notAsked' : 'notComparable'
  const { constraints } = range.value
  if (asked === undefined) return constraints.length === 0 ? 'everyVersion' : 'notAsked'
  const answer = versionInRange(range.value, asked)
  if (answer === undefined) return 'notComparable'
  if (!answer) return 'outOfRange'
  return constraints.some(({ comparator, version }) => comparator === '=' && version === asked) ? 'listed' : 'inRange'
}

function compareConfiguration(covered: string | undefined, asked: string | undefined): ProductFacts['configuration'] {
  if (covered === undefined) return asked === undefined ? 'neither' : 'notStated'
  if (asked === undefined) return 'notAsked'
  return covered === asked ? 'same' : 'different'
}
