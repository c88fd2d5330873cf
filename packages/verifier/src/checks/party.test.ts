import { describe, expect, it } from 'vitest'
import { CERTIFICATE_STATES, judge, notes, reason, states } from '../../../../test/world/judge.js'
import {
  accreditation,
  actors,
  at,
  certificate,
  cleanLists,
  type Draft,
  membership,
  openedTrust,
  sign,
  usualParts,
} from '../../../../test/world/world.js'

const { alliance, assessor, other, vendor } = actors
const EARLY = at('2026-02-01T00:00:00Z')
const POINTER = '/credentialSubject/conformity/statedParty'

/** Trust data with these accreditations of the assessor and memberships of the vendor, and no others. */
async function trustWith(accredited: Draft, ...memberships: readonly Draft[]) {
  const { statusLists = [] } = await usualParts()
  const statements = await Promise.all(
    [accreditation(assessor, accredited), ...memberships].map((one) => sign(one, alliance, EARLY)),
  )
  return openedTrust({ statements, statusLists })
}
const stating = async (statedParty: string, manufacturer = vendor) => {
  const document = certificate(assessor, manufacturer)
  document.credentialSubject.conformity.statedParty = statedParty
  return sign(document, assessor)
}

describe('the party of a certificate', () => {
  it.each<[string, Draft, readonly Draft[], string, string | undefined]>([
    ['known to be independent', {}, [membership(vendor)], 'third', undefined],
    [
      'of one control group',
      { controlGroup: 'one' },
      [membership(vendor, { controlGroup: 'one' })],
      'first',
      `PARTY_OVERSTATED ${POINTER}`,
    ],
    ['about a manufacturer without membership', {}, [], 'thirdUnconfirmed', undefined],
    [
      'about a member without control group',
      {},
      [
        (() => {
          const one = membership(vendor)
          delete one.credentialSubject.controlGroup
          return one
        })(),
      ],
      'thirdUnconfirmed',
      undefined,
    ],
    [
      'with one of two groups shared',
      { controlGroup: 'one' },
      [membership(vendor, { controlGroup: 'two' }), membership(vendor, { controlGroup: 'one' })],
      'first',
      `PARTY_OVERSTATED ${POINTER}`,
    ],
    [
      'that must be independent, and nobody knows',
      { independence: 'established' },
      [],
      'thirdUnconfirmed',
      `PARTY_UNCONFIRMED ${POINTER}`,
    ],
    ['that must be independent, and is', { independence: 'established' }, [membership(vendor)], 'third', undefined],
  ])('%s', async (_, accredited, memberships, party, expected) => {
    const report = await judge(await stating('third'), { trust: await trustWith(accredited, ...memberships) })
    expect(states(report)).toEqual({ ...CERTIFICATE_STATES, party: expected === undefined ? 'passed' : 'failed' })
    expect(reason(report, 'party')).toBe(expected)
    expect(report.credentials[0]?.verified?.party).toBe(party)
  })

  it('waits for an accreditation that failed or is open, unless it is overstated in any case', async () => {
    const ended = async (accredited: Draft, ...memberships: readonly Draft[]) => {
      const document = accreditation(assessor, accredited)
      document.validUntil = '2026-09-01T00:00:00Z'
      const { statusLists = [] } = await usualParts()
      return openedTrust({
        statements: await Promise.all([document, ...memberships].map((one) => sign(one, alliance, EARLY))),
        statusLists,
      })
    }
    const told = async (trust: Awaited<ReturnType<typeof trustWith>>, stated = 'third') => {
      const report = await judge(await stating(stated), { trust })
      return [states(report).party, reason(report, 'party'), report.credentials[0]?.verified?.party]
    }
    for (const stated of ['first', 'second', 'third']) {
      expect(await told(await ended({}, membership(vendor)), stated)).toEqual([
        'indeterminate',
        'NOT_REACHED',
        undefined,
      ])
    }
    // The group of its issuer is known from a membership: that of an ended accreditation has ended with it.
    const one = { controlGroup: 'one' }
    const shared = [{}, membership(vendor, one), membership(assessor, { ...one, role: 'user' })] as const
    expect(await told(await ended(...shared))).toEqual(['failed', `PARTY_OVERSTATED ${POINTER}`, 'first'])
    expect(await told(await ended(...shared), 'first')).toEqual(['passed', undefined, 'first'])
    const statements = await Promise.all(
      [accreditation(assessor), membership(vendor)].map((one) => sign(one, alliance, EARLY)),
    )
    const unlisted = await openedTrust({ statements, statusLists: await cleanLists(assessor) })
    expect(await told(unlisted)).toEqual(['indeterminate', 'STATUS_UNAVAILABLE /credentialStatus/0', undefined])
  })

  it('unconfirmed passes with a note, and is never called third', async () => {
    const report = await judge(await stating('third'), { trust: await trustWith({}) })
    expect(notes(report, 'party')).toEqual([`PARTY_UNCONFIRMED ${POINTER}`])
    expect(report.summary).toContain('independence unconfirmed')
    expect(report.summary).not.toContain('third')
  })

  it('may be stated lower than it is', async () => {
    for (const stated of ['first', 'second']) {
      expect((await judge(await stating(stated), { trust: await trustWith({}, membership(vendor)) })).verdict).toBe(
        'accepted',
      )
    }
  })

  it('rests on control groups in force when it was signed', async () => {
    const ended = membership(vendor, { controlGroup: 'one' })
    ended.validUntil = '2026-09-01T00:00:00Z'
    const trust = await trustWith({ controlGroup: 'one' }, ended, membership(vendor))
    expect((await judge(await stating('third'), { trust })).verdict).toBe('accepted')
    const before = certificate()
    before.validFrom = '2026-08-01T00:00:00Z'
    const report = await judge(await sign(before, assessor, at('2026-08-01T00:00:00Z')), { trust })
    expect(reason(report, 'party')).toBe(`PARTY_OVERSTATED ${POINTER}`)
  })

  it('is not told by a statement whose signature does not verify', async () => {
    const parts = await usualParts()
    const [accredited = ''] = parts.statements ?? []
    const forged = await sign(
      membership(vendor, { controlGroup: 'group of Meridian Assurance' }),
      { ...other, signer: { ...other.signer, verificationMethod: alliance.kid } },
      EARLY,
    )
    const trust = await openedTrust({ statements: [accredited, forged], statusLists: parts.statusLists ?? [] })
    const report = await judge(await stating('third'), { trust })
    expect(report.credentials[0]?.verified?.party).toBe('thirdUnconfirmed')
  })
})
