import { isReasonCode, type JsonObject, TrustedTechError } from '@trusted-tech/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALGORITHM_NAMES } from '../algorithms.js'
import { openJws } from '../jws/open-jws.js'
import { signJws } from '../jws/sign-jws.js'
import { settleSync } from '../settle/settle-sync.js'
import { testKey } from '../testing/keys.js'
import { openSecured, SECURING_MECHANISMS } from './open-secured.js'
import { vcJwt } from './vc-jwt.js'
import { vpJwt } from './vp-jwt.js'

const SIGNED_AT = 1795510800999 as never
const decode = (part: string | undefined) => JSON.parse(Buffer.from(part ?? '', 'base64url').toString())

describe.each(ALGORITHM_NAMES)('VC-JOSE-COSE, "Securing Verifiable Credentials with JOSE", with %s', (algorithm) => {
  const { signer, key, kid } = testKey(algorithm)
  const document = { '@context': ['https://www.w3.org/ns/credentials/v2'], id: 'urn:a', name: 'Grüße 🔐' }

  it('a credential: header, payload and iat in whole seconds', async () => {
    const [header, payload] = (await vcJwt.secure(document, signer, { signedAt: SIGNED_AT })).split('.')
    expect(decode(header)).toEqual({ alg: algorithm, kid, typ: 'vc+jwt', cty: 'vc' })
    expect(decode(payload)).toEqual({ ...document, iat: 1795510800 })
  })

  it('a presentation: its own typ, cty and claims', async () => {
    const claims = { aud: 'https://buyer.example', nonce: 'n-1', exp: 1795511000 }
    const token = await vpJwt.secure(document, signer, { signedAt: SIGNED_AT, claims })
    expect(decode(token.split('.')[0])).toEqual({ alg: algorithm, kid, typ: 'vp+jwt', cty: 'vp' })
    expect(openSecured(token)).toMatchObject({
      ok: true,
      value: { mechanism: 'vp+jwt', kind: 'presentation', document, claims: { ...claims, iat: 1795510800 } },
    })
  })

  it('what is secured opens as the same document, and is valid', async () => {
    const opened = openSecured(await vcJwt.secure(document, signer, { signedAt: SIGNED_AT }))
    if (!opened.ok) throw new Error('opens')
    expect(opened.value.document).toEqual(document)
    expect(Object.keys(opened.value.document)).toEqual(Object.keys(document))
    const job = opened.value.signatureJob(key)
    expect(job.ok && settleSync([job.value])).toEqual(['valid'])
  })
})

describe('the table of mechanisms', () => {
  const { signer } = testKey('EdDSA')

  it('has each mechanism under its name, and each detects its own tokens only', async () => {
    for (const [name, mechanism] of Object.entries(SECURING_MECHANISMS)) {
      expect(mechanism.name).toBe(name)
      const token = await mechanism.secure({ id: 'urn:a' }, signer, { signedAt: SIGNED_AT })
      for (const other of Object.values(SECURING_MECHANISMS)) {
        expect(other.detect(token)).toBe(other === mechanism)
        expect(other.detect(Buffer.from(token))).toBe(other === mechanism)
      }
    }
  })

  it.each([null, undefined, 7, {}, [], '', '.', 'a.b.c', '{}', new Uint8Array(), new Uint8Array(10_000_000)])(
    'detects nothing in %.20j, and does not throw',
    (input) => {
      for (const mechanism of Object.values(SECURING_MECHANISMS)) expect(mechanism.detect(input as never)).toBe(false)
    },
  )

  it('each refuses the other’s tokens (THREAT-023)', async () => {
    const credential = await vcJwt.secure({ id: 'urn:a' }, signer, { signedAt: SIGNED_AT })
    expect(vpJwt.open(credential)).toMatchObject({ ok: false, problems: [{ code: 'TYP_MISMATCH' }] })
    const presentation = await vpJwt.secure({ id: 'urn:a' }, signer, { signedAt: SIGNED_AT })
    expect(vcJwt.open(presentation)).toMatchObject({ ok: false, problems: [{ code: 'TYP_MISMATCH' }] })
  })
})

describe('a document to be secured', () => {
  const { signer } = testKey('EdDSA')

  it.each(['iss', 'sub', 'jti', 'iat', 'nbf', 'exp', 'aud', 'nonce', 'cnf', 'vc', 'vp'])(
    'with a member %s of its own is refused: it would become a claim',
    async (member) => {
      const document: JsonObject = { id: 'urn:a', [member]: 'x' }
      await expect(vcJwt.secure(document, signer, { signedAt: SIGNED_AT })).rejects.toMatchObject({
        code: 'ERR_ARGUMENT_INVALID',
      })
    },
  )

  it('is not changed', async () => {
    const document = Object.freeze({ id: 'urn:a' })
    await vcJwt.secure(document, signer, { signedAt: SIGNED_AT, claims: { iss: 'did:web:a.example' } })
    expect(document).toEqual({ id: 'urn:a' })
  })

  it('is not signed under a key id that no verifier would take', async () => {
    const nameless = { ...signer, verificationMethod: 'key-1' }
    await expect(vcJwt.secure({ id: 'a' }, nameless, { signedAt: SIGNED_AT })).rejects.toThrow(TrustedTechError)
  })
})

describe('another signed artefact', () => {
  it('has a typ of its own and no cty, and opens with its whole payload', async () => {
    const { signer, key, kid } = testKey('ES384')
    const payload = { version: 1, iss: 'did:web:alliance.example', files: {} }
    const token = await signJws({ payload, signer, typ: 'trust-manifest+jwt' })
    expect(decode(token.split('.')[0])).toEqual({ alg: 'ES384', kid, typ: 'trust-manifest+jwt' })
    const opened = openJws({ input: token, typ: 'trust-manifest+jwt', maxBytes: 1024 })
    expect(opened).toMatchObject({ ok: true, value: { payload } })
    const job = opened.ok ? opened.value.signatureJob(key) : undefined
    expect(job?.ok && settleSync([job.value])).toEqual(['valid'])
  })
})

describe('whatever comes in', () => {
  const rounds = { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) }
  const part = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'eyJhbGciOiJFZERTQSIs.-_=~{}[] \n') }),
    fc.jsonValue({ maxDepth: 3 }).map((value) => Buffer.from(JSON.stringify(value)).toString('base64url')),
    fc
      .dictionary(fc.constantFrom('alg', 'kid', 'typ', 'cty', 'crit', 'jwk'), fc.jsonValue({ maxDepth: 1 }))
      .map((value) => Buffer.from(JSON.stringify(value)).toString('base64url')),
  )
  const inputs = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.uint8Array(),
    fc.tuple(part, part, part).map((parts) => parts.join('.')),
    fc.anything(),
  )

  it('opening does not throw, and says why it refuses with codes of the registry', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const opened = openSecured(input as string)
        if (opened.ok) return
        expect(opened.problems.length).toBeGreaterThan(0)
        for (const { code, pointer } of opened.problems) {
          expect(isReasonCode(code)).toBe(true)
          expect(pointer === '' || pointer.startsWith('/')).toBe(true)
        }
      }),
      rounds,
    )
  })
})

describe('signers in turn', () => {
  it('each token has the header of its own signer and kind, and its own signature', async () => {
    const signers = ALGORITHM_NAMES.map((algorithm) => testKey(algorithm))
    const turns = [...signers, ...signers.toReversed()].flatMap((one) => [
      { ...one, mechanism: vcJwt },
      { ...one, mechanism: vpJwt },
    ])
    const tokens = await Promise.all(
      turns.map(({ mechanism, signer }, n) => mechanism.secure({ id: `urn:${n}` }, signer, { signedAt: SIGNED_AT })),
    )
    for (const [n, { algorithm, key, kid, mechanism }] of turns.entries()) {
      expect(decode(tokens[n]?.split('.')[0])).toMatchObject({ alg: algorithm, kid, typ: mechanism.name })
      const opened = openSecured(tokens[n] as string)
      const job = opened.ok ? opened.value.signatureJob(key) : undefined
      expect(opened.ok && opened.value.document).toEqual({ id: `urn:${n}` })
      expect(job?.ok && settleSync([job.value])).toEqual(['valid'])
    }
  })
})
