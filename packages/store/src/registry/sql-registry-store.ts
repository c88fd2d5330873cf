import type { PublishedKey } from '@trusted-tech/model'
import type { Kysely } from 'kysely'
import type { StoreDatabase } from '../tables.js'
import type { RegistryTables } from './registry-tables.js'

/** A body or a member, as an alliance has it on record. */
export interface RegisteredBody {
  readonly did: string
  readonly name: string
  /** Past and present; none for a DID that carries its key. */
  readonly keys: readonly PublishedKey[]
}

/** A status list that its issuer handed in. */
export interface RegisteredList {
  readonly id: string
  readonly issuer: string
  /** In milliseconds. */
  readonly validFrom: number
  readonly secured: string
}

/** The records that an alliance builds trust data from. Each operation is one transaction, durable when it returns. */
export interface RegistryStore {
  /** Keeps what `change` makes of the body on record; nobody changes it in between. An error of `change` changes nothing. */
  changeBody(did: string, change: (found: RegisteredBody | undefined) => RegisteredBody): Promise<RegisteredBody>
  /** Ordered by DID. */
  bodies(): Promise<readonly RegisteredBody[]>
  /** Every accreditation and membership that `issuer` has on record, ended ones too, as compact JWS in order of issue. */
  statements(issuer: string): Promise<readonly string[]>
  /** Keeps each list unless there is one of that id with a later `validFrom`. Checks nothing else. */
  keepLists(lists: readonly RegisteredList[]): Promise<void>
  /** Ordered by id. */
  lists(): Promise<readonly RegisteredList[]>
  /**
   * The number of a new edition, one more than any before: also of those that were begun and never finished.
   *
   * @param options.begunAt RFC 3339
   */
  beginEdition(options: { readonly begunAt: string }): Promise<number>
  /** The number of the last edition that was begun; 0 before the first. */
  newestEdition(): Promise<number>
}

export function createSqlRegistryStore(store: StoreDatabase): RegistryStore {
  const db = store as unknown as Kysely<RegistryTables>
  return {
    changeBody: (did, change) =>
      db.transaction().execute(async (trx) => {
        const row = await trx.selectFrom('registry_body').selectAll().where('did', '=', did).executeTakeFirst()
        const body = change(row === undefined ? undefined : bodyOf(row))
        const facts = { name: body.name, keys: JSON.stringify(body.keys) }
        await trx
          .insertInto('registry_body')
          .values({ did, ...facts })
          .onConflict((conflict) => conflict.column('did').doUpdateSet(facts))
          .execute()
        return { ...body, did }
      }),
    bodies: async () => (await db.selectFrom('registry_body').selectAll().orderBy('did').execute()).map(bodyOf),
    async statements(issuer) {
      const rows = await store
        .selectFrom('credential')
        .innerJoin('reservation', 'reservation.number', 'credential.reservation')
        .select('credential.secured')
        .where('reservation.issuer', '=', issuer)
        .where('credential.type', 'in', ['AccreditationCredential', 'MembershipCredential'])
        .orderBy('reservation.number')
        .execute()
      return rows.map(({ secured }) => secured)
    },
    keepLists: (lists) =>
      db.transaction().execute(async (trx) => {
        for (const { id, issuer, validFrom, secured } of lists) {
          const facts = { issuer, valid_from: validFrom, secured }
          await trx
            .insertInto('registry_list')
            .values({ id, ...facts })
            .onConflict((conflict) =>
              conflict.column('id').doUpdateSet(facts).where('registry_list.valid_from', '<=', validFrom),
            )
            .execute()
        }
      }),
    async lists() {
      const rows = await db.selectFrom('registry_list').selectAll().orderBy('id').execute()
      return rows.map(({ valid_from, ...list }) => ({ ...list, validFrom: valid_from }))
    },
    beginEdition: ({ begunAt }) =>
      db.transaction().execute(async (trx) => {
        const version = (await newestEdition(trx)) + 1
        await trx.insertInto('registry_edition').values({ version, begun_at: begunAt }).execute()
        return version
      }),
    newestEdition: () => newestEdition(db),
  }
}

async function newestEdition(db: Kysely<RegistryTables>): Promise<number> {
  const { newest } = await db
    .selectFrom('registry_edition')
    .select(({ fn }) => fn.max('version').as('newest'))
    .executeTakeFirstOrThrow()
  return Number(newest ?? 0)
}

function bodyOf({ did, name, keys }: RegistryTables['registry_body']): RegisteredBody {
  return { did, name, keys: JSON.parse(keys) as readonly PublishedKey[] }
}
