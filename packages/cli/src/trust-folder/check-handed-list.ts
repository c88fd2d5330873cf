import type { Instant, PublishedKey, Result } from '@trusted-tech/model'
import { fail, formatInstant, ok } from '@trusted-tech/model'
import { claimConflicts, openSecured, type VerificationKey } from '@trusted-tech/proofs'
import { settleSync } from '@trusted-tech/proofs/sync'
import { parseStatusList, readBit, type StatusList } from '@trusted-tech/status'
import { findKey, findSelfContainedKey } from '@trusted-tech/trust'

const MAX_LIST_BYTES = 512 * 1024

/** A status list whose issuer signed it, in its window. */
export interface HandedList {
  readonly id: string
  readonly issuer: string
  readonly validFrom: Instant
  readonly validUntil: Instant
  readonly secured: string
}

/**
 * Holds a status list that somebody handed in to what trust data may list: its form, an issuer on record, that issuer's
 * key and signature, the window that it is good for, and what is on record under the same id.
 *
 * @param options.keysOf the keys of a body on record; `carried` for one whose DID is its key; undefined for a stranger
 * @param options.recorded the list that was handed in before under an id
 * @param options.ownerOf the DID whose address an id lies under, where it is known
 * @returns the list; or why it is not one, such as `ISSUER_NOT_TRUSTED`, `SIG_INVALID`, `KEY_RETIRED`, `STATUS_STALE`,
 * `STATUS_REGRESSION`
 */
export function checkHandedList(options: {
  readonly input: Uint8Array
  readonly now: Instant
  readonly keysOf: (did: string) => readonly PublishedKey[] | 'carried' | undefined
  readonly recorded: (id: string) => { readonly issuer: string; readonly secured: string } | undefined
  readonly ownerOf: (id: string) => string | undefined
}): Result<HandedList> {
  const { input, now, keysOf, recorded, ownerOf } = options
  const opened = openSecured(input, { maxBytes: MAX_LIST_BYTES })
  if (!opened.ok) return opened
  const list = parseStatusList(opened.value.document)
  if (!list.ok) return list
  const { id, issuer, validFrom, validUntil } = list.value
  const [conflict] = claimConflicts(opened.value)
  if (conflict !== undefined) return { ok: false, problems: [conflict] }
  const keys = keysOf(issuer)
  if (keys === undefined)
    return fail('ISSUER_NOT_TRUSTED', '/issuer', { expected: 'a body or member on record', actual: issuer })
  const key = keyFor({ keys, issuer, kid: opened.value.kid, signedAt: opened.value.signedAt })
  if (!key.ok) return key
  const job = opened.value.signatureJob(key.value)
  if (!job.ok) return job
  if (settleSync([job.value])[0] !== 'valid') return fail('SIG_INVALID', '/signature')
  if (now < validFrom || now >= validUntil) {
    return fail('STATUS_STALE', now < validFrom ? '/validFrom' : '/validUntil', {
      expected: `a list that is good at ${formatInstant(now)}`,
      actual: `${formatInstant(validFrom)} to ${formatInstant(validUntil)}`,
    })
  }
  const bits = list.value.bits()
  if (!bits.ok) return bits
  const owner = ownerOf(id)
  // Whoever is first would keep the other one's own list out for ever.
  if (owner !== undefined && owner !== issuer) {
    return fail('STATUS_ISSUER', '/issuer', { expected: `${owner}, whose address this is`, actual: issuer })
  }
  const before = recorded(id)
  const regression = before === undefined ? undefined : regressionOf(list.value, before)
  return regression ?? ok({ id, issuer, validFrom, validUntil, secured: opened.value.compact })
}

function keyFor(options: {
  readonly keys: readonly PublishedKey[] | 'carried'
  readonly issuer: string
  readonly kid: string
  readonly signedAt: Instant | undefined
}): Result<VerificationKey> {
  const { keys, issuer, kid, signedAt } = options
  const purpose = 'assertionMethod'
  if (keys === 'carried') return findSelfContainedKey({ did: issuer, kid, purpose })
  if (signedAt === undefined) return fail('KEY_RETIRED', '/iat', { expected: 'the signing time' })
  return findKey({ history: keys, controller: issuer, kid, purpose, at: signedAt })
}

/** Whether a list may follow another one of its id; neither's signature is looked at. */
export function listRegression(options: {
  readonly secured: string
  readonly before: { readonly issuer: string; readonly secured: string }
}): Result<true> {
  const list = parseSecured(options.secured)
  return list.ok ? (regressionOf(list.value, options.before) ?? ok(true)) : list
}

function parseSecured(secured: string): Result<StatusList> {
  const opened = openSecured(secured, { maxBytes: MAX_LIST_BYTES })
  return opened.ok ? parseStatusList(opened.value.document) : opened
}

/** A list never comes from another issuer or is for another purpose than before, is never older, and takes no revocation back. */
function regressionOf(list: StatusList, before: { issuer: string; secured: string }): Result<never> | undefined {
  if (before.issuer !== list.issuer) {
    return fail('STATUS_ISSUER', '/issuer', { expected: `${before.issuer}, whose list this is`, actual: list.issuer })
  }
  const old = parseSecured(before.secured)
  // What is on record was checked when it came.
  if (!old.ok) return old
  // A revocation would be gone with the list that had it.
  if (list.purpose !== old.value.purpose) {
    return fail('STATUS_PURPOSE', '/credentialSubject/statusPurpose', {
      expected: old.value.purpose,
      actual: list.purpose,
    })
  }
  if (list.validFrom < old.value.validFrom) {
    return fail('STATUS_REGRESSION', '/validFrom', {
      expected: `not older than the one on record, of ${formatInstant(old.value.validFrom)}`,
      actual: formatInstant(list.validFrom),
    })
  }
  const [had, has] = [old.value.bits(), list.bits()]
  if (list.purpose !== 'revocation' || !had.ok || !has.ok) return undefined
  for (let index = 0; index < had.value.length * 8; index += 1) {
    if (had.value[index >> 3] === 0) {
      index |= 7
      continue
    }
    if (readBit(had.value, index) && (index >= has.value.length * 8 || !readBit(has.value, index))) {
      return fail('STATUS_REGRESSION', '/credentialSubject/encodedList', { expected: `${index} revoked, as before` })
    }
  }
  return undefined
}
