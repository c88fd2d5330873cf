export { assessmentScopeProblems } from './assessment-scope-problems.js'
export { type AuthenticStatement, controlGroupsAt, isInForce } from './control-groups.js'
export { type CredentialFacts, credentialScopeProblems } from './credential-scope-problems.js'
export { type ControlGroups, checkStatedParty, deriveParty, NO_CONTROL_GROUPS, type PartyFacts } from './party.js'
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
export type { AccreditationStatement, MembershipStatement, Statement } from './statement.js'
export type { CatalogueEntry, SignatureMemo, TrustState } from './trust-state.js'
