import { formatInstant, type Instant } from '@trusted-tech/model'
import { describe, expect, it } from 'vitest'
import { createActor, publishedKey, withKid } from '../world/actor.js'
import { forge } from '../world/forge.js'
import { CERTIFICATE_STATES, failure, judge, only, reason, reasons, states, stoppedAt } from '../world/judge.js'
import {
  accreditation,
  actors,
  at,
  certificate,
  cleanLists,
  listsOf,
  NOW,
  openedTrust,
  sign,
  statusList,
  usualTrust,
} from '../world/world.js'
import { accreditedBy, trustWithAccreditation, trustWithKeys } from './usual-trust-but.js'

const { alliance, assessor } = actors
const trust = await usualTrust()
const after = (seconds: number, from: Instant = NOW) => (from + seconds * 1000) as Instant
const text = (seconds: number, from: Instant = NOW) => formatInstant(after(seconds, from))

const withDates = (validFrom: string | undefined, validUntil: string | undefined) => {
  const document = certificate()
  return { ...document, validFrom, validUntil }
}

describe('THREAT-070 validity, to the second', () => {
  it.each([
    [-1, 'EXPIRED /validUntil'],
    [0, 'EXPIRED /validUntil'],
    [1, undefined],
  ])('that ends %i s after the time it is judged for: %s', async (seconds, expected) => {
    const report = await judge(await sign(withDates('2026-10-01T00:00:00Z', text(seconds)), assessor), { trust })
    expect(states(report)).toEqual(expected === undefined ? CERTIFICATE_STATES : only('validity'))
    expect(reason(report, 'validity')).toBe(expected)
  })

  it.each([
    [0, undefined],
    [60, undefined],
    [61, 'NOT_YET_VALID /validFrom'],
  ])('that begins %i s after the time it is judged for: %s', async (seconds, expected) => {
    const report = await judge(await sign(withDates(text(seconds), '2027-10-01T00:00:00Z'), assessor), { trust })
    expect(states(report)).toEqual(expected === undefined ? CERTIFICATE_STATES : only('validity'))
    expect(reason(report, 'validity')).toBe(expected)
  })

  it.each([
    ['ends before it begins', '2027-10-01T00:00:00Z', '2027-09-01T00:00:00Z'],
    ['ends when it begins', '2027-10-01T00:00:00Z', '2027-10-01T00:00:00Z'],
    ['ends when it begins, in another zone', '2027-10-01T02:00:00+02:00', '2027-10-01T00:00:00Z'],
  ])('that %s', async (_, validFrom, validUntil) => {
    const report = await judge(await sign(withDates(validFrom, validUntil), assessor), { trust })
    expect(reason(report, 'validity')).toBe('VALIDITY_RANGE /validUntil')
    expect(states(report)).toEqual(only('validity'))
  })

  it.each([
    ['begin', undefined, '2027-10-01T00:00:00Z'],
    ['end', '2026-10-01T00:00:00Z', undefined],
    ['begin and end', undefined, undefined],
  ])('without %s', async (_, validFrom, validUntil) => {
    const report = await judge(await sign(withDates(validFrom, validUntil), assessor), { trust })
    expect(states(report)).toEqual(stoppedAt('structure'))
    expect(reason(report, 'structure')).toBe('SCHEMA_INVALID')
  })

  it.each([
    ['2026-10-01T08:00:00Z', undefined],
    ['2026-10-01T07:59:00Z', undefined],
    ['2026-10-01T07:58:59Z', 'NOT_YET_VALID /iat'],
    ['2026-09-30T23:58:59Z', 'NOT_YET_VALID /validFrom'],
  ])('judged for %s, of a certificate signed at 08:00 that day: %s', async (evaluateAt, expected) => {
    const question = { evaluateAt: at(evaluateAt) }
    const report = await judge(await sign(certificate(), assessor), { trust, question })
    expect(reason(report, 'validity')).toBe(expected)
    expect(report.question.evaluateAt).toBe(evaluateAt)
  })

  it('longer than the accreditation allows', async () => {
    const allowed = withDates('2026-10-01T00:00:00Z', '2029-10-01T00:00:00Z')
    expect(states(await judge(await sign(allowed, assessor), { trust }))).toEqual(CERTIFICATE_STATES)
    const longer = withDates('2026-10-01T00:00:00Z', '2029-10-01T00:00:01Z')
    const report = await judge(await sign(longer, assessor), { trust })
    expect(states(report)).toEqual(only('validity'))
    expect(reason(report, 'validity')).toBe('LIFETIME_EXCEEDED /validUntil')
  })
})

describe('THREAT-071 tolerance', () => {
  it('is sixty seconds for begin and signing time, none for the end, and the report says so', async () => {
    const report = await judge(await sign(certificate(), assessor), { trust })
    expect(report.credentials[0]?.checks.validity).toMatchObject({ evidence: { clockToleranceSeconds: 60 } })
  })

  it.each([
    [60, undefined],
    [61, 'ISSUANCE_TIME /iat'],
  ])('signed %i s ahead of the clock: %s', async (seconds, expected) => {
    const document = withDates(text(0), '2027-10-01T00:00:00Z')
    const report = await judge(await sign(document, assessor, after(seconds)), { trust })
    expect(states(report)).toEqual(expected === undefined ? CERTIFICATE_STATES : only('validity'))
    expect(reason(report, 'validity')).toBe(expected)
  })

  it.each([
    [60, 'passed', 'accepted'],
    [61, 'indeterminate', 'indeterminate'],
  ])('trust data issued %i s ahead of the clock: %s', async (seconds, state, verdict) => {
    const known = await usualTrust({ issuedAt: after(seconds) })
    const report = await judge(await sign(certificate(), assessor), { trust: known })
    expect(report.verdict).toBe(verdict)
    expect(states(report)).toEqual({ ...CERTIFICATE_STATES, trust: state })
    expect(reason(report, 'trust')).toBe(state === 'passed' ? undefined : 'CLOCK_SUSPECT /issuedAt')
  })

  it.each([
    [1, 'passed', 'accepted'],
    [0, 'indeterminate', 'indeterminate'],
    [-1, 'indeterminate', 'indeterminate'],
  ])('trust data that end %i s after the clock: %s', async (seconds, state, verdict) => {
    const known = await usualTrust({ expires: after(seconds) })
    const report = await judge(await sign(certificate(), assessor), { trust: known })
    expect(report.verdict).toBe(verdict)
    expect(states(report)).toEqual({ ...CERTIFICATE_STATES, trust: state })
    expect(reason(report, 'trust')).toBe(state === 'passed' ? undefined : 'BUNDLE_EXPIRED /expires')
  })
})

describe('THREAT-073 a signing time that suits the signer', () => {
  it('that is missing is refused, and never replaced by validFrom', async () => {
    const report = await judge(await forge({ payload: certificate(), actor: assessor }), { trust })
    expect(states(report)).toEqual(stoppedAt('key'))
    expect(reason(report, 'key')).toBe('ISSUANCE_TIME /iat')
  })

  it.each([
    ['from before the key', '2025-12-31T23:59:59Z', 'key: KEY_RETIRED /header/kid'],
    ['from before the accreditation', '2026-01-31T23:59:59Z', 'accreditation: ISSUER_NOT_ACCREDITED_AT /validFrom'],
    ['at the end of the certificate', '2027-10-01T00:00:00Z', 'validity: ISSUANCE_TIME /iat'],
  ])('%s', async (_, signedAt, expected) => {
    expect(failure(await judge(await sign(certificate(), assessor, at(signedAt)), { trust }))).toBe(expected)
  })

  it('after the end of its own certificate', async () => {
    const document = withDates('2026-10-01T00:00:00Z', '2026-10-20T00:00:00Z')
    const question = { evaluateAt: at('2026-10-10T00:00:00Z') }
    const report = await judge(await sign(document, assessor, at('2026-10-21T00:00:00Z')), { trust, question })
    expect(states(report)).toEqual(only('validity'))
    expect(reasons(report, 'validity')).toEqual(['VALIDITY_RANGE /iat'])
  })

  it.each([
    ['before the accreditation ended', '2026-10-01T08:00:00Z', undefined],
    ['when the accreditation ended', '2026-10-15T00:00:00Z', 'ISSUER_NOT_ACCREDITED_AT /validUntil'],
    ['after the accreditation ended', '2026-10-20T00:00:00Z', 'ISSUER_NOT_ACCREDITED_AT /validUntil'],
  ])('%s', async (_, signedAt, expected) => {
    const known = await trustWithAccreditation((one) => (one.validUntil = '2026-10-15T00:00:00Z'))
    const report = await judge(await sign(certificate(), assessor, at(signedAt)), { trust: known })
    expect(reason(report, 'accreditation')).toBe(expected)
    expect(report.verdict).toBe(expected === undefined ? 'accepted' : 'rejected')
    expect(report.credentials[0]?.verified?.issuanceTime).toBe('claimed')
  })

  it('where the accreditation asks for a logged issuance, a claimed time does not do', async () => {
    const known = await trustWithAccreditation(() => {}, { requireLogged: true })
    const report = await judge(await sign(certificate(), assessor), { trust: known })
    expect(report.verdict).toBe('rejected')
    expect(states(report)).toEqual(only('log'))
    expect(reason(report, 'log')).toBe('NOT_LOGGED')
  })
})

describe('THREAT-074 an assessor that is suspended or revoked', () => {
  it.each([
    ['suspension', 'ACCREDITATION_SUSPENDED'],
    ['revocation', 'ACCREDITATION_REVOKED'],
  ] as const)('%s of its accreditation: %s', async (purpose, code) => {
    const document = accreditation(assessor)
    const known = await openedTrust({
      statements: await accreditedBy(document),
      statusLists: [
        ...(await cleanLists(assessor, actors.vendor)),
        ...(await listsOf(alliance, { [purpose]: [document.credentialStatus[0].statusListIndex] })),
      ],
    })
    for (const signedAt of ['2026-10-01T08:00:00Z', '2026-10-31T08:00:00Z']) {
      const report = await judge(await sign(certificate(), assessor, at(signedAt)), { trust: known })
      expect(report.verdict).toBe('rejected')
      expect(states(report)).toEqual({ ...only('accreditation'), party: 'indeterminate' })
      expect(reason(report, 'accreditation')).toBe(`${code} /credentialStatus`)
    }
  })
})

describe('THREAT-075 key rotation', () => {
  const second = createActor({ seed: 'second', name: assessor.name, did: assessor.did, fragment: 'key-2' })
  it.each([
    ['the old key, before the rotation', assessor, '2026-10-01T08:00:00Z', undefined],
    ['the new key, before the rotation', second, '2026-10-09T23:59:59Z', 'KEY_RETIRED /header/kid'],
    ['the old key, in the overlap', assessor, '2026-10-15T08:00:00Z', undefined],
    ['the new key, in the overlap', second, '2026-10-15T08:00:00Z', undefined],
    ['the new key, as soon as it is in force', second, '2026-10-10T00:00:00Z', undefined],
    ['the old key, in its last second', assessor, '2026-10-19T23:59:59Z', undefined],
    ['the old key, at its end', assessor, '2026-10-20T00:00:00Z', 'KEY_RETIRED /header/kid'],
    ['the old key, after the rotation', assessor, '2026-10-25T08:00:00Z', 'KEY_RETIRED /header/kid'],
    ['the new key, after the rotation', second, '2026-10-25T08:00:00Z', undefined],
    ['the old key under the new id', withKid(assessor, second.kid), '2026-10-25T08:00:00Z', 'SIG_INVALID'],
  ] as const)('%s: %s', async (_, signer, signedAt, expected) => {
    const keys = [{ until: '2026-10-20T00:00:00Z' }, publishedKey(second, { from: '2026-10-10T00:00:00Z' })]
    const known = await trustWithKeys(keys, {
      statusLists: [
        ...(await cleanLists(alliance)),
        await statusList(assessor, 'revocation', [], { signer: second }),
        await statusList(assessor, 'suspension', [], { signer: second }),
      ],
    })
    const report = await judge(await sign(certificate(), signer, at(signedAt)), { trust: known })
    expect(failure(report)?.split(': ')[1]).toBe(expected)
    expect(report.verdict).toBe(expected === undefined ? 'accepted' : 'rejected')
  })
})
