import { createECDH, createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto'
import type { Json } from '@trusted-tech/model'
import { ALGORITHMS, type Algorithm } from '../algorithms.js'
import { importPublicKey, type PublicKeyInput } from '../keys/import-public-key.js'
import { exportMultikey } from '../keys/multikey.js'
import type { PublicJwk, VerificationKey } from '../keys/verification-key.js'
import type { Signer } from '../signing/signer.js'
import { signerFromJwk } from '../signing/signer-from-jwk.js'

/** A key pair for tests, the same in every run for the same label. Made with node:crypto, not with what is tested. */
export interface TestKey {
  readonly algorithm: Algorithm
  readonly publicKeyJwk: PublicJwk
  readonly privateKeyJwk: PublicJwk & { readonly d: string }
  readonly key: VerificationKey
  readonly did: string
  readonly kid: string
  readonly signer: Signer
  signRaw(data: Uint8Array): Uint8Array
}

const PKCS8_ED25519 = '302e020100300506032b657004220420'
const CURVES = { 'P-256': 'prime256v1', 'P-384': 'secp384r1' } as const
const HASHES = { EdDSA: null, ES256: 'sha256', ES384: 'sha384' } as const

export function testKey(algorithm: Algorithm, label = 'first'): TestKey {
  const { crv, coordinateBytes } = ALGORITHMS[algorithm]
  const seed = createHash('sha384').update(`${algorithm} ${label}`).digest().subarray(0, coordinateBytes)
  const privateKeyJwk = crv === 'Ed25519' ? ed25519Jwk(seed) : ecJwk(crv, seed)
  const native: KeyObject = createPrivateKey({ key: { ...privateKeyJwk }, format: 'jwk' })
  const { d: _d, ...publicKeyJwk } = privateKeyJwk
  const key = mustImport({ publicKeyJwk: publicKeyJwk as Json })
  const did = `did:key:${exportMultikey(key)}`
  const kid = `${did}#${exportMultikey(key)}`
  return {
    algorithm,
    publicKeyJwk,
    privateKeyJwk,
    key,
    did,
    kid,
    signer: signerFromJwk({ privateKeyJwk, verificationMethod: kid }),
    signRaw: (data) => sign(HASHES[algorithm], data, { key: native, dsaEncoding: 'ieee-p1363' }),
  }
}

export function mustImport(input: PublicKeyInput): VerificationKey {
  const imported = importPublicKey(input)
  if (!imported.ok) throw new Error(JSON.stringify(imported.problems))
  return imported.value
}

function ed25519Jwk(seed: Buffer): PublicJwk & { readonly d: string } {
  const der = Buffer.concat([Buffer.from(PKCS8_ED25519, 'hex'), seed])
  const { x, d } = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ format: 'jwk' })
  return { kty: 'OKP', crv: 'Ed25519', x: x!, d: d! }
}

function ecJwk(crv: 'P-256' | 'P-384', seed: Buffer): PublicJwk & { readonly d: string } {
  const exchange = createECDH(CURVES[crv])
  // With the highest bit cleared, the scalar is below the order of both curves.
  seed[0] = seed[0]! & 0x7f
  exchange.setPrivateKey(seed)
  const point = exchange.getPublicKey()
  const half = (point.length - 1) / 2
  return {
    kty: 'EC',
    crv,
    x: point.subarray(1, 1 + half).toString('base64url'),
    y: point.subarray(1 + half).toString('base64url'),
    d: seed.toString('base64url'),
  }
}
