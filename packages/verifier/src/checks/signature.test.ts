import type { SignatureResult } from '@trusted-tech/proofs'
import { settleSync } from '@trusted-tech/proofs/sync'
import { describe, expect, it } from 'vitest'
import { type Actor, createActor, withKid } from '../../../../test/world/actor.js'
import { breakSignature } from '../../../../test/world/forge.js'
import { CERTIFICATE_STATES, judge, reason, reasons, states, stoppedAt } from '../../../../test/world/judge.js'
import {
  accreditation,
  actors,
  at,
  certificate,
  cleanLists,
  type Draft,
  declaration,
  NOW,
  openedTrust,
  sign,
  usualParts,
  usualTrust,
} from '../../../../test/world/world.js'
import { planVerify } from '../plan-verify.js'

const { alliance, assessor, delegate, stranger, vendor } = actors
const EARLY = at('2026-02-01T00:00:00Z')
const lab = createActor({ seed: 'lab', name: 'Fjord Lab', did: 'did:web:fjord-lab.example' })

const carried = (actor: Actor, changes: Draft = {}): Draft => [
  {
    id: actor.kid,
    publicKeyMultibase: actor.multikey,
    purposes: ['assertionMethod'],
    from: '2026-01-01T00:00:00Z',
    ...changes,
  },
]
/** Trust data in which the delegate accredits the lab, once with each of these keys. */
async function trustWithLab(...keys: readonly Draft[]) {
  const parts = await usualParts()
  const scope = {
    ...accreditation(delegate).credentialSubject.accreditedFor,
    actions: ['accredit', 'issueCertificate'],
  }
  const documents = keys.map((one) => accreditation(lab, one === undefined ? {} : { keys: one }, delegate))
  return openedTrust({
    ...parts,
    statements: [
      ...(parts.statements ?? []),
      await sign(
        accreditation(delegate, { accreditedFor: scope, maxPathLength: 1, keys: carried(delegate) }),
        alliance,
        EARLY,
      ),
      ...(await Promise.all(documents.map((one) => sign(one, delegate, EARLY)))),
    ],
    statusLists: [...(parts.statusLists ?? []), ...(await cleanLists(delegate, lab))],
  })
}
/** A report in which some signatures could not be verified here. */
async function without(input: string, trust: Awaited<ReturnType<typeof usualTrust>>, multikeyOf: Actor) {
  const plan = planVerify({ input, trust, now: NOW, question: { allowSample: true } })
  const results = settleSync(plan.jobs).map(
    (result, index): SignatureResult =>
      plan.jobs[index]?.key.jwk.x === multikeyOf.publicJwk['x'] ? 'unavailable' : result,
  )
  return plan.conclude(results)
}

describe('the signature of an issuer whose key trust data fix', () => {
  it('is valid, invalid, or cannot be told here', async () => {
    const input = await sign(certificate(), assessor)
    expect(states(await judge(input))).toEqual(CERTIFICATE_STATES)
    expect(reason(await judge(breakSignature(input)), 'signature')).toBe('SIG_INVALID')
    const open = await without(input, await usualTrust(), assessor)
    expect(states(open)).toEqual(stoppedAt('signature', 'indeterminate'))
    expect(reason(open, 'signature')).toBe('ALGORITHM_UNAVAILABLE /header/alg')
  })

  it('of a declaration is verified the same way', async () => {
    const open = await without(await sign(declaration(), vendor), await usualTrust(), vendor)
    expect(reason(open, 'signature')).toBe('ALGORITHM_UNAVAILABLE /header/alg')
    expect(open.verdict).toBe('indeterminate')
  })
})

describe('the signature of an issuer whose key accreditations carry', () => {
  it('is valid under the key of one of them', async () => {
    const trust = await trustWithLab(carried(lab), carried(withKid(stranger, lab.kid)))
    expect((await judge(await sign(certificate(lab), lab), { trust })).verdict).toBe('accepted')
  })

  it('is invalid under the keys of all of them', async () => {
    const trust = await trustWithLab(carried(lab), carried(lab))
    const report = await judge(await sign(certificate(lab), withKid(stranger, lab.kid)), { trust })
    expect(states(report)).toEqual(stoppedAt('signature'))
    expect(reasons(report, 'signature')).toEqual(['SIG_INVALID'])
  })

  it('cannot be told where this runtime lacks the algorithm', async () => {
    const open = await without(await sign(certificate(lab), lab), await trustWithLab(carried(lab)), lab)
    expect(states(open)).toEqual(stoppedAt('signature', 'indeterminate'))
    expect(reason(open, 'signature')).toBe('ALGORITHM_UNAVAILABLE /header/alg')
  })

  it('needs one accreditation whose key was in force, and no more than one', async () => {
    const ended = carried(lab, { until: '2026-09-01T00:00:00Z' })
    const input = await sign(certificate(lab), lab)
    expect((await judge(input, { trust: await trustWithLab(carried(lab), ended) })).verdict).toBe('accepted')
    const none = await judge(input, { trust: await trustWithLab(ended, ended) })
    expect(states(none)).toEqual(stoppedAt('key'))
    expect(reasons(none, 'key')).toEqual(['KEY_RETIRED /header/kid', 'KEY_RETIRED /header/kid'])
  })

  it('has no key where none of them carries it', async () => {
    const report = await judge(await sign(certificate(lab), lab), { trust: await trustWithLab(undefined) })
    expect(reason(report, 'key')).toBe('KEY_NOT_FOUND /header/kid')
  })
})
