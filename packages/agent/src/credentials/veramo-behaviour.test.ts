// Each pair: what Veramo 7.0.1 does by itself, so that a change of it is noticed, and what an agent of ours does.

import { VCDM_CONTEXT } from '@trusted-tech/model'
import { openSecured } from '@trusted-tech/proofs'
import { beforeAll, describe, expect, it } from 'vitest'
import { breakSignature } from '../../../../test/world/forge.js'
import { SAMPLE } from '../../../../test/world/judge.js'
import {
  actors,
  at,
  certificate,
  cleanLists,
  type Draft,
  NOW,
  present,
  sign,
  statusList,
  usualTrust,
} from '../../../../test/world/world.js'
import { createTrustedTechAgent, type TrustedTechAgent } from '../create-trusted-tech-agent.js'
import { openKeyManagementSystem } from '../keystore/open-key-management-system.js'
import { createMemoryDidRecordStore } from '../records/memory-did-record-store.js'
import { createMemoryKeyRecordStore } from '../records/memory-key-record-store.js'
import { createMemorySealedKeyStore } from '../records/memory-sealed-key-store.js'
import { createPlainVeramo, type PlainVeramo } from '../testing/plain-veramo.js'
import { TrustedTechCredentialProvider } from './credential-provider.js'
import type { VerdictSource } from './verdict-source.js'

const V1 = 'https://www.w3.org/2018/credentials/v1'
const domain = 'tender:2026-117'
const envelope = (compact: string): Draft => ({
  '@context': VCDM_CONTEXT,
  id: `data:application/vc+jwt,${compact}`,
  type: 'EnvelopedVerifiableCredential',
})

let plain: PlainVeramo
let plainDid: string
let ours: TrustedTechAgent
let ourDid: string
let verdicts: VerdictSource

beforeAll(async () => {
  plain = createPlainVeramo()
  plainDid = (await plain.didManagerCreate({ options: { keyType: 'Ed25519' } })).did
  const trust = await usualTrust()
  verdicts = { trust: () => trust, now: () => NOW, question: SAMPLE }
  ours = await ourAgent(verdicts)
  ourDid = (await ours.didManagerCreate()).did
})

async function ourAgent(source: VerdictSource): Promise<TrustedTechAgent> {
  return createTrustedTechAgent({
    keyStore: createMemoryKeyRecordStore(),
    didStore: createMemoryDidRecordStore(),
    kms: { local: await openKeyManagementSystem({ store: createMemorySealedKeyStore(), passphrase: 'a test' }) },
    verdicts: source,
  })
}

/** A credential of Veramo's own, as the object it returns. */
function plainCredential(members: Draft = {}): Promise<Draft> {
  const credential = { issuer: plainDid, credentialSubject: { id: 'did:example:pump', level: 'basic' }, ...members }
  return plain.createVerifiableCredential({ credential, proofFormat: 'jwt' })
}

it('a good certificate is verified, as text and as envelope, and what was signed is returned', async () => {
  const document = certificate()
  const compact = await sign(document, actors.assessor)
  for (const credential of [compact, envelope(compact)]) {
    const result = await ours.verifyCredential({ credential })
    expect(result).toMatchObject({ verified: true, report: { verdict: 'accepted' } })
    expect(result['verifiableCredential']).toEqual(document)
  }
})

describe('THREAT-051 status of a compact JWT', () => {
  it('Veramo: skipped, though the same credential as an object is revoked', async () => {
    const issued = await plainCredential({ credentialStatus: { id: 'https://plain.example/1', type: 'AnyStatus' } })
    expect(await plain.verifyCredential({ credential: issued })).toMatchObject({ verified: false })
    expect(await plain.verifyCredential({ credential: issued.proof.jwt })).toMatchObject({ verified: true })
  })

  it('ours: evaluated on what was signed, in every form, whatever policy the caller states', async () => {
    const document = certificate()
    const compact = await sign(document, actors.assessor)
    const index = Number(document.credentialStatus[0].statusListIndex)
    const lists = [statusList(actors.assessor, 'revocation', [index]), statusList(actors.assessor, 'suspension')]
    const others = await cleanLists(actors.alliance, actors.limited, actors.vendor)
    const trust = await usualTrust({ statusLists: [...(await Promise.all(lists)), ...others] })
    const agent = await ourAgent({ ...verdicts, trust: () => trust })
    for (const credential of [compact, envelope(compact)]) {
      const result = await agent.verifyCredential({ credential, policies: { credentialStatus: false } })
      expect(result).toMatchObject({ verified: false, error: { errorCode: 'REVOKED' } })
      expect(result).not.toHaveProperty('verifiableCredential')
    }
  })
})

describe('credentials inside a presentation', () => {
  it('Veramo: not verified; a broken one passes', async () => {
    const issued = await plainCredential()
    const presentation = await plain.createVerifiablePresentation({
      presentation: { holder: plainDid, verifiableCredential: [breakSignature(issued.proof.jwt)] },
      proofFormat: 'jwt',
    })
    expect(await plain.verifyPresentation({ presentation })).toMatchObject({ verified: true })
  })

  it('ours: verified, every one', async () => {
    const compact = await sign(certificate(), actors.assessor)
    const good = await present({ holder: actors.vendor, secured: [compact] })
    expect(await ours.verifyPresentation({ presentation: good, domain })).toMatchObject({ verified: true })
    const broken = await present({ holder: actors.vendor, secured: [breakSignature(compact)] })
    const result = await ours.verifyPresentation({ presentation: broken, domain })
    expect(result).toMatchObject({ verified: false, error: { errorCode: 'SIG_INVALID' } })
  })
})

describe('THREAT-050 an object beside its JWT, changed, under another proof.type', () => {
  const changed = (issued: Draft) => ({
    ...issued,
    credentialSubject: { ...issued.credentialSubject, level: 'high' },
    proof: { ...issued.proof, type: 'Renamed' },
  })

  it('Veramo: passes', async () => {
    const issued = await plainCredential()
    expect(await plain.verifyCredential({ credential: changed(issued) })).toMatchObject({ verified: true })
  })

  it('ours: refused, Veramo’s own and one around a certificate, with proof.type kept, renamed or deleted', async () => {
    const compact = await sign(certificate(), actors.assessor)
    for (const proof of [{ type: 'JwtProof2020', jwt: compact }, { type: 'Renamed', jwt: compact }, { jwt: compact }]) {
      const credential: Draft = { ...certificate(), proof }
      const result = await ours.verifyCredential({ credential })
      expect(result).toMatchObject({ verified: false, error: { errorCode: 'FORMAT_UNSUPPORTED' } })
    }
    const result = await ours.verifyCredential({ credential: changed(await plainCredential()) })
    expect(result).toMatchObject({ verified: false, error: { errorCode: 'FORMAT_UNSUPPORTED' } })
  })

  it('ours: an envelope with members of its own is refused too', async () => {
    const compact = await sign(certificate(), actors.assessor)
    const credential = { ...envelope(compact), credentialSubject: { level: 'high' } }
    const result = await ours.verifyCredential({ credential })
    expect(result).toMatchObject({ verified: false, error: { errorCode: 'FORMAT_UNSUPPORTED' } })
  })

  it('ours: in front of Veramo’s providers in somebody else’s agent, an object around our JWT does not get to them', async () => {
    const theirs = createPlainVeramo([new TrustedTechCredentialProvider(verdicts)])
    const { credentialStatus: _none, ...document } = certificate()
    const jwt = await sign(certificate(), actors.assessor)
    const result = await theirs.verifyCredential({ credential: { ...document, proof: { type: 'Renamed', jwt } } })
    expect(result).toMatchObject({ verified: false, error: { errorCode: 'FORMAT_UNSUPPORTED' } })
  })
})

describe('the caller’s object when a credential is made of it', () => {
  const draft = (issuer: string, first: string): Draft => ({
    '@context': [first],
    type: ['VerifiableCredential'],
    issuer,
    credentialSubject: { id: 'did:example:pump', level: 'basic' },
  })

  it('Veramo: gets issuanceDate and the context of 1.1', async () => {
    const credential = draft(plainDid, VCDM_CONTEXT)
    await plain.createVerifiableCredential({ credential, proofFormat: 'jwt' })
    expect(credential['@context']).toEqual([V1, VCDM_CONTEXT])
    expect(credential.issuanceDate).toMatch(/^\d{4}-/)
  })

  it('ours: stays as it was, and what is signed has neither', async () => {
    const credential = draft(ourDid, VCDM_CONTEXT)
    const before = structuredClone(credential)
    const made: Draft = await ours.createVerifiableCredential({ credential, proofFormat: 'vc+jwt' })
    expect(credential).toEqual(before)
    expect(documentOf(made)).toEqual(before)
  })

  it('ours in somebody else’s agent: what is signed has neither, whatever their router did to the object', async () => {
    const theirs = createPlainVeramo([new TrustedTechCredentialProvider(verdicts)])
    const { did } = await theirs.didManagerCreate({ options: { keyType: 'Ed25519' } })
    const credential = draft(did, VCDM_CONTEXT)
    const before = structuredClone(credential)
    const made: Draft = await theirs.createVerifiableCredential({ credential, proofFormat: 'vc+jwt' })
    expect(documentOf(made)).toEqual(before)
  })
})

describe('validUntil', () => {
  it('Veramo: ignored; a credential that ended years ago passes', async () => {
    const issued = await plainCredential({ validUntil: '2020-01-01T00:00:00Z' })
    expect(await plain.verifyCredential({ credential: issued.proof.jwt })).toMatchObject({ verified: true })
  })

  it('ours: decides', async () => {
    const document = certificate()
    document.validUntil = '2026-10-31T00:00:00Z'
    const credential = await sign(document, actors.assessor)
    const result = await ours.verifyCredential({ credential, policies: { expirationDate: false } })
    expect(result).toMatchObject({ verified: false, error: { errorCode: 'EXPIRED' } })
  })
})

describe('VCDM 2.0', () => {
  const header = (compact: string) => JSON.parse(Buffer.from(compact.split('.')[0]!, 'base64url').toString('utf8'))

  it('Veramo: not emitted; a credential is a claim `vc` in a JWT of type JWT', async () => {
    const { proof } = await plainCredential()
    expect(header(proof.jwt)).toMatchObject({ typ: 'JWT' })
    expect(JSON.parse(Buffer.from(proof.jwt.split('.')[1], 'base64url').toString('utf8'))).toHaveProperty('vc')
  })

  it('ours: emitted as vc+jwt, which verifySecured verifies', async () => {
    const credential: Draft = {
      '@context': [VCDM_CONTEXT],
      type: ['VerifiableCredential'],
      issuer: { id: ourDid, name: 'A desk' },
      validFrom: '2026-10-01T00:00:00Z',
      credentialSubject: { id: 'did:example:pump' },
    }
    const made: Draft = await ours.createVerifiableCredential({ credential, proofFormat: 'vc+jwt' })
    const compact = compactOf(made)
    expect(header(compact)).toMatchObject({ alg: 'EdDSA', typ: 'vc+jwt', cty: 'vc' })
    const report = await ours.trustedTechVerifySecured({ input: made })
    expect(report).toMatchObject({ proof: 'verified', document: credential })
  })
})

describe('a credential is not signed', () => {
  const good = (): Draft => ({
    '@context': [VCDM_CONTEXT],
    type: ['VerifiableCredential'],
    issuer: ourDid,
    credentialSubject: { id: 'did:example:pump' },
  })
  it.each<[string, Draft, string, string]>([
    ['in the words of VCDM 1.1', { expirationDate: '2027-01-01T00:00:00Z' }, 'LEGACY_VCDM_1_1', '/expirationDate'],
    ['under the context of VCDM 1.1', { '@context': [V1] }, 'CONTEXT_NOT_ALLOWED', '/@context'],
    ['with a proof already', { proof: { type: 'Any' } }, 'FORMAT_UNSUPPORTED', '/proof'],
    ['with a date that is none', { validUntil: 'next year' }, 'DATE_MALFORMED', '/validUntil'],
  ])('%s', async (_label, change, code, pointer) => {
    const made = ours.createVerifiableCredential({ credential: { ...good(), ...change }, proofFormat: 'vc+jwt' })
    await expect(made).rejects.toMatchObject({ code: 'ERR_DRAFT_REFUSED', problems: [{ code, pointer }] })
  })

  it('with JOSE claims of its own', async () => {
    const made = ours.createVerifiableCredential({ credential: { ...good(), iss: ourDid }, proofFormat: 'vc+jwt' })
    await expect(made).rejects.toMatchObject({ code: 'ERR_ARGUMENT_INVALID' })
  })

  it('of an issuer that is not this agent’s', async () => {
    const credential = { ...good(), issuer: plainDid }
    await expect(ours.createVerifiableCredential({ credential, proofFormat: 'vc+jwt' })).rejects.toThrow(/issuer/)
  })
})

describe('a presentation of ours', () => {
  it('goes round through Veramo’s methods, bound to audience and nonce', async () => {
    const agent = await ourAgent(verdicts)
    const { did: holder } = await agent.didManagerCreate()
    const presentation = { holder, verifiableCredential: [envelope(await sign(certificate(), actors.assessor))] }
    const made: Draft = await agent.createVerifiablePresentation({
      presentation,
      proofFormat: 'vp+jwt',
      domain: 'https://buyer.example',
      challenge: 'n-1',
      expiresInSeconds: 300,
    } as Draft)
    const asked = { presentation: made, domain: 'https://buyer.example' }
    // The holder is neither the manufacturer nor mandated: a verdict of the verifier that a valid proof does not change.
    const result = await agent.verifyPresentation({ ...asked, challenge: 'n-1' })
    expect(result).toMatchObject({ verified: false, error: { errorCode: 'HOLDER_BINDING' } })
    const other = await agent.verifyPresentation({ ...asked, challenge: 'n-2' })
    expect(other).toMatchObject({ verified: false, error: { errorCode: 'NONCE_MISMATCH' } })
  })

  it('is not verified for a caller who does not say what it expects', async () => {
    const presentation = await present({ holder: actors.vendor, secured: [await sign(certificate(), actors.assessor)] })
    await expect(ours.verifyPresentation({ presentation })).rejects.toMatchObject({ code: 'ERR_ARGUMENT_INVALID' })
    const asCredential = await ours.verifyCredential({ credential: presentation })
    expect(asCredential).toMatchObject({ verified: false, error: { errorCode: 'TYP_MISMATCH' } })
  })

  it('needs an end, and says nothing but its credentials', async () => {
    const presentation: Draft = { holder: ourDid, verifiableCredential: [await sign(certificate(), actors.assessor)] }
    const wanted = { presentation, proofFormat: 'vp+jwt', domain }
    await expect(ours.createVerifiablePresentation(wanted)).rejects.toMatchObject({ code: 'ERR_ARGUMENT_INVALID' })
    const said = { ...wanted, presentation: { ...presentation, level: 'high' }, expiresInSeconds: 60 } as Draft
    await expect(ours.createVerifiablePresentation(said)).rejects.toMatchObject({ code: 'ERR_DRAFT_REFUSED' })
  })
})

it('without trust data nothing is verified', async () => {
  const agent = await ourAgent({ now: () => at('2026-11-01T12:00:00Z') })
  const result = await agent.verifyCredential({ credential: await sign(certificate(), actors.assessor) })
  expect(result).toMatchObject({ verified: false, report: { verdict: 'indeterminate' } })
})

it.each([undefined, null, 7, '', {}, [], 'a.b.c', { proof: { jwt: 7 } }, Symbol('no'), () => 'no'])(
  'whatever a caller hands in is a verdict, never an exception: %s',
  async (input) => {
    const report = await ours.trustedTechVerify({ input })
    expect(report.verdict).toBe('rejected')
    expect(await ours.trustedTechVerifySecured({ input })).toMatchObject({ proof: 'invalid' })
  },
)

function compactOf(made: Draft): string {
  return made.id.slice(made.id.indexOf(',') + 1)
}

function documentOf(made: Draft): unknown {
  const opened = openSecured(compactOf(made), { maxBytes: 65_536 })
  return opened.ok ? opened.value.document : opened.problems
}
