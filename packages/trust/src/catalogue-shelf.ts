import { type Problem, parseCatalogue, problem } from '@trusted-tech/model'
import { matchesDigestSri } from '@trusted-tech/proofs'
import type { CatalogueEntry } from './trust-state.js'

/** A file of the trust folder, its digest checked. */
export interface TrustFile {
  readonly path: string
  readonly bytes: Uint8Array
  readonly sha256: string
}

export interface CatalogueShelf {
  find(reference: { readonly id: string; readonly version: string }): CatalogueEntry | undefined
  findByDigest(digestSri: string): CatalogueEntry | undefined
  readonly problems: readonly Problem[]
}

/**
 * Reads the catalogues of a trust folder.
 *
 * Two files with the same id and version say two things under one name: neither is found by it, only by digest.
 *
 * @returns the shelf; `problems` has what could not be read, with the path in `about`
 * @see Specification, section 2 "Principles are data"
 */
export function openCatalogues(files: readonly TrustFile[]): CatalogueShelf {
  const entries: { readonly entry: CatalogueEntry; readonly bytes: Uint8Array }[] = []
  const byId = new Map<string, Map<string, CatalogueEntry | undefined>>()
  const problems: Problem[] = []
  for (const { path, bytes, sha256 } of files) {
    const catalogue = parseCatalogue(bytes)
    if (!catalogue.ok) {
      problems.push(...catalogue.problems.map((one) => ({ ...one, about: path })))
      continue
    }
    const entry: CatalogueEntry = Object.freeze({ catalogue: catalogue.value, path, sha256 })
    entries.push({ entry, bytes })
    const { id, version } = catalogue.value
    const versions = byId.get(id) ?? new Map<string, CatalogueEntry | undefined>()
    byId.set(id, versions)
    if (versions.has(version)) {
      problems.push(
        problem('BUNDLE_INCONSISTENT', '/id', { expected: 'one catalogue of this id and version', about: path }),
      )
    }
    versions.set(version, versions.has(version) ? undefined : entry)
  }
  // Matches only: digests that credentials made up are not kept.
  const matched = new Map<string, CatalogueEntry>()
  return {
    find: ({ id, version }) => byId.get(id)?.get(version),
    findByDigest(digestSri) {
      const known = matched.get(digestSri)
      if (known !== undefined) return known
      const found = entries.find(({ bytes }) => matchesDigestSri(bytes, digestSri) === true)?.entry
      if (found !== undefined) matched.set(digestSri, found)
      return found
    },
    problems,
  }
}
