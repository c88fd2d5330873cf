import { fail, joinPointer, ok, type Result } from '@trusted-tech/model'
import { exportMultikey, type VerificationMethod } from '@trusted-tech/proofs'
import type { TrustState } from '@trusted-tech/trust'

/**
 * Holds the keys that an address answers with to those that trust data has for the identifier.
 *
 * Checks that every key is listed under the same name, with the same material, and for each of its purposes. Keys that
 * trust data has and the address does not are no difference: they may be retired.
 *
 * Does not check when a key was in force, or that the listed accreditation holds: verifying does.
 *
 * @returns `same`; `unlisted` where trust data has no keys for this identifier, which says nothing for or against it;
 * `DID_DOCUMENT_MISMATCH` at the key that differs, or the problem of a list that cannot be read
 */
export function compareWithTrust(options: {
  readonly did: string
  readonly methods: readonly VerificationMethod[]
  readonly trust: TrustState
}): Result<'same' | 'unlisted'> {
  const { did, methods, trust } = options
  const history = trust.keyHistory(did)
  if (history === undefined) return ok('unlisted')
  if (!history.ok) return history
  for (const [index, { id, key, purposes }] of methods.entries()) {
    const pointer = joinPointer('/verificationMethod', String(index))
    const listed = history.value.filter((entry) => entry.id === id)
    const [entry] = listed
    if (entry === undefined || listed.length > 1) {
      return fail('DID_DOCUMENT_MISMATCH', pointer, { expected: 'a key that trust data lists once', actual: id })
    }
    if (entry.publicKeyMultibase !== exportMultikey(key)) {
      return fail('DID_DOCUMENT_MISMATCH', pointer, { expected: `the key that trust data has as ${id}` })
    }
    const more = purposes.find((purpose) => !entry.purposes.includes(purpose))
    if (more !== undefined) {
      const expected = `${id} for ${entry.purposes.join(' and ')} only`
      return fail('DID_DOCUMENT_MISMATCH', pointer, { expected, actual: more })
    }
  }
  return ok('same')
}
