import { generateKeyPairSync } from 'node:crypto'
import { formatInstant, type Instant, type JsonObject, type NamedBody, type PublishedKey } from '@trusted-tech/model'
import {
  exportMultikey,
  importPublicKey,
  type KeyPurpose,
  type Signer,
  signerFromJwk,
  type VerificationMethod,
} from '@trusted-tech/proofs'

/** Somebody in the story, with a key that is made for this run and never written down. */
export interface DemoActor extends NamedBody {
  readonly signer: Signer
  readonly publicJwk: JsonObject
  /** What trust data lists as its key history. */
  readonly keys: readonly PublishedKey[]
  readonly methods: readonly VerificationMethod[]
}

const PURPOSES: readonly KeyPurpose[] = ['assertionMethod', 'authentication']

/** `domain` gives a did:web; without it the actor has the did:key of its key. */
export function createDemoActor(options: {
  readonly name: string
  readonly domain?: string
  readonly since: Instant
}): DemoActor {
  const { name, domain, since } = options
  const { d, ...publicJwk } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as Record<
    string,
    string
  >
  const imported = importPublicKey({ publicKeyJwk: publicJwk })
  if (!imported.ok) throw new Error('a new Ed25519 key is always a good key')
  const multikey = exportMultikey(imported.value)
  const id = domain === undefined ? `did:key:${multikey}` : `did:web:${domain}`
  const verificationMethod = domain === undefined ? `${id}#${multikey}` : `${id}#key-1`
  return {
    id,
    name,
    publicJwk,
    signer: signerFromJwk({ privateKeyJwk: { ...publicJwk, ...(d === undefined ? {} : { d }) }, verificationMethod }),
    keys: [
      { id: verificationMethod, publicKeyMultibase: multikey, purposes: [...PURPOSES], from: formatInstant(since) },
    ],
    methods: [{ id: verificationMethod, controller: id, purposes: PURPOSES, key: imported.value }],
  }
}
