import { ALGORITHMS } from '../algorithms.js'
import { assertSealed, type VerificationKey } from '../keys/verification-key.js'
import { isSignatureForm } from './signature-form.js'
import type { SignatureJob, SignatureResult } from './signature-job.js'

/** Imported once per key; a failed import stays failed, because the runtime's algorithms do not change. */
const webCryptoKeys = new WeakMap<VerificationKey, Promise<CryptoKey | undefined>>()

/**
 * Checks signatures with WebCrypto, in browsers and in Node. All of them are started at once.
 *
 * Checks each signature by itself. Does not check whether a key may be used: that is decided before a job exists.
 *
 * @returns one result per job, in order
 * @throws `ERR_ARGUMENT_INVALID` for a key that `importPublicKey` did not make
 * @example
 * const [result] = await settle([job]) // 'valid' | 'invalid' | 'unavailable'
 * @see Web Cryptography Level 2, "verify"
 */
export async function settle(jobs: readonly SignatureJob[]): Promise<readonly SignatureResult[]> {
  return Promise.all(jobs.map(settleOne))
}

async function settleOne(job: SignatureJob): Promise<SignatureResult> {
  assertSealed(job.key)
  if (!isSignatureForm(job)) return 'invalid'
  const key = await webCryptoKey(job.key)
  if (key === undefined) return 'unavailable'
  const { webCrypto } = ALGORITHMS[job.algorithm]
  try {
    const valid = await crypto.subtle.verify(webCrypto, key, job.signature as BufferSource, job.message as BufferSource)
    return valid ? 'valid' : 'invalid'
  } catch {
    return 'unavailable'
  }
}

function webCryptoKey(key: VerificationKey): Promise<CryptoKey | undefined> {
  let imported = webCryptoKeys.get(key)
  if (imported === undefined) {
    imported = importKey(key)
    webCryptoKeys.set(key, imported)
  }
  return imported
}

async function importKey(key: VerificationKey): Promise<CryptoKey | undefined> {
  // Loaded here and not above: jose takes longer to load than everything else in this package, and the synchronous
  // path never needs it.
  const { importJWK } = await import('jose/key/import')
  try {
    return (await importJWK({ ...key.jwk }, ALGORITHMS[key.algorithm].names[0])) as CryptoKey
  } catch {
    return undefined
  }
}
