import {
  type Check,
  indeterminate,
  matchProduct,
  notRequested,
  type Product,
  type ProductQuestion,
  passed,
  problem,
  type SplitPurl,
  splitProductPurl,
} from '@trusted-tech/model'
import { PackageURL } from 'packageurl-js'
import type { AskedProduct } from '../question.js'

/**
 * Step 11: the product that the credential is about is the one the buyer asks about.
 *
 * A digest beats a version beats an id; a name never matches. `exact` and `inRange` pass; another product, another
 * digest, another configuration or a version out of range fails; what cannot be compared is indeterminate.
 *
 * @see Specification, section 9 "Verification, in order", step 11
 */
export function checkProduct(product: Product, asked: AskedProduct | undefined): Check {
  if (asked === undefined) return notRequested
  const question = readAskedProduct(asked)
  if (question === undefined) {
    return indeterminate([
      problem('PRODUCT_UNKNOWN', '/credentialSubject/id', {
        expected: 'a package URL or a product URI in the question',
      }),
    ])
  }
  const { match, because, problem: found, notes } = matchProduct({ product, asked: question })
  const evidence = { match, because, notes }
  if (found === undefined) return passed([], evidence)
  return { state: match === 'unknown' ? 'indeterminate' : 'failed', problems: [found], notes: [], evidence }
}

/**
 * Splits a package URL into the product's id and the version, for `matchProduct`.
 *
 * @returns `undefined` for what is no package URL, or one that contradicts `version`: nothing can be compared with it
 * @example
 * readAskedProduct({ id: 'pkg:npm/gate@1.4.2' }) // { id: 'pkg:npm/gate', version: '1.4.2' }
 */
export function readAskedProduct(asked: AskedProduct): ProductQuestion | undefined {
  if (asked.id === undefined || !asked.id.startsWith('pkg:')) return asked
  const split = splitPurl(asked.id)
  if (split === undefined) return undefined
  const { id, version } = split
  if (version !== undefined && asked.version !== undefined && version !== asked.version) return undefined
  return version === undefined ? { ...asked, id } : { ...asked, id, version }
}

let latest: { readonly purl: string; readonly split: SplitPurl | undefined } | undefined

/** Remembers the last one: a buyer asks one question of many credentials. */
function splitPurl(purl: string): SplitPurl | undefined {
  if (latest?.purl !== purl) latest = { purl, split: parsePurl(purl) }
  return latest.split
}

function parsePurl(purl: string): SplitPurl | undefined {
  try {
    return splitProductPurl(PackageURL.fromString(purl))
  } catch {
    // packageurl-js throws on what is no package URL.
    return undefined
  }
}
