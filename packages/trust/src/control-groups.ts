import type { Instant } from '@trusted-tech/model'
import type { ControlGroups } from './party.js'
import type { Statement } from './statement.js'

/** A statement whose signature was verified, and whether its status is known to be good. */
export interface AuthenticStatement {
  readonly statement: Statement
  readonly good: boolean
}

/**
 * Collects the control groups that listed statements give a body at a point in time.
 *
 * Passes over statements that are not listed: a control group is the alliance's word. Does not verify signatures or
 * status: hand in authentic statements only, each with what is known of its status.
 *
 * @param options `at`: the signing time of the credential that the party is derived for
 * @example
 * controlGroupsAt({ statements: authentic(trust.statementsAbout(issuer)), at: issuedAt })
 * @see Specification, section 5 "Accreditation scope and party"
 */
export function controlGroupsAt(options: {
  readonly statements: readonly AuthenticStatement[]
  readonly at: Instant
}): ControlGroups {
  const confirmed = new Set<string>()
  const any = new Set<string>()
  for (const { statement, good } of options.statements) {
    const { controlGroup } = statement.document.credentialSubject
    if (!statement.listed || controlGroup === undefined || !isInForce(statement, options.at)) continue
    any.add(controlGroup)
    if (good) confirmed.add(controlGroup)
  }
  return { confirmed, any }
}

/** Whether a statement is in force: from `validFrom` on, and no longer at `validUntil`. */
export function isInForce(
  statement: { readonly validFrom: Instant; readonly validUntil: Instant },
  at: Instant,
): boolean {
  return statement.validFrom <= at && at < statement.validUntil
}
