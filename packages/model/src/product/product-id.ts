/** What is needed of a package URL that a purl library has parsed; its `toString` gives the canonical text. */
export interface ParsedPurl {
  readonly version?: string | null | undefined
  readonly qualifiers?: Readonly<Record<string, string>> | null | undefined
  readonly subpath?: string | null | undefined
  toString(): string
}

export interface SplitPurl {
  /** The canonical package URL without version, qualifiers and subpath: a product's `id`. */
  readonly id: string
  /** Decoded. */
  readonly version?: string
  /** What the package URL had and a product's identity does not, `checksum` too: nobody compares it. */
  readonly ignored: readonly string[]
}

/**
 * Splits a package URL that is asked about into the product's id and the version.
 *
 * Relies on the library for the form: it takes the canonical text and cuts it at the first `@`, `?` or `#`, which the
 * canonical form percent-encodes everywhere else. Does not check the type, and compares nothing.
 *
 * @example
 * splitProductPurl(PackageURL.fromString('pkg:npm/%40acme/gate@1.4.2?arch=arm64'))
 * // { id: 'pkg:npm/%40acme/gate', version: '1.4.2', ignored: ['arch'] }
 * @see Package URL specification, "How to build purl string from its components"
 */
export function splitProductPurl(purl: ParsedPurl): SplitPurl {
  const { version, qualifiers, subpath } = purl
  const ignored = [...Object.keys(qualifiers ?? {}), ...(subpath ? ['subpath'] : [])].sort()
  const id = withoutVersion(purl.toString())
  return version ? { id, version, ignored } : { id, ignored }
}

/** A canonical package URL up to its version. */
export function withoutVersion(purl: string): string {
  const end = purl.search(/[@?#]/)
  return end === -1 ? purl : purl.slice(0, end)
}
