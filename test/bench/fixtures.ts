import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type JsonObject, type Result, schemaReference } from '@trusted-tech/model'
import type { TrustState } from '@trusted-tech/trust'
import type { Question } from '@trusted-tech/verifier'
import { actors, catalogueReference, type Draft, listUrl, nextId, sign, usualTrust } from '../world/world.js'

/** A fixture put into the test world, so that its full verdict is `accepted`. */
export interface Fixture {
  readonly name: 'small' | 'full'
  readonly document: JsonObject
  readonly secured: string
  readonly bytes: Uint8Array
  readonly question: Question
  /** 1.00x: one `node:crypto` verification of the same signing input, with a cached key object. */
  rawVerify(): boolean
}

async function readFixture(name: Fixture['name'], id: string): Promise<Fixture> {
  const text = readFileSync(new URL(`../fixtures/${name}.certificate.json`, import.meta.url), 'utf8')
  const original = JSON.parse(text) as Draft
  // Every assessment and evidence id begins with the credential's.
  const document = JSON.parse(text.replaceAll(original.id, id)) as Draft
  document.issuer = { id: actors.assessor.did, name: actors.assessor.name }
  document.credentialSchema = schemaReference('ConformityCertificate')
  document.credentialSubject.manufacturer.id = actors.vendor.did
  document.credentialSubject.conformity.scheme = catalogueReference()
  for (const entry of document.credentialStatus) {
    entry.statusListCredential = listUrl(actors.assessor, entry.statusPurpose)
  }
  const secured = await sign(document, actors.assessor)
  const end = secured.lastIndexOf('.')
  const message = Buffer.from(secured.slice(0, end))
  const signature = Buffer.from(secured.slice(end + 1), 'base64url')
  const key: KeyObject = createPublicKey({ key: actors.assessor.publicJwk as never, format: 'jwk' })
  return {
    name,
    document,
    secured,
    bytes: new Uint8Array(Buffer.from(secured)),
    question: { allowSample: true, product: { id: `${document.credentialSubject.id}@4.3.1` } },
    rawVerify: () => verify(null, message, key, signature),
  }
}

/**
 * Certificates that differ in their ids and so in every byte behind them. Verified in turn, so that nothing is measured
 * that only the same credential once more would get.
 */
export function readFixtures(name: Fixture['name'], count: number): Promise<readonly Fixture[]> {
  return Promise.all(Array.from({ length: count }, () => readFixture(name, nextId())))
}

export function trustForFixtures(): Promise<Result<TrustState>> {
  return usualTrust()
}
