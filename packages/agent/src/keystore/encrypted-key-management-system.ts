import { createPrivateKey, type KeyObject, randomBytes, sign } from 'node:crypto'
import { encodeBase64url, TrustedTechError } from '@trusted-tech/model'
import { thumbprint } from '@trusted-tech/proofs'
import type { ManagedKeyInfo } from '@veramo/core-types'
import { AbstractKeyManagementSystem } from '@veramo/key-manager'
import type { SealedKeyRecord, SealedKeyStore } from '../records/sealed-key-store.js'
import { keyTypeOf, publicKeyFromHex, publicKeyHexOf } from './key-types.js'
import { seal, unseal } from './sealing.js'

/** No Veramo name: a data key signs nothing, and is in no list of keys. */
const DATA_KEY = 'DataKey'

/** A key id becomes the fragment of a DID URL, and is compared character by character. */
const KEY_ID = /^[A-Za-z0-9_-]{1,128}$/

/**
 * Keys made here and encrypted at rest. `openKeyManagementSystem` opens one.
 *
 * Private keys are made by the platform, leave this object only encrypted, and are never in an error or a log. There is
 * no way to import or export one, and no operation but signing: every further one is a way to misuse a signing key.
 * `sign` is raw, as Veramo has it: it signs the bytes it is given. Give an agent with this object to nobody who may not
 * sign everything.
 */
export class EncryptedKeyManagementSystem extends AbstractKeyManagementSystem {
  readonly #store: SealedKeyStore
  readonly #key: KeyObject
  readonly #salt: string
  readonly #opened = new Map<string, { readonly record: SealedKeyRecord; readonly privateKey: KeyObject }>()

  /** @param salt the one that `key` was derived with: what the store is asked to keep was sealed under it */
  constructor(store: SealedKeyStore, key: KeyObject, salt: string) {
    super()
    this.#store = store
    this.#key = key
    this.#salt = salt
  }

  override async createKey(wanted: { type: string; kid?: string }): Promise<ManagedKeyInfo> {
    const { publicKey, privateKey } = keyTypeOf(wanted.type).generate()
    const publicKeyHex = publicKeyHexOf(publicKey)
    const kid = wanted.kid ?? thumbprint(publicKeyFromHex(wanted.type, publicKeyHex))
    if (!KEY_ID.test(kid)) {
      throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'kid: expected 1 to 128 letters, digits, - or _')
    }
    const secret = privateKey.export({ format: 'der', type: 'pkcs8' })
    const record = sealRecord(this.#key, { kid, type: wanted.type, publicKeyHex }, secret)
    secret.fill(0)
    if (!(await this.#insert(record))) {
      throw new TrustedTechError('ERR_KEYSTORE_KEY_EXISTS', `There is a key ${kid} already; a key is never replaced.`)
    }
    return infoOf(record)
  }

  /**
   * A random key of 32 bytes for encrypting data at rest, made when it is first asked for; the same one ever after,
   * whatever becomes of the passphrase. It signs nothing, and is in no list of keys.
   *
   * Whoever has the bytes reads the data: hand them to the store of that data and to nobody else.
   */
  async dataKey(name: string): Promise<Uint8Array> {
    // No signing key is called so: KEY_ID has no colon.
    const kid = `data:${name}`
    const found = await this.#store.get(kid)
    if (found !== undefined) return new Uint8Array(this.#unseal(found, kid))
    const secret = randomBytes(32)
    const record = sealRecord(this.#key, { kid, type: DATA_KEY, publicKeyHex: '' }, secret)
    if (await this.#insert(record)) return new Uint8Array(secret)
    // Another process was first, and its key is the one.
    return this.dataKey(name)
  }

  override async listKeys(): Promise<ManagedKeyInfo[]> {
    return (await this.#store.list()).filter(({ type }) => type !== DATA_KEY).map(infoOf)
  }

  override async deleteKey({ kid }: { kid: string }): Promise<boolean> {
    this.#opened.delete(kid)
    return this.#store.remove(kid)
  }

  /** @returns the signature as JOSE has it, in base64url */
  override async sign(wanted: { keyRef: { kid: string }; algorithm?: string; data: Uint8Array }): Promise<string> {
    const { keyRef, algorithm, data } = wanted
    const { record, privateKey } = await this.#open(keyRef.kid)
    const { algorithms, digest } = keyTypeOf(record.type)
    if (algorithm !== undefined && !algorithms.includes(algorithm)) {
      throw new TrustedTechError('ERR_KEY_UNSUPPORTED', `A key of type ${record.type} signs ${algorithms[0]} only.`)
    }
    return encodeBase64url(sign(digest, data, { key: privateKey, dsaEncoding: 'ieee-p1363' }))
  }

  override importKey(): Promise<ManagedKeyInfo> {
    return refuse('A private key cannot be imported: keys are made where they stay.')
  }

  override sharedSecret(): Promise<string> {
    return refuse('Signing keys agree on no secrets.')
  }

  override signEthTX(): Promise<string> {
    return refuse('There are no transactions to sign.')
  }

  async #open(kid: string): Promise<{ readonly record: SealedKeyRecord; readonly privateKey: KeyObject }> {
    const known = this.#opened.get(kid)
    if (known !== undefined) return known
    const record = await this.#store.get(kid)
    if (record === undefined) {
      throw new TrustedTechError('ERR_KEYSTORE_KEY_UNKNOWN', `The key store has no key ${kid}.`)
    }
    keyTypeOf(record.type)
    const secret = this.#unseal(record, kid)
    let privateKey: KeyObject
    try {
      privateKey = createPrivateKey({ key: secret, format: 'der', type: 'pkcs8' })
    } catch {
      // The cause stays out: what a parser says of a private key may quote it.
      throw damaged(kid, 'the decrypted bytes are no key')
    } finally {
      secret.fill(0)
    }
    // Signing under another public key gives signatures that verify for nobody, and with Ed25519 the key away.
    if (publicKeyHexOf(privateKey) !== record.publicKeyHex)
      throw damaged(kid, 'the private key is not that of the public key')
    const opened = { record, privateKey }
    this.#opened.set(kid, opened)
    return opened
  }

  #unseal(record: SealedKeyRecord, kid: string): Buffer {
    if (record.kid !== kid) throw damaged(kid, 'it is the record of another key')
    return unsealRecord(this.#key, record)
  }

  async #insert(record: SealedKeyRecord): Promise<boolean> {
    const outcome = await this.#store.insert(record, this.#salt)
    if (outcome !== 'resealed') return outcome === 'kept'
    throw new TrustedTechError(
      'ERR_KEYSTORE_PASSPHRASE_WRONG',
      'The passphrase was changed meanwhile. Nothing was kept; begin again with the new one.',
    )
  }
}

/** @throws {TrustedTechError} `ERR_KEYSTORE_RECORD_DAMAGED` */
export function unsealRecord(key: KeyObject, record: SealedKeyRecord): Buffer {
  const secret = unseal(key, record.sealed, contextOf(record))
  if (secret === 'form') throw damaged(record.kid, 'the encrypted key was cut, or is no such text')
  if (secret === 'authentication') throw damaged(record.kid, 'it was changed, or belongs to another key')
  return secret
}

export function sealRecord(
  key: KeyObject,
  facts: Omit<SealedKeyRecord, 'sealed'>,
  secret: Uint8Array,
): SealedKeyRecord {
  const { kid, type, publicKeyHex } = facts
  return { kid, type, publicKeyHex, sealed: seal(key, secret, contextOf(facts)) }
}

function damaged(kid: string, what: string): TrustedTechError {
  return new TrustedTechError('ERR_KEYSTORE_RECORD_DAMAGED', `The record of key ${kid} is damaged: ${what}.`)
}

function contextOf({ kid, type, publicKeyHex }: Omit<SealedKeyRecord, 'sealed'>): readonly string[] {
  return ['private key', kid, type, publicKeyHex]
}

function infoOf({ kid, type, publicKeyHex }: SealedKeyRecord): ManagedKeyInfo {
  // The name of the system is the key manager's to give.
  return { kid, kms: '', type, publicKeyHex, meta: { algorithms: [...keyTypeOf(type).algorithms] } }
}

async function refuse(message: string): Promise<never> {
  throw new TrustedTechError('ERR_KEYSTORE_OPERATION_REFUSED', message)
}
