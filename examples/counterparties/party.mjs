// @ts-check
import { generateKeyPairSync } from 'node:crypto'
import { exportMultikey, importPublicKey, signerFromJwk } from '@trusted-tech/proofs'

/**
 * Somebody on the other side of an example, with a key that is made for one run and never written down.
 *
 * @param {{ name: string, domain?: string }} options without a domain the party has the did:key of its key
 */
export function createParty({ name, domain }) {
  const { d, ...publicJwk } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  const key = importPublicKey({ publicKeyJwk: /** @type {Record<string, string>} */ (publicJwk) })
  if (!key.ok) throw new Error('a new Ed25519 key is always a good key')
  const multikey = exportMultikey(key.value)
  const did = domain === undefined ? `did:key:${multikey}` : `did:web:${domain}`
  const id = domain === undefined ? `${did}#${multikey}` : `${did}#key-1`
  const privateKeyJwk = /** @type {Record<string, string>} */ ({ ...publicJwk, d })
  return {
    did,
    name,
    key: key.value,
    signer: signerFromJwk({ privateKeyJwk, verificationMethod: id }),
    /** What the party would publish under its domain. */
    didDocument: {
      id: did,
      verificationMethod: [{ id, type: 'Multikey', controller: did, publicKeyMultibase: multikey }],
      assertionMethod: [id],
      authentication: [id],
    },
  }
}
