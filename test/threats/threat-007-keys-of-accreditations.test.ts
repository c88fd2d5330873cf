import { describe, expect, it } from 'vitest'
import { createActor, publishedKey } from '../world/actor.js'
import { ADDRESSED, judge, reason, states } from '../world/judge.js'
import {
  accreditation,
  actors,
  certificate,
  cleanLists,
  type Draft,
  declaration,
  EARLY,
  membership,
  present,
  sign,
  trustAlso,
  usualParts,
} from '../world/world.js'

/**
 * An assessor that a delegated body accredited has its keys in that accreditation, and the accreditation may be stapled:
 * whoever presents chooses it. So a key counts for as much as the accreditation that carries it, and only together.
 */
const { alliance, assessor, delegate, vendor, other } = actors

/** The assessor whom the delegate accredits; trust data have no key history for either. */
const lab = createActor({ seed: 'lab', name: 'Fjord Lab', did: 'did:web:fjord-lab.example' })
/** Keys of somebody else under the ids of others. */
const asDelegate = createActor({ seed: 'attacker', name: delegate.name, did: delegate.did })
const asLab = createActor({ seed: 'attacker', name: lab.name, did: lab.did })

const keysOf = (body: { readonly kid: string; readonly multikey: string }) => [
  publishedKey(body, { purposes: ['assertionMethod'] }),
]

const mayAccredit = (changes: Draft = {}) => ({
  accreditedFor: {
    ...accreditation(delegate).credentialSubject.accreditedFor,
    actions: ['accredit', 'issueCertificate'],
  },
  maxPathLength: 1,
  keys: keysOf(delegate),
  ...changes,
})

/** The usual trust data, and the delegate's listed accreditation with its keys. */
async function trustWithDelegate(lists: readonly string[] = []) {
  const listed = await sign(accreditation(delegate, mayAccredit()), alliance, EARLY)
  return trustAlso([listed], { statusLists: [...((await usualParts()).statusLists ?? []), ...lists] })
}

const stapledAccreditation = async (changes: Draft = { keys: keysOf(lab) }, signer = delegate) =>
  sign(accreditation(lab, changes, delegate), signer, EARLY)

describe('an assessor whom a delegated body accredited', () => {
  it('is accepted with its accreditation and the lists stapled, under the key that the accreditation carries', async () => {
    const input = await present({
      holder: vendor,
      secured: [await sign(certificate(lab), lab), await stapledAccreditation(), ...(await cleanLists(delegate, lab))],
    })
    const report = await judge(input, { trust: await trustWithDelegate() })
    expect(report.verdict).toBe('accepted')
    expect(report.credentials[0]?.verified?.accreditations.map(({ issuer }) => issuer)).toEqual([
      delegate.did,
      alliance.did,
    ])
    expect(report.support.map(({ state }) => state)).toEqual(['used', 'used', 'used', 'used', 'used'])
  })

  it('is accepted with lists from the trust data', async () => {
    const input = await present({
      holder: vendor,
      secured: [await sign(certificate(lab), lab), await stapledAccreditation()],
    })
    const trust = await trustWithDelegate(await cleanLists(delegate, lab))
    expect((await judge(input, { trust })).verdict).toBe('accepted')
  })

  it.each([
    ['of the accreditation', [lab], 'accreditation', 'STATUS_UNAVAILABLE /credentialStatus/0'],
    ['of the certificate', [delegate], 'status', 'STATUS_UNAVAILABLE /credentialStatus/0'],
  ] as const)('is indeterminate without the lists %s', async (_, listed, check, expected) => {
    const input = await present({
      holder: vendor,
      secured: [await sign(certificate(lab), lab), await stapledAccreditation(), ...(await cleanLists(...listed))],
    })
    const report = await judge(input, { trust: await trustWithDelegate() })
    expect(report.verdict).toBe('indeterminate')
    expect(reason(report, check)).toBe(expected)
  })

  it('is nobody without its accreditation', async () => {
    const report = await judge(await sign(certificate(lab), lab), { trust: await trustWithDelegate() })
    expect(report.verdict).toBe('rejected')
    expect(reason(report, 'issuer')).toBe('ISSUER_NOT_TRUSTED /issuer/id')
  })
})

describe('accreditations of one body in one presentation', () => {
  const withStapled = async (accreditations: readonly string[]) =>
    judge(
      await present({
        holder: vendor,
        secured: [await sign(certificate(lab), lab), ...accreditations, ...(await cleanLists(delegate, lab))],
      }),
      { trust: await trustWithDelegate() },
    )
  const several = (count: number) => Promise.all(Array.from({ length: count }, () => stapledAccreditation()))

  it('count where there are as many as are looked at', async () => {
    expect((await withStapled(await several(8))).verdict).toBe('accepted')
  })

  it('count for nothing, all of them, where there are more', async () => {
    const report = await withStapled(await several(9))
    expect(report.verdict).toBe('rejected')
    expect(reason(report, 'issuer')).toBe('ISSUER_NOT_TRUSTED /issuer/id')
    expect(report.support.slice(0, 9).map(({ state, problems }) => [state, problems[0]?.code])).toEqual(
      Array.from({ length: 9 }, () => ['ignored', 'LIMIT_SIZE']),
    )
  })

  it('are one where they are the same one', async () => {
    const one = await stapledAccreditation()
    expect((await withStapled(Array.from<string>({ length: 9 }).fill(one))).verdict).toBe('accepted')
  })
})

describe('what was stapled once', () => {
  it('is forgotten: the next verdict under the same trust data is as if it had never been there', async () => {
    const trust = await trustWithDelegate(await cleanLists(delegate, lab))
    const bare = await sign(certificate(lab), lab)
    const stapled = await present({ holder: vendor, secured: [bare, await stapledAccreditation()] })
    const verdicts: string[] = []
    for (const input of [bare, stapled, bare, stapled, bare]) verdicts.push((await judge(input, { trust })).verdict)
    expect(verdicts).toEqual(['rejected', 'accepted', 'rejected', 'accepted', 'rejected'])
  })
})

describe('THREAT-007 a key that a stapled accreditation brings along', () => {
  const attack = async (secured: readonly string[]) =>
    judge(
      await present({
        holder: vendor,
        secured: [...secured, ...(await cleanLists(lab)), ...(await cleanLists(delegate))],
      }),
      { trust: await trustWithDelegate() },
    )

  it("an attacker's did:key accredits the delegate with the attacker's key: a certificate under it is refused", async () => {
    const stapled = await sign(
      accreditation(delegate, { ...mayAccredit(), keys: keysOf(asDelegate) }, other),
      other,
      EARLY,
    )
    const report = await attack([await sign(certificate(asDelegate), asDelegate), stapled])
    expect(report.verdict).toBe('rejected')
    // The signature is under a key that somebody carries; nobody with authority stands behind that somebody.
    expect(reason(report, 'accreditation')).toBe('ISSUER_NOT_TRUSTED /issuer/id')
  })

  it('the same, one level down: the attacker accredits the lab as the delegate', async () => {
    const intoDelegate = await sign(
      accreditation(delegate, { ...mayAccredit(), keys: keysOf(asDelegate) }, other),
      other,
      EARLY,
    )
    const asTheDelegate = await stapledAccreditation({ keys: keysOf(asLab) }, asDelegate)
    const report = await attack([await sign(certificate(asLab), asLab), asTheDelegate, intoDelegate])
    expect(report.verdict).toBe('rejected')
    expect(reason(report, 'accreditation')).toBe('SIG_INVALID')
  })

  it('beside the genuine accreditation of the lab, whose key did not sign the certificate', async () => {
    const forged = await stapledAccreditation({ keys: keysOf(asLab) }, asDelegate)
    const report = await attack([await sign(certificate(asLab), asLab), await stapledAccreditation(), forged])
    expect(report.verdict).toBe('rejected')
    expect(reason(report, 'accreditation')).toBe('SIG_INVALID')
  })

  it('which says that it is of an anchor and is not listed: indeterminate', async () => {
    const unlisted = await sign(accreditation(lab, { keys: keysOf(lab) }), alliance, EARLY)
    const report = await attack([await sign(certificate(lab), lab), unlisted])
    expect(report.verdict).toBe('indeterminate')
    expect(reason(report, 'accreditation')).toBe('ACCREDITATION_NOT_PUBLISHED')
  })

  it('which says that it is of an anchor, whose key did not sign it: refused', async () => {
    const forged = await sign(accreditation(lab, { keys: keysOf(asLab) }), other, EARLY)
    const report = await attack([await sign(certificate(asLab), asLab), forged])
    expect(report.verdict).toBe('rejected')
  })

  it('about an anchor: the keys of an anchor are those of the trust data', async () => {
    const asAlliance = createActor({ seed: 'attacker', name: alliance.name, did: alliance.did })
    const aboutAnchor = await sign(
      accreditation(alliance, { ...mayAccredit(), keys: keysOf(asAlliance) }, other),
      other,
    )
    const byAnchor = await sign(accreditation(lab, { keys: keysOf(asLab) }), asAlliance, EARLY)
    const report = await attack([await sign(certificate(asLab), asLab), byAnchor, aboutAnchor])
    expect(report.verdict).toBe('rejected')
    expect(reason(report, 'accreditation')).toBe('SIG_INVALID')
  })

  it('about an assessor whose keys the trust data have: they are the only ones', async () => {
    const asAssessor = createActor({ seed: 'attacker', name: assessor.name, did: assessor.did })
    const stapled = await sign(accreditation(assessor, { keys: keysOf(asAssessor) }, delegate), delegate, EARLY)
    const report = await attack([await sign(certificate(asAssessor), asAssessor), stapled])
    expect(report.verdict).toBe('rejected')
    expect(reason(report, 'signature')).toBe('SIG_INVALID')
  })
})

describe('THREAT-007 a declaration under a key that a stapled accreditation brings along', () => {
  const webVendor = createActor({ seed: 'web vendor', name: 'Estuary Controls', did: 'did:web:estuary.example' })
  const asWebVendor = {
    ...createActor({ seed: 'attacker', name: webVendor.name, did: webVendor.did }),
    kid: `${webVendor.did}#another`,
  }
  // The attacker signs under an id that the genuine membership does not name.
  const attacker = { ...asWebVendor, signer: { ...asWebVendor.signer, verificationMethod: asWebVendor.kid } }

  it.each([
    ['has no keys', {}],
    ['has keys under other ids', { keys: keysOf(webVendor) }],
  ])('is refused, although the vendor is a member: its membership %s', async (_, changes) => {
    const trust = await trustAlso([await sign(membership(webVendor, changes), alliance, EARLY)])
    const forged = declaration(attacker)
    delete forged.credentialStatus
    const stapled = await sign(accreditation(webVendor, { keys: keysOf(attacker) }, other), other, EARLY)
    const input = await present({ holder: other, secured: [await sign(forged, attacker), stapled] })
    const report = await judge(input, { trust })
    expect(report.verdict).toBe('rejected')
    expect(reason(report, 'key')).toBe('KEY_NOT_FOUND /header/kid')
    expect(states(report).signature).toBe('indeterminate')
  })

  it('is refused of a holder too: nobody presents as somebody else', async () => {
    const trust = await trustAlso([await sign(membership(webVendor), alliance, EARLY)])
    const stapled = await sign(accreditation(webVendor, { keys: keysOf(attacker) }, other), other, EARLY)
    const input = await present({
      holder: attacker,
      secured: [await sign(certificate(assessor, webVendor), assessor), stapled],
    })
    const report = await judge(input, { trust, question: { binding: ADDRESSED } })
    expect(report.verdict).toBe('rejected')
    expect(reason(report, 'presentation')).toBe('KEY_NOT_FOUND /header/kid')
  })
})
