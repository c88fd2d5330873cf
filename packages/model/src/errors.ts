/** Every code that {@link TrustedTechError} can carry. Codes are API; messages are not. */
export type ErrorCode =
  | 'ERR_ARGUMENT_INVALID'
  | 'ERR_KEY_UNSUPPORTED'
  | 'ERR_KEY_INVALID'
  | 'ERR_KEYSTORE_PASSPHRASE_WRONG'
  | 'ERR_KEYSTORE_PARAMETERS_REFUSED'
  | 'ERR_KEYSTORE_RECORD_DAMAGED'
  | 'ERR_KEYSTORE_KEY_UNKNOWN'
  | 'ERR_KEYSTORE_KEY_EXISTS'
  | 'ERR_KEYSTORE_DID_UNKNOWN'
  | 'ERR_KEYSTORE_DID_EXISTS'
  | 'ERR_KEYSTORE_DID_MISMATCH'
  | 'ERR_KEYSTORE_OPERATION_REFUSED'
  | 'ERR_DRAFT_REFUSED'
  | 'ERR_CLOCK_BEHIND'
  | 'ERR_CREDENTIAL_UNKNOWN'
  | 'ERR_CREDENTIAL_REFUSED'
  | 'ERR_PRESENTATION_REFUSED'
  | 'ERR_REQUEST_CONFLICT'
  | 'ERR_REQUEST_IN_FLIGHT'
  | 'ERR_STATUS_EXHAUSTED'
  | 'ERR_STATUS_IRREVERSIBLE'
  | 'ERR_OUTPUT_UNVERIFIABLE'
  | 'ERR_FILE_UNREADABLE'
  | 'ERR_FILE_UNWRITABLE'
  | 'ERR_STORE_BEHIND'
  | 'ERR_STORE_BUSY'
  | 'ERR_STORE_CLOSED'
  | 'ERR_STORE_DAMAGED'
  | 'ERR_STORE_FAILED'
  | 'ERR_STORE_FOREIGN'
  | 'ERR_STORE_FULL'
  | 'ERR_STORE_KEY_WRONG'
  | 'ERR_STORE_MISSING'
  | 'ERR_STORE_NEWER'
  | 'ERR_STORE_READ_ONLY'
  | 'ERR_STORE_REPLACED'
  | 'ERR_STORE_UNREADABLE'
  | 'ERR_USAGE_INVALID'
  | 'ERR_VERIFICATION_INCOMPLETE'

/**
 * The one error class. It is thrown for misuse of an operation and for refused work; a bad credential is a result,
 * never an exception.
 */
export class TrustedTechError extends Error {
  override readonly name = 'TrustedTechError'
  readonly code: ErrorCode
  /** What was wrong, where the error is about a document. */
  readonly problems: readonly import('./result.js').Problem[]

  constructor(
    code: ErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly problems?: readonly import('./result.js').Problem[] } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.problems = options.problems ?? []
  }
}
