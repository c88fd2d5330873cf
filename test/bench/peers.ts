import type { JsonObject } from '@trusted-tech/model'
import { getDidKeyResolver } from '@veramo/did-provider-key'
import { verifyCredential } from 'did-jwt-vc'
import { Resolver } from 'did-resolver'
import { CompactSign, compactVerify, importJWK, type JWK } from 'jose'
import { actors, type Draft } from '../world/world.js'
import { createPlainVeramo } from './plain-veramo.js'

/** jose with the payload parsed: a checked signature and an object, and nothing else checked. */
export async function joseWork(document: JsonObject) {
  const publicKey = await importJWK(actors.assessor.publicJwk as JWK, 'EdDSA')
  const privateKey = await importJWK(actors.assessor.privateJwk as JWK, 'EdDSA')
  const decoder = new TextDecoder()
  const encoder = new TextEncoder()
  return {
    verify: async (secured: string) => JSON.parse(decoder.decode((await compactVerify(secured, publicKey)).payload)),
    issue: () =>
      new CompactSign(encoder.encode(JSON.stringify({ ...document, iat: 1_790_000_000 })))
        .setProtectedHeader({ alg: 'EdDSA', kid: actors.assessor.kid, typ: 'vc+jwt', cty: 'vc' })
        .sign(privateKey),
  }
}

/** A Veramo agent as its users have one, issuing and verifying the same content as a VCDM 1.1 JWT, its own format. */
export async function veramoWork(document: JsonObject) {
  const agent = createPlainVeramo()
  const { did } = await agent.didManagerCreate({ options: { keyType: 'Ed25519' } })
  // Veramo writes VCDM 1.1: the subject is the same, the status is left out because nothing here would check it.
  const credential = { issuer: did, credentialSubject: document['credentialSubject'] as Draft }
  const issue = () => agent.createVerifiableCredential({ credential: { ...credential }, proofFormat: 'jwt' })
  const jwt = (await issue()).proof['jwt'] as string
  const didJwtResolver = new Resolver({ ...getDidKeyResolver() })
  const enclosed = Array.from({ length: 10 }, () => jwt)
  const { proof } = await agent.createVerifiablePresentation({
    presentation: { holder: did, verifiableCredential: enclosed },
    proofFormat: 'jwt',
  })
  const verifyPresentation = () => agent.verifyPresentation({ presentation: proof['jwt'] as string })
  return {
    issue,
    verify: () => agent.verifyCredential({ credential: jwt }),
    /** The presentation of ten: its own signature alone is verified. */
    verifyPresentation,
    verifyPresentationAndTen: async () => {
      await verifyPresentation()
      for (const credential of enclosed) await agent.verifyCredential({ credential })
    },
    /** did-jwt-vc on the same token. */
    didJwtVcVerify: () => verifyCredential(jwt, didJwtResolver),
  }
}
