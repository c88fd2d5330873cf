import type { Product, ProductIdentifier } from '../credential/credential.js'

/** The product that somebody asks about. What is absent is not asked. There is no name: a name never matches. */
export interface ProductQuestion {
  /** The canonical package URL without version, qualifiers and subpath (see `splitProductPurl`), or the product's URI. */
  readonly id?: string
  readonly version?: string
  /** Exact builds at hand, as Subresource Integrity; every one of them has to be covered. */
  readonly digests?: readonly string[]
  readonly configuration?: string
  readonly identifiers?: readonly ProductIdentifier[]
}

/** The members of a certificate's or declaration's subject that say which product it is about. */
export type MatchableProduct = Pick<
  Product,
  'id' | 'identifiers' | 'versions' | 'digests' | 'configuration' | 'exclusions' | 'granularity'
>
