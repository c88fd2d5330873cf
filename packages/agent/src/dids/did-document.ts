import { fail, isJsonObject, type Json, ok, problem, type Result } from '@trusted-tech/model'
import {
  exportMultikey,
  importPublicKey,
  isKeyId,
  type KeyPurpose,
  type VerificationMethod,
} from '@trusted-tech/proofs'
import type { DIDDocument } from 'did-resolver'

const PURPOSES: readonly KeyPurpose[] = ['assertionMethod', 'authentication']
/** More keys than this are nobody's DID document, but work for whoever reads it. */
const MAX_METHODS = 64

/**
 * Writes the DID document of verification methods.
 *
 * @see Controlled Identifiers v1.0, "Multikey"
 */
export function writeDidDocument(did: string, methods: readonly VerificationMethod[]): DIDDocument {
  const idsFor = (purpose: KeyPurpose) =>
    methods.filter(({ purposes }) => purposes.includes(purpose)).map(({ id }) => id)
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: did,
    verificationMethod: methods.map(({ id, controller, key }) => ({
      id,
      type: 'Multikey',
      controller,
      publicKeyMultibase: exportMultikey(key),
    })),
    assertionMethod: idsFor('assertionMethod'),
    authentication: idsFor('authentication'),
  }
}

/**
 * Reads the verification methods of a resolved DID document.
 *
 * Checks that the document is about this DID, and each key as `importPublicKey` does; methods with keys outside the
 * profile are left out. Does not check where the document came from.
 *
 * @returns the methods, or `KEY_NOT_FOUND` when the document is of another DID or has no key of the profile
 */
export function readDidDocument(did: string, document: unknown): Result<readonly VerificationMethod[]> {
  if (!isJsonObject(document) || document['id'] !== did) {
    return fail('KEY_NOT_FOUND', '/id', { expected: did })
  }
  const listed = document['verificationMethod']
  const embedded = PURPOSES.flatMap((purpose) => arrayOf(document[purpose]).filter((entry) => isJsonObject(entry)))
  const entries = [...arrayOf(listed), ...embedded]
  if (entries.length > MAX_METHODS) return fail('KEY_NOT_FOUND', '/verificationMethod', { expected: 'at most 64 keys' })
  const methods = new Map<string, VerificationMethod>()
  for (const entry of entries) {
    const method = readMethod(did, document, entry)
    if (method !== undefined && !methods.has(method.id)) methods.set(method.id, method)
  }
  return methods.size > 0
    ? ok([...methods.values()])
    : { ok: false, problems: [problem('KEY_NOT_FOUND', '/verificationMethod', { expected: 'a key of the profile' })] }
}

function readMethod(did: string, document: { readonly [member: string]: Json }, entry: Json) {
  if (!isJsonObject(entry)) return undefined
  const { id: written, controller, publicKeyMultibase, publicKeyJwk } = entry
  if (typeof written !== 'string' || typeof controller !== 'string') return undefined
  const id = absolute(did, written)
  if (!isKeyId(id)) return undefined
  const key =
    typeof publicKeyMultibase === 'string'
      ? importPublicKey({ publicKeyMultibase })
      : publicKeyJwk !== undefined
        ? importPublicKey({ publicKeyJwk })
        : undefined
  if (key === undefined || !key.ok) return undefined
  const purposes = PURPOSES.filter((purpose) =>
    arrayOf(document[purpose]).some((named) => {
      const name = isJsonObject(named) ? named['id'] : named
      return typeof name === 'string' && absolute(did, name) === id
    }),
  )
  return { id, controller, purposes, key: key.value }
}

/** DID documents may name their own keys by fragment alone. */
const absolute = (did: string, id: string) => (id.startsWith('#') ? `${did}${id}` : id)

function arrayOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : []
}
