import type { Result } from '@trusted-tech/model'
import type { TrustState } from '@trusted-tech/trust'
import { keyHistoryOf } from '../../../../test/world/actor.js'
import {
  accreditation,
  actors,
  at,
  certificate,
  cleanLists,
  type Draft,
  delegation,
  openedTrust,
  sign,
  usualParts,
} from '../../../../test/world/world.js'

const { alliance, assessor, delegate, stranger, vendor } = actors

/** Trust data in which a delegated body may accredit one link further, and that know nothing of whom it accredited. */
export async function delegatingTrust(): Promise<Result<TrustState>> {
  const parts = await usualParts()
  const above = delegation(delegate)
  return openedTrust({
    ...parts,
    statements: [...(parts.statements ?? []), await sign(above, alliance, at('2026-02-01T00:00:00Z'))],
    statusLists: await cleanLists(alliance, assessor, delegate, vendor),
    keyHistories: [alliance, assessor, delegate].map((one) => keyHistoryOf(one)),
  })
}

/** A certificate by whom the delegated body accredited, and what it takes: the accreditation and two status lists. */
export async function delegatedCertificate(): Promise<readonly [Draft, readonly string[]]> {
  const document = certificate(stranger)
  const below = accreditation(stranger, { keys: keyHistoryOf(stranger).keys } as Draft, delegate)
  return [document, [await sign(below, delegate), ...(await cleanLists(stranger))]]
}
