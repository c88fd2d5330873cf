import { type Check, failed, PARTIES, type Party, passed, problem, type StatedParty } from '@trusted-tech/model'

/** The control groups of one body, in the alliance's words. */
export interface ControlGroups {
  /** From listed statements that are authentic, in force and of good status: what a claim of independence may rest on. */
  readonly confirmed: ReadonlySet<string>
  /**
   * From every authentic listed statement in force, also a revoked or suspended one. A shared group speaks against
   * independence wherever it is written, or a body could become independent by losing its membership.
   */
  readonly any: ReadonlySet<string>
}

/** Nothing is known of a body's control group. */
export const NO_CONTROL_GROUPS: ControlGroups = { confirmed: new Set(), any: new Set() }

/** What the party is derived from: none of it comes from the credential's own word. */
export interface PartyFacts {
  readonly issuer: string
  readonly manufacturer: string
  /** Whether the accreditation check passed for this credential. */
  readonly accredited: boolean
  readonly issuerGroups: ControlGroups
  readonly manufacturerGroups: ControlGroups
  /** The issuer's role by a listed membership that is authentic, in force and of good status. */
  readonly membershipRole: 'vendor' | 'buyer' | 'user' | undefined
}

/**
 * Derives what party the issuer is to the product. The first that applies: `first` (the issuer is the manufacturer, or
 * both are in one control group), `third` (accredited, and both control groups are known and differ),
 * `thirdUnconfirmed` (accredited, a control group unknown), `second` (a listed buyer or user).
 *
 * Does not check the facts it is given.
 *
 * @returns the party, or `undefined` for an issuer that is nothing to the product
 * @example
 * deriveParty({ issuer, manufacturer, accredited: true, issuerGroups, manufacturerGroups, membershipRole: undefined })
 * @see Specification, section 5 "Accreditation scope and party"
 */
export function deriveParty(facts: PartyFacts): Party | undefined {
  const { issuer, manufacturer, accredited, issuerGroups, manufacturerGroups, membershipRole } = facts
  if (issuer === manufacturer) return 'first'
  for (const group of issuerGroups.any) {
    if (manufacturerGroups.any.has(group)) return 'first'
  }
  if (accredited) {
    const known = issuerGroups.confirmed.size > 0 && manufacturerGroups.confirmed.size > 0
    return known ? 'third' : 'thirdUnconfirmed'
  }
  return membershipRole === 'buyer' || membershipRole === 'user' ? 'second' : undefined
}

const STATED_PARTY = '/credentialSubject/conformity/statedParty'

/**
 * Compares the party that a credential states with the one derived.
 *
 * Stated `third` where the derived is `thirdUnconfirmed` passes with a note, unless an accreditation of the path asks
 * for established independence. Less than the derived may be stated. A report shows the derived one in any case.
 *
 * @returns a check: `PARTY_OVERSTATED` (failed), `PARTY_UNCONFIRMED` (note, or failed where independence must be
 * established)
 * @example
 * checkStatedParty({ stated: 'third', derived: 'first', independence: undefined }).state // 'failed'
 * @see Specification, section 5 "Accreditation scope and party"
 */
export function checkStatedParty(options: {
  readonly stated: StatedParty
  readonly derived: Party | undefined
  /** The strictest of the accreditations relied on; `undefined` where there are none. */
  readonly independence: 'established' | 'declared' | undefined
}): Check {
  const { stated, derived, independence } = options
  if (stated === 'third' && derived === 'thirdUnconfirmed') {
    const expected = 'the control groups of issuer and manufacturer, known from listed statements'
    const unconfirmed = problem('PARTY_UNCONFIRMED', STATED_PARTY, { expected, actual: 'unknown' })
    return independence === 'established' ? failed([unconfirmed]) : passed([unconfirmed])
  }
  if (derived !== undefined && PARTIES.indexOf(stated) <= PARTIES.indexOf(derived)) return passed()
  const expected = derived === undefined ? 'a party to the product' : `at most ${derived}`
  return failed([problem('PARTY_OVERSTATED', STATED_PARTY, { expected, actual: stated })])
}
