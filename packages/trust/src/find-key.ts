import {
  fail,
  formatInstant,
  type Instant,
  ok,
  type PublishedKey,
  parseInstant,
  type problem,
  type Result,
} from '@trusted-tech/model'
import { importPublicKey, type KeyPurpose, type VerificationKey } from '@trusted-tech/proofs'

const KID = '/header/kid'

/**
 * Finds the key that a `kid` names in a controller's key history.
 *
 * Checks, in this order: the `kid` is a DID URL of the controller (a key that belongs to another DID proves nothing
 * about this one), exactly one entry has that id, the entry's own controller is the same, it lists the purpose, it was
 * in force at `at` (from `from` on, no longer at `until`; intervals of several keys may overlap), and its material is
 * a key of the profile. No other key of the same DID is tried, and no purpose is inferred.
 *
 * Does not check where the history comes from or the signature.
 *
 * @param options `at`: the signing time of the document that carries the `kid`
 * @returns the key; or `KEY_CONTROLLER`, `KEY_NOT_FOUND`, `KEY_PURPOSE`, `KEY_RETIRED`, and the codes of
 * `importPublicKey`, at `/header/kid`
 * @example
 * findKey({ history, controller: issuer, kid: opened.kid, purpose: 'assertionMethod', at: opened.signedAt })
 * @see Specification, section 9 "Verification, in order", step 5; Controlled Identifiers v1.0, "Verification Methods"
 */
export function findKey(options: {
  readonly history: readonly PublishedKey[]
  readonly controller: string
  readonly kid: string
  readonly purpose: KeyPurpose
  readonly at: Instant
}): Result<VerificationKey> {
  const { history, controller, kid, purpose, at } = options
  const foreign = foreignKid(kid, controller)
  if (foreign !== undefined) return foreign
  let entry: PublishedKey | undefined
  let named = 0
  for (const one of history) {
    if (one.id !== kid) continue
    entry = one
    named += 1
  }
  if (entry === undefined) {
    return fail('KEY_NOT_FOUND', KID, { expected: 'a key of the history', actual: shorten(kid) })
  }
  // One id for two keys: whichever is taken, somebody else meant the other.
  if (named > 1) return fail('KEY_NOT_FOUND', KID, { expected: 'one key with this id', actual: `${named}` })
  if (entry.controller !== undefined && entry.controller !== controller) {
    return fail('KEY_CONTROLLER', KID, { expected: controller, actual: entry.controller })
  }
  if (!entry.purposes.includes(purpose)) {
    return fail('KEY_PURPOSE', KID, { expected: purpose, actual: entry.purposes.join(', ') })
  }
  const { from, until, key } = readEntry(entry)
  if (!from.ok || !until.ok) return fail('KEY_MALFORMED', KID, { expected: 'the times it was in force' })
  if (at < from.value || (until.value !== undefined && at >= until.value)) {
    const end = until.value === undefined ? '' : ` until ${formatInstant(until.value)}`
    const expected = `signed from ${formatInstant(from.value)}${end}`
    return fail('KEY_RETIRED', KID, { expected, actual: formatInstant(at) })
  }
  return key
}

/** Whether a `kid` belongs to another DID, or is none; compared as an opaque string, whatever it looks like. */
export function foreignKid(kid: string, controller: string) {
  if (kid.length > 512 || !kid.includes('#')) {
    return fail('KEY_NOT_FOUND', KID, { expected: 'an absolute DID URL with a fragment' })
  }
  if (kid.slice(0, kid.indexOf('#')) === controller) return undefined
  return fail('KEY_CONTROLLER', KID, { expected: controller, actual: shorten(kid) })
}

interface Entry {
  readonly from: Result<Instant>
  readonly until: Result<Instant | undefined>
  readonly key: Result<VerificationKey>
}

const entries = new WeakMap<PublishedKey, Entry>()

/** Dates and key of an entry, read once for as long as the history is kept: native key objects are dear. */
function readEntry(entry: PublishedKey): Entry {
  const known = entries.get(entry)
  if (known !== undefined) return known
  const imported = importPublicKey({ publicKeyMultibase: entry.publicKeyMultibase })
  const read: Entry = {
    from: parseInstant(entry.from),
    until: entry.until === undefined ? ok(undefined) : parseInstant(entry.until),
    key: imported.ok ? imported : atKid(imported.problems),
  }
  entries.set(entry, read)
  return read
}

/** Problems of the key material, told where the document names the key. */
function atKid(problems: readonly { readonly code: Parameters<typeof problem>[0]; readonly expected?: string }[]) {
  const [first] = problems
  const expected = first?.expected
  return fail(first?.code ?? 'KEY_MALFORMED', KID, expected === undefined ? {} : { expected })
}

function shorten(text: string): string {
  return text.slice(0, 200)
}
