import { encodeUtf8 } from '@trusted-tech/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { certificateDraft } from '../testing/desk.js'
import { type DraftFormat, draftFormatOf, readDrafts } from './read-drafts.js'
import { locateProblems, type SourcedDraft } from './sourced-draft.js'
import { tooDeepYaml } from './yaml-depth.js'

async function read(format: DraftFormat, text: string | Uint8Array, pieces = 7): Promise<readonly SourcedDraft[]> {
  const bytes = typeof text === 'string' ? encodeUtf8(text) : text
  const chunks: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += pieces) chunks.push(bytes.subarray(at, at + pieces))
  const found: SourcedDraft[] = []
  for await (const draft of readDrafts({ file: `a.${format}`, format, bytes: chunks })) found.push(draft)
  return found
}

/** Every draft as its value, or as `line CODE pointer` of its problems. */
async function told(format: DraftFormat, text: string | Uint8Array, pieces?: number): Promise<readonly unknown[]> {
  return (await read(format, text, pieces)).map((source) =>
    source.draft.ok
      ? source.draft.value
      : locateProblems(source, source.draft.problems).map(({ line, code, pointer }) => `${line} ${code} ${pointer}`),
  )
}

const draft = JSON.parse(JSON.stringify(certificateDraft()))

describe('the format of a file', () => {
  it.each([
    ['a.json', 'json'],
    ['dir.csv/A.YAML', 'yaml'],
    ['a.yml', 'yaml'],
    ['a.jsonl', 'jsonl'],
    ['a.ndjson', 'jsonl'],
    ['a.csv', 'csv'],
    ['json', undefined],
    ['a.constructor', undefined],
    ['a.txt', undefined],
  ])('of %s is %s', (name, format) => {
    expect(draftFormatOf(name)).toBe(format)
  })
})

describe('a draft in JSON', () => {
  it('is what was written', async () => {
    expect(await told('json', JSON.stringify(draft, undefined, 2))).toEqual([draft])
  })

  it.each([
    ['a name twice', '{\n"a": 1,\n"b": {"c": 1,\n"c": 2}}', '4 JSON_DUPLICATE_KEY /b/c'],
    ['what is no JSON', '{\n"a": [1,\n2,]}', '3 JSON_SYNTAX /a/2'],
    ['an end that is missing', '{\n"a": {\n', '3 JSON_SYNTAX /a'],
    ['something after the end', '{}\n\nx', '3 JSON_SYNTAX '],
    ['nothing', '', '1 JSON_SYNTAX '],
    ['a name for prototypes', '{\n"a": {"__proto__": 1}}', '2 JSON_FORBIDDEN_KEY /a/__proto__'],
    ['a number that is lost', '{"a":\n\n9007199254740993}', '1 JSON_NUMBER /a'],
    ['too many levels', `{"a":\n${'['.repeat(40)}`, `2 LIMIT_DEPTH /a${'/0'.repeat(31)}`],
  ])('with %s is refused where that is', async (_label, text, expected) => {
    expect(await told('json', text)).toEqual([[expected]])
  })

  it('that is too large, or no UTF-8, is refused', async () => {
    expect(await told('json', `"${'x'.repeat(262_144)}"`, 65_536)).toEqual([['1 LIMIT_SIZE ']])
    expect(await told('json', Uint8Array.of(0x22, 0xff, 0x22))).toEqual([['1 ENCODING ']])
  })

  it('has the line of every part, for what is found out later', async () => {
    const [source] = await read('json', '{\n "product": {\n  "name": "x",\n  "market": [\n"DE",\n"US"]}}')
    const lines = ['/product/name', '/product/market/1', '/product/market/1/x', '/product/none', '/none', '']
    expect(lines.map((pointer) => source?.lineOf(pointer))).toEqual([3, 6, 6, 2, 1, 1])
  })
})

describe('drafts in JSON Lines', () => {
  it('are one in each line, however the bytes are cut, with the lines of Windows and empty ones', async () => {
    const text = `${JSON.stringify(draft)}\r\n\n  \n{"type":"\u00e9"}`
    for (const pieces of [1, 3, 1000, 100_000])
      expect(await told('jsonl', text, pieces)).toEqual([draft, { type: 'é' }])
    expect((await read('jsonl', text)).map(({ line }) => line)).toEqual([1, 4])
  })

  it('go on after a bad line', async () => {
    expect(await told('jsonl', '{"a":1}\n{"a":1,"a":2}\n{\n[]]\n{"b":1}\n')).toEqual([
      { a: 1 },
      ['2 JSON_DUPLICATE_KEY /a'],
      ['3 JSON_SYNTAX '],
      ['4 JSON_SYNTAX '],
      { b: 1 },
    ])
  })

  it('keep no line that is too long, and go on after it', async () => {
    const text = `{"a":"${'x'.repeat(3_000_000)}"}\n{"b":1}`
    expect(await told('jsonl', text, 10_000)).toEqual([['1 LIMIT_SIZE '], { b: 1 }])
  })

  it('are given before the next ones are read', async () => {
    let taken = 0
    function* source() {
      for (let line = 0; line < 1000; line += 1) {
        taken += 1
        yield encodeUtf8(`{"a":${line}}\n`)
      }
    }
    for await (const { line } of readDrafts({ file: 'a', format: 'jsonl', bytes: source() })) if (line === 10) break
    expect(taken).toBe(10)
  })
})

describe('a draft in YAML', () => {
  it('is the same as in JSON', async () => {
    const yaml = `
type: ConformityCertificate   # a comment
validUntil: 2027-11-01T12:00:00Z
product:
  id: pkg:generic/tidewater/gauge-gateway
  market: [US, DE]
  name: "Gauge \\u00e9"
scheme: {id: 'https://alliance.example/c', version: "1.0"}
assessments:
  - criterion: https://alliance.example/c/1.0#a
    rationale:
      en: |
        Two
        lines
    evidence:
      - size: 12
        name: no
`
    expect(await told('yaml', yaml)).toEqual([
      {
        type: 'ConformityCertificate',
        validUntil: '2027-11-01T12:00:00Z',
        product: { id: 'pkg:generic/tidewater/gauge-gateway', market: ['US', 'DE'], name: 'Gauge é' },
        scheme: { id: 'https://alliance.example/c', version: '1.0' },
        assessments: [
          {
            criterion: 'https://alliance.example/c/1.0#a',
            rationale: { en: 'Two\nlines\n' },
            evidence: [{ size: 12, name: 'no' }],
          },
        ],
      },
    ])
    expect(await told('yaml', JSON.stringify(draft, undefined, 1))).toEqual([draft])
  })

  it.each([
    ['an alias', 'a: &x 1\nb:\n  - *x', '3 DRAFT_SYNTAX /b/0'],
    ['an alias as a name', 'a: &x n\nb:\n  *x : 1', '2 DRAFT_SYNTAX /b'],
    ['a tag', 'a:\n  b: !!timestamp 2026-01-01', '2 DRAFT_SYNTAX /a/b'],
    ['a tag of its own', 'a: !js 1', '1 DRAFT_SYNTAX '],
    ['a name twice', 'a: 1\nb: 1\na: 2', '3 JSON_DUPLICATE_KEY /a'],
    ['a name that is a number', 'a:\n  1: x', '1 DRAFT_SYNTAX /a'],
    ['a name that is a list', 'a:\n  ? [x]\n  : y', '1 DRAFT_SYNTAX /a'],
    ['a name for prototypes', 'a:\n  __proto__: {}', '2 JSON_FORBIDDEN_KEY /a/__proto__'],
    ['a fraction', 'a:\n  size: 1.5', '2 JSON_NUMBER /a/size'],
    ['a number that JSON has not', 'a: .inf', '1 JSON_NUMBER /a'],
    ['a number that is lost', 'a: 90071992547409930', '1 JSON_NUMBER /a'],
    ['several documents', 'a: 1\n---\na: 2', '2 DRAFT_SYNTAX '],
    ['a directive', '%YAML 1.1\n---\na: 2026-01-01', '1 DRAFT_SYNTAX '],
    ['a syntax error', 'a:\n  b: [1, 2\nc: 3', '3 DRAFT_SYNTAX '],
    ['tabs for indentation', 'a:\n\tb: 1', '2 DRAFT_SYNTAX '],
    ['half a character', 'a: "\\ud800"', '1 ENCODING /a'],
    ['too many levels', `a:\n ${'['.repeat(40)}${']'.repeat(40)}`, '2 LIMIT_DEPTH '],
  ])('with %s is refused where that is', async (_label, text, expected) => {
    expect((await told('yaml', text)).flat()).toContain(expected)
  })

  it('THREAT-033 whatever is nested, repeated or long ends in a refusal, soon', async () => {
    const deep = [
      '['.repeat(200_000),
      '{a: '.repeat(50_000),
      '["]", '.repeat(30_000),
      '- '.repeat(100_000),
      '? '.repeat(100_000),
      '- &a '.repeat(50_000),
      Array.from({ length: 700 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'),
      Array.from({ length: 700 }, (_, n) => `${' '.repeat(n)}-`).join('\n'),
    ]
    const hostile = [
      `a: &a [x]\n${Array.from({ length: 30 }, (_, n) => `b${n}: &b${n} [*a, *a]`).join('\n')}`,
      Array.from({ length: 30_000 }, (_, n) => `k${n}: 1`).join('\n'),
      `"${'\\'.repeat(100_000)}`,
      `${'#'.repeat(250_000)}`,
      `${'\n'.repeat(250_000)}`,
      `a: |\n${' \n'.repeat(100_000)}`,
    ]
    for (const text of [...hostile, ...deep]) {
      const before = performance.now()
      expect(await read('yaml', text, 65_536)).toHaveLength(1)
      expect(performance.now() - before, text.slice(0, 20)).toBeLessThan(5000)
    }
  })
})

const HEADER = 'product.id,scheme.id,scheme.version,criterion,result'
describe('how deep a YAML text is', () => {
  it('is measured before anything recurses into it: the engine may end the process at the end of its stack', () => {
    expect(tooDeepYaml('a: 1\nb:\n  - c: [1, {d: "[[[["}]\n    e: |\n      [[[[[ - - - -\n')).toBeUndefined()
    expect(tooDeepYaml(`[${Array.from({ length: 500 }, (_, n) => `{a: ${n}, b: [x]}`).join(', ')}]`)).toBeUndefined()
    expect(tooDeepYaml(`a: |\n${' '.repeat(400)}x\n`)).toBeUndefined()
    expect(tooDeepYaml(`a: 1\nb: ${'['.repeat(33)}`)).toBe(2)
    expect(tooDeepYaml(`a: 1\n\nb: ${'[ "]", '.repeat(33)}`)).toBe(3)
    expect(tooDeepYaml(`a: 1\n${'- '.repeat(33)}x`)).toBe(2)
    expect(tooDeepYaml(`a:\n${' '.repeat(300)}b: 1`)).toBe(2)
  })
})

describe('drafts in CSV', () => {
  it('are one for each product and scheme, one row for each criterion, wherever it stands', async () => {
    const csv = [
      `${HEADER},type,validUntil,product.name,product.market,rationale.en,evidence.name,evidence.size,evidence3.name,product.identifiers.sku,conditions.de,conditions2.de`,
      'p1,s,1.0,c1,conforms,ConformityCertificate,2027-01-01T00:00:00Z,"Gauge, big",DE | US,Yes,SBOM,12,Test,A|B,eins,zwei',
      'p2,s,1.0,c1,conforms,ConformityDeclaration,2027-01-01T00:00:00Z,Other,,,,,,,,',
      '',
      'p1,s,1.0,c2,partial,,,,,"two\nlines",,,,,,',
      'p1,s,2.0,c1,partial,,,,,,,,,,,',
    ].join('\r\n')
    const expected = [
      {
        type: 'ConformityCertificate',
        validUntil: '2027-01-01T00:00:00Z',
        product: {
          id: 'p1',
          name: 'Gauge, big',
          market: ['DE', 'US'],
          identifiers: [
            { scheme: 'sku', value: 'A' },
            { scheme: 'sku', value: 'B' },
          ],
        },
        scheme: { id: 's', version: '1.0' },
        assessments: [
          {
            criterion: 'c1',
            result: 'conforms',
            rationale: { en: 'Yes' },
            conditions: [{ de: 'eins' }, { de: 'zwei' }],
            evidence: [{ name: 'SBOM', size: 12 }, { name: 'Test' }],
          },
          { criterion: 'c2', result: 'partial', rationale: { en: 'two\nlines' } },
        ],
      },
      {
        type: 'ConformityDeclaration',
        validUntil: '2027-01-01T00:00:00Z',
        product: { id: 'p2', name: 'Other' },
        scheme: { id: 's', version: '1.0' },
        assessments: [{ criterion: 'c1', result: 'conforms' }],
      },
      {
        product: { id: 'p1' },
        scheme: { id: 's', version: '2.0' },
        assessments: [{ criterion: 'c1', result: 'partial' }],
      },
    ]
    expect(await told('csv', csv)).toEqual(expected)
    expect(await told('csv', `\ufeff${csv}`)).toEqual(expected)
  })

  it('may have semicolons, as spreadsheets of half the world write them', async () => {
    expect(await told('csv', `${HEADER.replaceAll(',', ';')}\np;s;1.0;c;conforms, mostly`)).toEqual([
      {
        product: { id: 'p' },
        scheme: { id: 's', version: '1.0' },
        assessments: [{ criterion: 'c', result: 'conforms, mostly' }],
      },
    ])
  })

  it('have the row of each assessment, for what is found out later', async () => {
    const [first] = await read('csv', `${HEADER}\np,s,1,a,x\nq,s,1,a,x\np,s,1,"b\n",x`)
    expect(first?.lineOf('/assessments/0/result')).toBe(2)
    expect(first?.lineOf('/assessments/1')).toBe(5)
    expect(first?.lineOf('/product/name')).toBe(2)
  })

  it.each([
    [
      'a value of the product that changes',
      `${HEADER},product.name\np,s,1,a,x,One\np,s,1,b,x,Two`,
      '3 SCHEMA_INVALID /product/name',
    ],
    [
      'a size that is none',
      `${HEADER},evidence.size\np,s,1,a,x,12 kB`,
      '2 SCHEMA_INVALID /assessments/0/evidence/0/size',
    ],
  ])('with %s are refused by themselves', async (_label, csv, expected) => {
    expect(await told('csv', `${csv}\nq,s,1,a,x,`)).toEqual([
      [expected],
      { product: { id: 'q' }, scheme: { id: 's', version: '1' }, assessments: [{ criterion: 'a', result: 'x' }] },
    ])
  })

  it.each([
    ['a column that nobody knows', `${HEADER},colour\np,s,1,a,x,blue`, ['1 DRAFT_SYNTAX ']],
    [
      'a column for prototypes',
      `${HEADER},rationale.__proto__,product.constructor\np,s,1,a,x,y,z`,
      ['1 DRAFT_SYNTAX ', '1 DRAFT_SYNTAX '],
    ],
    ['a column twice', `${HEADER},result\np,s,1,a,x,y`, ['1 DRAFT_SYNTAX ']],
    ['no column for the criterion', 'product.id,scheme.id,scheme.version\np,s,1', ['1 DRAFT_SYNTAX ']],
    ['a row with a cell too few', `${HEADER}\np,s,1,a,x\np,s,1,b`, ['3 DRAFT_SYNTAX ']],
    ['a row with a cell too many', `${HEADER}\np,s,1,a,x\np,s,1,b,x,y`, ['3 DRAFT_SYNTAX ']],
    ['a row of no product', `${HEADER}\n,s,1,a,x`, ['2 DRAFT_SYNTAX ']],
    ['a quote that is not closed', `${HEADER}\np,s,1,a,x\np,s,1,"b,x\n\n`, ['4 DRAFT_SYNTAX ']],
    ['a quote in the middle', `${HEADER}\np,s,1,a"b,x`, ['2 DRAFT_SYNTAX ']],
    ['a row that is too long', `${HEADER}\np,s,1,a,${'x'.repeat(70_000)}`, ['2 LIMIT_SIZE ']],
    ['nothing', '', ['1 DRAFT_SYNTAX ']],
  ])('with %s give no draft at all: a product would miss an assessment', async (_label, csv, expected) => {
    expect((await told('csv', csv, 65_536)).flat()).toEqual(expected)
  })

  it('of a file that is too large are refused', async () => {
    expect(await told('csv', new Uint8Array(16 * 1024 * 1024 + 1).fill(0x61), 1_000_000)).toEqual([['1 LIMIT_SIZE ']])
  })
})

describe('bytes of any kind', () => {
  it.each(['json', 'jsonl', 'yaml', 'csv'] as const)('never throw, as %s', async (format) => {
    const piece = fc.oneof(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ':',
        ',',
        '"',
        '\n',
        '- ',
        'a: ',
        '&a ',
        '*a',
        '!t ',
        '|',
        '>',
        '#',
        '%',
        "'",
        '\t',
        HEADER,
      ),
      fc.string({ maxLength: 6 }),
      fc.constantFrom('\\u0000', '\ud800', '---', '...', '? ', '<<: ', '\r\n', ';'),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 1, max: 50 }), async (pieces, size) => {
        for (const source of await read(format, new TextEncoder().encode(pieces.join('')), size)) {
          expect(source.lineOf('/x/y')).toBeGreaterThan(0)
          if (source.draft.ok) JSON.stringify(source.draft.value)
        }
      }),
      { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) },
    )
  })
})
