import { isJsonObject } from '@trusted-tech/model'
import { LIMITS } from '@trusted-tech/verifier'
import type { HeldCredential } from './credential-store.js'
import { isHeldClaim, namedLists, readHeld, textAt } from './read-held.js'

/**
 * Finds the held support that credentials need to be judged by somebody who has the trust data alone: the accreditations
 * of their issuers and of the bodies above, memberships of issuer and manufacturer, the holder's mandates, and the status
 * lists of all of these.
 *
 * Each once, those that are nearest first. Does not verify, and does not say that nothing is missing.
 *
 * @param options.of claims, or support whose own support is wanted
 * @param options.among everything that is held
 * @param options.holder whoever presents; without it the mandates of everybody are found
 */
export function findSupport(options: {
  readonly of: readonly HeldCredential[]
  readonly among: readonly HeldCredential[]
  readonly holder?: string
}): readonly HeldCredential[] {
  const { of, among, holder } = options
  const support = among.filter((held) => !isHeldClaim(held))
  const found = new Set<HeldCredential>()
  const queue = [...of]
  for (let held = queue.shift(); held !== undefined; held = queue.shift()) {
    for (const next of neededBy(held, support, holder)) {
      if (found.has(next) || of.includes(next)) continue
      found.add(next)
      queue.push(next)
    }
  }
  return [...found]
}

function neededBy(
  held: HeldCredential,
  support: readonly HeldCredential[],
  holder: string | undefined,
): readonly HeldCredential[] {
  const lists = new Set(namedLists(held))
  const document = isHeldClaim(held) ? readHeld(held).document : undefined
  const product = textAt(document, 'credentialSubject', 'id')
  const manufacturer = textAt(document, 'credentialSubject', 'manufacturer', 'id')
  const parties = document === undefined ? [] : [held.issuer, manufacturer]
  const accreditations = support
    .filter(({ type, subject }) => type === 'AccreditationCredential' && subject === held.issuer)
    // Of more about one body none would count, so the latest are taken.
    .sort((one, other) => (one.validUntil > other.validUntil ? -1 : 1))
    .slice(0, LIMITS.stapledAccreditationsPerBody)
  return [
    ...accreditations,
    ...support.filter((one) => {
      // A list by somebody else says nothing about this credential.
      if (one.type === 'BitstringStatusListCredential') return lists.has(one.id) && one.issuer === held.issuer
      if (one.type === 'MembershipCredential') return parties.includes(one.subject)
      if (one.type !== 'MandateCredential' || one.issuer !== manufacturer) return false
      return (holder === undefined || one.subject === holder) && covers(one, product)
    }),
  ]
}

function covers(mandate: HeldCredential, product: string): boolean {
  const subject = readHeld(mandate).document['credentialSubject']
  const given = subject !== undefined && isJsonObject(subject) ? subject['mandate'] : undefined
  const products = given !== undefined && isJsonObject(given) ? given['products'] : undefined
  return Array.isArray(products) && (products.includes('*') || products.includes(product))
}
