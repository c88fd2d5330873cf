import { printable } from '../text/printable.js'

const SHOWN = 60

/** A few words on an untrusted value, for `Problem.actual`: its JSON type, and of a string no more than its beginning. */
export function describeJson(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return `an array of ${value.length}`
  if (typeof value === 'object') return 'an object'
  return typeof value === 'string' ? `"${printable(value, { maxLength: SHOWN })}"` : String(value)
}
