import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quickest } from '../testing/quickest.js'
import { printable } from './printable.js'

const RUNS = { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) }

describe('THREAT-043 text from data in a terminal or a log', () => {
  it.each([
    ['plain text', 'Gateway 2.0 é 東 😀', 'Gateway 2.0 é 東 😀'],
    ['a colour sequence', '\u001b[31mred\u001b[0m', '\\u{1b}[31mred\\u{1b}[0m'],
    ['a forged log line', 'x\r\n2026-01-01 INFO accepted', 'x\\u{d}\\u{a}2026-01-01 INFO accepted'],
    ['a one-byte control sequence', '\u009b2J', '\\u{9b}2J'],
    ['backspaces', 'bad\b\b\bok', 'bad\\u{8}\\u{8}\\u{8}ok'],
    ['a title change', '\u001b]0;x\u0007', '\\u{1b}]0;x\\u{7}'],
    ['a direction override', 'a\u202eb', 'a\\u{202e}b'],
    ['line and paragraph separators', 'a\u2028b\u2029', 'a\\u{2028}b\\u{2029}'],
    ['tag characters', '\u{e0041}', '\\u{e0041}'],
    ['zero width', 'a\u200bb\ufeff', 'a\\u{200b}b\\u{feff}'],
    ['lone surrogates', '\ud800x\udc00', '\\u{d800}x\\u{dc00}'],
    ['delete and U+0000', '\u007f\0', '\\u{7f}\\u{0}'],
    ['nothing', '', ''],
  ])('%s', (_, text, shown) => {
    expect(printable(text)).toBe(shown)
  })

  it('shows 256 units and cuts what is longer', () => {
    expect(printable('a'.repeat(256))).toBe('a'.repeat(256))
    expect(printable('a'.repeat(257))).toBe(`${'a'.repeat(255)}…`)
    expect(printable('abcdef', { maxLength: 4 })).toBe('abc…')
    expect(printable('ab😀', { maxLength: 4 })).toBe('ab😀')
    expect(printable('ab😀c', { maxLength: 4 })).toBe('ab…')
    expect(printable('\n\n', { maxLength: 6 })).toBe('\\u{a}…')
  })

  it('never shows a control character, is never longer than asked, and always well-formed', () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      fc.constantFrom('\n', '\u001b', '\u202e', '\ud800', '😀', 'a'),
    )
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (units, maxLength) => {
        const shown = printable(units.join(''), { maxLength })
        expect(shown).not.toMatch(/[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/)
        expect(shown).not.toMatch(/\p{Cs}/u)
        expect(shown.length).toBeLessThanOrEqual(maxLength)
      }),
      RUNS,
    )
  })

  it('reads no more than it shows: 100 MB take no time', () => {
    // Flat from the start: a repeated string is only written out when it is first read, which is not printable's doing.
    const huge = Buffer.alloc(100_000_000, 0x1b).toString('latin1')
    expect(quickest(() => expect(printable(huge)).toHaveLength(253))).toBeLessThan(50)
  })
})
