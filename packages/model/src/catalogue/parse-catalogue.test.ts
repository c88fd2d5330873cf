import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../json/json.js'
import type { ReasonCode } from '../reason-codes.js'
import { criteriaOf } from './catalogue-criteria.js'
import { MAX_CATALOGUE_BYTES, parseCatalogue } from './parse-catalogue.js'

const RUNS = { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) }
const ID = 'https://alliance.example/catalogues/sample'

/** A plain object that tests may change. */
type Draft = { [member: string]: Json | Draft | Draft[] }

function draft(): {
  [member: string]: unknown
  principles: { [member: string]: unknown; criteria: Draft[] }[]
  crosswalk: Draft[]
} {
  const criterion = (name: string) => ({
    id: `${ID}/2.0#${name}`,
    title: { en: name },
    text: { en: `The text of ${name}.`, de: 'Größe' },
    topic: 'sample',
    required: true,
    notApplicableAllowed: false,
    status: 'active',
  })
  return {
    id: ID,
    version: '2.0',
    owner: 'did:web:alliance.example',
    illustrative: true,
    validFrom: '2026-02-13T00:00:00Z',
    supersedes: { id: ID, version: '1.0' },
    principles: [
      { id: `${ID}/2.0#a`, title: { en: 'A' }, text: { en: 'A' }, criteria: [criterion('a.one'), criterion('a.two')] },
      { id: `${ID}/2.0#b`, title: { en: 'B' }, text: { en: 'B' }, criteria: [criterion('b.one')] },
    ],
    crosswalk: [
      { from: `${ID}/1.0#x`, to: `${ID}/2.0#a.one`, relation: 'exact', note: 'Same text.' },
      { from: `${ID}/1.0#y`, to: `${ID}/2.0#a.one`, relation: 'narrower', note: 'A part.' },
      { from: `${ID}/1.0#y`, to: `${ID}/2.0#a.two`, relation: 'broader', note: 'And more.' },
      { from: `${ID}/1.0#z`, relation: 'none', note: 'Dropped.' },
    ],
  }
}

const parse = (value: unknown) => parseCatalogue(new TextEncoder().encode(JSON.stringify(value)))
type Change = (catalogue: ReturnType<typeof draft>) => void
const changed = (change: Change) => {
  const value = draft()
  change(value)
  return parse(value)
}
const first = (catalogue: ReturnType<typeof draft>) => catalogue.principles[0]?.criteria[0] as Draft
const entry = (catalogue: ReturnType<typeof draft>, i: number) => catalogue.crosswalk[i] as Draft

describe('reading a catalogue (specification, section 2 "Principles are data")', () => {
  it('gives what the bytes say', () => {
    const parsed = parse(draft())
    expect(parsed).toEqual({ ok: true, value: draft() })
  })

  it.each(['trusted-tech-1.0.json', 'trusted-tech-2.0.json'])('reads the sample catalogue %s', (name) => {
    const parsed = parseCatalogue(readFileSync(new URL(`../../catalogues/${name}`, import.meta.url)))
    expect(parsed.ok && parsed.value.illustrative).toBe(true)
  })

  it('a catalogue that follows no other needs neither supersedes nor crosswalk', () => {
    const { supersedes: _, crosswalk: __, ...rest } = draft()
    const parsed = parse(rest)
    expect(parsed.ok && parsed.value.crosswalk).toEqual([])
    expect(parse({ ...rest, crosswalk: [] }).ok).toBe(true)
  })

  it.each<[string, Change, string, ReasonCode?]>([
    ['no id', (c) => delete c['id'], '/id'],
    ['an id that is no https URI', (c) => (c['id'] = 'http://alliance.example/x'), '/id'],
    ['an id with a space', (c) => (c['id'] = `${ID} x`), '/id'],
    ['an id beyond ASCII', (c) => (c['id'] = 'https://alliance.example/é'), '/id'],
    ['no version', (c) => delete c['version'], '/version'],
    ['a version that is a number', (c) => (c['version'] = 2), '/version'],
    ['a version with a space', (c) => (c['version'] = '2 0'), '/version'],
    ['a blank owner', (c) => (c['owner'] = ' \t'), '/owner'],
    ['no word on whether it is a sample', (c) => delete c['illustrative'], '/illustrative'],
    ['a sample mark that is text', (c) => (c['illustrative'] = 'false'), '/illustrative'],
    ['a date without time', (c) => (c['validFrom'] = '2026-02-13'), '/validFrom', 'DATE_MALFORMED'],
    ['a date that is a number', (c) => (c['validFrom'] = 20260213), '/validFrom'],
    ['a member that nobody knows', (c) => (c['note'] = 'x'), '/note'],
    ['a member whose name needs escaping', (c) => (c['a/b~'] = 'x'), '/a~1b~0'],
    ['supersedes without version', (c) => (c['supersedes'] = { id: ID }), '/supersedes/version'],
    ['no principles', (c) => (c.principles = []), '/principles'],
    ['principles that are an object', (c) => ((c as Draft)['principles'] = {}), '/principles'],
    ['a principle without criteria', (c) => ((c.principles[1] as Draft)['criteria'] = []), '/principles/1/criteria'],
    ['a principle that is text', (c) => ((c as Draft)['principles'] = ['x']), '/principles/0'],
    ['a criterion without topic', (c) => delete first(c)['topic'], '/principles/0/criteria/0/topic'],
    ['a criterion of unknown status', (c) => (first(c)['status'] = 'draft'), '/principles/0/criteria/0/status'],
    ['a criterion that is null', (c) => ((c.principles[0] as Draft)['criteria'] = [null]), '/principles/0/criteria/0'],
    ['required as text', (c) => (first(c)['required'] = 'true'), '/principles/0/criteria/0/required'],
    ['a title without any language', (c) => (first(c)['title'] = {}), '/principles/0/criteria/0/title'],
    ['a title that is text', (c) => (first(c)['title'] = 'One'), '/principles/0/criteria/0/title'],
    ['a language tag in upper case', (c) => (first(c)['title'] = { EN: 'x' }), '/principles/0/criteria/0/title/EN'],
    ['an empty translation', (c) => (first(c)['title'] = { en: '' }), '/principles/0/criteria/0/title/en'],
    [
      'a text that is not NFC',
      (c) => (first(c)['text'] = { en: 'e\u0301' }),
      '/principles/0/criteria/0/text/en',
      'TEXT_NOT_NFC',
    ],
    [
      'a bidi control',
      (c) => (first(c)['text'] = { en: 'a\u202eb' }),
      '/principles/0/criteria/0/text/en',
      'TEXT_CONFUSABLE',
    ],
    [
      'a criterion id twice, in two principles',
      (c) => c.principles[1]?.criteria.push({ ...first(c) }),
      '/principles/1/criteria/1/id',
    ],
    ['a principle id twice', (c) => ((c.principles[1] as Draft)['id'] = `${ID}/2.0#a`), '/principles/1/id'],
    [
      'a criterion with the id of a principle',
      (c) => ((c.principles[1]?.criteria[0] as Draft)['id'] = `${ID}/2.0#a`),
      '/principles/1/criteria/0/id',
    ],
    ['a crosswalk from nowhere', (c) => delete c['supersedes'], '/supersedes'],
    ['a crosswalk to no criterion', (c) => (entry(c, 0)['to'] = `${ID}/2.0#gone`), '/crosswalk/0/to'],
    ['a crosswalk to a principle', (c) => (entry(c, 0)['to'] = `${ID}/2.0#a`), '/crosswalk/0/to'],
    ['a crosswalk without target', (c) => delete entry(c, 0)['to'], '/crosswalk/0/to'],
    ['a crosswalk from a criterion of its own', (c) => (entry(c, 0)['from'] = `${ID}/2.0#b.one`), '/crosswalk/0/from'],
    ['a crosswalk of unknown relation', (c) => (entry(c, 0)['relation'] = 'equal'), '/crosswalk/0/relation'],
    ['a crosswalk without note', (c) => delete entry(c, 0)['note'], '/crosswalk/0/note'],
    ['a pair twice', (c) => c.crosswalk.push({ ...entry(c, 0), relation: 'broader' }), '/crosswalk/4'],
    ['none with a target', (c) => (entry(c, 3)['to'] = `${ID}/2.0#a.one`), '/crosswalk/3/to'],
    ['none beside another word', (c) => (entry(c, 3)['from'] = `${ID}/1.0#x`), '/crosswalk/3/relation'],
  ])('refuses %s', (_, change, pointer, code = 'SCHEMA_INVALID') => {
    const parsed = changed(change)
    expect(parsed.ok).toBe(false)
    if (!parsed.ok) expect(parsed.problems.map((one) => [one.code, one.pointer])).toEqual([[code, pointer]])
  })

  it.each<[string, string, ReasonCode, string]>([
    ['nothing', '', 'JSON_SYNTAX', ''],
    ['a list', '[]', 'SCHEMA_INVALID', ''],
    ['null', 'null', 'SCHEMA_INVALID', ''],
    ['an id twice', '{"id":"a","id":"b"}', 'JSON_DUPLICATE_KEY', '/id'],
    ['a way to the prototype', '{"__proto__":{}}', 'JSON_FORBIDDEN_KEY', '/__proto__'],
    ['deep nesting', `${'['.repeat(5000)}${']'.repeat(5000)}`, 'LIMIT_DEPTH', '/0/0/0/0/0/0'],
    ['too many bytes', ' '.repeat(MAX_CATALOGUE_BYTES + 1), 'LIMIT_SIZE', ''],
  ])('refuses %s', (_, text, code, pointer) => {
    expect(parseCatalogue(new TextEncoder().encode(text))).toMatchObject({ ok: false, problems: [{ code, pointer }] })
  })

  it('names at most 64 problems', () => {
    const parsed = changed((c) => (c.principles = Array.from({ length: 500 }, () => ({ criteria: [] }))))
    expect(parsed.ok).toBe(false)
    if (!parsed.ok) expect(parsed.problems).toHaveLength(64)
  })

  it('never throws, whatever JSON it is given', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        expect(parseCatalogue(text).ok).toBe(false)
      }),
      RUNS,
    )
  })

  it('any member replaced by any value is refused or read as it is, never as something else', () => {
    const paths = memberPaths(draft())
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue({ maxDepth: 1 }), (path, value) => {
        const text = JSON.stringify(withMember(draft(), path, value))
        const parsed = parseCatalogue(text)
        if (parsed.ok) expect({ ...parsed.value }).toEqual({ crosswalk: [], ...JSON.parse(text) })
        else for (const one of parsed.problems) expect(one.pointer).toMatch(/^\//)
      }),
      RUNS,
    )
  })
})

describe('the criteria of a catalogue', () => {
  it('are found by id with their principle, withdrawn ones too, and by nothing else', () => {
    const parsed = changed((c) => (first(c)['status'] = 'withdrawn'))
    if (!parsed.ok) throw new Error('no catalogue')
    const index = criteriaOf(parsed.value)
    expect([...index.keys()]).toEqual([`${ID}/2.0#a.one`, `${ID}/2.0#a.two`, `${ID}/2.0#b.one`])
    expect(index.get(`${ID}/2.0#a.one`)).toMatchObject({
      criterion: { status: 'withdrawn' },
      principle: { id: `${ID}/2.0#a` },
    })
    expect(index.get(`${ID}/2.0#a`)).toBeUndefined()
    expect(index.get('constructor')).toBeUndefined()
    expect(criteriaOf(parsed.value)).toBe(index)
  })
})

function memberPaths(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) => [[...path, name], ...memberPaths(member, [...path, name])])
}

function withMember(root: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const parent = path.slice(0, -1).reduce((object, name) => (object as Record<string, unknown>)[name], root)
  ;(parent as Record<string, unknown>)[path.at(-1) as string] = value
  return root
}
