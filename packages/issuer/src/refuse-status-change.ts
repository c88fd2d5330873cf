import { TrustedTechError } from '@trusted-tech/model'
import { type IssuedRecord, STATUS_ACTS, type StatusChange } from './issuance-store.js'

/**
 * The rules of changing a status, for every store to apply inside the transaction that records the change.
 *
 * A credential is changed by its issuer alone, in a list that it has a place in; after a revocation nothing but another
 * revocation is recorded. The same act twice is no mistake: whoever did not see the answer asks again.
 *
 * @param options.record what the store has under the credential's id, whoever issued it
 * @param options.revoked whether a revocation of it is on record
 * @throws {TrustedTechError} `ERR_CREDENTIAL_UNKNOWN`, `ERR_STATUS_IRREVERSIBLE`
 * @example
 * refuseStatusChange({ change, record: records.get(change.credential), revoked: false })
 * @see W3C Bitstring Status List v1.0, section 2.1 "BitstringStatusListEntry"
 */
export function refuseStatusChange(options: {
  readonly change: StatusChange
  readonly record: IssuedRecord | undefined
  readonly revoked: boolean
}): void {
  const { change, record, revoked } = options
  const { credential, issuer, act } = change
  if (record === undefined || record.issuer !== issuer) {
    // The same answer for another issuer's credential: whether it exists is not for this one to know.
    throw new TrustedTechError('ERR_CREDENTIAL_UNKNOWN', `${issuer} has issued no credential ${credential}.`)
  }
  const { purpose } = STATUS_ACTS[act]
  if (!record.places.some((place) => place.purpose === purpose)) {
    throw new TrustedTechError('ERR_CREDENTIAL_UNKNOWN', `${credential} has no status entry for ${purpose}.`)
  }
  if (revoked && act !== 'revoked') {
    throw new TrustedTechError('ERR_STATUS_IRREVERSIBLE', `${credential} is revoked; a revocation is never lifted.`)
  }
}
