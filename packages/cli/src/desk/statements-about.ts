import type { IssuedEntry, IssuedRecord } from '@trusted-tech/issuer'
import { type Instant, type PublishedKey, parseInstant } from '@trusted-tech/model'
import type { Desk } from './open-desk.js'

/** What of a statement is looked at here; the desk's own, which it verified when it issued it. */
interface Stated {
  readonly validUntil: string
  readonly credentialSubject: { readonly keys?: readonly PublishedKey[] }
}

/** The ids of other statements of this kind about the same subject that are good and not over: each counts by itself. */
export async function othersInForce(options: {
  readonly desk: Desk
  readonly record: IssuedRecord
  readonly now: Instant
}): Promise<readonly string[]> {
  const { desk, record, now } = options
  const { issuer, type, subject } = record
  const store = desk.store.issuance()
  const ids: string[] = []
  for (const { id, state } of await entriesAbout(desk, { type, subject })) {
    const other = id === record.id || state !== 'good' ? undefined : await store.find({ issuer, id })
    const ends = other === undefined ? undefined : parseInstant(statedIn(other).validUntil)
    if (ends?.ok && ends.value > now) ids.push(id)
  }
  return ids
}

/** The keys that this desk has last stated of a body, in an accreditation of whatever state; none before the first. */
export async function keysStatedOf(desk: Desk, subject: string): Promise<readonly PublishedKey[]> {
  const [last] = (await entriesAbout(desk, { type: 'AccreditationCredential', subject })).slice(-1)
  const record =
    last === undefined ? undefined : await desk.store.issuance().find({ issuer: desk.config.did, id: last.id })
  return record === undefined ? [] : (statedIn(record).credentialSubject.keys ?? [])
}

/** In the order in which they were issued. */
async function entriesAbout(desk: Desk, about: { type: string; subject: string }): Promise<readonly IssuedEntry[]> {
  const entries: IssuedEntry[] = []
  let after: string | undefined
  do {
    const page = await desk.store
      .issuance()
      .search({ issuer: desk.config.did, ...about, limit: 1000, ...(after === undefined ? {} : { after }) })
    entries.push(...page.found)
    after = page.next
  } while (after !== undefined)
  return entries
}

function statedIn({ secured }: IssuedRecord): Stated {
  return JSON.parse(Buffer.from(secured.split('.')[1] ?? '', 'base64url').toString('utf8')) as Stated
}
