import { type JsonPointer, type Problem, problem, splitProductPurl } from '@trusted-tech/model'
import { PackageURL } from 'packageurl-js'

/**
 * Holds a product's id to the one spelling that a buyer's question is compared with: of a package URL, the canonical one
 * without version, qualifiers and subpath. In another spelling the credential would never match its own product, or
 * match another one's.
 *
 * An https or urn URI has its one spelling by the schema. Does not check that there is such a product.
 *
 * @returns `SCHEMA_INVALID`, with the id that was meant in `expected` where it can be told
 * @see Package URL specification, "How to build purl string from its components"
 */
export function productIdProblems(id: string, pointer: JsonPointer): readonly Problem[] {
  if (!id.startsWith('pkg:')) return []
  const canonical = parsePurl(id)
  const expected = canonical === undefined ? undefined : splitProductPurl(canonical).id
  return expected === id ? [] : [misspelt(id, pointer, expected)]
}

/** The same for a package URL among other identifiers, which may have a version. */
export function purlProblems(purl: string, pointer: JsonPointer): readonly Problem[] {
  const expected = parsePurl(purl)?.toString()
  return expected === purl ? [] : [misspelt(purl, pointer, expected)]
}

function parsePurl(text: string): PackageURL | undefined {
  try {
    return PackageURL.fromString(text)
  } catch {
    // packageurl-js throws on what is no package URL.
    return undefined
  }
}

function misspelt(actual: string, pointer: JsonPointer, expected = 'a canonical package URL'): Problem {
  return problem('SCHEMA_INVALID', pointer, { expected, actual })
}
