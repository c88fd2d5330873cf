import { TrustedTechError } from '@trusted-tech/model'

/** A mistake on the command line: exit code 2, and a hint about what to write instead. */
export function usageError(message: string): TrustedTechError {
  return new TrustedTechError('ERR_USAGE_INVALID', message)
}
