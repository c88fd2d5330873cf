export { type AccreditationGraph, collectAccreditations, MAX_LINKS } from './accreditation-graph.js'
export { type AccreditationPath, accreditationPaths, leadsToAnchor, MAX_PATHS } from './accreditation-paths.js'
export { assessmentScopeProblems } from './assessment-scope-problems.js'
export { buildTrustFiles } from './build-trust-files.js'
export { type AuthenticStatement, controlGroupsAt, isInForce } from './control-groups.js'
export { type CredentialFacts, credentialScopeProblems } from './credential-scope-problems.js'
export { deadEnds } from './dead-ends.js'
export {
  type AccreditationClaim,
  type AccreditationDecision,
  type AccreditedClaim,
  decideAccreditation,
} from './decide-accreditation.js'
export {
  evaluatePath,
  type LinkState,
  type LinkStateOf,
  type LinkStatus,
  type PathEvaluation,
} from './evaluate-path.js'
export { findKey } from './find-key.js'
export { findSelfContainedKey } from './find-self-contained-key.js'
export { type ListedFile, MANIFEST_TYP, type Manifest } from './manifest.js'
export { openManifest, type PinnedRoot } from './open-manifest.js'
export { openTrust } from './open-trust.js'
export { parseStatement } from './parse-statement.js'
export { type ControlGroups, checkStatedParty, deriveParty, NO_CONTROL_GROUPS, type PartyFacts } from './party.js'
export { MAX_FILES, MAX_TOTAL_BYTES, type ManifestContent, readManifest } from './read-manifest.js'
export {
  ACCREDITED_ACTIONS,
  type AccreditedAction,
  type EffectiveScope,
  effectiveScope,
  type Grant,
  intersectScopes,
  type LinkScope,
  maxAssuranceLevel,
  parseScope,
  type SchemeGrant,
} from './scope.js'
export { signManifest } from './sign-manifest.js'
export type { AccreditationStatement, MembershipStatement, Statement } from './statement.js'
export { fileLimit } from './trust-paths.js'
export type { CatalogueEntry, SignatureMemo, TrustState } from './trust-state.js'
