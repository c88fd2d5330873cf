export { reinstateCredential, revokeCredential, suspendCredential } from './change-status.js'
export type { DraftFiles } from './compose-subject.js'
export type {
  IssuanceStore,
  IssuedRecord,
  StatusChange,
  StatusListState,
  StatusPlace,
  StatusPurpose,
} from './issuance-store.js'
export type { IssuingDesk } from './issue.js'
export { issueClaim } from './issue-claim.js'
export { issueStatement, type StatementDraft } from './issue-statement.js'
export { lintClaim } from './lint-claim.js'
export { createMemoryIssuanceStore } from './memory-issuance-store.js'
export { type PublishedStatusList, publishStatusLists } from './publish-status-lists.js'
export { type Randomness, systemRandomness } from './randomness.js'
