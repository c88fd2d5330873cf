import { type Kysely, sql } from 'kysely'
import { createRegistry } from './registry/registry-tables.js'

/**
 * The versions of the schema, oldest first: entry `n` makes version `n + 1` of version `n`. An entry that was released is
 * never edited; a change is a new entry.
 */
export const MIGRATIONS: readonly ((db: Kysely<unknown>) => Promise<void>)[] = [firstVersion, createRegistry]

async function firstVersion(db: Kysely<unknown>): Promise<void> {
  await createIssuance(db)
  await createWallet(db)
  await createAgent(db)
}

async function createIssuance({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('status_list')
    .addColumn('number', 'integer', (it) => it.primaryKey())
    .addColumn('id', 'text', (it) => it.notNull().unique())
    .addColumn('issuer', 'text', (it) => it.notNull())
    .addColumn('purpose', 'text', (it) => it.notNull().check(sql`purpose in ('revocation', 'suspension')`))
    .addColumn('ordinal', 'integer', (it) => it.notNull())
    .addColumn('taken', 'integer', (it) => it.notNull())
    .addUniqueConstraint('status_list_ordinal', ['issuer', 'purpose', 'ordinal'])
    .modifyEnd(sql`strict`)
    .execute()
  await schema
    .createTable('reservation')
    .addColumn('number', 'integer', (it) => it.primaryKey())
    .addColumn('issuer', 'text', (it) => it.notNull())
    .addColumn('credential', 'text', (it) => it.notNull())
    .addColumn('request', 'text')
    .addUniqueConstraint('reservation_once', ['issuer', 'credential'])
    .modifyEnd(sql`strict`)
    .execute()
  // With the row's number in it: pages of one issuer are read in order.
  await schema.createIndex('reservation_issuer').on('reservation').columns(['issuer']).execute()
  await schema
    .createTable('request')
    .addColumn('issuer', 'text', (it) => it.notNull())
    .addColumn('name', 'text', (it) => it.notNull())
    .addColumn('content', 'text', (it) => it.notNull())
    // No reference: with one, every new reservation would look through the requests. Both are written in one transaction.
    .addColumn('reservation', 'integer', (it) => it.notNull())
    .addColumn('asked_at', 'integer', (it) => it.notNull())
    // One request, one answer: two writers cannot both begin it.
    .addPrimaryKeyConstraint('request_once', ['issuer', 'name'])
    .modifyEnd(sql`strict, without rowid`)
    .execute()
  await schema.createIndex('request_content').on('request').columns(['issuer', 'content', 'reservation']).execute()
  await schema
    .createTable('signing_clock')
    .addColumn('issuer', 'text', (it) => it.primaryKey().notNull())
    .addColumn('latest', 'integer', (it) => it.notNull())
    .modifyEnd(sql`strict, without rowid`)
    .execute()
  await schema
    .createTable('status_place')
    .addColumn('list', 'integer', (it) => it.notNull().references('status_list.number'))
    .addColumn('position', 'integer', (it) => it.notNull())
    .addColumn('reservation', 'integer', (it) => it.notNull().references('reservation.number'))
    .addColumn('part', 'integer', (it) => it.notNull())
    .addColumn('bit', 'integer', (it) => it.notNull().check(sql`bit in (0, 1)`))
    // One index, one credential: two writers that drew the same place cannot both have it.
    .addPrimaryKeyConstraint('status_place_once', ['list', 'position'])
    .modifyEnd(sql`strict, without rowid`)
    .execute()
  await schema.createIndex('status_place_reservation').on('status_place').columns(['reservation', 'part']).execute()
  await schema
    .createIndex('status_place_set')
    .on('status_place')
    .columns(['list', 'position'])
    .where(sql.ref('bit'), '=', sql.lit(1))
    .execute()
  await schema
    .createTable('credential')
    .addColumn('reservation', 'integer', (it) => it.primaryKey().references('reservation.number'))
    .addColumn('type', 'text', (it) => it.notNull())
    .addColumn('subject', 'text', (it) => it.notNull())
    .addColumn('issued_at', 'text', (it) => it.notNull())
    .addColumn('secured', 'text', (it) => it.notNull())
    .modifyEnd(sql`strict`)
    .execute()
  await schema.createIndex('credential_subject').on('credential').columns(['subject']).execute()
  await schema
    .createTable('audit')
    .addColumn('issuer', 'text', (it) => it.notNull())
    .addColumn('sequence', 'integer', (it) => it.notNull())
    .addColumn('credential', 'text', (it) => it.notNull())
    .addColumn('act', 'text', (it) => it.notNull())
    .addColumn('reason', 'text')
    .addColumn('recorded_at', 'text', (it) => it.notNull())
    .addColumn('hash', 'text', (it) => it.notNull())
    .addPrimaryKeyConstraint('audit_sequence', ['issuer', 'sequence'])
    .modifyEnd(sql`strict, without rowid`)
    .execute()
  await schema.createIndex('audit_credential').on('audit').columns(['credential']).execute()
  await schema
    .createTable('audit_head')
    .addColumn('issuer', 'text', (it) => it.primaryKey().notNull())
    .addColumn('sequence', 'integer', (it) => it.notNull())
    .addColumn('hash', 'text', (it) => it.notNull())
    .modifyEnd(sql`strict, without rowid`)
    .execute()
}

async function createWallet({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('wallet_key')
    .addColumn('id', 'integer', (it) => it.primaryKey().check(sql`id = 1`))
    .addColumn('sealed', 'blob', (it) => it.notNull())
    .modifyEnd(sql`strict`)
    .execute()
  await schema
    .createTable('held_credential')
    .addColumn('id', 'text', (it) => it.primaryKey().notNull())
    .addColumn('sealed', 'blob', (it) => it.notNull())
    .modifyEnd(sql`strict`)
    .execute()
}

async function createAgent({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('key_record')
    .addColumn('kid', 'text', (it) => it.primaryKey().notNull())
    .addColumn('kms', 'text', (it) => it.notNull())
    .addColumn('type', 'text', (it) => it.notNull())
    .addColumn('publicKeyHex', 'text', (it) => it.notNull())
    .addColumn('meta', 'text', (it) => it.notNull())
    .modifyEnd(sql`strict`)
    .execute()
  await schema
    .createTable('did_record')
    .addColumn('did', 'text', (it) => it.primaryKey().notNull())
    .addColumn('provider', 'text', (it) => it.notNull())
    .addColumn('alias', 'text', (it) => it.unique())
    .addColumn('controllerKeyId', 'text')
    .addColumn('keyIds', 'text', (it) => it.notNull())
    .addColumn('services', 'text', (it) => it.notNull())
    .modifyEnd(sql`strict`)
    .execute()
  await schema
    .createTable('key_encryption')
    .addColumn('id', 'integer', (it) => it.primaryKey().check(sql`id = 1`))
    .addColumn('parameters', 'text', (it) => it.notNull())
    .modifyEnd(sql`strict`)
    .execute()
  await schema
    .createTable('sealed_key')
    .addColumn('kid', 'text', (it) => it.primaryKey().notNull())
    .addColumn('type', 'text', (it) => it.notNull())
    .addColumn('publicKeyHex', 'text', (it) => it.notNull())
    .addColumn('nonce', 'text', (it) => it.notNull())
    .addColumn('ciphertext', 'text', (it) => it.notNull())
    .modifyEnd(sql`strict`)
    .execute()
}
