import type { TrustedTechError } from '@trusted-tech/model'
import { EXIT, type ExitCode } from './exit-codes.js'

/** Why a command, or one file of it, came to nothing. */
export interface Failure {
  /** An error code of the registry, or `INTERNAL`. */
  readonly code: string
  readonly message: string
  readonly exitCode: ExitCode
}

const EXIT_CODES: Readonly<Record<string, ExitCode>> = {
  ERR_USAGE_INVALID: EXIT.usage,
  ERR_ARGUMENT_INVALID: EXIT.usage,
  ERR_CREDENTIAL_UNKNOWN: EXIT.usage,
  ERR_DRAFT_REFUSED: EXIT.rejected,
  ERR_CREDENTIAL_REFUSED: EXIT.rejected,
  ERR_PRESENTATION_REFUSED: EXIT.rejected,
  ERR_STATUS_IRREVERSIBLE: EXIT.rejected,
  ERR_REQUEST_IN_FLIGHT: EXIT.indeterminate,
}

/**
 * An error as people and scripts may see it.
 *
 * Only our own errors speak for themselves. Of any other the text could name paths, keys or internals (THREAT-044), so
 * nothing of it is shown unless `TTA_DEBUG` asks for it.
 */
export function describeFailure(error: unknown): Failure {
  if (isOurs(error)) {
    return { code: error.code, message: error.message, exitCode: EXIT_CODES[error.code] ?? EXIT.file }
  }
  return {
    code: 'INTERNAL',
    message: 'internal error: this is a fault of tta and says nothing about any credential. TTA_DEBUG=1 shows more.',
    exitCode: EXIT.file,
  }
}

/** By shape: the commands of a desk are a program of their own, whose error class is not this one. */
function isOurs(error: unknown): error is TrustedTechError {
  return (
    error instanceof Error && error.name === 'TrustedTechError' && 'code' in error && typeof error.code === 'string'
  )
}
