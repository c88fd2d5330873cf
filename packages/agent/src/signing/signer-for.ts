import { decodeBase64url, TrustedTechError } from '@trusted-tech/model'
import { type KeyPurpose, type Signer, settle, thumbprint, type VerificationMethod } from '@trusted-tech/proofs'
import type { IIdentifier, IKey } from '@veramo/core-types'
import { type ResolvingAgent, resolveVerificationMethods } from '../dids/resolve-verification-methods.js'
import { KEY_TYPES, publicKeyFromHex } from '../keystore/key-types.js'

/** The part of a Veramo agent that a signer needs. */
export interface SigningAgent extends ResolvingAgent {
  didManagerGet(wanted: { did: string }): Promise<IIdentifier>
  keyManagerSign(wanted: { keyRef: string; algorithm: string; data: string; encoding: 'base16' }): Promise<string>
}

/** What a signer signs to show that it can. No document begins like this, so it is no signature over one. */
const SELF_TEST = new TextEncoder().encode('trusted-tech: self-test of a signer, not a document')

/**
 * A signer with a key of a Veramo agent, for issuer and wallet.
 *
 * Checks that the agent controls the DID, that the DID lists one of its keys for the purpose, and by a signature of its
 * own that the private key is that of the listed one. Of several keys the newest is taken, unless `keyRef` names one.
 *
 * Signing goes through `keyManagerSign`, which is raw: it signs any bytes for whoever holds the agent. Issuer and wallet
 * hand in bytes that a securing mechanism made, and offer no way to sign others; keep the agent behind them.
 *
 * Does not check that the DID document has been published.
 *
 * @throws {TrustedTechError} `ERR_KEYSTORE_DID_UNKNOWN`, `ERR_KEYSTORE_DID_MISMATCH` (no key of the agent is listed for
 * the purpose, or the private key is another), and those of the key management system
 * @example
 * const signer = await signerFor(agent, 'did:web:assessor.example', 'assertionMethod')
 * @see Decentralized Identifiers (DIDs) v1.0, "Verification Relationships"
 */
export async function signerFor(
  agent: SigningAgent,
  did: string,
  purpose: KeyPurpose,
  keyRef?: string,
): Promise<Signer> {
  const identifier = await agent.didManagerGet({ did })
  const resolved = await resolveVerificationMethods(agent, did)
  if (!resolved.ok) {
    const [{ code, pointer }] = resolved.problems
    throw new TrustedTechError('ERR_KEYSTORE_DID_MISMATCH', `${did} has no usable document: ${code} ${pointer}`, {
      problems: resolved.problems,
    })
  }
  const keys = identifier.keys.filter(({ kid }) => keyRef === undefined || kid === keyRef).reverse()
  for (const key of keys) {
    const method = methodOf(key, did, purpose, resolved.value)
    if (method !== undefined) return selfTested(signerOf(agent, key, method), method)
  }
  throw new TrustedTechError(
    'ERR_KEYSTORE_DID_MISMATCH',
    `${did}: no ${keyRef === undefined ? 'key of this agent' : `key ${keyRef}`} is listed for ${purpose}.`,
  )
}

function methodOf(
  { type, publicKeyHex }: IKey,
  did: string,
  purpose: KeyPurpose,
  methods: readonly VerificationMethod[],
): VerificationMethod | undefined {
  // Keys of other kinds, for encryption for instance, are passed over.
  if (!Object.hasOwn(KEY_TYPES, type)) return undefined
  const own = thumbprint(publicKeyFromHex(type, publicKeyHex))
  return methods.find(
    ({ controller, purposes, key }) => controller === did && purposes.includes(purpose) && thumbprint(key) === own,
  )
}

function signerOf(agent: SigningAgent, { kid }: IKey, { id, key }: VerificationMethod): Signer {
  const { algorithm } = key
  return Object.freeze({
    verificationMethod: id,
    algorithm,
    async sign(data: Uint8Array): Promise<Uint8Array> {
      const hex = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex')
      const signature = await agent.keyManagerSign({ keyRef: kid, algorithm, data: hex, encoding: 'base16' })
      const decoded = decodeBase64url(signature)
      if (!decoded.ok) {
        throw new TrustedTechError('ERR_KEYSTORE_OPERATION_REFUSED', `The signature of key ${kid} is not base64url.`)
      }
      return decoded.value
    },
  })
}

async function selfTested(signer: Signer, { key }: VerificationMethod): Promise<Signer> {
  const { algorithm } = signer
  const signature = await signer.sign(SELF_TEST)
  const [result] = await settle([{ algorithm, key, message: SELF_TEST, signature }])
  if (result === 'valid') return signer
  throw new TrustedTechError(
    'ERR_KEYSTORE_DID_MISMATCH',
    `${signer.verificationMethod}: the private key is not that of the listed public key.`,
  )
}
