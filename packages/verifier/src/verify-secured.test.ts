import { VCDM_CONTEXT } from '@trusted-tech/model'
import { importPublicKey, type VerificationMethod } from '@trusted-tech/proofs'
import { describe, expect, it } from 'vitest'
import { type Actor, withKid } from '../../../test/world/actor.js'
import { breakSignature, forge } from '../../../test/world/forge.js'
import { actors, certificate, type Draft, declaration, present, sign } from '../../../test/world/world.js'
import { verifySecuredSync } from './sync.js'
import { planVerifySecured, type VerifySecuredInput, verifySecured } from './verify-secured.js'

const { assessor, limited, vendor, other } = actors

function methodOf(actor: Actor, changes: Partial<VerificationMethod> = {}): VerificationMethod {
  const key = importPublicKey({ publicKeyMultibase: actor.multikey })
  if (!key.ok) throw new Error('no key')
  return {
    id: actor.kid,
    controller: actor.did,
    purposes: ['assertionMethod', 'authentication'],
    key: key.value,
    ...changes,
  }
}
async function secured(input: VerifySecuredInput) {
  const report = verifySecuredSync(input)
  expect(await verifySecured(input)).toEqual(report)
  return report
}
async function told(input: string, methods: readonly VerificationMethod[] = [methodOf(assessor)]) {
  const { proof, problems } = await secured({ input, verificationMethods: methods })
  return [proof, ...problems.map(({ code, pointer }) => `${code} ${pointer}`.trimEnd())]
}

describe('VC-JOSE-COSE, "Verification": what W3C says of a document', () => {
  it('a did:key carries its own key, and the signed document is what comes back', async () => {
    const document = declaration()
    expect(await secured({ input: await sign(document, vendor) })).toEqual({
      proof: 'verified',
      problems: [],
      mechanism: 'vc+jwt',
      document,
    })
  })

  it('a presentation is verified under its holder', async () => {
    const report = await secured({ input: await present({ holder: vendor, secured: ['a.b.c'] }) })
    expect(report).toMatchObject({ proof: 'verified', mechanism: 'vp+jwt', document: { holder: vendor.did } })
  })

  it('a did:web needs its methods from the caller', async () => {
    const input = await sign(certificate(), assessor)
    expect(await told(input)).toEqual(['verified'])
    expect(await told(input, [])).toEqual(['invalid', 'KEY_NOT_FOUND /header/kid'])
  })

  it('it is no verdict: who issued, until when, and under which profile is not looked at', async () => {
    const document = {
      '@context': [VCDM_CONTEXT],
      type: 'VerifiableCredential',
      issuer: vendor.did,
      validUntil: '2001-01-01T00:00:00Z',
      credentialSubject: {},
    }
    expect(await told(await sign(document, vendor))).toEqual(['verified'])
  })

  it.each<[string, () => Promise<string>, readonly VerificationMethod[], string]>([
    [
      'a broken signature',
      async () => breakSignature(await sign(certificate(), assessor)),
      [methodOf(assessor)],
      'SIG_INVALID',
    ],
    ['a key of another DID', () => sign(certificate(), limited), [methodOf(limited)], 'KEY_CONTROLLER /header/kid'],
    [
      'a method that another DID controls',
      () => sign(certificate(), assessor),
      [methodOf(assessor, { controller: limited.did })],
      'KEY_CONTROLLER /header/kid',
    ],
    [
      'a method that only presents',
      () => sign(certificate(), assessor),
      [methodOf(assessor, { purposes: ['authentication'] })],
      'KEY_PURPOSE /header/kid',
    ],
    [
      'a key id that names no method',
      () => sign(certificate(), withKid(assessor, `${assessor.did}#key-2`)),
      [methodOf(assessor)],
      'KEY_NOT_FOUND /header/kid',
    ],
    [
      'a did:key whose key the caller replaces',
      () => sign(declaration(), withKid(other, vendor.kid)),
      [methodOf(other, { id: vendor.kid, controller: vendor.did })],
      'SIG_INVALID',
    ],
    [
      'another algorithm than the key’s',
      () => forge({ header: { alg: 'ES256' }, payload: certificate(), actor: assessor }),
      [methodOf(assessor)],
      'KEY_ALG_MISMATCH /header/alg',
    ],
    [
      'claims that say something else',
      () => forge({ payload: { ...certificate(), iss: vendor.did }, actor: assessor }),
      [methodOf(assessor)],
      'CLAIM_CONFLICT /iss',
    ],
    [
      'no issuer',
      () => forge({ payload: { ...certificate(), issuer: { name: 'x' } }, actor: assessor }),
      [methodOf(assessor)],
      'SCHEMA_INVALID /issuer',
    ],
    [
      'no subject',
      () => forge({ payload: { ...certificate(), credentialSubject: undefined }, actor: assessor }),
      [methodOf(assessor)],
      'SCHEMA_INVALID /credentialSubject',
    ],
    [
      'another first context',
      () =>
        forge({
          payload: { ...certificate(), '@context': ['https://www.w3.org/2018/credentials/v1'] },
          actor: assessor,
        }),
      [methodOf(assessor)],
      'CONTEXT_NOT_ALLOWED /@context',
    ],
    [
      'a context that is no list',
      () => forge({ payload: { ...certificate(), '@context': VCDM_CONTEXT }, actor: assessor }),
      [methodOf(assessor)],
      'CONTEXT_NOT_ALLOWED /@context',
    ],
    [
      'no type',
      () => forge({ payload: { ...certificate(), type: ['Certificate'] }, actor: assessor }),
      [methodOf(assessor)],
      'TYPE /type',
    ],
    [
      'a presentation as a credential',
      async () =>
        forge({
          payload: JSON.parse(
            Buffer.from((await present({ holder: vendor, secured: [] })).split('.')[1] ?? '', 'base64url').toString(),
          ),
          actor: vendor,
        }),
      [],
      'TYPE /type',
    ],
    [
      'a presentation without holder',
      () => present({ holder: vendor, secured: [], document: { holder: undefined } }),
      [],
      'KEY_CONTROLLER /header/kid',
    ],
    ['no token', async () => 'x', [], 'FORMAT_UNSUPPORTED'],
    [
      'alg none',
      () => forge({ header: { alg: 'none' }, payload: certificate(), actor: assessor }),
      [],
      'ALG_NOT_ALLOWED /header/alg',
    ],
  ])('%s', async (_, make, methods, expected) => {
    const input = await make()
    expect((await told(input, methods)).slice(0, 2)).toEqual(['invalid', expected])
    expect((await secured({ input, verificationMethods: methods })).document).toBeUndefined()
  })

  it('what this runtime cannot verify is neither verified nor invalid', async () => {
    const plan = planVerifySecured({ input: await sign(declaration(), vendor) })
    expect(plan.conclude(['unavailable'])).toMatchObject({
      proof: 'indeterminate',
      problems: [{ code: 'ALGORITHM_UNAVAILABLE', pointer: '/header/alg' }],
    })
    expect(plan.conclude([]).proof).toBe('invalid')
  })

  it('its result cannot be read as a verdict', async () => {
    const report = (await secured({ input: await sign(declaration(), vendor) })) as Draft
    expect(report.verdict).toBeUndefined()
    expect(report.credentials).toBeUndefined()
  })
})
