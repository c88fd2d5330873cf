import { readDidDocument } from '@trusted-tech/agent'
import { type Instant, isJsonObject, type Json, parseInstant, parseJson, printable } from '@trusted-tech/model'
import { usageError } from '../command-line/usage.js'
import { readRegularFile } from '../files/read-regular-file.js'
import type { HandedKey } from './merge-key-history.js'

const MAX_BYTES = 256 * 1024

/**
 * Reads a DID document that somebody handed over.
 *
 * Does not check who handed it over: that it is the body's own is for the alliance to know.
 *
 * @param options.did whose it has to be; the one that it names where absent
 * @throws {TrustedTechError} `ERR_FILE_UNREADABLE`; `ERR_USAGE_INVALID` for what is no DID document of `did` with keys
 */
export function readDidFile(options: { readonly file: string; readonly did?: string }): {
  readonly did: string
  readonly keys: readonly HandedKey[]
} {
  const { file } = options
  const { bytes } = readRegularFile(file, MAX_BYTES)
  const json = parseJson(bytes, { maxBytes: MAX_BYTES - 1 })
  const refused = (why: string) => usageError(`${printable(file)} is no DID document to go by: ${why}`)
  if (!json.ok) throw refused(json.problems[0].code)
  const named = isJsonObject(json.value) ? json.value['id'] : undefined
  if (typeof named !== 'string' || !named.startsWith('did:')) throw refused('it has no id')
  const did = options.did ?? named
  if (named !== did) throw refused(`it is of ${printable(named)}, not of ${printable(did)}`)
  const methods = readDidDocument(did, json.value)
  if (!methods.ok) throw refused(`${methods.problems[0].code} at ${methods.problems[0].pointer}`)
  const ends = endsOf(json.value)
  // A key that by its id or its controller is another DID's signs nothing in this one's name.
  const own = methods.value.filter(({ id, controller }) => id.startsWith(`${did}#`) && controller === did)
  if (own.length === 0) throw refused('none of its keys is its own')
  return { did, keys: own.map((method) => ({ method, ends: ends.get(method.id) })) }
}

/** `expires` and `revoked` of Controlled Identifiers v1.0: the earlier is where the key ends. */
function endsOf(document: Json): ReadonlyMap<string, Instant> {
  const methods = isJsonObject(document) ? document['verificationMethod'] : undefined
  const ends = new Map<string, Instant>()
  for (const method of Array.isArray(methods) ? methods : []) {
    if (!isJsonObject(method)) continue
    const { id } = method
    for (const written of [method['expires'], method['revoked']]) {
      const end = typeof written === 'string' ? parseInstant(written) : undefined
      if (typeof id !== 'string' || written === undefined) continue
      if (!end?.ok) throw usageError(`the end of key ${printable(id)} is no RFC 3339 time`)
      ends.set(id, Math.min(end.value, ends.get(id) ?? end.value) as Instant)
    }
  }
  return ends
}
