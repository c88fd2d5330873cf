import { createSecretKey, type KeyObject, randomBytes, scrypt } from 'node:crypto'
import { decodeBase64url, encodeBase64url, TrustedTechError } from '@trusted-tech/model'
import type { KeyEncryption } from '../records/sealed-key-store.js'

/** What new stores get: 128 MiB and a few tenths of a second for each guess at the passphrase. */
const PARAMETERS = { kdf: 'scrypt', n: 2 ** 17, r: 8, p: 1 } as const
/** The most that a stored record may ask for: 1 GiB. More would be a way to stop the process. */
const MAX_N = 2 ** 20
const SALT_BYTES = 32

export function newParameters(): Omit<KeyEncryption, 'check'> {
  return { ...PARAMETERS, salt: encodeBase64url(randomBytes(SALT_BYTES)) }
}

/**
 * Derives the key that private keys are encrypted under.
 *
 * Checks the stored parameters before they are used: who can write the store could otherwise make every start take all
 * memory, or lead a user to type the passphrase into a derivation that is cheap to search.
 *
 * @throws {TrustedTechError} `ERR_KEYSTORE_PARAMETERS_REFUSED`
 * @see RFC 7914 "The scrypt Password-Based Key Derivation Function"
 */
export function deriveKey(passphrase: string, parameters: Omit<KeyEncryption, 'check'>): Promise<KeyObject> {
  const { kdf, n, r, p, salt } = parameters
  const decoded = typeof salt === 'string' && salt.length <= 128 ? decodeBase64url(salt) : undefined
  const bounded =
    kdf === 'scrypt' &&
    Number.isInteger(n) &&
    n >= PARAMETERS.n &&
    n <= MAX_N &&
    Number.isInteger(Math.log2(n)) &&
    r === PARAMETERS.r &&
    p === PARAMETERS.p
  if (!bounded || !decoded?.ok || decoded.value.length !== SALT_BYTES) {
    const wanted = `scrypt with n a power of two from 2^17 to 2^20, r 8, p 1 and a salt of ${SALT_BYTES} bytes`
    throw new TrustedTechError('ERR_KEYSTORE_PARAMETERS_REFUSED', `The key store's parameters: expected ${wanted}.`)
  }
  // The same passphrase typed on two machines can arrive as different code points.
  const secret = Buffer.from(passphrase.normalize('NFKC'), 'utf8')
  const salted = decoded.value
  return new Promise((resolve, reject) => {
    // Node refuses more than 32 MiB unless told; the working memory is 128·n·r and a little more.
    scrypt(secret, salted, 32, { N: n, r, p, maxmem: 128 * r * (n + p + 16) }, (error, derived) => {
      secret.fill(0)
      if (error !== null) return reject(error)
      const key = createSecretKey(derived)
      derived.fill(0)
      resolve(key)
    })
  })
}
