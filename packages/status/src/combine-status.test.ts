import { type Instant, instantFromMilliseconds, problem } from '@trusted-tech/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CombinedStatus, combineStatus } from './combine-status.js'
import type { ParsedStatusEntry } from './parse-status-entries.js'
import { STATUS_LIST_SOURCES, type StatusListCandidate } from './status-list-candidate.js'
import { at, authentic, ENTRY, INDEX, ISSUER, LIST_ID, NOW } from './testing/lists.js'

const runs = { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) }
const SUSPENSION: ParsedStatusEntry = { ...ENTRY, purpose: 'suspension', pointer: '/credentialStatus/1' }

const window = (from: string, until: string) => ({
  validFrom: at(`${from}T00:00:00Z`),
  validUntil: at(`${until}T00:00:00Z`),
})
const STALE = window('2026-09-01', '2026-10-01')
const OLD = window('2026-11-01', '2026-12-01')
const CURRENT = window('2026-11-24', '2026-12-24')
const FUTURE = window('2026-11-25', '2026-12-25')

const ask = (candidates: readonly StatusListCandidate[], entry: ParsedStatusEntry = ENTRY) =>
  combineStatus({ entry, issuer: ISSUER, candidates, now: NOW })
const askSuspension = (candidates: readonly StatusListCandidate[]) => ask(candidates, SUSPENSION)
const suspending = (options: Parameters<typeof authentic>[0], more?: Parameters<typeof authentic>[1]) =>
  authentic({ purpose: 'suspension', ...options }, more)
const codes = (status: CombinedStatus) => status.problems.map(({ code }) => code)
const noteCodes = (status: CombinedStatus) => status.notes.map(({ code }) => code)

describe('one list', () => {
  test('clears what it does not have', () => {
    expect(ask([authentic(CURRENT)])).toEqual({
      purpose: 'revocation',
      pointer: '/credentialStatus/0',
      state: 'clear',
      stale: false,
      problems: [],
      notes: [],
      newest: { ...CURRENT, source: 'bundled' },
    })
  })

  test('revokes what it has', () => {
    const status = ask([authentic({ ...CURRENT, set: true })])
    expect(status).toMatchObject({
      state: 'set',
      problems: [{ code: 'REVOKED', pointer: '/credentialStatus/0' }],
      setSince: CURRENT.validFrom,
    })
  })

  test('suspends what it has', () => {
    const status = askSuspension([suspending({ ...CURRENT, set: true })])
    expect(status).toMatchObject({ state: 'set', problems: [{ code: 'SUSPENDED', pointer: '/credentialStatus/1' }] })
  })

  test.each([0, 7, 8, 131_071])('THREAT-089 bit %i alone speaks about entry %i', (index) => {
    const candidates = [authentic({ ...CURRENT, set: [index] })]
    for (const other of [0, 6, 7, 8, 9, 131_070, 131_071]) {
      expect(ask(candidates, { ...ENTRY, index: other }).state).toBe(other === index ? 'set' : 'clear')
    }
  })

  test('names the credential that is not the one being verified', () => {
    const status = combineStatus({
      entry: ENTRY,
      issuer: ISSUER,
      candidates: [],
      now: NOW,
      about: 'urn:uuid:accreditation',
    })
    expect(status.problems).toMatchObject([{ code: 'STATUS_UNAVAILABLE', about: 'urn:uuid:accreditation' }])
  })
})

describe('THREAT-080 a status that can not be established is never clear', () => {
  const bits = {
    bits: () => ({ ok: false, problems: [problem('STATUS_LIST_FORMAT', '/credentialSubject/encodedList')] }) as const,
  }
  test.each<[string, readonly StatusListCandidate[], readonly string[]]>([
    ['no list', [], ['STATUS_UNAVAILABLE']],
    [
      'a list that could not be parsed',
      [{ authentic: false, problems: [problem('JSON_SYNTAX')], source: 'stapled' }],
      ['JSON_SYNTAX', 'STATUS_UNAVAILABLE'],
    ],
    [
      'a list whose signature is wrong',
      [{ authentic: false, problems: [problem('SIG_INVALID')], source: 'bundled' }],
      ['SIG_INVALID', 'STATUS_UNAVAILABLE'],
    ],
    [
      'a list whose bits are broken',
      [authentic({ ...CURRENT, ...bits })],
      ['STATUS_LIST_FORMAT', 'STATUS_UNAVAILABLE'],
    ],
    ['a list of a compromised key alone', [authentic(CURRENT, { badNewsOnly: true })], ['STATUS_UNAVAILABLE']],
  ])('%s', (_name, candidates, expected) => {
    const status = ask(candidates)
    expect(status.state).toBe('unavailable')
    expect(codes(status)).toEqual(expected)
    expect(status.problems.at(-1)?.pointer).toBe('/credentialStatus/0')
    expect(status.notes).toEqual([])
  })
})

describe('a list that is not about this entry is no list', () => {
  test.each<[string, StatusListCandidate, string, string]>([
    [
      'THREAT-081 issued by somebody else',
      authentic({ ...CURRENT, issuer: 'did:web:other.example' }),
      'STATUS_ISSUER',
      '/issuer',
    ],
    [
      'THREAT-082 another list of the same issuer',
      authentic({ ...CURRENT, id: `${LIST_ID}0` }),
      'STATUS_LIST_MISMATCH',
      '/id',
    ],
    ['THREAT-085 of another purpose', suspending(CURRENT), 'STATUS_PURPOSE', '/credentialSubject/statusPurpose'],
  ])('%s', (_name, candidate, code, pointer) => {
    const alone = ask([candidate])
    expect(alone).toMatchObject({ state: 'unavailable', stale: false })
    expect(alone.problems[0]).toMatchObject({ code, pointer })
    const beside = ask([candidate, authentic(CURRENT)])
    expect(beside).toMatchObject({ state: 'clear', problems: [] })
    expect(beside.notes).toMatchObject([{ code, pointer }])
  })

  test('THREAT-081 its bad news counts as little as its good news', () => {
    expect(ask([authentic({ ...CURRENT, set: true, issuer: 'did:web:other.example' }), authentic(CURRENT)]).state).toBe(
      'clear',
    )
    const unsigned = { authentic: false, problems: [problem('STATUS_ISSUER')], source: 'stapled' } as const
    expect(ask([unsigned, authentic(CURRENT)])).toMatchObject({ state: 'clear', notes: [{ code: 'STATUS_ISSUER' }] })
  })

  test('THREAT-084 an index beyond the list in force is the entry’s fault', () => {
    const entry = { ...ENTRY, index: 131_072 }
    const status = combineStatus({
      entry,
      issuer: ISSUER,
      candidates: [authentic(CURRENT)],
      now: NOW,
      about: 'urn:uuid:a',
    })
    expect(status.state).toBe('unavailable')
    expect(status.problems[0]).toMatchObject({
      code: 'STATUS_INDEX',
      pointer: '/credentialStatus/0/statusListIndex',
      about: 'urn:uuid:a',
    })
    expect(codes(ask([authentic(CURRENT)], { ...ENTRY, index: Number.MAX_SAFE_INTEGER }))[0]).toBe('STATUS_INDEX')
  })

  test('THREAT-084 an index beyond a stale list is not', () => {
    const entry = { ...ENTRY, index: 131_072 }
    expect(codes(ask([authentic(STALE)], entry))).toEqual(['STATUS_LIST_SIZE', 'STATUS_UNAVAILABLE'])
    const longer = ask([authentic(STALE), authentic({ ...CURRENT, length: 262_144 })], entry)
    expect([longer.state, noteCodes(longer)]).toEqual(['clear', ['STATUS_LIST_SIZE']])
  })
})

describe('THREAT-083 lists combine, they do not replace', () => {
  test.each([
    ['stale', STALE],
    ['old', OLD],
    ['from the future', FUTURE],
  ])('a revocation in a list that is %s counts', (_name, span) => {
    expect(codes(ask([authentic({ ...span, set: true })]))).toEqual(['REVOKED'])
    expect(codes(ask([authentic({ ...span, set: true }), authentic(CURRENT)]))).toEqual(['REVOKED'])
  })

  test.each([
    ['stale', STALE],
    ['from the future', FUTURE],
  ])('good news in a list that is %s does not', (_name, span) => {
    const status = ask([authentic(span)])
    expect(status).toMatchObject({ state: 'unavailable', stale: true, newest: span, notes: [] })
    expect(status.problems).toMatchObject([{ code: 'STATUS_STALE', pointer: '/credentialStatus/0' }])
  })

  test('the bounds of a window belong to it', () => {
    expect(ask([authentic({ ...CURRENT, validFrom: NOW })]).state).toBe('clear')
    expect(ask([authentic({ ...CURRENT, validUntil: NOW })]).state).toBe('clear')
    expect(ask([authentic({ ...CURRENT, validFrom: (NOW + 1) as Instant })]).stale).toBe(true)
    expect(ask([authentic({ ...CURRENT, validUntil: (NOW - 1) as Instant })]).stale).toBe(true)
  })

  test('an old list beside a current one changes neither state nor age', () => {
    expect(ask([authentic(CURRENT), authentic(STALE), authentic(FUTURE)])).toMatchObject({
      state: 'clear',
      newest: CURRENT,
      notes: [],
    })
  })

  test('THREAT-092 a revocation that a newer list took back is reported, and stays', () => {
    const status = ask([authentic({ ...OLD, set: true }, { source: 'remembered' }), authentic(CURRENT)])
    expect(codes(status)).toEqual(['REVOKED'])
    expect(status.notes).toMatchObject([
      { code: 'STATUS_REGRESSION', pointer: '/credentialSubject/encodedList', about: LIST_ID },
    ])
    expect(noteCodes(ask([authentic(OLD), authentic({ ...CURRENT, set: true })]))).toEqual([])
    expect(noteCodes(ask([authentic({ ...OLD, set: true }), authentic({ ...CURRENT, set: true })]))).toEqual([])
  })

  test('a compromised key may revoke and can not clear', () => {
    expect(codes(ask([authentic({ ...CURRENT, set: true }, { badNewsOnly: true }), authentic(CURRENT)]))).toEqual([
      'REVOKED',
    ])
    expect(ask([authentic(CURRENT, { badNewsOnly: true }), authentic(STALE)])).toMatchObject({
      state: 'unavailable',
      stale: true,
      newest: STALE,
    })
  })
})

describe('suspension: the newest list decides, and only a good one lifts', () => {
  test.each<[string, readonly StatusListCandidate[], string]>([
    ['set, then cleared', [suspending({ ...OLD, set: true }), suspending(CURRENT)], 'clear'],
    ['cleared, then set', [suspending(OLD), suspending({ ...CURRENT, set: true })], 'set'],
    ['set and stale, then cleared', [suspending({ ...STALE, set: true }), suspending(CURRENT)], 'clear'],
    ['set and stale, alone', [suspending({ ...STALE, set: true })], 'set'],
    [
      'set, then cleared by a list that is stale too',
      [suspending({ ...window('2026-08-01', '2026-09-01'), set: true }), suspending(STALE)],
      'set',
    ],
    ['set, then cleared by a list from the future', [suspending({ ...CURRENT, set: true }), suspending(FUTURE)], 'set'],
    ['cleared, then set by a list from the future', [suspending(CURRENT), suspending({ ...FUTURE, set: true })], 'set'],
    [
      'set, then cleared by a compromised key',
      [suspending({ ...OLD, set: true }), suspending(CURRENT, { badNewsOnly: true })],
      'set',
    ],
    [
      'cleared, then set by a compromised key',
      [suspending(OLD), suspending({ ...CURRENT, set: true }, { badNewsOnly: true })],
      'set',
    ],
    [
      'set by a compromised key, then cleared',
      [suspending({ ...OLD, set: true }, { badNewsOnly: true }), suspending(CURRENT)],
      'clear',
    ],
    ['set and cleared at the same time', [suspending({ ...CURRENT, set: true }), suspending(CURRENT)], 'set'],
    ['cleared and stale', [suspending(STALE)], 'unavailable'],
  ])('%s: %s', (_name, candidates, state) => {
    const status = askSuspension(candidates)
    expect(status.state).toBe(state)
    expect(codes(status)).toEqual(state === 'set' ? ['SUSPENDED'] : state === 'clear' ? [] : ['STATUS_STALE'])
  })

  test('THREAT-092 a lifted suspension is no regression', () => {
    const status = askSuspension([suspending({ ...OLD, set: true }), suspending(CURRENT)])
    expect(status.notes).toEqual([])
    expect(status.clearedSince).toBe(CURRENT.validFrom)
    const byCompromised = suspending(window('2026-11-12', '2026-12-12'), { badNewsOnly: true })
    const beside = askSuspension([suspending({ ...OLD, set: true }), byCompromised, suspending(CURRENT)])
    expect(beside.clearedSince).toBe(CURRENT.validFrom)
  })

  test('it counts from the first of the lists that agree without interruption', () => {
    const set = [STALE, OLD, CURRENT].map((span) => suspending({ ...span, set: true }))
    expect(askSuspension(set).setSince).toBe(STALE.validFrom)
    const interrupted = [...set, suspending(window('2026-10-01', '2026-11-01'))]
    expect(askSuspension(interrupted).setSince).toBe(OLD.validFrom)
    const byCompromised = [...set, suspending(window('2026-10-01', '2026-11-01'), { badNewsOnly: true })]
    expect(askSuspension(byCompromised).setSince).toBe(STALE.validFrom)
    const tied = [OLD, CURRENT].map((span) => suspending({ ...span, set: true }))
    expect(askSuspension([...tied, suspending(OLD)]).setSince).toBe(OLD.validFrom)
  })
})

describe('for all lists', () => {
  const day = 86_400_000
  const candidate = fc
    .record({
      start: fc.integer({ min: -60, max: 5 }),
      days: fc.integer({ min: 1, max: 40 }),
      set: fc.boolean(),
      purpose: fc.constantFrom('revocation' as const, 'suspension' as const),
      issuer: fc.constantFrom(ISSUER, ISSUER, ISSUER, 'did:web:other.example'),
      id: fc.constantFrom(LIST_ID, LIST_ID, LIST_ID, `${LIST_ID}0`),
      source: fc.constantFrom(...STATUS_LIST_SOURCES),
      badNewsOnly: fc.boolean(),
      signed: fc.boolean(),
    })
    .map(({ start, days, source, badNewsOnly, signed, ...list }): StatusListCandidate => {
      if (!signed) return { authentic: false, problems: [problem('SIG_INVALID', '', { actual: `${start}` })], source }
      const validFrom = instantFromMilliseconds(NOW + start * day)
      return authentic(
        { ...list, validFrom, validUntil: instantFromMilliseconds(validFrom + days * day) },
        { source, badNewsOnly },
      )
    })
  const candidates = fc.array(candidate, { maxLength: 6 })
  // Higher is worse; `unavailable` lies between.
  const worse = { clear: 0, unavailable: 1, set: 2 } as const

  test('their order is irrelevant', () => {
    fc.assert(
      fc.property(
        candidates.chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length }))),
        ([some, shuffled]) => {
          for (const entry of [ENTRY, SUSPENSION]) expect(ask(shuffled, entry)).toEqual(ask(some, entry))
        },
      ),
      runs,
    )
  })

  test('THREAT-083 one more never takes a revocation back', () => {
    fc.assert(
      fc.property(candidates, candidate, (some, added) => {
        if (ask(some).state === 'set') expect(ask([...some, added]).state).toBe('set')
      }),
      runs,
    )
  })

  test('THREAT-083 one more that is not good improves nothing', () => {
    fc.assert(
      fc.property(candidates, candidate, (some, added) => {
        const good =
          added.authentic && !added.badNewsOnly && added.list.validFrom <= NOW && NOW <= added.list.validUntil
        fc.pre(!good)
        for (const entry of [ENTRY, SUSPENSION]) {
          expect(worse[ask([...some, added], entry).state]).toBeGreaterThanOrEqual(worse[ask(some, entry).state])
        }
      }),
      runs,
    )
  })

  test('clear needs a good list, and problems are there exactly if it is not clear', () => {
    fc.assert(
      fc.property(candidates, (some) => {
        for (const entry of [ENTRY, SUSPENSION]) {
          const status = ask(some, entry)
          expect(status.problems.length === 0).toBe(status.state === 'clear')
          if (status.state !== 'clear') continue
          const { newest } = status
          expect(newest !== undefined && newest.validFrom <= NOW && NOW <= newest.validUntil).toBe(true)
        }
      }),
      runs,
    )
  })
})

test('a list is asked about the index of the entry', () => {
  expect(ask([authentic({ ...CURRENT, set: [INDEX - 1, INDEX + 1] })]).state).toBe('clear')
})
