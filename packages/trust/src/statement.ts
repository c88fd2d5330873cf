import type { AccreditationCredential, Instant, MembershipCredential } from '@trusted-tech/model'
import type { Opened } from '@trusted-tech/proofs'
import type { LinkScope } from './scope.js'

interface StatementBase {
  readonly opened: Opened
  /** The document's `id`. */
  readonly id: string
  /** The DID that made the statement. */
  readonly issuer: string
  /** The DID that it is about. */
  readonly subject: string
  /** The claimed signing time, from `iat`. */
  readonly signedAt: Instant
  readonly validFrom: Instant
  readonly validUntil: Instant
  /**
   * Whether the manifest lists it by digest. Only a listed statement of an anchor has effect; a stapled one has
   * none, whoever signed it.
   */
  readonly listed: boolean
}

/** An accreditation whose form was checked. Its signature, status and authority were not. */
export interface AccreditationStatement extends StatementBase {
  readonly type: 'AccreditationCredential'
  readonly document: AccreditationCredential
  readonly scope: LinkScope
  /** `maxCredentialLifetime`, in days. */
  readonly maxLifetimeDays: number
}

/** A membership whose form was checked. Its signature, status and authority were not. */
export interface MembershipStatement extends StatementBase {
  readonly type: 'MembershipCredential'
  readonly document: MembershipCredential
}

/** What a trust folder's statement shards hold: who is accredited for what, and who is a member. */
export type Statement = AccreditationStatement | MembershipStatement
