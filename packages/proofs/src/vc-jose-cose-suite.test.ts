import type { Json } from '@trusted-tech/model'
import { expect, it } from 'vitest'
import { importPublicKey } from './keys/import-public-key.js'
import { thumbprint } from './keys/thumbprint.js'
import { vcJwt } from './mechanisms/vc-jwt.js'
import { settleSync } from './settle/settle-sync.js'
import { signerFromJwk } from './signing/signer-from-jwk.js'
import { describeVectors, readVectors } from './testing/public-vectors.js'

interface Method {
  readonly publicKeyJwk: { readonly kid: string; readonly [member: string]: Json }
  readonly secretKeyJwk: Json
}

describeVectors('Keys of the VC-JOSE-COSE test suite', 'vc-jose-cose-suite', () => {
  it.each([
    ['vm-ed25519', 'EdDSA'],
    ['vm-did-ed25519', 'EdDSA'],
    ['vm-p256', 'ES256'],
    ['vm-p384', 'ES384'],
  ])('%s is imported, has the thumbprint that its kid says, and signs', async (file, algorithm) => {
    const { publicKeyJwk, secretKeyJwk } = readVectors<Method>(`vc-jose-cose-suite/input/${file}.json`)
    const imported = importPublicKey({ publicKeyJwk })
    if (!imported.ok) throw new Error(JSON.stringify(imported.problems))
    expect(imported.value.algorithm).toBe(algorithm)
    expect(thumbprint(imported.value)).toBe(publicKeyJwk.kid)
    const signer = signerFromJwk({ privateKeyJwk: secretKeyJwk, verificationMethod: 'did:example:issuer#key' })
    const opened = vcJwt.open(await vcJwt.secure({ id: 'urn:a' }, signer, { signedAt: 0 as never }))
    const job = opened.ok ? opened.value.signatureJob(imported.value) : undefined
    if (!job?.ok) throw new Error('a job')
    expect(settleSync([job.value])).toEqual(['valid'])
  })

  it('vm-p521 is not of the profile', () => {
    const { publicKeyJwk } = readVectors<Method>('vc-jose-cose-suite/input/vm-p521.json')
    expect(importPublicKey({ publicKeyJwk })).toMatchObject({
      ok: false,
      problems: [{ code: 'ALG_NOT_ALLOWED', pointer: '/publicKeyJwk/crv' }],
    })
  })
})
