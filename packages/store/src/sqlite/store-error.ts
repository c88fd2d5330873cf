import { type ErrorCode, TrustedTechError } from '@trusted-tech/model'

/** What the primary result codes of SQLite mean to whoever uses a store. */
const MEANINGS: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  3: ['ERR_STORE_UNREADABLE', 'this user may not open the file'],
  5: ['ERR_STORE_BUSY', 'another process is writing to it and did not finish in time'],
  6: ['ERR_STORE_BUSY', 'it is locked'],
  8: ['ERR_STORE_READ_ONLY', 'the file cannot be written to'],
  10: ['ERR_STORE_FAILED', 'the disk did not read or write; what was not acknowledged may or may not be there'],
  11: ['ERR_STORE_DAMAGED', 'the file is damaged; restore a backup'],
  13: ['ERR_STORE_FULL', 'the disk is full; nothing of this operation was kept'],
  14: ['ERR_STORE_UNREADABLE', 'the file cannot be opened'],
  26: ['ERR_STORE_FOREIGN', 'the file is no database'],
}

/**
 * Says in the house's codes what went wrong in the database, by its numeric result code and never by its text.
 *
 * An error that is not the database's is returned as it is: rules broken inside a transaction keep their own code.
 */
export function storeError(error: unknown): unknown {
  if (error instanceof TrustedTechError || !(error instanceof Error)) return error
  const { rawCode } = error as { readonly rawCode?: unknown }
  if (typeof rawCode !== 'number') return error
  // The low byte is the primary code; the rest says where it happened.
  const [code, why] = MEANINGS[rawCode & 0xff] ?? ['ERR_STORE_FAILED', 'the database refused the operation']
  return new TrustedTechError(code, `The store did not work: ${why}.`, { cause: error })
}
