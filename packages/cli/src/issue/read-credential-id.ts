import { printable } from '@trusted-tech/model'
import { usageError } from '../command-line/usage.js'

const UUID = /^(?:urn:uuid:)?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/

/** The one operand of a command about a credential: its id, with or without `urn:uuid:`. */
export function readCredentialId(operands: readonly string[]): string {
  const [given, ...more] = operands
  if (given === undefined) throw usageError('name the credential by its id; tta status list shows them')
  if (more.length > 0) throw usageError(`one credential at a time; ${printable(more[0] ?? '')} is too much`)
  const [, uuid] = UUID.exec(given) ?? []
  if (uuid === undefined) throw usageError(`${printable(given)} is no id of a credential: urn:uuid:…`)
  return `urn:uuid:${uuid}`
}
