import type { Instant, Result } from '@trusted-tech/model'
import { settleSync } from '@trusted-tech/proofs/sync'
import type { TrustState } from '@trusted-tech/trust'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Actor, createActor, keyHistoryOf } from '../../../../test/world/actor.js'
import {
  accreditation,
  actors,
  at,
  certificate,
  cleanLists,
  type Draft,
  declaration,
  membership,
  NOW,
  openedTrust,
  PRODUCT_ID,
  present,
  sign,
  statusList,
  type TrustParts,
  usualParts,
} from '../../../../test/world/world.js'
import { planVerify } from '../plan-verify.js'
import type { Question } from '../question.js'

/** One question that is asked of two trust states made from the same bytes: one that has answered before, and a new one. */
interface Asking {
  readonly input: string
  readonly now?: Instant
  readonly question?: Question
}

let parts: TrustParts
let indexOfAccreditation: string
let lists: { readonly revoked: string; readonly onceSuspended: string }
let inputs: { readonly [name: string]: string }

const fresh = () => openedTrust(parts)

function report(trust: Result<TrustState>, { input, now = NOW, question = {} }: Asking): string {
  const plan = planVerify({ input, trust, now, question: { allowSample: true, ...question } })
  return JSON.stringify(plan.conclude(settleSync(plan.jobs)))
}

function jobs(trust: Result<TrustState>, input: string): number {
  return planVerify({ input, trust, now: NOW, question: { allowSample: true } }).jobs.length
}

function documentOf(compact: string): Draft {
  return JSON.parse(Buffer.from(compact.split('.')[1] ?? '', 'base64url').toString())
}

beforeAll(async () => {
  parts = await usualParts()
  const [accreditation = ''] = parts.statements ?? []
  indexOfAccreditation = documentOf(accreditation).credentialStatus[0].statusListIndex
  const { alliance, assessor, limited, vendor } = actors
  lists = {
    revoked: await statusList(alliance, 'revocation', [indexOfAccreditation], {
      validFrom: at('2026-10-26T00:00:00Z'),
    }),
    onceSuspended: await statusList(alliance, 'suspension', [indexOfAccreditation], {
      validFrom: at('2026-10-20T00:00:00Z'),
      validUntil: at('2026-10-24T00:00:00Z'),
    }),
  }
  const own = await sign(certificate(), assessor)
  const holder = { holder: vendor }
  inputs = {
    certificate: own,
    another: await sign(certificate(), assessor),
    limited: await sign(certificate(limited), limited),
    declaration: await sign(declaration(), vendor),
    stranger: await sign(certificate(actors.stranger), actors.stranger),
    presentation: await present({ ...holder, secured: [own] }),
    revokedDossier: await present({ ...holder, secured: [own, lists.revoked] }),
    onceSuspendedDossier: await present({ ...holder, secured: [own, lists.onceSuspended] }),
  }
})

describe('a trust state that has answered before', () => {
  const times: readonly [string, Omit<Asking, 'input'>][] = [
    ['now', {}],
    ['for an earlier time', { question: { evaluateAt: at('2026-10-22T00:00:00Z') } }],
    ['for a time before the accreditation', { question: { evaluateAt: at('2026-01-01T00:00:00Z') } }],
    ['when its lists begin', { now: at('2026-10-25T00:00:00Z') }],
    ['just before its lists begin', { now: at('2026-10-24T23:59:59Z') }],
    ['when its lists end', { now: at('2026-11-25T00:00:00Z') }],
    ['just after its lists end', { now: at('2026-11-25T00:00:01Z') }],
    ['after the end of the trust data', { now: at('2027-01-01T00:00:00Z') }],
    ['about a version', { question: { product: { id: `${PRODUCT_ID}@4.3.0` } } }],
  ]
  // Each order warms the memo with other times first.
  it.each([
    ['as listed', times],
    ['the other way round', times.toReversed()],
  ])('gives every answer of a new one, asked %s', async (_, order) => {
    const warm = await fresh()
    for (let round = 0; round < 2; round += 1) {
      for (const [name, input] of Object.entries(inputs)) {
        for (const [when, asking] of order) {
          expect(report(warm, { input, ...asking }), `${name} ${when}`).toBe(
            report(await fresh(), { input, ...asking }),
          )
        }
      }
    }
  })

  it('verifies the credential alone, and what it rests on once', async () => {
    const warm = await fresh()
    const cold = jobs(warm, inputs['certificate'] ?? '')
    report(warm, { input: inputs['certificate'] ?? '' })
    expect(cold).toBeGreaterThan(5)
    expect(jobs(warm, inputs['another'] ?? '')).toBe(1)
  })

  it('takes bad news from a stapled list, and forgets them with it', async () => {
    const warm = await fresh()
    const verdict = (input = '') => JSON.parse(report(warm, { input })).verdict
    expect(verdict(inputs['presentation'])).toBe('accepted')
    expect(verdict(inputs['revokedDossier'])).toBe('rejected')
    expect(verdict(inputs['presentation'])).toBe('accepted')
  })

  it('does not keep a status that turns at another time than the end of a window', async () => {
    const warm = await fresh()
    const input = inputs['onceSuspendedDossier'] ?? ''
    const early = { evaluateAt: at('2026-10-22T00:00:00Z') }
    expect(JSON.parse(report(warm, { input })).verdict).toBe('accepted')
    expect(JSON.parse(report(warm, { input, question: early })).verdict).toBe('indeterminate')
    expect(JSON.parse(report(warm, { input: inputs['presentation'] ?? '', question: early })).verdict).toBe('accepted')
  })
})

describe('an answer that rests on an accreditation', () => {
  /**
   * A delegate whose membership carries the key of its statements, and one of whose two accreditations the key of its
   * lists: its lists are authentic together with that accreditation alone.
   */
  async function trustData(lab: Actor): Promise<Result<TrustState>> {
    const { alliance, delegate, vendor } = actors
    const forLists = createActor({ seed: 'lists', name: delegate.name, did: delegate.did, fragment: 'key-2' })
    const key = ({ kid, multikey }: Actor): Draft => [
      { id: kid, publicKeyMultibase: multikey, purposes: ['assertionMethod'], from: '2026-01-01T00:00:00Z' },
    ]
    const delegated = (jurisdiction: string, keys: Draft = {}) =>
      accreditation(delegate, {
        accreditedFor: {
          ...accreditation(delegate).credentialSubject.accreditedFor,
          actions: ['accredit', 'issueCertificate'],
          jurisdictions: [jurisdiction],
        },
        maxPathLength: 1,
        ...keys,
      })
    const early = at('2026-02-01T00:00:00Z')
    const byAlliance = [
      delegated('DE', { keys: key(forLists) }),
      delegated('US'),
      membership(delegate, { keys: key(delegate) }),
    ]
    return openedTrust({
      keyHistories: [alliance, lab].map((one) => keyHistoryOf(one)),
      statements: [
        ...(await Promise.all(byAlliance.map((one) => sign(one, alliance, early)))),
        await sign(accreditation(lab, {}, delegate), delegate, early),
      ],
      statusLists: [
        ...(await cleanLists(alliance, lab, vendor)),
        await statusList(delegate, 'revocation', [], { signer: forLists }),
        await statusList(delegate, 'suspension', [], { signer: forLists }),
      ],
    })
  }

  it('is not taken for another accreditation', async () => {
    const lab = createActor({ seed: 'lab', name: 'Fjord Lab', did: 'did:web:fjord-lab.example' })
    const inMarket = async (market: string) => {
      const document = certificate(lab)
      document.credentialSubject.market = [market]
      return sign(document, lab)
    }
    const [de, us] = [await inMarket('DE'), await inMarket('US')]
    const verdictOf = (trust: Result<TrustState>, input: string) => JSON.parse(report(trust, { input })).verdict
    expect(verdictOf(await trustData(lab), us)).toBe('indeterminate')
    const trust = await trustData(lab)
    expect([verdictOf(trust, de), verdictOf(trust, us), verdictOf(trust, de)]).toEqual([
      'accepted',
      'indeterminate',
      'accepted',
    ])
  })
})
