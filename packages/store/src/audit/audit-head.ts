import { TrustedTechError } from '@trusted-tech/model'
import type { StoreDatabase } from '../tables.js'
import { type AuditHead, CHAIN_START } from './audit-chain.js'

/** The end of an issuer's audit record as it is now. */
export async function readAuditHead(db: StoreDatabase, issuer: string): Promise<AuditHead> {
  const head = await db.selectFrom('audit_head').selectAll().where('issuer', '=', issuer).executeTakeFirst()
  return head ?? { issuer, sequence: 0, hash: CHAIN_START }
}

/** Refuses a store that does not have, at its place, an entry that was seen in it before. */
export async function confirmAuditHead(db: StoreDatabase, head: AuditHead): Promise<void> {
  const { issuer, sequence, hash } = head
  if (sequence === 0) return
  const entry = await db
    .selectFrom('audit')
    .select('hash')
    .where('issuer', '=', issuer)
    .where('sequence', '=', sequence)
    .executeTakeFirst()
  if (entry?.hash === hash) return
  const what = entry === undefined ? 'ends before it' : 'has another entry there'
  throw new TrustedTechError(
    'ERR_STORE_BEHIND',
    `Entry ${sequence} of ${issuer} was on record, and this store ${what}: it is an old or another copy.`,
  )
}
