import { type Instant, instantFromMilliseconds, parseInstant } from '@trusted-tech/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderText } from '../render-text.js'
import { acceptedReport, sampleContent, sampleCredential } from '../testing/sample-reports.js'
import { withLocalTime } from './local-time.js'

const hours = (count: number) => () => count * 60
/** Central European time in 2026. */
const berlin = (at: Instant) => (at >= Date.UTC(2026, 2, 29, 1) && at < Date.UTC(2026, 9, 25, 1) ? 120 : 60)

describe('UTC beside local time', () => {
  it.each([
    ['the next day already', '2026-09-30T22:30:00Z', hours(9), '2026-10-01T07:30:00+09:00'],
    ['the day before still', '2027-01-01T00:00:00Z', hours(-5), '2026-12-31T19:00:00-05:00'],
    ['a leap day', '2028-02-28T23:59:59Z', hours(1), '2028-02-29T00:59:59+01:00'],
    ['half an hour', '2026-10-01T00:00:00Z', () => 330, '2026-10-01T05:30:00+05:30'],
    ['three quarters of an hour, behind', '2026-10-01T00:00:00Z', () => -225, '2026-09-30T20:15:00-03:45'],
    ['milliseconds', '2026-10-01T00:00:00.250Z', hours(2), '2026-10-01T02:00:00.250+02:00'],
    ['before the clocks go forward', '2026-03-29T00:59:59Z', berlin, '2026-03-29T01:59:59+01:00'],
    ['after the clocks went forward', '2026-03-29T01:00:00Z', berlin, '2026-03-29T03:00:00+02:00'],
    ['the hour that there is twice, first', '2026-10-25T00:30:00Z', berlin, '2026-10-25T02:30:00+02:00'],
    ['the hour that there is twice, second', '2026-10-25T01:30:00Z', berlin, '2026-10-25T02:30:00+01:00'],
  ])('THREAT-078 %s', (_, utc, offset, local) => {
    expect(withLocalTime(utc, offset)).toBe(`${utc} = ${local}`)
  })

  it('THREAT-078 both are the same instant, whatever the zone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_102_444_800 }),
        fc.integer({ min: -840, max: 840 }),
        (seconds, offset) => {
          const utc = new Date(seconds * 1000).toISOString().replace('.000', '')
          const [first = '', second = first] = withLocalTime(utc, () => offset).split(' = ')
          expect(first).toBe(utc)
          expect(parseInstant(second)).toEqual({ ok: true, value: instantFromMilliseconds(seconds * 1000) })
        },
      ),
      { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) },
    )
  })

  it.each([
    ['nobody asked', '2026-10-01T00:00:00Z', undefined],
    ['it is the same', '2026-10-01T00:00:00Z', hours(0)],
    ['it is a day, which has no zone', '2026-10-01', hours(2)],
    ['it is no time', 'soon', hours(2)],
    ['the zone is none', '2026-10-01T00:00:00Z', () => Number.NaN],
  ])('UTC stands alone where %s', (_, text, offset) => {
    expect(withLocalTime(text, offset)).toBe(text)
  })

  it('THREAT-078 every time of a report is shown both ways, and the day of expiry is not a guess', () => {
    const report = {
      ...acceptedReport,
      credentials: [{ ...sampleCredential, verified: { ...sampleContent, validUntil: '2027-09-30T23:00:00Z' } }],
    }
    const text = renderText(report, { width: 400, localOffset: hours(2) })
    expect(text).toContain('to 2027-09-30T23:00:00Z = 2027-10-01T01:00:00+02:00')
    const times = text.match(/\d{4}-\d\d-\d\dT[\d:.]+Z(?! = \d)/g)
    expect(times).toBeNull()
    expect(renderText(report, { width: 400 })).not.toContain('+02:00')
  })
})
