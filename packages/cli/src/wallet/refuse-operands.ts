import { printable } from '@trusted-tech/model'
import { usageError } from '../command-line/usage.js'

/** For an action that takes flags alone. */
export function refuseOperands([first]: readonly string[]): void {
  if (first !== undefined) throw usageError(`${printable(first)} is too much: only flags stand behind it`)
}

/** The one credential id that an action takes. */
export function oneId([id, more]: readonly string[]): string {
  if (id === undefined) throw usageError('name the credential by its ID; tta wallet list shows them')
  if (more !== undefined) throw usageError(`one ID at a time; ${printable(more)} is too much`)
  return id
}
