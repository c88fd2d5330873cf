import { join } from 'node:path'
import { publishedKeys, type TrustedTechAgent, writeDidDocument } from '@trusted-tech/agent'
import { type PublishedKey, TrustedTechError } from '@trusted-tech/model'
import { importPublicKey } from '@trusted-tech/proofs'
import { writeDurably } from './write-durably.js'

export const DID_FILE = 'did.json'

/**
 * Writes the DID document of a did:web, to be handed over and put where the DID says.
 *
 * A retired key stays in it with the time it ends (`expires`): what it signed before is still to be verified.
 *
 * @see Controlled Identifiers v1.0, section 2.2 "Verification Methods"
 */
export async function writeDidFile(options: {
  readonly dir: string
  readonly did: string
  readonly agent: TrustedTechAgent
}): Promise<void> {
  const { dir, did, agent } = options
  const keys = await publishedKeys(agent, did)
  const document = writeDidDocument(did, keys.map(methodOf))
  const ends = new Map(keys.map(({ id, until }) => [id, until]))
  const verificationMethod = (document.verificationMethod ?? []).map((method) => {
    const expires = ends.get(method.id)
    return expires === undefined ? method : { ...method, expires }
  })
  writeDurably(join(dir, DID_FILE), `${JSON.stringify({ ...document, verificationMethod }, undefined, 2)}\n`)
}

function methodOf({ id, publicKeyMultibase, purposes }: PublishedKey) {
  const key = importPublicKey({ publicKeyMultibase })
  if (!key.ok) throw new TrustedTechError('ERR_KEYSTORE_RECORD_DAMAGED', `the record of key ${id} is damaged`)
  return { id, controller: id.slice(0, id.indexOf('#')), purposes, key: key.value }
}
