import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quickest } from '../testing/quickest.js'
import { checkDocumentText } from './document-text.js'
import { checkText } from './text-rules.js'

const RUNS = { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) }
const POINTER = '/credentialSubject/name'

function codes(text: string, kind: 'name' | 'prose'): string[] {
  return checkText(text, { kind, pointer: POINTER }).map((p) => `${p.code} ${p.pointer}`)
}

const CONFUSABLE = [`TEXT_CONFUSABLE ${POINTER}`]

describe('THREAT-036 texts are NFC', () => {
  it.each(['Cafe\u0301', '\u1112\u1161\u11ab', '\u212b', 'q\u0307\u0323'])('%j is not', (text) => {
    expect(codes(text, 'name')).toContain(`TEXT_NOT_NFC ${POINTER}`)
    expect(codes(text, 'prose')).toContain(`TEXT_NOT_NFC ${POINTER}`)
  })

  it('a text and its NFD twin are never both taken', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const flagged = (form: string) => codes(form, 'prose').includes(`TEXT_NOT_NFC ${POINTER}`)
        const composed = text.normalize('NFC')
        expect(flagged(composed)).toBe(false)
        for (const form of ['NFD', 'NFKD', 'NFKC']) {
          const twin = text.normalize(form)
          expect(flagged(twin)).toBe(twin !== twin.normalize('NFC'))
        }
      }),
      RUNS,
    )
  })
})

describe('THREAT-037 names that look like others', () => {
  it.each([
    ['Latin', 'Northwind Gateway 2.0 (EU)'],
    ['Latin with marks', 'Société Générale Łódź Ångström'],
    ['signs', 'Gateway™ × 2² – “x” €5'],
    ['Cyrillic', 'Росатом 5'],
    ['Greek', 'Αθήνα'],
    ['Arabic', 'شركة الأمن ١٢'],
    ['Hebrew', 'אבטחה'],
    ['Devanagari', 'सुरक्षा'],
    ['Thai', 'ความปลอดภัย'],
    ['Japanese', '株式会社サンプル・あい 3'],
    ['Japanese with the prolonged sound mark', 'サーバー'],
    ['Korean', '한국漢字'],
    ['Chinese', '安全網關'],
    ['Bopomofo', '注音ㄅㄆ'],
    ['an emoji', 'Gateway 😀'],
    ['nothing', ''],
  ])('%s is taken', (_, text) => {
    expect(codes(text, 'name')).toEqual([])
  })

  it.each([
    ['Cyrillic а in Latin', 'Ex\u0430mple'],
    ['Greek ο in Latin', 'N\u03bfrthwind'],
    ['Cyrillic capitals in Latin', '\u0410lliance'],
    ['Latin in Cyrillic', 'Рocatом'],
    ['Armenian in Latin', 'Te\u057dt'],
    ['Hebrew in Latin', 'a\u05d0'],
    ['Han with Cyrillic', '安а'],
    ['kana with Hangul', 'あ한'],
    ['Cherokee, which looks Latin', '\u13aa\u13ab\u13a2'],
    ['Lisu, which looks Latin', '\ua4d0\ua4d1'],
    ['right-to-left override', 'Gateway\u202egnp.exe'],
    ['right-to-left mark', 'Gateway\u200f'],
    ['Arabic letter mark', 'x\u061c'],
    ['isolates', '\u2066x\u2069'],
    ['zero-width space', 'North\u200bwind'],
    ['zero-width joiner', 'North\u200dwind'],
    ['soft hyphen', 'North\u00adwind'],
    ['word joiner', 'North\u2060wind'],
    ['zero-width no-break space', 'North\ufeffwind'],
    ['variation selector', 'a\ufe0f'],
    ['tag characters', 'a\u{e0041}'],
    ['Hangul filler', '\u3164'],
    ['combining grapheme joiner', 'a\u034fb'],
    ['full-width Latin', '\uff21cme'],
    ['mathematical Latin', '\u{1d400}cme'],
    ['a ligature', '\ufb01rewall'],
    ['mathematical digits', 'v\u{1d7ce}'],
    ['half-width kana', '\uff7b'],
    ['a line feed', 'North\nwind'],
    ['a carriage return', 'North\rwind'],
    ['an escape', 'North\u001b[31m'],
    ['a line separator', 'North\u2028wind'],
    ['next line', 'North\u0085wind'],
    ['a private code point', 'x\ue000'],
    ['an unassigned code point', 'x\u0378'],
    ['a lone surrogate', 'x\ud800'],
  ])('%s is refused', (_, text) => {
    expect(codes(text, 'name')).toEqual(CONFUSABLE)
  })

  it('names the code point', () => {
    expect(checkText('a\u202eb', { kind: 'name', pointer: '' })[0]).toMatchObject({ actual: 'U+202E' })
    expect(checkText('a\u{e0041}b', { kind: 'name', pointer: '' })[0]).toMatchObject({ actual: 'U+E0041' })
  })

  it('prose may mix scripts, have lines, and join letters; it may not turn direction or carry controls', () => {
    expect(codes('Tested by Росатом.\n\tSee 安全. می\u200cخواهم 👩\u200d💻', 'prose')).toEqual([])
    for (const text of ['a\u202eb', 'a\u2067b', 'a\u0000b', 'a\u001b[0m', 'a\rb', 'a\u0085b', 'a\ue000', 'a\udc00']) {
      expect(codes(text, 'prose')).toEqual(CONFUSABLE)
    }
  })

  it('reports both what is not NFC and what is confusable', () => {
    expect(codes('e\u0301\u202e', 'name')).toEqual([`TEXT_NOT_NFC ${POINTER}`, ...CONFUSABLE])
  })
})

describe('texts of a document', () => {
  it('names are found at every depth, in plain and in language-value form', () => {
    const mixed = 'Ex\u0430mple'
    const document = {
      '@context': ['\u202e'],
      name: [{ '@value': mixed, '@language': 'en' }],
      description: mixed,
      issuer: { name: mixed },
      credentialSubject: { exclusions: [{ text: { en: 'a\u202eb', fr: 'Cafe\u0301' } }], name: 'Gateway' },
      size: 5,
    }
    expect(checkDocumentText(document).map((p) => `${p.code} ${p.pointer}`)).toEqual([
      'TEXT_CONFUSABLE /name/0/@value',
      'TEXT_CONFUSABLE /issuer/name',
      'TEXT_CONFUSABLE /credentialSubject/exclusions/0/text/en',
      'TEXT_NOT_NFC /credentialSubject/exclusions/0/text/fr',
    ])
  })

  it('is bounded in problems and depth', () => {
    expect(checkDocumentText(Array.from({ length: 1000 }, () => 'e\u0301\u202e'))).toHaveLength(64)
    const loop: unknown[] = []
    loop.push(loop, '\u202e')
    expect(checkDocumentText(loop as never).length).toBeGreaterThan(0)
  })
})

describe('THREAT-039 text rules take linear time', () => {
  it.each([
    ['marks', '\u0301'],
    ['letters of two scripts', 'aа'],
    ['common characters', '– '],
    ['Han', '安'],
    ['zero-width joiners', 'a\u200d'],
    ['compatibility letters', '\uff21'],
  ])('64 KiB of %s', (_, unit) => {
    const text = unit.repeat(65_536 / unit.length)
    const both = () => {
      checkText(text, { kind: 'name', pointer: '' })
      checkText(text, { kind: 'prose', pointer: '' })
    }
    expect(quickest(both)).toBeLessThan(100)
  })
})
