import { randomBytes, scrypt } from 'node:crypto'
import { decodeBase64url, encodeBase64url, TrustedTechError } from '@trusted-tech/model'

/** How a passphrase becomes a key: not secret, and kept beside the store. */
export interface StoreKeyParameters {
  readonly kdf: 'scrypt'
  /** A power of two, 2^17 to 2^20. */
  readonly N: number
  readonly r: number
  readonly p: number
  /** 16 to 64 bytes, base64url. */
  readonly salt: string
}

/** Parameters for a new store, with a salt of its own. */
export function createStoreKeyParameters(): StoreKeyParameters {
  return { kdf: 'scrypt', N: 2 ** 17, r: 8, p: 1, salt: encodeBase64url(randomBytes(16)) }
}

/**
 * Derives the key of a store from a passphrase, with scrypt. Takes about half a second and 128 MiB: once per process.
 *
 * It checks the parameters before it spends anything: they come from a file that somebody else may have written, to
 * weaken the key or to exhaust memory. Does not check that the passphrase is good, or right: the store does.
 *
 * @param options.passphrase read as Unicode NFKC, or the same characters typed on another system were another passphrase
 * @returns 32 bytes
 * @throws {TrustedTechError} `ERR_ARGUMENT_INVALID` for an empty passphrase, or parameters that are out of bounds
 * @example
 * const key = await deriveStoreKey({ passphrase, parameters: createStoreKeyParameters() })
 * @see RFC 7914, section 6 "The scrypt Algorithm"
 */
export async function deriveStoreKey(options: {
  readonly passphrase: string
  readonly parameters: StoreKeyParameters
}): Promise<Uint8Array> {
  const { N, r, p, salt } = readParameters(options.parameters)
  const passphrase = options.passphrase.normalize('NFKC')
  if (passphrase === '') throw misuse('The passphrase is empty.')
  // Node refuses more than 32 MiB unless told; 128 · N · r is what the algorithm takes, and it wants a little more.
  const limits = { N, r, p, maxmem: 128 * r * (N + p + 2) }
  return new Promise((resolve, reject) => {
    scrypt(passphrase, salt, 32, limits, (error, key) =>
      error === null ? resolve(new Uint8Array(key)) : reject(error),
    )
  })
}

function readParameters(parameters: StoreKeyParameters) {
  const { kdf, N, r, p } = parameters
  const salt = decodeBase64url(String(parameters.salt))
  const exponent = Math.log2(N)
  if (kdf !== 'scrypt' || !Number.isInteger(exponent) || exponent < 17 || exponent > 20) {
    throw misuse('The key derivation is scrypt with N from 2^17 to 2^20.')
  }
  if (r !== 8 || !Number.isInteger(p) || p < 1 || p > 4) throw misuse('scrypt has r = 8 and p from 1 to 4.')
  if (!salt.ok || salt.value.length < 16 || salt.value.length > 64) throw misuse('The salt is 16 to 64 bytes.')
  return { N, r, p, salt: salt.value }
}

function misuse(message: string): TrustedTechError {
  return new TrustedTechError('ERR_ARGUMENT_INVALID', message)
}
