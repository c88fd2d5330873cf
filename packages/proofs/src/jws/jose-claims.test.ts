import type { Json } from '@trusted-tech/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openSecured } from '../mechanisms/open-secured.js'
import { craftJws, credentialHeader } from '../testing/craft-jws.js'
import { testKey } from '../testing/keys.js'
import { JOSE_CLAIMS } from './jose-claims.js'

const RUNS = Number(process.env['TTA_RUNS'] ?? 300)
const key = testKey('EdDSA')
const open = (payload: unknown) => openSecured(craftJws({ header: credentialHeader(key), payload, key }))
const refusals = (payload: unknown) => {
  const opened = open(payload)
  return opened.ok ? [] : opened.problems.map(({ code, pointer }) => [code, pointer])
}

const TIMES = ['iat', 'nbf', 'exp'] as const
const TEXTS = ['iss', 'sub', 'jti', 'aud', 'nonce'] as const

describe('THREAT-042 claims of another type', () => {
  const badTimes: readonly Json[] = [
    'never',
    '1795510800',
    '',
    null,
    true,
    false,
    [],
    [1795510800],
    {},
    -1,
    1.5,
    253402300800,
    1795510800000,
  ]
  it.each(TIMES.flatMap((claim) => badTimes.map((value) => [claim, value] as const)))(
    '%s: %j is CLAIM_TYPE',
    (claim, value) => {
      expect(refusals({ [claim]: value })).toEqual([['CLAIM_TYPE', `/${claim}`]])
    },
  )

  it.each(['1e400', '-1e400', '1e309', '-0', '9007199254740993'])(
    'a time %s is JSON_NUMBER: it is not what it says',
    (text) => {
      for (const claim of TIMES) expect(refusals(`{"${claim}":${text}}`)).toEqual([['JSON_NUMBER', `/${claim}`]])
    },
  )

  const badTexts: readonly Json[] = ['', null, true, 0, 7, [], ['a'], ['a', 'b'], {}, { id: 'a' }]
  it.each(TEXTS.flatMap((claim) => badTexts.map((value) => [claim, value] as const)))(
    '%s: %j is CLAIM_TYPE',
    (claim, value) => {
      expect(refusals({ [claim]: value })).toEqual([['CLAIM_TYPE', `/${claim}`]])
    },
  )

  it.each<Json>(['kid', null, true, 7, []])('cnf: %j is CLAIM_TYPE', (value) => {
    expect(refusals({ cnf: value })).toEqual([['CLAIM_TYPE', '/cnf']])
  })

  it('every bad claim is named, not only the first', () => {
    expect(refusals({ iss: 1, exp: 'never', id: 'x' })).toEqual([
      ['CLAIM_TYPE', '/iss'],
      ['CLAIM_TYPE', '/exp'],
    ])
  })

  it('exp: 0 is a time, long ago, and never "no expiry"', () => {
    expect(open({ exp: 0 })).toMatchObject({ ok: true, value: { claims: { exp: 0 } } })
  })

  it('any JSON in any claim either has the claim’s type or is CLAIM_TYPE', () => {
    fc.assert(
      fc.property(fc.constantFrom(...JOSE_CLAIMS), fc.jsonValue({ maxDepth: 2 }), (claim, value) => {
        const opened = open(JSON.stringify({ [claim]: value }))
        if (!opened.ok) return
        const found = opened.value.claims[claim]
        const type = claim === 'cnf' ? 'object' : (TIMES as readonly string[]).includes(claim) ? 'number' : 'string'
        expect(typeof found).toBe(type)
        expect(found).not.toBe('')
        if (typeof found === 'number') expect(Number.isSafeInteger(found) && found >= 0).toBe(true)
      }),
      { seed: 20261124, numRuns: RUNS },
    )
  })
})

describe('the document', () => {
  it('is the payload without the JOSE claims, in the order it came', () => {
    const opened = open({ id: 'a', iss: 'b', type: ['c'], iat: 1, vct: 'd', status: {}, exp: 2 })
    if (!opened.ok) throw new Error('opens')
    expect(Object.keys(opened.value.document)).toEqual(['id', 'type', 'vct', 'status'])
    expect(opened.value.claims).toEqual({ iss: 'b', iat: 1, exp: 2 })
  })

  it('has a signing time only if the signer claimed one', () => {
    const dated = open({ iat: 1795510800 })
    const undated = open({ validFrom: '2026-11-24T09:00:00Z' })
    expect(dated.ok && dated.value.signedAt).toBe(1795510800000)
    expect(undated.ok && undated.value.signedAt).toBe(undefined)
    expect(undated.ok && 'signedAt' in undated.value).toBe(false)
  })

  it.each(['vc', 'vp'])('THREAT-052 is not nested in a claim %s', (member) => {
    expect(refusals({ issuer: 'a', [member]: { issuer: 'b' } })).toEqual([['CLAIM_CONFLICT', `/${member}`]])
    expect(refusals({ [member]: null })).toEqual([['CLAIM_CONFLICT', `/${member}`]])
  })
})
