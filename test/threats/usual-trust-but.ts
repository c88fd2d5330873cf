import type { PublishedKey, Result } from '@trusted-tech/model'
import type { TrustState } from '@trusted-tech/trust'
import { keyHistoryOf, publishedKey } from '../world/actor.js'
import {
  accreditation,
  actors,
  cleanLists,
  type Draft,
  EARLY,
  edited,
  sign,
  statusList,
  type TrustParts,
  usualParts,
  usualTrust,
} from '../world/world.js'

const { alliance, assessor, limited } = actors

/** The assessor's own published key, changed as trust data of the registry's tools would not say it. */
export type KeyChanges = { readonly [Name in keyof PublishedKey]?: unknown }

/** The usual trust data with other keys of the assessor, which its accreditation does not depend on. */
export function trustWithKeys(keys: readonly KeyChanges[], changes: TrustParts = {}): Promise<Result<TrustState>> {
  const own = { id: assessor.did, keys: keys.map((key) => ({ ...publishedKey(assessor), ...key })) as Draft }
  return usualTrust({ keyHistories: [keyHistoryOf(alliance), keyHistoryOf(limited), own], ...changes })
}

/** The statements of the usual trust data, with another one in the place of the assessor's accreditation. */
export async function accreditedBy(document: Draft): Promise<readonly string[]> {
  const [, ...rest] = (await usualParts()).statements ?? []
  return [await sign(document, alliance, EARLY), ...rest]
}

/** The usual trust data with another accreditation of the assessor. */
export async function trustWithAccreditation(
  edit: (document: Draft) => unknown,
  changes: Draft = {},
): Promise<Result<TrustState>> {
  return usualTrust({ statements: await accreditedBy(edited(edit, accreditation(assessor, changes))) })
}

/** The alliance's clean lists, the assessor's clean list of suspensions, and this list of its revocations, or none. */
export async function listsWith(revocation: string | undefined, more: readonly string[] = []): Promise<string[]> {
  const lists = [...(await cleanLists(alliance)), await statusList(assessor, 'suspension')]
  return [...lists, ...(revocation === undefined ? [] : [revocation]), ...more]
}
