export { reinstateCredential, revokeCredential, suspendCredential } from './change-status.js'
export type { DraftFiles } from './draft-files.js'
export {
  type AuditEntry,
  type IssuanceStore,
  type IssuedRecord,
  STATUS_ACTS,
  type StatusAct,
  type StatusChange,
  type StatusListState,
  type StatusPlace,
} from './issuance-store.js'
export type { IssuingDesk } from './issue.js'
export { issueClaim } from './issue-claim.js'
export { issueStatement, type StatementDraft } from './issue-statement.js'
export { createMemoryIssuanceStore } from './memory-issuance-store.js'
export { type PublishedStatusList, publishStatusLists } from './publish-status-lists.js'
export { type Randomness, systemRandomness } from './randomness.js'
export { refuseStatusChange } from './refuse-status-change.js'
