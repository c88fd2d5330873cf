import type { Instant } from '@trusted-tech/model'

/** Which binding the caller expects of a presentation, exactly one; never inferred from the presentation. */
export type ExpectedBinding =
  | { readonly kind: 'challenge'; readonly audience: string; readonly nonce: string }
  | { readonly kind: 'addressed'; readonly audience: string }
  | { readonly kind: 'origin'; readonly audience: string }

/** The product the buyer asks about. Only what is given is compared; a digest beats a version beats an id. */
export interface AskedProduct {
  /** A package URL, with or without `@version`, or the product's URI. */
  readonly id?: string
  readonly version?: string
  /** Subresource Integrity strings of the exact build at hand. */
  readonly digests?: readonly string[]
  readonly configuration?: string
}

/** A file at hand that may be evidence: it is matched by digest, and by `name` to find one that was altered. */
export interface EvidenceFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** What the caller asks. All of it is printed in the report; what loosens a verdict is off unless asked for. */
export interface Question {
  /** The point in time to judge for; `now` where absent. Later than `now` is misuse. */
  readonly evaluateAt?: Instant
  readonly product?: AskedProduct
  /** Asks for findings under another version of the catalogue; results carry over by its crosswalk. */
  readonly catalogue?: { readonly id: string; readonly version: string }
  readonly binding?: ExpectedBinding
  readonly evidence?: readonly EvidenceFile[]
  /** Lets a verdict rest on a catalogue that is marked illustrative. */
  readonly allowSample?: boolean
  /** Lets a declaration pass whose vendor is no member, with the note `VENDOR_UNKNOWN`. */
  readonly allowUnknownVendor?: boolean
}
