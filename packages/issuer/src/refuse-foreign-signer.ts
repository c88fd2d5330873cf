import { TrustedTechError } from '@trusted-tech/model'
import type { Signer } from '@trusted-tech/proofs'

/**
 * Refuses to sign in a party's name with a key that by its id is another's. That the key is published is for trust data
 * to say.
 *
 * @throws {TrustedTechError} `ERR_ARGUMENT_INVALID`
 */
export function refuseForeignSigner(signer: Signer, issuer: string): void {
  if (signer.verificationMethod.startsWith(`${issuer}#`)) return
  throw new TrustedTechError('ERR_ARGUMENT_INVALID', 'The key of the signer does not belong to the issuer.')
}
