import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'
import { decodeBase64url, encodeBase64url } from '@trusted-tech/model'
import type { SealedText } from '../records/sealed-key-store.js'

const NONCE_BYTES = 12
const TAG_BYTES = 16
/** No private key of the profile is as long; what is, was not sealed here. */
const MAX_SEALED_BYTES = 1024

/**
 * Encrypts a secret under AES-256-GCM with a random nonce.
 *
 * @param context what the secret belongs to; opening needs the same, so that a record cannot stand in for another
 */
export function seal(key: KeyObject, secret: Uint8Array, context: readonly string[]): SealedText {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(contextBytes(context))
  const ciphertext = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()])
  return { nonce: encodeBase64url(nonce), ciphertext: encodeBase64url(ciphertext) }
}

/** @returns the secret; `form` when what is stored was cut or is no such text, `authentication` when it does not open */
export function unseal(
  key: KeyObject,
  sealed: SealedText,
  context: readonly string[],
): Buffer | 'form' | 'authentication' {
  const nonce = read(sealed.nonce)
  const bytes = read(sealed.ciphertext)
  if (nonce?.length !== NONCE_BYTES || bytes === undefined || bytes.length <= TAG_BYTES) return 'form'
  // The tag's length is fixed: a shorter one would be accepted by GCM and easier to forge.
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(contextBytes(context))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  const opened = decipher.update(bytes.subarray(0, -TAG_BYTES))
  try {
    return Buffer.concat([opened, decipher.final()])
  } catch {
    return 'authentication'
  } finally {
    opened.fill(0)
  }
}

/** JSON keeps the parts apart: joined by a separator, one part could reach into the next. */
function contextBytes(context: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify(['trusted-tech key store', 1, ...context]), 'utf8')
}

function read(text: unknown): Uint8Array | undefined {
  if (typeof text !== 'string' || text.length > 2 * MAX_SEALED_BYTES) return undefined
  const decoded = decodeBase64url(text)
  return decoded.ok ? decoded.value : undefined
}
