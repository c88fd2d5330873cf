import {
  type BitstringStatusListCredential,
  formatInstant,
  type Instant,
  TrustedTechError,
  VCDM_CONTEXT,
} from '@trusted-tech/model'
import { encodeBitstring } from './bitstring/encode-bitstring.js'
import { MAX_LIST_VALIDITY_DAYS, MAX_LIST_VALIDITY_MILLISECONDS } from './parse-status-list.js'
import type { StatusPurpose } from './status-purpose.js'

export interface CreateStatusListOptions {
  /** The URL of the list, which its entries name in `statusListCredential`. */
  readonly id: string
  /** The DID of whoever will sign. */
  readonly issuer: string
  readonly purpose: StatusPurpose
  /** 16 KiB to 128 KiB; entry 0 is the most significant bit of the first byte. */
  readonly bits: Uint8Array
  readonly validFrom: Instant
  /** After `validFrom`, by at most 100 days. */
  readonly validUntil: Instant
}

/**
 * Makes the unsecured document of a status list.
 *
 * Checks that `parseStatusList` will read it. Does not sign, and does not know what the list before it said: that no
 * revocation is taken back is for whoever keeps the bits.
 *
 * @throws TrustedTechError `ERR_ARGUMENT_INVALID`
 * @example
 * const document = createStatusList({ id, issuer, purpose: 'revocation', bits: createBits(), validFrom, validUntil })
 * @see Bitstring Status List v1.0, section 3.1 "Generate Algorithm"
 */
export function createStatusList(options: CreateStatusListOptions): BitstringStatusListCredential {
  const { id, issuer, purpose, bits, validFrom, validUntil } = options
  if (id === '') throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'a status list has an id')
  if (!issuer.startsWith('did:')) throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'the issuer of a list is a DID')
  const window = validUntil - validFrom
  if (!(window > 0 && window <= MAX_LIST_VALIDITY_MILLISECONDS)) {
    throw new TrustedTechError(
      'ERR_ARGUMENT_INVALID',
      `a status list is valid for more than 0 and at most ${MAX_LIST_VALIDITY_DAYS} days`,
    )
  }
  return {
    '@context': [VCDM_CONTEXT],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer,
    validFrom: formatInstant(validFrom),
    validUntil: formatInstant(validUntil),
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: purpose,
      encodedList: encodeBitstring(bits),
    },
  }
}
