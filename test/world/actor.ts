import { createHash, createPrivateKey } from 'node:crypto'
import type { JsonObject, PublishedKey } from '@trusted-tech/model'
import { exportMultikey, importPublicKey, type Signer, signerFromJwk } from '@trusted-tech/proofs'

/** Somebody in a test world, with a key made from a seed: the same in every run. */
export interface Actor {
  readonly did: string
  readonly name: string
  readonly kid: string
  readonly multikey: string
  readonly publicJwk: JsonObject
  readonly privateJwk: JsonObject
  readonly signer: Signer
}

const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** An Ed25519 key pair from a seed text. Test keys only: whoever reads the seed has the key. */
export function keyFromSeed(seed: string): JsonObject {
  const scalar = createHash('sha256').update(`test world: ${seed}`).digest()
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, scalar]), format: 'der', type: 'pkcs8' })
  return key.export({ format: 'jwk' }) as unknown as JsonObject
}

/** `did`: a did:web; without it the actor has the did:key of its key. */
export function createActor(options: { readonly seed: string; readonly name: string; readonly did?: string }): Actor {
  const privateJwk = keyFromSeed(options.seed)
  const { d: _private, ...publicJwk } = privateJwk
  const imported = importPublicKey({ publicKeyJwk: publicJwk })
  if (!imported.ok) throw new Error(`seed ${options.seed} gives no key`)
  const multikey = exportMultikey(imported.value)
  const did = options.did ?? `did:key:${multikey}`
  const kid = options.did === undefined ? `${did}#${multikey}` : `${did}#key-1`
  const signer = signerFromJwk({ privateKeyJwk: privateJwk, verificationMethod: kid })
  return { did, name: options.name, kid, multikey, publicJwk, privateJwk, signer }
}

/** The key history that trust data would list for an actor. */
export function keyHistoryOf(actor: Actor, from = '2026-01-01T00:00:00Z'): { id: string; keys: PublishedKey[] } {
  return {
    id: actor.did,
    keys: [
      { id: actor.kid, publicKeyMultibase: actor.multikey, purposes: ['assertionMethod', 'authentication'], from },
    ],
  }
}
