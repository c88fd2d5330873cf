import type { JsonObject } from '@trusted-tech/model'
import { describe, expect, it } from 'vitest'
import { claimConflicts } from './claim-conflicts.js'
import { openSecured } from './mechanisms/open-secured.js'
import { craftJws, credentialHeader } from './testing/craft-jws.js'
import { testKey } from './testing/keys.js'

const key = testKey('EdDSA')
const conflicts = (payload: JsonObject, typ: 'vc+jwt' | 'vp+jwt' = 'vc+jwt') => {
  const { cty: _cty, ...header } = credentialHeader(key)
  const opened = openSecured(craftJws({ header: { ...header, typ }, payload, key }))
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems))
  return claimConflicts(opened.value).map(({ code, pointer }) => [code, pointer])
}

const credential = {
  id: 'urn:uuid:8d2d8a51-6f6c-4c58-8f4e-6f0c6a3f9d01',
  issuer: { id: 'did:web:assessor.example', name: 'Assessor' },
  validFrom: '2026-11-24T09:00:00Z',
  validUntil: '2027-11-24T10:00:00+01:00',
  credentialSubject: { id: 'pkg:generic/gateway' },
}
const agreeing = {
  iss: 'did:web:assessor.example',
  sub: 'pkg:generic/gateway',
  jti: credential.id,
  iat: 1795510800,
  nbf: Date.parse(credential.validFrom) / 1000,
  exp: Date.parse(credential.validUntil) / 1000,
}

describe('THREAT-052 claims and credential', () => {
  it('agree, or are absent', () => {
    expect(conflicts({ ...credential, ...agreeing })).toEqual([])
    expect(conflicts(credential)).toEqual([])
    expect(conflicts({ ...credential, issuer: credential.issuer.id, iss: agreeing.iss })).toEqual([])
  })

  it.each<readonly [keyof typeof agreeing, string | number]>([
    ['iss', 'did:web:attacker.example'],
    ['iss', 'did:web:assessor.example '],
    ['iss', 'DID:web:assessor.example'],
    ['sub', 'pkg:generic/other'],
    ['jti', 'urn:uuid:8d2d8a51-6f6c-4c58-8f4e-6f0c6a3f9d02'],
    ['nbf', agreeing.nbf + 1],
    ['nbf', agreeing.nbf - 1],
    ['exp', agreeing.exp + 1],
    ['exp', agreeing.exp - 1],
    ['exp', 0],
  ])('a %s that differs (%j) is CLAIM_CONFLICT', (claim, value) => {
    expect(conflicts({ ...credential, ...agreeing, [claim]: value })).toEqual([['CLAIM_CONFLICT', `/${claim}`]])
  })

  it.each([
    ['iss', 'issuer'],
    ['sub', 'credentialSubject'],
    ['jti', 'id'],
    ['nbf', 'validFrom'],
    ['exp', 'validUntil'],
  ])('a %s without %s beside it is CLAIM_CONFLICT', (claim, member) => {
    const { [member as 'id']: _left, ...rest } = { ...credential, ...agreeing }
    expect(conflicts(rest)).toEqual([['CLAIM_CONFLICT', `/${claim}`]])
  })

  it.each<readonly [string, JsonObject, string]>([
    ['several subjects', { credentialSubject: [{ id: 'pkg:generic/gateway' }] }, 'sub'],
    ['a subject without id', { credentialSubject: { name: 'x' } }, 'sub'],
    ['an issuer without id', { issuer: { name: 'x' } }, 'iss'],
    ['several issuers', { issuer: ['did:web:assessor.example'] }, 'iss'],
    ['a date without zone', { validFrom: '2026-11-24T09:00:00' }, 'nbf'],
    ['a date that is a number', { validUntil: 1795510800 }, 'exp'],
  ])('%s agree with no claim', (_label, members, claim) => {
    expect(conflicts({ ...credential, ...agreeing, ...members })).toEqual([['CLAIM_CONFLICT', `/${claim}`]])
  })

  it('a fraction of a second, which a claim cannot carry, is no conflict', () => {
    expect(conflicts({ ...credential, validFrom: '2026-11-24T09:00:00.250Z', nbf: agreeing.nbf })).toEqual([])
  })

  it('RFC 7519, section 4.1.3: a credential limited to an audience is CLAIM_CONFLICT', () => {
    expect(conflicts({ ...credential, aud: 'https://buyer.example', nonce: 'n' })).toEqual([
      ['CLAIM_CONFLICT', '/aud'],
      ['CLAIM_CONFLICT', '/nonce'],
    ])
  })

  it('every conflict is named, not only the first', () => {
    const payload = { ...credential, ...agreeing, iss: 'x', sub: 'x', jti: 'x', nbf: 1, exp: 1 }
    expect(conflicts(payload).map(([, pointer]) => pointer)).toEqual(['/iss', '/jti', '/sub', '/nbf', '/exp'])
  })
})

describe('THREAT-052 claims and presentation', () => {
  const presentation = {
    id: 'urn:uuid:1',
    holder: 'did:key:zHolder',
    aud: 'a',
    nonce: 'n',
    exp: 1795510800,
    iat: 1795510700,
  }

  it('have their own audience, nonce and expiry', () => {
    expect(conflicts(presentation, 'vp+jwt')).toEqual([])
    expect(
      conflicts({ ...presentation, iss: 'did:key:zHolder', sub: 'did:key:zHolder', jti: 'urn:uuid:1' }, 'vp+jwt'),
    ).toEqual([])
  })

  it.each([
    ['iss', 'did:key:zOther'],
    ['sub', 'did:key:zOther'],
    ['jti', 'urn:uuid:2'],
  ])('a %s that differs is CLAIM_CONFLICT', (claim, value) => {
    expect(conflicts({ ...presentation, [claim]: value }, 'vp+jwt')).toEqual([['CLAIM_CONFLICT', `/${claim}`]])
  })

  it('an iss without a holder is CLAIM_CONFLICT', () => {
    const { holder: _holder, ...rest } = presentation
    expect(conflicts({ ...rest, iss: 'did:key:zHolder' }, 'vp+jwt')).toEqual([['CLAIM_CONFLICT', '/iss']])
  })
})
