import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const NONCE = 12
const TAG = 16

/**
 * Seals bytes with AES-256-GCM: a random nonce, the ciphertext, the tag.
 *
 * @param options.about what the bytes belong to; authenticated, so that a sealed record put under another id does not open
 * @see NIST SP 800-38D, section 8.2.2 "RBG-based Construction" of nonces
 */
export function seal(options: {
  readonly key: Uint8Array
  readonly about: string
  readonly bytes: Uint8Array
}): Uint8Array {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', options.key, nonce, { authTagLength: TAG })
  cipher.setAAD(Buffer.from(options.about, 'utf8'))
  return Buffer.concat([nonce, cipher.update(options.bytes), cipher.final(), cipher.getAuthTag()])
}

/** Opens what {@link seal} sealed; `undefined` for another key, another `about`, or bytes that were changed. */
export function unseal(options: {
  readonly key: Uint8Array
  readonly about: string
  readonly sealed: Uint8Array
}): Uint8Array | undefined {
  const { key, about, sealed } = options
  if (sealed.length < NONCE + TAG) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE), { authTagLength: TAG })
  decipher.setAAD(Buffer.from(about, 'utf8'))
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()])
  } catch {
    return undefined
  }
}
