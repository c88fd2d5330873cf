import { beforeAll, describe, expect, it } from 'vitest'
import { breakSignature } from '../../test/world/forge.js'
import { SAMPLE } from '../../test/world/judge.js'
import {
  actors,
  certificate,
  cleanLists,
  type Draft,
  NOW,
  sign,
  statusList,
  usualTrust,
} from '../../test/world/world.js'
import { type Application, createApplication, receive } from './application.js'

describe('an application on Veramo that added provider and plugin', () => {
  const document = certificate()
  let application: Application
  let secured: string

  beforeAll(async () => {
    const trust = await usualTrust()
    application = createApplication({ trust: () => trust, now: () => NOW, question: SAMPLE })
    secured = await sign(document, actors.assessor)
  })

  it('keeps a good certificate', async () => {
    expect(await receive(application, secured)).toBe('kept, with findings on 1 product')
  })

  it('refuses one that was changed, and one from an assessor that nobody accredited', async () => {
    expect(await receive(application, breakSignature(secured))).toMatch(/^refused: rejected/i)
    expect(await receive(application, await sign(certificate(actors.stranger), actors.stranger))).toMatch(/^refused: /)
  })

  it('refuses one that has ended, which Veramo passes', async () => {
    const ended = { ...certificate(), validUntil: '2026-10-31T00:00:00Z' }
    const credential = await sign(ended, actors.assessor)
    expect(await application.verifyCredential({ credential })).toMatchObject({ error: { errorCode: 'EXPIRED' } })
  })

  it('refuses one that was revoked, which Veramo passes as text', async () => {
    const set = [document.credentialStatus[0].statusListIndex]
    const lists = [statusList(actors.assessor, 'revocation', set), statusList(actors.assessor, 'suspension')]
    const others = await cleanLists(actors.alliance, actors.limited, actors.vendor)
    const trust = await usualTrust({ statusLists: [...(await Promise.all(lists)), ...others] })
    const later = createApplication({ trust: () => trust, now: () => NOW, question: SAMPLE })
    expect(await later.verifyCredential({ credential: secured })).toMatchObject({ error: { errorCode: 'REVOKED' } })
  })

  it('refuses a changed object around a certificate, which Veramo passes under another proof.type', async () => {
    const { credentialStatus: _status, ...changed }: Draft = { ...document, validUntil: '2099-01-01T00:00:00Z' }
    const credential = { ...changed, proof: { type: 'Renamed', jwt: secured } }
    const result = await application.verifyCredential({ credential })
    expect(result).toMatchObject({ verified: false, error: { errorCode: 'FORMAT_UNSUPPORTED' } })
  })

  it('goes on issuing and verifying its own credentials as before', async () => {
    const { did } = await application.didManagerCreate()
    const credential = { issuer: did, credentialSubject: { id: did, role: 'buyer' } }
    const badge = await application.createVerifiableCredential({ credential, proofFormat: 'jwt' })
    expect(await application.verifyCredential({ credential: badge })).toMatchObject({ verified: true })
  })
})
