import { PROFILE_CONTEXTS, VCDM_CONTEXT } from '@trusted-tech/model'
import { beforeAll, describe, expect, it } from 'vitest'
import { breakSignature } from '../../../../test/world/forge.js'
import { SAMPLE } from '../../../../test/world/judge.js'
import { actors, certificate, type Draft, NOW, present, sign, usualTrust } from '../../../../test/world/world.js'
import { createPlainVeramo, type PlainVeramo } from '../testing/plain-veramo.js'
import { TrustedTechCredentialProvider } from './credential-provider.js'
import { isOfProfile } from './is-of-profile.js'

const { assessor, stranger, vendor } = actors
const domain = 'tender:2026-117'
const part = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const jwt = (payload: unknown, header: unknown = { alg: 'EdDSA', typ: 'JWT' }) => `${part(header)}.${part(payload)}.AA`

let plain: PlainVeramo
let theirs: PlainVeramo
let theirDid: string
let forged: string

beforeAll(async () => {
  const trust = await usualTrust()
  plain = createPlainVeramo()
  theirs = createPlainVeramo([
    new TrustedTechCredentialProvider({ trust: () => trust, now: () => NOW, question: SAMPLE }),
  ])
  theirDid = (await theirs.didManagerCreate({ options: { keyType: 'Ed25519' } })).did
  forged = breakSignature(await sign(certificate(), assessor))
})

/** What calls itself a certificate in a credential of VCDM 1.1, by a key of the application's own. */
const inWordsOf11 = (): Draft => ({
  issuer: theirDid,
  type: ['VerifiableCredential', 'ConformityCertificate'],
  credentialSubject: { id: 'pkg:generic/pump', conformity: 'everything' },
})

/** A presentation as Veramo makes it, by a key of the application's own. */
const veramoPresentation = (verifiableCredential: readonly Draft[]): Promise<Draft> =>
  theirs.createVerifiablePresentation({
    presentation: { holder: theirDid, verifiableCredential: [...verifiableCredential] },
    proofFormat: 'jwt',
    domain,
  })

describe("THREAT-050 in somebody else's agent, what Veramo would pass without looking inside", () => {
  it('a broken certificate in a presentation of Veramo: Veramo passes it, ours refuses it, as object and as text', async () => {
    const certified: Draft = await theirs.createVerifiableCredential({ credential: inWordsOf11(), proofFormat: 'jwt' })
    const presentation = await veramoPresentation([breakSignature(certified.proof.jwt)])
    expect(await plain.verifyPresentation({ presentation, domain })).toMatchObject({ verified: true })
    for (const [one, errorCode] of [
      [presentation, 'FORMAT_UNSUPPORTED'],
      [{ proof: presentation.proof }, 'FORMAT_UNSUPPORTED'],
      [presentation.proof.jwt, 'TYP_MISMATCH'],
    ] as const) {
      const result = await theirs.verifyPresentation({ presentation: one as Draft, domain })
      expect(result).toMatchObject({ verified: false, error: { errorCode } })
    }
  })

  it('a certificate of ours whose signature is broken', async () => {
    const presentation = await veramoPresentation([forged])
    const result = await theirs.verifyPresentation({ presentation, domain })
    expect(result).toMatchObject({ verified: false, error: { errorCode: 'FORMAT_UNSUPPORTED' } })
  })

  it('a presentation of a stranger that encloses a presentation of ours', async () => {
    const inner = await present({ holder: vendor, secured: [await sign(certificate(stranger), stranger)] })
    const presentation = await veramoPresentation([inner])
    const result = await theirs.verifyPresentation({ presentation, domain })
    expect(result).toMatchObject({ verified: false })
  })

  it('a conformity certificate in the words of VCDM 1.1, signed by anybody', async () => {
    const made: Draft = await theirs.createVerifiableCredential({ credential: inWordsOf11(), proofFormat: 'jwt' })
    expect(await plain.verifyCredential({ credential: made.proof.jwt })).toMatchObject({ verified: true })
    for (const one of [made, made.proof.jwt]) {
      expect(await theirs.verifyCredential({ credential: one })).toMatchObject({ verified: false })
    }
  })

  it("goes on with Veramo's own, alone and in a presentation", async () => {
    const credential: Draft = { issuer: theirDid, credentialSubject: { id: theirDid, role: 'buyer' } }
    const badge: Draft = await theirs.createVerifiableCredential({ credential, proofFormat: 'jwt' })
    expect(await theirs.verifyCredential({ credential: badge.proof.jwt })).toMatchObject({ verified: true })
    const presentation = await veramoPresentation([badge])
    expect(await theirs.verifyPresentation({ presentation, domain })).toMatchObject({ verified: true })
  })
})

describe('a document of the profile', () => {
  const envelope = (id: string) => ({ '@context': VCDM_CONTEXT, type: 'EnvelopedVerifiableCredential', id })
  const claimed = { type: ['VerifiableCredential', 'ConformityDeclaration'] }
  const profile = { '@context': PROFILE_CONTEXTS, type: ['VerifiableCredential', 'MembershipCredential'] }
  const nested = (levels: number): Draft => (levels === 0 ? 'x' : { verifiableCredential: [nested(levels - 1)] })
  it.each<[string, unknown]>([
    ['bytes', new Uint8Array(Buffer.from(jwt({}, { alg: 'EdDSA', typ: 'vc+jwt' })))],
    ['an envelope', envelope('data:application/vc+jwt,x')],
    ['a JWT with the long media type', jwt({}, { typ: 'application/VC+JWT' })],
    ['a JWT whose header says it twice', jwt({}, '{"typ":"JWT","typ":"vp+jwt"}')],
    ['a JWT whose payload says it twice', jwt('{"type":"Badge","type":"ConformityCertificate"}')],
    ['a JWT with a claim vc', jwt({ vc: claimed })],
    ['a JWT with one credential in vp, in no list', jwt({ vp: { verifiableCredential: jwt({ vc: claimed }) } })],
    ['a JWT of VCDM 2.0', jwt(claimed)],
    ['by its context', jwt({ vc: profile })],
    ['an object', claimed],
    ['an object around another', { verifiableCredential: [{ proof: { jwt: jwt({ vc: claimed }) } }] }],
    ['an object around an envelope', { verifiableCredential: [envelope('data:application/vc+jwt,x')] }],
    ['what nobody looks into', nested(4)],
    ['what is too large to look into', 'A'.repeat(8 * 1024 * 1024 + 1)],
  ])('is %s', (_, document) => {
    expect(isOfProfile(document)).toBe(true)
  })

  it.each<[string, unknown]>([
    ['text', 'hello'],
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['a list', []],
    ['a JWT of its own kind', jwt({ vc: { type: ['VerifiableCredential'] } })],
    ['a JWT without an object', jwt('[]')],
    ['a JWT that is none', 'a.b.c'],
    ['a presentation of them', jwt({ vp: { verifiableCredential: [jwt({ vc: { type: 'Badge' } })] } })],
    ['an object with a proof that is none', { proof: [{ jwt: 7 }] }],
  ])('is not %s', (_, document) => {
    expect(isOfProfile(document)).toBe(false)
  })
})
