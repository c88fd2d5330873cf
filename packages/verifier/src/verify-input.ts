import type { Instant, Result } from '@trusted-tech/model'
import type { TrustState } from '@trusted-tech/trust'
import type { Question } from './question.js'

/** Everything a verdict depends on. Nothing else is read: no clock, no network, no file, no environment. */
export interface VerifyInput {
  /** The secured credential or presentation, exactly as received. */
  readonly input: string | Uint8Array
  /** What `openTrust` gave, or why there is no trust state (`BUNDLE_MISSING` and others). */
  readonly trust: Result<TrustState>
  /** The current time, from the caller, once per run. */
  readonly now: Instant
  readonly question?: Question
  /**
   * Support at hand beside the input, such as a holder keeps it: accreditations, mandates and status lists as `vc+jwt`.
   * It counts as if it were enclosed in a presentation: each piece is verified by itself, and none adds trust.
   */
  readonly stapled?: readonly string[]
}

/** The question with its defaults filled in. Every member is there, so that all questions have one shape. */
export interface Asked {
  readonly now: Instant
  readonly evaluateAt: Instant
  readonly product: Question['product']
  readonly catalogue: Question['catalogue']
  readonly binding: Question['binding']
  readonly evidence: Question['evidence']
  readonly allowSample: boolean
  readonly allowUnknownVendor: boolean
}

/** Seconds by which a signing time or `validFrom` may lie ahead of the clock. Expiry has no tolerance. */
export const CLOCK_TOLERANCE_SECONDS = 60

/** Sizes in bytes and counts that are refused before anything is decoded (specification, section 8). */
export const LIMITS = {
  claimBytes: 64 * 1024,
  listBytes: 512 * 1024,
  presentationBytes: 8 * 1024 * 1024,
  claims: 64,
  supports: 256,
  /** Of one body in one presentation: whoever has more is accredited by none of them. */
  stapledAccreditationsPerBody: 8,
} as const
