import type { DidRecord, KeyRecord, SealedKeyRecord } from '@trusted-tech/agent'
import type { StatusAct } from '@trusted-tech/issuer'
import type { StatusPurpose } from '@trusted-tech/status'
import type { Generated, Kysely } from 'kysely'

/** The schema, in the version that this program writes. */
export interface Tables {
  readonly status_list: {
    readonly number: Generated<number>
    readonly id: string
    readonly issuer: string
    readonly purpose: StatusPurpose
    /** 0, 1, 2 … for each issuer and purpose. */
    readonly ordinal: number
    /** How many places are given, burnt ones too: a count of rows would cost more with every credential. */
    readonly taken: number
  }
  /** A place that was given. Rows are never removed: that is what keeps an index from being given again. */
  readonly status_place: {
    readonly list: number
    readonly position: number
    readonly reservation: number
    /** Which of the reservation's places this is. */
    readonly part: number
    readonly bit: 0 | 1
  }
  /** An id belongs to its issuer: another one's credential of the same id is another credential. */
  readonly reservation: {
    readonly number: Generated<number>
    readonly issuer: string
    readonly credential: string
    /** The name of the request that it was made for. */
    readonly request: string | null
  }
  /** A request to issue, and the reservation that answers it or is about to: the last one made for it. */
  readonly request: {
    readonly issuer: string
    /** Of the caller's key or, without one, of the content. */
    readonly name: string
    readonly content: string
    readonly reservation: number
    /** In milliseconds. */
    readonly asked_at: number
  }
  /** The latest time, in milliseconds, at which anything was signed in the name of an issuer. */
  readonly signing_clock: { readonly issuer: string; readonly latest: number }
  readonly credential: {
    readonly reservation: number
    readonly type: string
    readonly subject: string
    readonly issued_at: string
    readonly secured: string
  }
  readonly audit: {
    readonly issuer: string
    readonly sequence: number
    readonly credential: string
    readonly act: 'issued' | StatusAct
    readonly reason: string | null
    readonly recorded_at: string
    /** In hexadecimal, of the entry and of the hash before it. */
    readonly hash: string
  }
  readonly audit_head: { readonly issuer: string; readonly sequence: number; readonly hash: string }
  /** At most one row: something known, sealed with the key, that tells a wrong key from a damaged record. */
  readonly wallet_key: { readonly id: 1; readonly sealed: Uint8Array }
  /** `id` is an HMAC of the credential's: a readable one could name the issuer. */
  readonly held_credential: { readonly id: string; readonly sealed: Uint8Array }
  /** What an agent knows of its keys; members as in the agent's `KeyRecord`. */
  readonly key_record: KeyRecord
  readonly did_record: Omit<Required<DidRecord>, 'alias' | 'controllerKeyId' | 'keyIds'> & {
    readonly alias: string | null
    readonly controllerKeyId: string | null
    /** A JSON array. */
    readonly keyIds: string
  }
  /** At most one row: how the private keys are sealed, as JSON. */
  readonly key_encryption: { readonly id: 1; readonly parameters: string }
  readonly sealed_key: Omit<SealedKeyRecord, 'sealed'> & { readonly nonce: string; readonly ciphertext: string }
}

/** What every store in this package runs on. */
export type StoreDatabase = Kysely<Tables>
