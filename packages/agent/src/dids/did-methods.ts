import { TrustedTechError } from '@trusted-tech/model'
import { type KeyPurpose, resolveSelfContainedDid, type VerificationMethod } from '@trusted-tech/proofs'
import type { IIdentifier } from '@veramo/core-types'
import type { AbstractDIDStore, AbstractIdentifierProvider } from '@veramo/did-manager'
import type { DIDResolutionResult } from 'did-resolver'
import { publicKeyFromHex } from '../keystore/key-types.js'
import { writeDidDocument } from './did-document.js'
import { ProfileJwkDidProvider, ProfileKeyDidProvider, ProfileWebDidProvider } from './identifier-providers.js'

/** How an agent makes and resolves the DIDs of one method. */
export interface DidMethod {
  /** Makes DIDs of the method for `didManagerCreate`, under the name `did:<method>`. */
  readonly provider?: AbstractIdentifierProvider
  /** Resolves DIDs of the method that this agent does not control. */
  resolve?(did: string): Promise<DIDResolutionResult>
}

/** The methods that every agent has. Only did:web needs a look-up: without a `resolve` of the caller's there is none. */
export function builtInDidMethods(defaultKms: string): Readonly<Record<string, DidMethod>> {
  return {
    key: { provider: new ProfileKeyDidProvider({ defaultKms }), resolve: resolveWithoutLookup },
    jwk: { provider: new ProfileJwkDidProvider({ defaultKms }), resolve: resolveWithoutLookup },
    web: { provider: new ProfileWebDidProvider({ defaultKms }) },
  }
}

async function resolveWithoutLookup(did: string): Promise<DIDResolutionResult> {
  const methods = resolveSelfContainedDid(did)
  return methods.ok ? resolved(did, methods.value) : unresolved('invalidDid', methods.problems[0].code)
}

/**
 * Resolves DIDs by method: what this agent controls from its own records, everything else by the method.
 *
 * Nothing is cached: a document that was changed or deactivated is seen at the next look (a verdict does not depend on
 * this at all: its keys come from the trust data).
 */
export function createDidResolver(options: {
  readonly dids: AbstractDIDStore
  readonly methods: Readonly<Record<string, DidMethod>>
}): { resolve(didUrl: string): Promise<DIDResolutionResult> } {
  const { dids, methods } = options
  return {
    async resolve(didUrl) {
      const match = /^(did:([a-z0-9]{1,32}):[A-Za-z0-9._:%-]{1,2048})(?:[/?#].*)?$/s.exec(didUrl)
      const did = match?.[1]
      const name = match?.[2]
      if (did === undefined || name === undefined) return unresolved('invalidDid', 'expected a DID')
      const method = Object.hasOwn(methods, name) ? methods[name] : undefined
      if (method === undefined) return unresolved('unsupportedDidMethod', name)
      const controlled = await identifierOrNothing(dids, did)
      if (controlled !== undefined) return resolved(did, verificationMethodsOf(controlled))
      return method.resolve === undefined
        ? unresolved('notFound', `${did} is not of this agent, and this agent looks up no did:${name}`)
        : method.resolve(did)
    },
  }
}

/** Every other failure of the store is thrown: a DID that cannot be read is not one that is not there. */
async function identifierOrNothing(dids: AbstractDIDStore, did: string): Promise<IIdentifier | undefined> {
  try {
    return await dids.getDID({ did })
  } catch (error) {
    if (error instanceof TrustedTechError && error.code === 'ERR_KEYSTORE_DID_UNKNOWN') return undefined
    throw error
  }
}

/** The verification methods of a DID that an agent controls: what the DID itself says, or else the agent's records. */
function verificationMethodsOf({ did, keys }: IIdentifier): readonly VerificationMethod[] {
  const carried = resolveSelfContainedDid(did)
  if (carried.ok) return carried.value
  return keys.map(({ kid, type, publicKeyHex, meta }) => ({
    id: `${did}#${kid}`,
    controller: did,
    purposes: purposesOf(meta?.['purposes']),
    key: publicKeyFromHex(type, publicKeyHex),
  }))
}

/** A key whose record names no purposes serves both. */
function purposesOf(named: unknown): readonly KeyPurpose[] {
  const all: readonly KeyPurpose[] = ['assertionMethod', 'authentication']
  return Array.isArray(named) ? all.filter((purpose) => named.includes(purpose)) : all
}

function resolved(did: string, methods: readonly VerificationMethod[]): DIDResolutionResult {
  return {
    didResolutionMetadata: { contentType: 'application/did+ld+json' },
    didDocumentMetadata: {},
    didDocument: writeDidDocument(did, methods),
  }
}

function unresolved(error: string, message: string): DIDResolutionResult {
  return { didResolutionMetadata: { error, message }, didDocumentMetadata: {}, didDocument: null }
}
