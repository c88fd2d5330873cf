import { addDays, type ClaimDraft, encodeUtf8, formatInstant, type Instant } from '@trusted-tech/model'
import { openSecured } from '@trusted-tech/proofs'
import type { TrustState } from '@trusted-tech/trust'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { actors, NOW } from '../../../test/world/world.js'
import { readDrafts } from './drafts/read-drafts.js'
import { type IssuanceStore, REQUEST_LEASE_SECONDS } from './issuance-store.js'
import { issueClaim, lintDraft } from './issue-claim.js'
import { type DraftOutcome, type IssueClaimsOptions, issueClaims } from './issue-claims.js'
import { createMemoryIssuanceStore } from './memory-issuance-store.js'
import {
  certificateDraft,
  deskOf,
  filesOf,
  refusalOf,
  told,
  trustOf,
  withAssessment,
  withProduct,
} from './testing/desk.js'
import { seededRandomness } from './testing/seeded-randomness.js'

vi.mock('node:timers/promises', () => ({ setTimeout: (pause: number) => slept(pause) }))
let slept: (pause: number) => void = () => {}
afterEach(() => {
  slept = () => {}
})

let trust: TrustState
beforeAll(async () => {
  trust = await trustOf()
})

const ISSUER = actors.assessor.did
/** Drafts that differ in their version range. */
const numbered = (number: number) => withProduct({ versions: `vers:semver/>=${number}.0.0|<${number + 1}.0.0` })
const jsonl = (drafts: readonly unknown[]) => drafts.map((draft) => JSON.stringify(draft)).join('\n')
const source = (text: string) => readDrafts({ file: 'a.jsonl', format: 'jsonl', bytes: [encodeUtf8(text)] })

function bulk(text: string, changes: Partial<IssueClaimsOptions> = {}): AsyncGenerator<DraftOutcome> {
  const { now: _fixed, ...desk } = deskOf(actors.assessor, { store: createMemoryIssuanceStore() })
  return issueClaims({ ...desk, now: () => NOW, trust, drafts: source(text), ...changes })
}

async function all(outcomes: AsyncIterable<DraftOutcome>): Promise<readonly DraftOutcome[]> {
  const found: DraftOutcome[] = []
  for await (const outcome of outcomes) found.push(outcome)
  return found
}

const brief = (outcomes: readonly DraftOutcome[]) => outcomes.map(({ line, state }) => `${line} ${state}`)
const securedOf = (outcomes: readonly DraftOutcome[]) =>
  outcomes.map((outcome) => ('record' in outcome ? outcome.record.secured : undefined))

describe('the same draft again', () => {
  it('THREAT-165 gives the credential on record, byte for byte, whatever became of the accreditation since', async () => {
    const desk = deskOf(actors.assessor, { randomness: seededRandomness(3) })
    const first = await issueClaim({ ...desk, trust, draft: certificateDraft(), once: {} })
    const withdrawn = await trustOf({ statements: [] })
    const again = await issueClaim({ ...desk, trust: withdrawn, draft: certificateDraft(), once: {} })
    expect(again).toEqual(first)
    expect(desk.done).toEqual(['reserve', 'sign', 'commit'])
  })

  it('THREAT-166 is known by its meaning: order, offsets of time and paths of files are none of it', async () => {
    const desk = deskOf(actors.assessor)
    const evidence = (file: string) => ({
      name: 'SBOM',
      mediaType: 'application/json',
      classification: 'public',
      role: 'supports',
      capturedAt: '2026-08-01T00:00:00Z',
      file,
    })
    const files = filesOf({ 'a/sbom.json': '{}', 'b/copy.json': '{}', 'c/other.json': '[]' })
    const draft = (file: string, changes: Partial<ClaimDraft> = {}) => ({
      ...withAssessment(0, { evidence: [evidence(file)] }),
      ...changes,
    })
    const issue = (one: ClaimDraft) => issueClaim({ ...desk, trust, draft: one, files, once: {} })
    const first = await issue(draft('a/sbom.json'))
    const assessments = [...draft('b/copy.json').assessments].reverse()
    const same = await issue(draft('b/copy.json', { assessments, validUntil: '2027-11-01T14:00:00+02:00' }))
    expect(same.secured).toBe(first.secured)
    expect((await issue(draft('c/other.json'))).id).not.toBe(first.id)
    expect((await issue(draft('a/sbom.json', { validUntil: '2027-11-01T12:00:01Z' }))).id).not.toBe(first.id)
  })

  it('THREAT-165 under a key of its own is issued again, and its key stands for it', async () => {
    const desk = deskOf(actors.assessor)
    const issue = (key: string, draft = certificateDraft()) => issueClaim({ ...desk, trust, draft, once: { key } })
    const one = await issue('one')
    expect((await issue('other')).id).not.toBe(one.id)
    expect(await issue('one')).toEqual(one)
    const done = [...desk.done]
    expect((await refusalOf(issue('one', numbered(7)))).code).toBe('ERR_REQUEST_CONFLICT')
    expect(desk.done).toEqual(done)
  })

  it.each(['', ' a', 'a ', 'a\n', 'é', 'x'.repeat(256)])('has no key %j', async (key) => {
    const asked = issueClaim({ ...deskOf(actors.assessor), trust, draft: certificateDraft(), once: { key } })
    expect((await refusalOf(asked)).code).toBe('ERR_ARGUMENT_INVALID')
  })

  it('THREAT-165 eight times at once is one credential, and the rest is told to ask again', async () => {
    const desk = deskOf(actors.assessor)
    const ask = () => issueClaim({ ...desk, trust, draft: certificateDraft(), once: {} })
    const settled = await Promise.allSettled(Array.from({ length: 8 }, ask))
    const codes = settled.map((one) => (one.status === 'fulfilled' ? 'issued' : one.reason.code))
    expect(codes.filter((code) => code === 'issued')).toHaveLength(1)
    expect(codes.filter((code) => code === 'ERR_REQUEST_IN_FLIGHT')).toHaveLength(7)
    expect(desk.done.filter((act) => act === 'sign')).toHaveLength(1)
    expect((await ask()).secured).toBe(securedIn(settled))
  })

  it('THREAT-165 after signing failed is free at once', async () => {
    const store = createMemoryIssuanceStore()
    const signer = { ...actors.assessor.signer, sign: async () => Promise.reject(new Error('no key store')) }
    const failing = deskOf(actors.assessor, { store, signer })
    await expect(issueClaim({ ...failing, trust, draft: certificateDraft(), once: {} })).rejects.toThrow('no key')
    const desk = deskOf(actors.assessor, { store, randomness: seededRandomness(8) })
    expect((await issueClaim({ ...desk, trust, draft: certificateDraft(), once: {} })).type).toBe(
      'ConformityCertificate',
    )
  })
})

describe('THREAT-173 a clock that was set back', () => {
  const issuedAt = async (store: IssuanceStore, now: Instant, seed: number) =>
    (
      await issueClaim({
        ...deskOf(actors.assessor, { store, now, randomness: seededRandomness(seed) }),
        trust,
        draft: certificateDraft(),
      })
    ).issuedAt

  it('does not backdate: what is signed next has the time of what was signed last', async () => {
    const store = createMemoryIssuanceStore()
    const hour = 3_600_000
    const times = [0, -1, -24, 1].map((hours) => (NOW + hours * hour) as Instant)
    const found: string[] = []
    for (const [seed, now] of times.entries()) found.push(await issuedAt(store, now, seed + 1))
    const [start, , , later] = times as [Instant, Instant, Instant, Instant]
    expect(found).toEqual([start, start, start, later].map((at) => formatInstant(at)))
  })

  it('by more than a day stops issuing, since one of its two times is wrong', async () => {
    const store = createMemoryIssuanceStore()
    await issuedAt(store, NOW, 1)
    const desk = deskOf(actors.assessor, { store, now: addDays(NOW, -2) })
    const error = await refusalOf(issueClaim({ ...desk, trust, draft: certificateDraft() }))
    expect(error.code).toBe('ERR_CLOCK_BEHIND')
    expect(desk.done).toEqual([])
  })
})

describe('a dry run', () => {
  it('THREAT-179 of a draft says what issuing would say, and leaves nothing', async () => {
    const desk = deskOf(actors.assessor)
    await lintDraft({ ...desk, trust, draft: certificateDraft() })
    const wrong = lintDraft({ ...desk, trust, draft: withProduct({ name: 'Gauge\u200bGateway' }) })
    expect(told(await refusalOf(wrong))).toEqual(['TEXT_CONFUSABLE /product/name'])
    expect(desk.done).toEqual([])
    expect(await desk.store.history({ issuer: ISSUER })).toEqual([])
    expect(await desk.store.latestSigning(ISSUER)).toBeUndefined()
  })

  it('of many reserves, signs and records nothing', async () => {
    const { now: _fixed, ...desk } = deskOf(actors.assessor)
    const text = jsonl([certificateDraft(), withProduct({ colour: 'blue' }), numbered(6)])
    expect(brief(await all(bulk(text, { ...desk, dryRun: true })))).toEqual(['1 good', '2 refused', '3 good'])
    expect(desk.done).toEqual([])
    expect(await desk.store.lists(ISSUER)).toEqual([])
  })
})

describe('many drafts', () => {
  it('are issued in their order, and a bad one does not stop the others', async () => {
    const wrong = { ...withAssessment(2, { result: 'fine' }), validUntil: '2027-11-01T12:00:00Z' }
    const text = `${jsonl([numbered(1), wrong])}\n{"type":\n${jsonl([withProduct({ colour: 'blue' }), numbered(2)])}`
    const progress: number[] = []
    const outcomes = await all(bulk(text, { onProgress: ({ done }) => progress.push(done) }))
    expect(brief(outcomes)).toEqual(['1 issued', '2 refused', '3 refused', '4 refused', '5 issued'])
    expect(outcomes.map((one) => ('problems' in one ? one.problems : []))).toMatchObject([
      [],
      [{ file: 'a.jsonl', line: 2, code: 'SCHEMA_INVALID', pointer: '/assessments/2/result' }],
      [{ file: 'a.jsonl', line: 3, code: 'JSON_SYNTAX', pointer: '/type' }],
      [{ file: 'a.jsonl', line: 4, code: 'SCHEMA_INVALID', pointer: '/product/colour' }],
      [],
    ])
    expect(progress).toEqual([1, 2, 3, 4, 5])
  })

  it('THREAT-166 run again go on where they stopped, with the same bytes', async () => {
    const store = createMemoryIssuanceStore()
    const drafts = Array.from({ length: 150 }, (_, number) => numbered(number + 1))
    const first: DraftOutcome[] = []
    for await (const outcome of bulk(jsonl(drafts), { store })) {
      first.push(outcome)
      if (first.length === 40) break
    }
    const recorded = (await store.history({ issuer: ISSUER })).length
    expect(recorded).toBeGreaterThanOrEqual(40)
    expect(recorded).toBeLessThan(120)
    const again = await all(bulk(jsonl(drafts), { store, randomness: seededRandomness(2) }))
    expect(again.map(({ state }) => state)).toEqual(drafts.map((_, at) => (at < recorded ? 'known' : 'issued')))
    expect(securedOf(again).slice(0, 40)).toEqual(securedOf(first))
    expect(await store.history({ issuer: ISSUER })).toHaveLength(150)
  })

  it('THREAT-165 that are the same one twice are one credential', async () => {
    const pauses: number[] = []
    slept = (pause) => pauses.push(pause)
    const outcomes = await all(bulk(jsonl([numbered(1), numbered(2), numbered(1)])))
    expect(brief(outcomes)).toEqual(['1 issued', '2 issued', '3 known'])
    expect(securedOf(outcomes)[2]).toBe(securedOf(outcomes)[0])
    expect(pauses).toEqual([])
  })

  it('THREAT-165 that a crashed run left in flight are taken up when their lease is over', async () => {
    const store = createMemoryIssuanceStore()
    const crashed = { ...store, commit: () => new Promise<void>(() => {}) }
    void issueClaim({ ...deskOf(actors.assessor, { store: crashed }), trust, draft: numbered(1), once: {} })
    await new Promise((resolve) => setImmediate(resolve))
    let now: number = NOW
    slept = (pause) => {
      now += pause
    }
    const randomness = seededRandomness(4)
    const outcomes = await all(
      bulk(jsonl([numbered(1), numbered(2)]), { store, randomness, now: () => now as Instant }),
    )
    expect(brief(outcomes)).toEqual(['2 issued', '1 issued'])
    expect(now).toBe(NOW + REQUEST_LEASE_SECONDS * 1000)
  })

  it('that somebody else is still at are told as such in the end', async () => {
    const store = createMemoryIssuanceStore()
    const slow = { ...store, commit: () => new Promise<void>(() => {}) }
    void issueClaim({ ...deskOf(actors.assessor, { store: slow }), trust, draft: numbered(1), once: {} })
    await new Promise((resolve) => setImmediate(resolve))
    expect(brief(await all(bulk(jsonl([numbered(1)]), { store, randomness: seededRandomness(4) })))).toEqual([
      '1 inFlight',
    ])
  })

  it('have keys of their own, and a key that stands for another draft refuses that one alone', async () => {
    const outcomes = await all(bulk(jsonl([numbered(1), numbered(2), numbered(1)]), { keyFor: () => 'k' }))
    expect(brief(outcomes)).toEqual(['1 issued', '2 refused', '3 known'])
    expect(outcomes[1]).toMatchObject({ error: { code: 'ERR_REQUEST_CONFLICT' }, problems: [] })
  })

  it('stop where the desk is what is wrong, and what was told before is on record', async () => {
    const store = createMemoryIssuanceStore()
    let commits = 0
    const full = {
      ...store,
      commit: async (record: Parameters<IssuanceStore['commit']>[0]) => {
        commits += 1
        if (commits > 50) throw new Error('disk full')
        return store.commit(record)
      },
    }
    const found: DraftOutcome[] = []
    const run = async () => {
      const drafts = jsonl(Array.from({ length: 200 }, (_, number) => numbered(number + 1)))
      for await (const outcome of bulk(drafts, { store: full })) found.push(outcome)
    }
    await expect(run()).rejects.toThrow('disk full')
    expect(found).toHaveLength(50)
    for (const outcome of found) {
      const id = 'record' in outcome ? outcome.record.id : ''
      expect(await store.find({ issuer: ISSUER, id })).toBeDefined()
    }
  })

  it('are read no further ahead than they are issued', async () => {
    let taken = 0
    async function* counted() {
      for await (const draft of source(jsonl(Array.from({ length: 200 }, (_, number) => numbered(number + 1))))) {
        taken += 1
        yield draft
      }
    }
    for await (const _outcome of bulk('', { drafts: counted() })) break
    expect(taken).toBeLessThan(80)
  })

  it('are each dated when they are signed', async () => {
    let seconds = 0
    const now = () => {
      seconds += 1
      return (NOW + seconds * 1000) as Instant
    }
    const outcomes = await all(bulk(jsonl([numbered(1), numbered(2)]), { now }))
    const dates = securedOf(outcomes).map((secured) => {
      const opened = openSecured(secured ?? '')
      return opened.ok && opened.value.signedAt
    })
    expect(dates).toEqual([NOW + 1000, NOW + 2000])
  })
})

function securedIn(settled: readonly PromiseSettledResult<{ readonly secured: string }>[]): string | undefined {
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value.secured] : []))[0]
}
