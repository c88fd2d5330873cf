import type { AuditEntry, IssuedRecord } from '@trusted-tech/issuer'
import type { StoreDatabase } from '../tables.js'
import { CHAIN_START, chainHash } from './audit-chain.js'

/** Writes an entry at the end of its issuer's chain, in the transaction that it tells of. */
export async function appendAudit(
  trx: StoreDatabase,
  options: { readonly entry: Omit<AuditEntry, 'sequence'>; readonly record?: IssuedRecord },
): Promise<void> {
  const { issuer, credential, act, reason, recordedAt } = options.entry
  const head = await trx
    .selectFrom('audit_head')
    .select(['sequence', 'hash'])
    .where('issuer', '=', issuer)
    .executeTakeFirst()
  const sequence = (head?.sequence ?? 0) + 1
  const hash = chainHash({
    previous: head?.hash ?? CHAIN_START,
    entry: { sequence, ...options.entry },
    ...(options.record === undefined ? {} : { record: options.record }),
  })
  await trx
    .insertInto('audit')
    .values({ issuer, sequence, credential, act, reason: reason ?? null, recorded_at: recordedAt, hash })
    .execute()
  await trx
    .insertInto('audit_head')
    .values({ issuer, sequence, hash })
    .onConflict((conflict) => conflict.column('issuer').doUpdateSet({ sequence, hash }))
    .execute()
}
