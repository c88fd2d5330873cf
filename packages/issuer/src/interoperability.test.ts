import type { JsonObject } from '@trusted-tech/model'
import { openSecured } from '@trusted-tech/proofs'
import type { TrustState } from '@trusted-tech/trust'
import { verify } from '@trusted-tech/verifier'
import { CompactSign, compactVerify, importJWK } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { actors, NOW, openedTrust, usualParts } from '../../../test/world/world.js'
import type { IssuedRecord } from './issuance-store.js'
import { issueClaim } from './issue-claim.js'
import { publishStatusLists } from './publish-status-lists.js'
import { certificateDraft, deskOf, type ObservedDesk, trustOf } from './testing/desk.js'

describe('interoperability with jose', () => {
  const { assessor } = actors
  let desk: ObservedDesk
  let record: IssuedRecord
  let document: JsonObject
  let trust: { ok: true; value: TrustState }
  const question = { allowSample: true }

  beforeAll(async () => {
    desk = deskOf(assessor)
    record = await issueClaim({ ...desk, trust: await trustOf(), draft: certificateDraft() })
    const opened = openSecured(record.secured)
    if (!opened.ok) throw new Error('our own output does not open')
    document = opened.value.document
    const lists = await publishStatusLists({ ...desk, issuer: assessor.did, validDays: 30 })
    const parts = await usualParts()
    const statusLists = [...(parts.statusLists ?? []), ...lists.map(({ secured }) => secured)]
    const published = await openedTrust({ ...parts, statusLists })
    if (!published.ok) throw new Error('no trust')
    trust = published
  })

  it('jose verifies what we issue, and reads the document that we read', async () => {
    const key = await importJWK(assessor.publicJwk, 'EdDSA')
    const { payload, protectedHeader } = await compactVerify(record.secured, key)
    expect(protectedHeader).toEqual({ alg: 'EdDSA', kid: assessor.kid, typ: 'vc+jwt', cty: 'vc' })
    const { iat, ...claimed } = JSON.parse(new TextDecoder().decode(payload)) as JsonObject
    expect(claimed).toEqual(document)
    expect(iat).toBe(NOW / 1000)
  })

  it('jose does not verify it with another key', async () => {
    const key = await importJWK(actors.limited.publicJwk, 'EdDSA')
    await expect(compactVerify(record.secured, key)).rejects.toMatchObject({
      code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    })
  })

  it('we accept what jose signs, byte for byte the same', async () => {
    const payload = JSON.stringify({ ...document, iat: NOW / 1000 })
    const signed = await new CompactSign(new TextEncoder().encode(payload))
      .setProtectedHeader({ alg: 'EdDSA', kid: assessor.kid, typ: 'vc+jwt', cty: 'vc' })
      .sign(await importJWK(assessor.privateJwk, 'EdDSA'))
    expect(signed).toBe(record.secured)
    const { verdict } = await verify({ input: signed, trust, now: NOW, question })
    expect(verdict).toBe('accepted')
  })

  it('we accept it with its members and white space in another order, and say the same', async () => {
    const reordered = Object.fromEntries(Object.entries({ ...document, iat: NOW / 1000 }).reverse())
    const signed = await new CompactSign(new TextEncoder().encode(JSON.stringify(reordered, null, 2)))
      .setProtectedHeader({ typ: 'vc+jwt', kid: assessor.kid, alg: 'EdDSA' })
      .sign(await importJWK(assessor.privateJwk, 'EdDSA'))
    expect(signed).not.toBe(record.secured)
    const [ours, theirs] = await Promise.all(
      [record.secured, signed].map((input) => verify({ input, trust, now: NOW, question })),
    )
    expect(theirs?.credentials).toEqual(ours?.credentials)
    expect(theirs?.verdict).toBe('accepted')
  })
})
