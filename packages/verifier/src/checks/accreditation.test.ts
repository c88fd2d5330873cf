import { settleSync } from '@trusted-tech/proofs/sync'
import { describe, expect, it } from 'vitest'
import { createActor, keyHistoryOf } from '../../../../test/world/actor.js'
import { CERTIFICATE_STATES, judge, notes, reason, reasons, states } from '../../../../test/world/judge.js'
import {
  accreditation,
  actors,
  assessments,
  at,
  certificate,
  cleanLists,
  type Draft,
  NOW,
  openedTrust,
  sign,
  usualParts,
} from '../../../../test/world/world.js'
import { planVerify } from '../plan-verify.js'

const { alliance, assessor, delegate, limited } = actors
const EARLY = at('2026-02-01T00:00:00Z')
const lab = createActor({ seed: 'lab', name: 'Fjord Lab', did: 'did:web:fjord-lab.example' })

const scope = (changes: Draft = {}) => ({ ...accreditation(lab).credentialSubject.accreditedFor, ...changes })
const delegated = (changes: Draft = {}, scopeChanges: Draft = {}) =>
  accreditation(delegate, {
    accreditedFor: scope({ actions: ['accredit'], ...scopeChanges }),
    maxPathLength: 1,
    ...changes,
  })

/** Trust data with these statements, each signed by its issuer, and key histories and lists of everybody. */
async function trustWith(...documents: readonly Draft[]) {
  const signers = new Map([alliance, assessor, limited, delegate, lab].map((one) => [one.did, one]))
  const parts = await usualParts()
  const made = await Promise.all(
    documents.map((document) => sign(document, signers.get(document.issuer.id) as typeof lab, EARLY)),
  )
  return openedTrust({
    statements: [...(parts.statements ?? []), ...made],
    statusLists: await cleanLists(...signers.values(), actors.vendor),
    keyHistories: [...signers.values()].map((one) => keyHistoryOf(one)),
  })
}
const byLab = async (edit: (document: Draft) => void = () => {}) => {
  const document = certificate(lab)
  edit(document)
  return sign(document, lab)
}

describe('the accreditation check', () => {
  it('rests on a chain, which the report names from the issuer up', async () => {
    const top = delegated()
    const below = accreditation(lab, {}, delegate)
    const report = await judge(await byLab(), { trust: await trustWith(top, below) })
    // A delegated body’s own certificates would need the action too: it only narrows.
    expect(reason(report, 'accreditation')).toBe('ISSUER_SCOPE /type')
    const wide = delegated({}, { actions: ['accredit', 'issueCertificate'] })
    const passed = await judge(await byLab(), { trust: await trustWith(wide, below) })
    expect(states(passed)).toEqual(CERTIFICATE_STATES)
    expect(passed.credentials[0]?.verified?.accreditations).toEqual([
      { id: below.id, issuer: delegate.did, subject: lab.did },
      { id: wide.id, issuer: alliance.did, subject: delegate.did },
    ])
    expect(passed.credentials[0]?.checks.accreditation).toMatchObject({
      evidence: { accreditations: [below.id, wide.id] },
    })
  })

  const both = { actions: ['accredit', 'issueCertificate'] }
  it.each<[string, Draft, Draft, string]>([
    [
      'a delegate that may not accredit',
      delegated({}, { actions: ['issueCertificate'] }),
      accreditation(lab, {}, delegate),
      'ISSUER_SCOPE /credentialSubject/accreditedFor/actions',
    ],
    [
      'a delegate that may not have anybody below',
      delegated({ maxPathLength: 0 }, both),
      accreditation(lab, {}, delegate),
      'ACCREDITATION_PATH /credentialSubject/maxPathLength',
    ],
    [
      'a narrower delegate',
      delegated({}, { ...both, jurisdictions: ['DE'] }),
      accreditation(lab, {}, delegate),
      'ISSUER_SCOPE /credentialSubject/market/1',
    ],
    [
      'a delegate of a lower level',
      delegated({}, { ...both, maxAssuranceLevel: 'basic' }),
      accreditation(lab, {}, delegate),
      'CRITERION_OUT_OF_SCOPE /credentialSubject/conformity/assessments',
    ],
  ])('fails below %s', async (_, top, below, expected) => {
    const report = await judge(await byLab(), { trust: await trustWith(top, below) })
    expect(states(report)).toEqual({ ...CERTIFICATE_STATES, accreditation: 'failed', party: 'indeterminate' })
    expect(reason(report, 'accreditation')).toBe(expected)
  })

  it('takes the chain that covers most, and tells what it excludes', async () => {
    const some = accreditation(lab, { accreditedFor: scope({ maxAssuranceLevel: 'basic' }) })
    const edit = (one: Draft) => (one.credentialSubject.conformity.assessments[0].assuranceLevel = 'basic')
    const few = await judge(await byLab(edit), { trust: await trustWith(some) })
    expect(few.credentials[0]?.verified?.excluded).toHaveLength(4)
    expect(notes(few, 'accreditation')).toHaveLength(4)
    const all = await judge(await byLab(edit), { trust: await trustWith(some, accreditation(lab)) })
    expect(all.credentials[0]?.verified?.excluded).toEqual([])
  })

  it('takes the chain that allows the life of the certificate', async () => {
    const short = accreditation(lab, { maxCredentialLifetime: 'P30D' })
    const long = accreditation(lab, { maxCredentialLifetime: 'P400D' })
    for (const documents of [
      [short, long],
      [long, short],
    ]) {
      const report = await judge(await byLab(), { trust: await trustWith(...documents) })
      expect(report.verdict).toBe('accepted')
      expect(report.credentials[0]?.verified?.accreditations.map(({ id }) => id)).toEqual([long.id])
    }
    expect((await judge(await byLab(), { trust: await trustWith(short) })).verdict).toBe('rejected')
  })

  it('leaves open what this runtime cannot verify', async () => {
    const input = await byLab()
    const trust = await trustWith(accreditation(lab))
    const plan = planVerify({ input, trust, now: NOW, question: { allowSample: true } })
    const results = settleSync(plan.jobs).map((result, index) =>
      plan.jobs[index]?.key.jwk.x === alliance.publicJwk['x'] ? 'unavailable' : result,
    )
    const report = plan.conclude(results)
    expect(report.verdict).toBe('indeterminate')
    expect(states(report)).toEqual({ ...CERTIFICATE_STATES, accreditation: 'indeterminate', party: 'indeterminate' })
    expect(reason(report, 'accreditation')).toBe('ALGORITHM_UNAVAILABLE /header/alg')
  })

  it('tells where the accreditation that the certificate names is not the one it rests on', async () => {
    const document = accreditation(lab)
    const trust = await trustWith(document)
    const digestSRI = 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    const naming = (id: string) => byLab((one) => (one.credentialSubject.accreditation = { id, digestSRI }))
    expect(notes(await judge(await naming(document.id), { trust }), 'accreditation')).toEqual([])
    const other = await judge(await naming('urn:uuid:00000000-0000-4000-8000-00000000beef'), { trust })
    expect(other.verdict).toBe('accepted')
    expect(notes(other, 'accreditation')).toEqual(['ACCREDITATION_DIFFERS /credentialSubject/accreditation/id'])
  })

  it('keeps the reasons of every chain, the closest to a pass first', async () => {
    const ended = accreditation(lab)
    ended.validUntil = '2026-03-01T00:00:00Z'
    const elsewhere = accreditation(lab, { accreditedFor: scope({ jurisdictions: ['FR'] }) })
    elsewhere.validUntil = '2026-03-01T00:00:00Z'
    const report = await judge(await byLab(), { trust: await trustWith(elsewhere, ended) })
    expect(reasons(report, 'accreditation')[0]).toBe('ISSUER_NOT_ACCREDITED_AT /validUntil')
    expect(reasons(report, 'accreditation')).toContain('ISSUER_SCOPE /credentialSubject/market/0')
  })

  it('is not applicable to a declaration, and leaves a catalogue unknown where it decides', async () => {
    const principles = accreditation(lab, {
      accreditedFor: scope({ criteria: ['https://alliance.example/catalogues/trusted-tech/1.0#governance'] }),
    })
    const trust = await trustWith(principles)
    const report = await judge(
      await byLab(
        (one) => (one.credentialSubject.conformity.assessments = assessments(one.id, ['governance.ownership'])),
      ),
      { trust },
    )
    expect(report.verdict).toBe('accepted')
  })
})
