import { createECDH, createHash, createPrivateKey } from 'node:crypto'
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
const CURVES = { 'P-256': ['prime256v1', 32], 'P-384': ['secp384r1', 48] } as const
export type Curve = 'Ed25519' | keyof typeof CURVES

/** A key pair from a seed text. Test keys only: whoever reads the seed has the key. */
export function keyFromSeed(seed: string, curve: Curve = 'Ed25519'): JsonObject {
  const digest = createHash('sha512').update(`test world: ${seed}`)
  if (curve !== 'Ed25519') {
    const [name, length] = CURVES[curve]
    const d = digest.digest().subarray(0, length)
    const pair = createECDH(name)
    pair.setPrivateKey(d)
    const point = pair.getPublicKey()
    const part = (from: number) => point.subarray(from, from + length).toString('base64url')
    return { kty: 'EC', crv: curve, x: part(1), y: part(1 + length), d: d.toString('base64url') }
  }
  const scalar = createHash('sha256').update(`test world: ${seed}`).digest()
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, scalar]), format: 'der', type: 'pkcs8' })
  return key.export({ format: 'jwk' }) as unknown as JsonObject
}

/** `did`: a did:web; without it the actor has the did:key of its key. `fragment`: of its key id, at a did:web. */
export function createActor(options: {
  readonly seed: string
  readonly name: string
  readonly did?: string
  readonly fragment?: string
  readonly curve?: Curve
}): Actor {
  const privateJwk = keyFromSeed(options.seed, options.curve)
  const { d: _private, ...publicJwk } = privateJwk
  const imported = importPublicKey({ publicKeyJwk: publicJwk })
  if (!imported.ok) throw new Error(`seed ${options.seed} gives no key`)
  const multikey = exportMultikey(imported.value)
  const did = options.did ?? `did:key:${multikey}`
  const kid = options.did === undefined ? `${did}#${multikey}` : `${did}#${options.fragment ?? 'key-1'}`
  return withKid({ did, name: options.name, kid, multikey, publicJwk, privateJwk }, kid)
}

/** The same key under another key id: somebody who signs in another name. */
export function withKid(actor: Omit<Actor, 'signer'>, kid: string): Actor {
  return { ...actor, kid, signer: signerFromJwk({ privateKeyJwk: actor.privateJwk, verificationMethod: kid }) }
}

/** A key as a key history publishes it, and as an accreditation or a membership carries it. */
export function publishedKey(
  actor: Pick<Actor, 'kid' | 'multikey'>,
  changes: Partial<PublishedKey> = {},
): PublishedKey {
  return {
    id: actor.kid,
    publicKeyMultibase: actor.multikey,
    purposes: ['assertionMethod', 'authentication'],
    from: '2026-01-01T00:00:00Z',
    ...changes,
  }
}

/** The key history that trust data would list for an actor. */
export function keyHistoryOf(actor: Actor, from?: string): { id: string; keys: PublishedKey[] } {
  return { id: actor.did, keys: [publishedKey(actor, from === undefined ? {} : { from })] }
}
