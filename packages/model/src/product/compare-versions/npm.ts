import { compareCore, compareSemver, parseSemver, type SemanticVersion } from './semver.js'
import type { Bound, VersionScheme } from './version-scheme.js'

/**
 * npm: versions and their order are SemVer's; a range has npm's rule for pre-releases.
 *
 * A pre-release lies in an interval only if a bound of that interval is a pre-release of the same major, minor and patch:
 * `2.0.0-rc.1` is not in `>=1.0.0|<2.0.0`, although it comes before `2.0.0`. `*` and a range of `!=` alone have no
 * interval, and take every version, as VERS has it. The leading `v` and `=` that npm's own reader forgives are not taken.
 *
 * @see node-semver, "Prerelease Tags"
 */
export const npm: VersionScheme<SemanticVersion> = {
  parse: parseSemver,
  compare: compareSemver,
  admits: (version, { lower, upper }) =>
    version.prerelease.length === 0 || previewsOf(version, lower) || previewsOf(version, upper),
}

function previewsOf(version: SemanticVersion, bound: Bound<SemanticVersion> | undefined): boolean {
  return bound !== undefined && bound.version.prerelease.length > 0 && compareCore(version, bound.version) === 0
}
