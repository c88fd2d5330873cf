import { ROTATION_OVERLAP_MILLISECONDS } from '@trusted-tech/agent'
import {
  formatInstant,
  type Instant,
  instantFromSeconds,
  type PublishedKey,
  parseInstant,
  printable,
} from '@trusted-tech/model'
import { exportMultikey, type VerificationMethod } from '@trusted-tech/proofs'
import { usageError } from '../command-line/usage.js'

/** What a DID document says of one key: the method, and the time it ends where it names one. */
export interface HandedKey {
  readonly method: VerificationMethod
  readonly ends: Instant | undefined
}

/**
 * The key history of a body, after it handed in its DID document as it is now.
 *
 * A key that was on record stays, for what it signed: it ends when the document says or, where it is not in the document
 * any more, now; an end on record is never moved later. A new key is in force from now on or, where it takes the place of
 * one that ended earlier, from that end on.
 *
 * @throws {TrustedTechError} `ERR_USAGE_INVALID` when the id of a known key names another key, or no key is in force
 */
export function mergeKeyHistory(options: {
  readonly did: string
  readonly known: readonly PublishedKey[]
  readonly handed: readonly HandedKey[]
  readonly now: Instant
}): readonly PublishedKey[] {
  const { did, known, handed, now } = options
  const present = instantFromSeconds(Math.floor(now / 1000))
  const byId = new Map(handed.map((key) => [key.method.id, key]))
  const kept = known.map((key) => {
    const found = byId.get(key.id)
    if (found !== undefined && exportMultikey(found.method.key) !== key.publicKeyMultibase) {
      // Whoever can exchange a document could otherwise take over what was signed under this id.
      throw usageError(`${printable(key.id)} is another key than the one on record. A new key needs a new id`)
    }
    const end = endOf(key, found === undefined ? present : found.ends)
    return end === undefined ? key : { ...key, until: formatInstant(end) }
  })
  const begins = beginOfSuccessor(known, kept, present)
  const added = handed
    .filter(({ method, ends }) => !known.some(({ id }) => id === method.id) && (ends === undefined || ends > now))
    .filter(({ method }) => method.purposes.length > 0)
    .map(({ method, ends }) => ({
      id: method.id,
      publicKeyMultibase: exportMultikey(method.key),
      purposes: [...method.purposes].sort(),
      from: formatInstant(begins),
      ...(ends === undefined ? {} : { until: formatInstant(ends) }),
    }))
  const keys = [...kept, ...added]
  if (
    keys.some(
      ({ purposes, until }) => purposes.includes('assertionMethod') && (until === undefined || timeOf(until) > now),
    )
  ) {
    return keys
  }
  throw usageError(`the DID document of ${printable(did)} has no key in force for signing credentials`)
}

function endOf(key: PublishedKey, wanted: Instant | undefined): Instant | undefined {
  const recorded = key.until === undefined ? undefined : timeOf(key.until)
  if (wanted === undefined) return recorded
  // A key is in force for a moment at least, or its history could not be read.
  const end = Math.max(wanted, timeOf(key.from) + ROTATION_OVERLAP_MILLISECONDS) as Instant
  return recorded === undefined || end < recorded ? end : recorded
}

function beginOfSuccessor(known: readonly PublishedKey[], kept: readonly PublishedKey[], present: Instant): Instant {
  const ended = kept.filter(({ until }, position) => until !== undefined && known[position]?.until === undefined)
  const ends = ended.map(({ until }) => timeOf(until as string) - ROTATION_OVERLAP_MILLISECONDS)
  return Math.min(present, ...ends) as Instant
}

function timeOf(text: string): Instant {
  const read = parseInstant(text)
  // Written by this program, from an instant.
  if (!read.ok) throw usageError(`the key history on record has a time that is none: ${printable(text)}`)
  return read.value
}
