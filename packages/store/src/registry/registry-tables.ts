import { type Kysely, sql } from 'kysely'

/** What an alliance keeps besides what it issued. */
export interface RegistryTables {
  /** Bodies and members by DID, with the history of their keys. */
  readonly registry_body: {
    readonly did: string
    readonly name: string
    /** A JSON array of published keys. */
    readonly keys: string
  }
  /** The newest status list of each id that others handed in. */
  readonly registry_list: {
    readonly id: string
    readonly issuer: string
    /** In milliseconds. */
    readonly valid_from: number
    readonly secured: string
  }
  /** Every edition of the trust data that was begun: a number is given once. */
  readonly registry_edition: { readonly version: number; readonly begun_at: string }
}

/** A step of the migrations. */
export async function createRegistry({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('registry_body')
    .addColumn('did', 'text', (it) => it.primaryKey().notNull())
    .addColumn('name', 'text', (it) => it.notNull())
    .addColumn('keys', 'text', (it) => it.notNull())
    .modifyEnd(sql`strict`)
    .execute()
  await schema
    .createTable('registry_list')
    .addColumn('id', 'text', (it) => it.primaryKey().notNull())
    .addColumn('issuer', 'text', (it) => it.notNull())
    .addColumn('valid_from', 'integer', (it) => it.notNull())
    .addColumn('secured', 'text', (it) => it.notNull())
    .modifyEnd(sql`strict`)
    .execute()
  await schema
    .createTable('registry_edition')
    .addColumn('version', 'integer', (it) => it.primaryKey())
    .addColumn('begun_at', 'text', (it) => it.notNull())
    .modifyEnd(sql`strict`)
    .execute()
}
