import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TrustedTechError } from '../errors.js'
import { quickest } from '../testing/quickest.js'
import { parseDuration } from './duration.js'
import type { Instant } from './instant.js'
import {
  addDays,
  FIRST_INSTANT,
  formatInstant,
  instantFromMilliseconds,
  instantFromSeconds,
  LAST_INSTANT,
} from './instant.js'
import { parseInstant } from './parse-instant.js'
import { parseNumericDate } from './parse-numeric-date.js'

const RUNS = { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) }

function instant(text: string): number {
  const result = parseInstant(text)
  if (!result.ok) throw new Error(`${text} was refused`)
  return result.value
}

describe('THREAT-041 dates and times', () => {
  it.each([
    ['2026-11-24T10:00:00Z', Date.UTC(2026, 10, 24, 10)],
    ['2026-11-24T10:00:00+00:00', Date.UTC(2026, 10, 24, 10)],
    ['2026-11-24T10:00:00-00:00', Date.UTC(2026, 10, 24, 10)],
    ['2026-11-24T10:00:00+01:00', Date.UTC(2026, 10, 24, 9)],
    ['2026-11-24T10:00:00-05:30', Date.UTC(2026, 10, 24, 15, 30)],
    ['2026-01-01T00:00:00+14:00', Date.UTC(2025, 11, 31, 10)],
    ['2026-12-31T23:59:59-14:00', Date.UTC(2027, 0, 1, 13, 59, 59)],
    ['2026-11-24T10:00:00.5Z', Date.UTC(2026, 10, 24, 10, 0, 0, 500)],
    ['2026-11-24T10:00:00.123Z', Date.UTC(2026, 10, 24, 10, 0, 0, 123)],
    ['2026-11-24T10:00:00.999999999Z', Date.UTC(2026, 10, 24, 10, 0, 0, 999)],
    ['1969-12-31T23:59:59.9999Z', -1],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
    ['2000-02-29T00:00:00Z', Date.UTC(2000, 1, 29)],
    ['1970-01-01T00:00:00Z', 0],
    ['0001-01-01T00:00:00Z', FIRST_INSTANT],
    ['0099-12-31T00:00:00Z', -59_011_545_600_000],
    ['9999-12-31T23:59:59.999Z', LAST_INSTANT],
  ])('%s is taken', (text, milliseconds) => {
    expect(parseInstant(text)).toEqual({ ok: true, value: milliseconds })
  })

  it.each([
    ['no offset', '2026-11-24T10:00:00'],
    ['only a date', '2026-11-24'],
    ['a date with offset', '2026-11-24Z'],
    ['lower-case z', '2026-11-24T10:00:00z'],
    ['lower-case t', '2026-11-24t10:00:00Z'],
    ['a space for the T', '2026-11-24 10:00:00Z'],
    ['a leap second', '2016-12-31T23:59:60Z'],
    ['second 61', '2026-11-24T10:00:61Z'],
    ['24:00', '2026-11-24T24:00:00Z'],
    ['hour 25', '2026-11-24T25:00:00Z'],
    ['minute 60', '2026-11-24T10:60:00Z'],
    ['no seconds', '2026-11-24T10:00Z'],
    ['no minutes', '2026-11-24T10Z'],
    ['year 10000', '10000-01-01T00:00:00Z'],
    ['a signed year', '+2026-11-24T10:00:00Z'],
    ['a negative year', '-0001-11-24T10:00:00Z'],
    ['year 0000', '0000-11-24T10:00:00Z'],
    ['before year 1 in UTC', '0001-01-01T00:00:00+00:01'],
    ['after year 9999 in UTC', '9999-12-31T23:59:59-00:01'],
    ['a year of two digits', '26-11-24T10:00:00Z'],
    ['month 0', '2026-00-24T10:00:00Z'],
    ['month 13', '2026-13-24T10:00:00Z'],
    ['day 0', '2026-11-00T10:00:00Z'],
    ['day 31 of November', '2026-11-31T10:00:00Z'],
    ['29 February of a common year', '2026-02-29T10:00:00Z'],
    ['29 February of 1900', '1900-02-29T10:00:00Z'],
    ['30 February', '2024-02-30T10:00:00Z'],
    ['digits missing', '2026-1-24T10:00:00Z'],
    ['a comma as decimal mark', '2026-11-24T10:00:00,5Z'],
    ['a fraction without digits', '2026-11-24T10:00:00.Z'],
    ['ten digits of fraction', '2026-11-24T10:00:00.1234567890Z'],
    ['an offset without colon', '2026-11-24T10:00:00+0100'],
    ['an offset of hours', '2026-11-24T10:00:00+01'],
    ['an offset beyond 14 hours', '2026-11-24T10:00:00+14:01'],
    ['an offset of 24 hours', '2026-11-24T10:00:00+24:00'],
    ['offset minutes 60', '2026-11-24T10:00:00+01:60'],
    ['a zone name', '2026-11-24T10:00:00Z[Europe/Berlin]'],
    ['GMT', '2026-11-24T10:00:00GMT'],
    ['a minus sign that is none', '2026-11-24T10:00:00\u221201:00'],
    ['Arabic digits', '\u0662\u0660\u0662\u0666-11-24T10:00:00Z'],
    ['space before', ' 2026-11-24T10:00:00Z'],
    ['a line feed after', '2026-11-24T10:00:00Z\n'],
    ['two of them', '2026-11-24T10:00:00Z2026-11-24T10:00:00Z'],
    ['a week date', '2026-W48-2T10:00:00Z'],
    ['an ordinal date', '2026-328T10:00:00Z'],
    ['the basic format', '20261124T100000Z'],
    ['seconds since 1970', '1795510800'],
    ['RFC 5322', 'Tue, 24 Nov 2026 10:00:00 GMT'],
    ['nothing', ''],
  ])('%s is refused', (_, text) => {
    expect(parseInstant(text, '/validFrom')).toMatchObject({
      ok: false,
      problems: [{ code: 'DATE_MALFORMED', pointer: '/validFrom' }],
    })
  })

  it.each([
    [['2026-11-24T10:00:00Z']],
    [1795510800],
    [null],
    [undefined],
    [{ toString: () => '2026-11-24T10:00:00Z' }],
  ])('what is no text is refused: %j', (value) => {
    expect(parseInstant(value as never)).toMatchObject({ ok: false, problems: [{ code: 'DATE_MALFORMED' }] })
  })

  it('agrees with Date on every instant, in every offset', () => {
    const milliseconds = fc.integer({ min: FIRST_INSTANT + 86_400_000, max: LAST_INSTANT - 86_400_000 })
    fc.assert(
      fc.property(milliseconds, fc.integer({ min: -840, max: 840 }), (at, offset) => {
        const local = new Date(at + offset * 60_000).toISOString().slice(0, -1)
        const size = Math.abs(offset)
        const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
        expect(instant(local + zone)).toBe(at)
      }),
      { ...RUNS, numRuns: RUNS.numRuns * 4 },
    )
  })

  it('knows the calendar: every day of 800 years', () => {
    for (let day = Date.UTC(1600, 0, 1); day < Date.UTC(2400, 0, 1); day += 86_400_000) {
      if (instant(`${new Date(day).toISOString().slice(0, 10)}T00:00:00Z`) !== day) expect.fail(String(day))
    }
  })

  it('writes what it reads', () => {
    expect(formatInstant(instantFromMilliseconds(Date.UTC(2026, 10, 24)))).toBe('2026-11-24T00:00:00Z')
    expect(formatInstant(instantFromMilliseconds(1))).toBe('1970-01-01T00:00:00.001Z')
    expect(formatInstant(instantFromMilliseconds(-1))).toBe('1969-12-31T23:59:59.999Z')
    expect(formatInstant(FIRST_INSTANT)).toBe('0001-01-01T00:00:00Z')
    expect(formatInstant(LAST_INSTANT)).toBe('9999-12-31T23:59:59.999Z')
    fc.assert(
      fc.property(fc.integer({ min: FIRST_INSTANT, max: LAST_INSTANT }), (at) => {
        expect(instant(formatInstant(instantFromMilliseconds(at)))).toBe(at)
      }),
      RUNS,
    )
  })

  it('writes what Date writes: every day of 800 years, and any millisecond', () => {
    const byDate = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z')
    for (let day = Date.UTC(1600, 0, 1); day < Date.UTC(2400, 0, 1); day += 86_400_000) {
      if (formatInstant(instantFromMilliseconds(day)) !== byDate(day)) expect.fail(String(day))
    }
    fc.assert(
      fc.property(fc.integer({ min: FIRST_INSTANT, max: LAST_INSTANT }), (at) => {
        expect(formatInstant(instantFromMilliseconds(at))).toBe(byDate(at))
      }),
      RUNS,
    )
    expect(() => formatInstant(Number.NaN as Instant)).toThrow()
  })
})

describe('instants from numbers', () => {
  it('stay within the years that can be written, in order', () => {
    expect(instantFromMilliseconds(Number.MAX_SAFE_INTEGER)).toBe(LAST_INSTANT)
    expect(instantFromSeconds(-Number.MAX_SAFE_INTEGER)).toBe(FIRST_INSTANT)
    expect(addDays(LAST_INSTANT, 1)).toBe(LAST_INSTANT)
    expect(addDays(instantFromSeconds(0), -1)).toBe(-86_400_000)
    expect(addDays(instantFromSeconds(86_400), -1)).toBe(0)
    expect(Object.is(instantFromSeconds(-0), 0)).toBe(true)
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 0.5])('misuse throws: %s', (value) => {
    expect(() => instantFromMilliseconds(value)).toThrow(TrustedTechError)
    expect(() => instantFromSeconds(value)).toThrow(TrustedTechError)
    expect(() => addDays(FIRST_INSTANT, value)).toThrow(TrustedTechError)
  })
})

describe('THREAT-042 a NumericDate is a whole number of seconds', () => {
  it('takes seconds', () => {
    expect(parseNumericDate(1_795_510_800, '/iat')).toEqual({ ok: true, value: 1_795_510_800_000 })
    expect(parseNumericDate(0)).toEqual({ ok: true, value: 0 })
  })

  it.each([
    ['never'],
    ['1795510800'],
    [true],
    [null],
    [undefined],
    [[1795510800]],
    [{}],
    [1.5],
    [Number.NaN],
    [Infinity],
  ])('%j is no NumericDate', (claim) => {
    expect(parseNumericDate(claim, '/exp')).toMatchObject({
      ok: false,
      problems: [{ code: 'CLAIM_TYPE', pointer: '/exp' }],
    })
  })

  it.each([1_795_510_800_000, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER])(
    'THREAT-041 milliseconds in place of seconds are refused: %s',
    (claim) => {
      expect(parseNumericDate(claim, '/iat')).toMatchObject({
        ok: false,
        problems: [{ code: 'DATE_MALFORMED', pointer: '/iat' }],
      })
    },
  )
})

describe('durations in whole days', () => {
  it.each([
    ['P0D', 0],
    ['P1D', 1],
    ['P365D', 365],
    ['P99999D', 99_999],
  ])('%s', (text, days) => {
    expect(parseDuration(text)).toEqual({ ok: true, value: days })
  })

  it.each([
    'P1Y',
    'P1M',
    'P1W',
    'PT24H',
    'P1DT0S',
    'P01D',
    'P-1D',
    '-P1D',
    '+P1D',
    'P1.5D',
    'P1,5D',
    'P100000D',
    'P1e3D',
    'PD',
    'P',
    '1D',
    'p1d',
    'P1D ',
    ' P1D',
    'P1D\n',
    'P\u0661D',
    '',
    '365',
  ])('%j is refused', (text) => {
    expect(parseDuration(text, '/surveillance/grace')).toMatchObject({
      ok: false,
      problems: [{ code: 'DATE_MALFORMED', pointer: '/surveillance/grace' }],
    })
  })

  it.each([[['P1D']], [1], [null]])('what is no text is refused: %j', (value) => {
    expect(parseDuration(value as never).ok).toBe(false)
  })
})

describe('THREAT-039 dates and durations take linear time', () => {
  it.each([
    ['digits', '2'.repeat(65_536)],
    ['a long fraction', `2026-11-24T10:00:00.${'1'.repeat(65_536)}`],
    ['dates in a row', '2026-11-24T10:00:00Z'.repeat(3_300)],
    ['a long duration', `P${'9'.repeat(65_536)}`],
  ])('64 KiB of %s', (_, text) => {
    expect(quickest(() => expect(parseInstant(text).ok || parseDuration(text).ok).toBe(false))).toBeLessThan(50)
  })
})

function two(value: number): string {
  return String(value).padStart(2, '0')
}
