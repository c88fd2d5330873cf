export { createBits, readBit, setBit } from './bitstring/bits.js'
export { MAX_LIST_BYTES, MAX_LIST_ENTRIES, MIN_LIST_BYTES, MIN_LIST_ENTRIES } from './bitstring/bitstring-limits.js'
export { type DecodeBitstringOptions, decodeBitstring } from './bitstring/decode-bitstring.js'
export { encodeBitstring } from './bitstring/encode-bitstring.js'
export { type CombinedStatus, type CombineStatusOptions, combineStatus } from './combine-status.js'
export { type CreateStatusListOptions, createStatusList } from './create-status-list.js'
export {
  type EvaluatedStatus,
  type EvaluateStatusOptions,
  evaluateStatus,
  STATUS_OUTCOMES,
  type StatusOutcome,
} from './evaluate-status.js'
export { type ParsedStatusEntry, parseStatusEntries } from './parse-status-entries.js'
export {
  MAX_LIST_VALIDITY_DAYS,
  type ParseStatusListOptions,
  parseStatusList,
  type StatusList,
} from './parse-status-list.js'
export { STATUS_LIST_SOURCES, type StatusListCandidate, type StatusListSource } from './status-list-candidate.js'
export { isStatusPurpose, STATUS_PURPOSES, type StatusPurpose } from './status-purpose.js'
