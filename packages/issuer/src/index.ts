export { reinstateCredential, revokeCredential, suspendCredential } from './change-status.js'
export type { DraftFiles } from './draft-files.js'
export { type DraftFormat, draftFormatOf, readDrafts } from './drafts/read-drafts.js'
export { type LocatedProblem, locateProblems, type SourcedDraft } from './drafts/sourced-draft.js'
export {
  type AuditEntry,
  type IssuanceStore,
  type IssuedEntry,
  type IssuedPage,
  type IssuedQuery,
  type IssuedRecord,
  type IssuedState,
  type IssueRequest,
  REQUEST_LEASE_SECONDS,
  STATUS_ACTS,
  type StatusAct,
  type StatusChange,
  type StatusListState,
  type StatusPlace,
} from './issuance-store.js'
export type { IssuingDesk } from './issue.js'
export { type DraftAtDesk, issueClaim, lintDraft } from './issue-claim.js'
export { type DraftOutcome, type IssueClaimsOptions, type IssueProgress, issueClaims } from './issue-claims.js'
export { issueStatement, type StatementAtDesk, type StatementDraft } from './issue-statement.js'
export { issueStatementOnce, type StatementOnRecord } from './issue-statement-once.js'
export { createMemoryIssuanceStore } from './memory-issuance-store.js'
export { pageStart } from './page-start.js'
export { type PublishedBefore, type PublishedStatusList, publishStatusLists } from './publish-status-lists.js'
export { type Randomness, systemRandomness } from './randomness.js'
export {
  type KnownRequest,
  refuseOtherContent,
  refuseRequest,
  requestInFlight,
  requestName,
} from './refuse-request.js'
export { refuseStatusChange } from './refuse-status-change.js'
export { signingTime } from './signing-time.js'
export { standingOf } from './standing-of.js'
