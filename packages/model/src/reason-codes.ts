import type { CheckId } from './report/check-ids.js'

/** What a reason does to the check that carries it. `note` leaves the check passed. */
export type ReasonOutcome = 'failed' | 'indeterminate' | 'note'

interface Reason {
  /** The check that normally reports it. */
  readonly check: CheckId
  /** What it can do, the usual one first. */
  readonly outcomes: readonly [ReasonOutcome, ...ReasonOutcome[]]
}

const failed = (check: CheckId) => ({ check, outcomes: ['failed'] }) as const
const indeterminate = (check: CheckId) => ({ check, outcomes: ['indeterminate'] }) as const
const note = (check: CheckId) => ({ check, outcomes: ['note'] }) as const

/**
 * The registry of reason codes: the single list that checks, reports and message catalogues are held to.
 * A code is API: it is never renamed and never reused for another fact.
 */
export const REASONS = {
  // 1 limits, encoding, JSON
  LIMIT_SIZE: failed('input'),
  LIMIT_DEPTH: failed('input'),
  ENCODING: failed('input'),
  JSON_SYNTAX: failed('input'),
  JSON_DUPLICATE_KEY: failed('input'),
  JSON_FORBIDDEN_KEY: failed('input'),
  JSON_NUMBER: failed('input'),
  /** Of a draft in another notation than JSON. */
  DRAFT_SYNTAX: failed('input'),
  // 2 trust state
  BUNDLE_MISSING: indeterminate('trust'),
  BUNDLE_FORMAT: failed('trust'),
  BUNDLE_EXPIRED: indeterminate('trust'),
  BUNDLE_INCONSISTENT: failed('trust'),
  ROOT_NOT_PINNED: failed('trust'),
  KEY_ROLE_REUSE: failed('trust'),
  CLOCK_SUSPECT: indeterminate('trust'),
  // 3 form
  FORMAT_UNSUPPORTED: failed('form'),
  TYP_MISMATCH: failed('form'),
  ALG_NOT_ALLOWED: failed('form'),
  HEADER_FORBIDDEN: failed('form'),
  HEADER_CRIT: failed('form'),
  // 4 structure
  JSON_FORM: failed('structure'),
  CONTEXT_NOT_ALLOWED: failed('structure'),
  TYPE: failed('structure'),
  SCHEMA_INVALID: failed('structure'),
  CLAIM_CONFLICT: failed('structure'),
  CLAIM_TYPE: failed('structure'),
  DATE_MALFORMED: failed('structure'),
  URL_FORBIDDEN: failed('structure'),
  TEXT_NOT_NFC: failed('structure'),
  TEXT_CONFUSABLE: failed('structure'),
  LEGACY_VCDM_1_1: indeterminate('structure'),
  // 5 issuer and key
  ISSUER_NOT_TRUSTED: { check: 'issuer', outcomes: ['failed', 'indeterminate'] },
  VENDOR_UNKNOWN: { check: 'issuer', outcomes: ['indeterminate', 'note'] },
  NAME_DIFFERS: note('issuer'),
  KEY_NOT_FOUND: failed('key'),
  DID_DEACTIVATED: failed('key'),
  DID_DOCUMENT_MISMATCH: failed('key'),
  FETCH_UNREACHABLE: indeterminate('key'),
  FETCH_TLS: indeterminate('key'),
  FETCH_TIMEOUT: indeterminate('key'),
  FETCH_REDIRECT: indeterminate('key'),
  FETCH_STATUS: indeterminate('key'),
  FETCH_CONTENT: indeterminate('key'),
  KEY_MALFORMED: failed('key'),
  KEY_WEAK: failed('key'),
  KEY_ALG_MISMATCH: failed('key'),
  KEY_PURPOSE: failed('key'),
  KEY_CONTROLLER: failed('key'),
  KEY_RETIRED: failed('key'),
  KEY_COMPROMISED: failed('key'),
  // 6 signature
  SIG_INVALID: failed('signature'),
  ALGORITHM_UNAVAILABLE: indeterminate('signature'),
  // 7 validity
  EXPIRED: failed('validity'),
  NOT_YET_VALID: failed('validity'),
  VALIDITY_RANGE: failed('validity'),
  ISSUANCE_TIME: failed('validity'),
  LIFETIME_EXCEEDED: failed('validity'),
  // 8 accreditation and party
  ISSUER_NOT_ACCREDITED_AT: failed('accreditation'),
  ISSUER_SCOPE: failed('accreditation'),
  CRITERION_OUT_OF_SCOPE: { check: 'accreditation', outcomes: ['note', 'failed'] },
  ACCREDITATION_PATH: failed('accreditation'),
  ACCREDITATION_REVOKED: failed('accreditation'),
  ACCREDITATION_SUSPENDED: failed('accreditation'),
  ACCREDITATION_UNDER_REVIEW: indeterminate('accreditation'),
  ACCREDITATION_NOT_PUBLISHED: indeterminate('accreditation'),
  ACCREDITATION_DIFFERS: note('accreditation'),
  PARTY_OVERSTATED: failed('party'),
  PARTY_UNCONFIRMED: { check: 'party', outcomes: ['note', 'failed'] },
  NO_USABLE_ASSESSMENT: failed('accreditation'),
  NOT_LOGGED: failed('log'),
  // 9 status
  STATUS_REQUIRED: failed('status'),
  STATUS_TYPE: failed('status'),
  STATUS_PURPOSE: { check: 'status', outcomes: ['failed', 'indeterminate', 'note'] },
  STATUS_INDEX: { check: 'status', outcomes: ['failed', 'note'] },
  STATUS_ISSUER: { check: 'status', outcomes: ['failed', 'indeterminate', 'note'] },
  STATUS_LIST_MISMATCH: { check: 'status', outcomes: ['failed', 'indeterminate', 'note'] },
  STATUS_LIST_FORMAT: { check: 'status', outcomes: ['failed', 'indeterminate', 'note'] },
  STATUS_LIST_SIZE: { check: 'status', outcomes: ['failed', 'indeterminate', 'note'] },
  STATUS_UNAVAILABLE: indeterminate('status'),
  STATUS_STALE: indeterminate('status'),
  STATUS_REGRESSION: note('status'),
  REVOKED: failed('status'),
  SUSPENDED: { check: 'status', outcomes: ['failed', 'indeterminate'] },
  REVOKED_LATER: note('events'),
  // 10 catalogue
  CATALOGUE_MISMATCH: failed('catalogue'),
  CATALOGUE_UNKNOWN: indeterminate('catalogue'),
  SAMPLE_CATALOGUE: { check: 'catalogue', outcomes: ['indeterminate', 'note'] },
  CRITERION_UNKNOWN: { check: 'catalogue', outcomes: ['note', 'failed'] },
  CRITERION_WITHDRAWN: note('catalogue'),
  CARRIED_OVER: note('catalogue'),
  // 11 product
  PRODUCT_MISMATCH: failed('product'),
  VERSION_OUT_OF_RANGE: failed('product'),
  PRODUCT_UNKNOWN: indeterminate('product'),
  // 12 evidence
  EVIDENCE_MISMATCH: failed('evidence'),
  // 13 surveillance
  SURVEILLANCE_OVERDUE: { check: 'surveillance', outcomes: ['indeterminate', 'note'] },
  SUPERSEDED: note('surveillance'),
  CONFLICT: note('surveillance'),
  // 14 presentation and presenter
  BINDING_MISMATCH: failed('presentation'),
  NONCE_MISMATCH: failed('presentation'),
  AUD_MISMATCH: failed('presentation'),
  ORIGIN_MISMATCH: failed('presentation'),
  PRESENTATION_EXPIRED: failed('presentation'),
  CLAIM_DUPLICATE: failed('presentation'),
  HOLDER_BINDING: failed('presenter'),
  PRESENTER_NOT_CHECKED: note('presenter'),
  // any
  NOT_REACHED: indeterminate('input'),
} as const satisfies Record<string, Reason>

export type ReasonCode = keyof typeof REASONS

/** Every code, in the order of the registry. */
export const REASON_CODES = Object.keys(REASONS) as readonly ReasonCode[]

export function isReasonCode(value: string): value is ReasonCode {
  return Object.hasOwn(REASONS, value)
}
