import { describe, expect, it } from 'vitest'
import { isReasonCode, REASON_CODES, REASONS } from './reason-codes.js'
import { CHECK_IDS, type CheckId } from './report/check-ids.js'

/** Specification, section 10, "Reason codes": the names to keep, in its order. */
const SEED = `LIMIT_SIZE LIMIT_DEPTH ENCODING JSON_DUPLICATE_KEY JSON_FORBIDDEN_KEY JSON_NUMBER JSON_FORM
FORMAT_UNSUPPORTED TYP_MISMATCH ALG_NOT_ALLOWED HEADER_FORBIDDEN HEADER_CRIT KEY_WEAK KEY_MALFORMED KEY_NOT_FOUND
KEY_ALG_MISMATCH KEY_PURPOSE KEY_CONTROLLER KEY_RETIRED KEY_COMPROMISED SIG_INVALID CONTEXT_NOT_ALLOWED TYPE
SCHEMA_INVALID CLAIM_CONFLICT CLAIM_TYPE DATE_MALFORMED EXPIRED NOT_YET_VALID VALIDITY_RANGE ISSUER_NOT_TRUSTED
ISSUER_NOT_ACCREDITED_AT ISSUER_SCOPE CRITERION_OUT_OF_SCOPE PARTY_OVERSTATED VENDOR_UNKNOWN NO_USABLE_ASSESSMENT
STATUS_REQUIRED STATUS_TYPE STATUS_PURPOSE STATUS_INDEX STATUS_ISSUER STATUS_LIST_MISMATCH STATUS_LIST_FORMAT
STATUS_LIST_SIZE STATUS_UNAVAILABLE STATUS_STALE STATUS_REGRESSION REVOKED REVOKED_LATER SUSPENDED ACCREDITATION_REVOKED
ACCREDITATION_SUSPENDED ACCREDITATION_WITHDRAWN_RETROACTIVE ACCREDITATION_UNDER_REVIEW ACCREDITATION_NOT_PUBLISHED
BUNDLE_MISSING BUNDLE_FORMAT BUNDLE_ROLLBACK BUNDLE_EXPIRED BUNDLE_INCONSISTENT SIG_THRESHOLD ROOT_CHAIN ROOT_NOT_PINNED
ALGORITHM_UNAVAILABLE CLOCK_SUSPECT SAMPLE_CATALOGUE CATALOGUE_MISMATCH PRODUCT_MISMATCH VERSION_OUT_OF_RANGE
EVIDENCE_MISMATCH SURVEILLANCE_OVERDUE SUPERSEDED CONFLICT BINDING_MISMATCH NONCE_MISMATCH AUD_MISMATCH ORIGIN_MISMATCH
PRESENTATION_EXPIRED HOLDER_BINDING NAME_DIFFERS TEXT_NOT_NFC TEXT_CONFUSABLE NOT_LOGGED LOG_PROOF_INVALID
ISSUANCE_BACKDATED LOG_FORK RECOGNITION_CAPPED RECOGNITION_SCOPE POLICY_UNMET POLICY_UNKNOWN LEGACY_VCDM_1_1`.split(
  /\s+/,
)

/** Capabilities that are not built yet have no code yet: a code that nothing reports would be a promise. */
const LATER = [
  // dated events
  'ACCREDITATION_WITHDRAWN_RETROACTIVE',
  // TUF bundle and its state
  'BUNDLE_ROLLBACK',
  'SIG_THRESHOLD',
  'ROOT_CHAIN',
  // transparency log
  'LOG_PROOF_INVALID',
  'ISSUANCE_BACKDATED',
  'LOG_FORK',
  // recognition
  'RECOGNITION_CAPPED',
  'RECOGNITION_SCOPE',
  // policy
  'POLICY_UNMET',
  'POLICY_UNKNOWN',
]

describe('the registry of reason codes (specification, section 10)', () => {
  it.each(SEED.filter((code) => !LATER.includes(code)))('keeps the seed name %s', (code) => {
    expect(isReasonCode(code)).toBe(true)
  })

  it.each(LATER)('has no %s before anything can report it', (code) => {
    expect(SEED).toContain(code)
    expect(isReasonCode(code)).toBe(false)
  })

  it.each(REASON_CODES)('%s has a check that exists and outcomes that make sense', (code) => {
    const { check, outcomes }: { readonly check: CheckId; readonly outcomes: readonly string[] } = REASONS[code]
    expect(CHECK_IDS).toContain(check)
    expect(code).toMatch(/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/)
    expect(outcomes.length).toBeGreaterThan(0)
    expect(new Set(outcomes).size).toBe(outcomes.length)
    for (const outcome of outcomes) expect(['failed', 'indeterminate', 'note']).toContain(outcome)
  })

  it('THREAT-057 every check but dated events can fail or be indeterminate for a reason of its own', () => {
    const withReason = new Set<CheckId>(
      REASON_CODES.filter((code) => REASONS[code].outcomes.some((outcome) => outcome !== 'note')).map(
        (code) => REASONS[code].check,
      ),
    )
    // Dated events only note so far.
    expect(CHECK_IDS.filter((id) => !withReason.has(id))).toEqual(['events'])
  })

  it('knows its own codes and nothing that an object merely inherits', () => {
    for (const code of REASON_CODES) expect(isReasonCode(code)).toBe(true)
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty', '', 'revoked', 'REVOKED ']) {
      expect(isReasonCode(name)).toBe(false)
    }
  })
})
