import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TrustedTechError } from '../errors.js'
import { quickest } from '../testing/quickest.js'
import { decodeBase64url, encodeBase64url } from '../text/base64url.js'
import { encodeUtf8 } from '../text/utf8.js'
import { findJsonFault } from './find-json-fault.js'
import { resolvePointer } from './json-pointer.js'
import { parseBase64urlJson, parseJson } from './parse-json.js'

const RUNS = { seed: 20261124, numRuns: Number(process.env['TTA_RUNS'] ?? 300) }

/** The one problem of a refused text, as `CODE pointer`. */
function refusal(input: string | Uint8Array, options?: Parameters<typeof parseJson>[1]): string {
  const result = parseJson(input, options)
  return result.ok ? 'accepted' : result.problems.map((p) => `${p.code} ${p.pointer}`).join(', ')
}

function bytes(...parts: (string | number[])[]): Uint8Array {
  return new Uint8Array(parts.flatMap((part) => (typeof part === 'string' ? [...encodeUtf8(part)] : part)))
}

describe('parseBase64urlJson', () => {
  it('is decodeBase64url, then parseJson: for every text, right or wrong', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'AQgw_-+/= \nzZ019') })
    const pieces = fc.array(fc.constantFrom('{"a":1}', '{', '"é"', '\0', '[1,', ']', ' ', '"b":"c"', '}'), {
      maxLength: 5,
    })
    const encoded = fc.oneof(
      noise,
      pieces.map((parts) => encodeBase64url(encodeUtf8(parts.join('')))),
      fc.json().map((text) => encodeBase64url(encodeUtf8(text))),
      fc.uint8Array({ maxLength: 20 }).map(encodeBase64url),
      fc.constantFrom(encodeBase64url(encodeUtf8(`{"a":"${'x'.repeat(300_000)}"}`)), `${'A'.repeat(300_000)}=`),
    )
    fc.assert(
      fc.property(encoded, fc.constantFrom(16, 65_536, 1_000_000), (text, maxBytes) => {
        const bytes = decodeBase64url(text)
        expect(parseBase64urlJson(text, { maxBytes })).toEqual(bytes.ok ? parseJson(bytes.value, { maxBytes }) : bytes)
      }),
      RUNS,
    )
  })

  it('gives values that the next text does not change', () => {
    const first = parseBase64urlJson(encodeBase64url(encodeUtf8('{"name":"a long enough name"}')))
    parseBase64urlJson(encodeBase64url(encodeUtf8('{"name":"ANOTHER LONG NAME."}')))
    expect(first).toEqual({ ok: true, value: { name: 'a long enough name' } })
  })
})

describe('parseJson takes what every reader sees the same', () => {
  it.each([
    ['{}'],
    ['[]'],
    ['0'],
    ['"text"'],
    ['true'],
    ['null'],
    [' \t\r\n{ "a" : [ 1 , -2 , 0 , 1.5 , 2e-3, 1.0, 0.10 ] } \n'],
    ['{"a":{"b":1},"c":{"b":1}}'],
    ['{"":1}'],
    ['{"a:b":"c:d,{}[]","e":"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9"}'],
    ['{"k\\\\":"\\\\","l":1}'],
    ['"\\ud83d\\ude00 \ud83d\ude00"'],
    ['{"2":"b","1":"a"}'],
    ['{"iss":"a","\\u0069sx":"b"}'],
    ['[9007199254740991,-9007199254740991,9.007199254740991e15,0e5,0.0]'],
    ['{"toString":1,"hasOwnProperty":2,"valueOf":3}'],
    ['"\\ufeff"'],
  ])('%s', (text) => {
    expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text) })
    expect(parseJson(encodeUtf8(text))).toEqual({ ok: true, value: JSON.parse(text) })
  })

  it('agrees with JSON.parse on every JSON value, in every layout', () => {
    const names = fc.string({ unit: 'binary' }).filter((name) => !/\0|^(?:__proto__|constructor|prototype)$/.test(name))
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        fc.maxSafeInteger(),
        fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Number.isInteger(n)),
        fc.boolean(),
        fc.constant(null),
        fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
        fc.array(tie('value'), { maxLength: 5 }),
        fc.dictionary(names, tie('value'), { maxKeys: 5 }),
      ),
    }))
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 1, '\t', '\r\n '), fc.boolean(), (json, indent, escaped) => {
        const written = JSON.stringify(json, undefined, indent)
        const text = escaped ? written.replace(/[^\x00-\x7e]/g, escapeUnit) : written
        const expected = { ok: true, value: JSON.parse(text) }
        expect(parseJson(text, { maxBytes: 1e6 })).toEqual(expected)
        expect(parseJson(encodeUtf8(text), { maxBytes: 1e6 })).toEqual(expected)
      }),
      RUNS,
    )
  })

  it('never takes what JSON.parse refuses, and never throws (damaged texts)', () => {
    const token = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"',
      '"a"',
      '"a":',
      '\\',
      '\\u',
      '\\u0000',
      '\\ud800',
      '-',
      '0',
      '1e400',
      '-0',
      '01',
      'true',
      'nul',
      ' ',
      '\0',
      'é',
      '\ud800',
    )
    fc.assert(
      fc.property(fc.array(token, { maxLength: 24 }), (tokens) => {
        const text = tokens.join('')
        const result = parseJson(text)
        const accepted = accepts(text)
        if (result.ok) expect(result.value).toEqual(JSON.parse(text))
        else if (!accepted) expect(['JSON_SYNTAX', 'ENCODING', 'LIMIT_DEPTH']).toContain(result.problems[0].code)
        else expect(result.problems[0].code).not.toBe('JSON_SYNTAX')
      }),
      { ...RUNS, numRuns: RUNS.numRuns * 10 },
    )
  })

  it.each([
    [''],
    [' '],
    ['{'],
    ['"'],
    ['"\\'],
    ['"\\u00'],
    ['"\\u00zz"'],
    ['{"a"}'],
    ['{"a":1,}'],
    ['[1,]'],
    ["{'a':1}"],
    ['{a:1}'],
    ['NaN'],
    ['Infinity'],
    ['+1'],
    ['.5'],
    ['1.'],
    ['01'],
    ['0x10'],
    ['// c\n{}'],
    ['[1] \\'],
    ['"tab\there"'],
    ['\u00a0{}'],
  ])('refuses what is no JSON: %j', (text) => {
    expect(refusal(text)).toBe('JSON_SYNTAX ')
  })

  it('says nothing of the content where the syntax is wrong', () => {
    const result = parseJson('{"secret":"hunter2"')
    expect(JSON.stringify(result)).not.toMatch(/secret|hunter2/)
  })

  it.each([['{}{}'], ['{} x'], ['{}\n{"a":1}'], ['{},'], ['1 2'], ['{}\u0085']])(
    'THREAT-045 trailing data after the value is refused: %j',
    (text) => {
      expect(refusal(text)).toBe('JSON_SYNTAX ')
    },
  )

  it('a text on which the exact reading finds nothing to name is refused all the same', () => {
    const rules = { maxDepth: 32, numbers: 'lossless', forbiddenNames: new Set<string>(), depthOnly: false } as const
    expect(findJsonFault('{"a":[1]}', rules)).toMatchObject({ code: 'JSON_SYNTAX', pointer: '' })
  })

  it.each([[undefined], [null], [{}], [[123, 125]], [new Uint16Array(2)]])('misuse throws: input %j', (input) => {
    expect(() => parseJson(input as never)).toThrow(TrustedTechError)
  })

  it.each([[{ maxBytes: 0 }], [{ maxBytes: 1.5 }], [{ maxBytes: Infinity }], [{ maxDepth: 0 }], [{ maxDepth: 513 }]])(
    'misuse throws: limits %j',
    (options) => {
      expect(() => parseJson('{}', options)).toThrow(TrustedTechError)
    },
  )
})

describe('THREAT-030 duplicate member names', () => {
  it.each([
    ['{"a":1,"a":2}', '/a'],
    ['{"a":1,"a":1}', '/a'],
    ['{"a":1,"b":2,"a":3}', '/a'],
    ['{"alg":"none","alg":"EdDSA"}', '/alg'],
    ['{"iss":"a","\\u0069ss":"b"}', '/iss'],
    ['{"\\u0069ss":"a","iss":"b"}', '/iss'],
    ['{"\\u0069ss":"a","i\\u0073s":"b"}', '/iss'],
    ['{"a\\/b":1,"a/b":2}', '/a~1b'],
    ['{"~":1,"\\u007e":2}', '/~0'],
    ['{"":1,"":2}', '/'],
    ['{"x":{"a":1,"a":2}}', '/x/a'],
    ['[0,{"a":1,"a":2}]', '/1/a'],
    ['{"x":[[1,2],[3,{"y":{"a":{},"a":{}}}]]}', '/x/1/1/y/a'],
    ['{"1":"a","1":"b"}', '/1'],
    ['{"\\u0031":"a","1":"b"}', '/1'],
    ['{"é":1,"\\u00e9":2}', '/é'],
    ['{"\ud83d\ude00":1,"\\ud83d\\ude00":2}', '/\ud83d\ude00'],
    ['{"a":{"b":1},"a":{"b":1,"c":2}}', '/a'],
    ['{"a":[1,2,3],"a":{"b":1,"c":2}}', '/a'],
    [' { "a" : 1 , "a" : 2 } ', '/a'],
    ['{"toString":1,"toString":2}', '/toString'],
    ['{"length":1,"length":2}', '/length'],
    ['[{"a":1},{"a":1},{"a":1,"b":[],"b":[]}]', '/2/b'],
    [`{"k":"\\"","quote\\"":1,"quote\\u0022":2}`, '/quote"'],
  ])('%s', (text, pointer) => {
    expect(() => JSON.parse(text)).not.toThrow()
    expect(refusal(text)).toBe(`JSON_DUPLICATE_KEY ${pointer}`)
    expect(refusal(encodeUtf8(text))).toBe(`JSON_DUPLICATE_KEY ${pointer}`)
  })

  it('names that differ only in normalisation or case are two names', () => {
    expect(refusal('{"é":1,"e\u0301":2,"A":3,"a":4}')).toBe('accepted')
  })

  it('is found wherever one member of a valid document is written twice (differential)', () => {
    const name = fc
      .string({ minLength: 1, maxLength: 6 })
      .filter((n) => !/^(?:__proto__|constructor|prototype)$/.test(n))
    const object = fc.dictionary(name, fc.constantFrom(1, 'x', true), { minKeys: 1, maxKeys: 6 })
    fc.assert(
      fc.property(object, fc.nat(), fc.array(name, { maxLength: 4 }), fc.boolean(), (members, pick, outer, escaped) => {
        const names = Object.keys(members)
        const twice = names[pick % names.length] as string
        const again = escaped ? `"${twice.replace(/[\s\S]/g, escapeUnit)}"` : JSON.stringify(twice)
        let text = `${JSON.stringify(members).slice(0, -1)},${again}:0}`
        for (const around of outer) text = `[true,{${JSON.stringify(around)}:${text}}]`
        const result = parseJson(text, { maxDepth: 64 })
        expect(result.ok ? 'accepted' : result.problems[0].code).toBe('JSON_DUPLICATE_KEY')
        if (!result.ok) expect(resolvePointer(JSON.parse(text), result.problems[0].pointer)).toBe(0)
      }),
      RUNS,
    )
  })
})

describe('THREAT-031 names that reach prototypes', () => {
  it.each([
    ['{"__proto__":{"verified":true}}', '/__proto__'],
    ['{"\\u005f_proto__":{"verified":true}}', '/__proto__'],
    ['{"a":[{"__proto__":null}]}', '/a/0/__proto__'],
    ['{"__proto__":1,"__proto__":2}', '/__proto__'],
    ['{"constructor":{"prototype":{"verified":true}}}', '/constructor'],
    ['{"a":{"c\\u006fnstructor":1}}', '/a/constructor'],
    ['{"prototype":{}}', '/prototype'],
  ])('%s', (text, pointer) => {
    expect(refusal(text)).toBe(`JSON_FORBIDDEN_KEY ${pointer}`)
    expect(Object.hasOwn(Object.prototype, 'verified')).toBe(false)
    expect(({} as Record<string, unknown>)['verified']).toBeUndefined()
  })

  it('such a name as a value is only text', () => {
    expect(refusal('["__proto__","constructor","prototype"]')).toBe('accepted')
  })

  it('constructor and prototype can be allowed, __proto__ cannot', () => {
    const options = { dangerouslyAllowPrototypeNames: true }
    expect(refusal('{"constructor":1,"prototype":2}', options)).toBe('accepted')
    expect(refusal('{"constructor":1,"__proto__":2}', options)).toBe('JSON_FORBIDDEN_KEY /__proto__')
    expect(refusal('{"constructor":1,"constructor":2}', options)).toBe('JSON_DUPLICATE_KEY /constructor')
  })

  it('a polluted Object.prototype neither hides a duplicate nor invents one', () => {
    const refusals: string[] = []
    Object.defineProperty(Object.prototype, 'canary', { value: 1, enumerable: true, configurable: true })
    try {
      refusals.push(refusal('{"a":1,"a":2}'), refusal('{"a":1,"b":{"canary":2}}'), refusal('{"b":{},"a":1,"a":2}'))
    } finally {
      Reflect.deleteProperty(Object.prototype, 'canary')
    }
    expect(refusals).toEqual(['JSON_DUPLICATE_KEY /a', 'accepted', 'JSON_DUPLICATE_KEY /a'])
  })

  it('no input changes Object.prototype (canary over hostile names)', () => {
    const before = Reflect.ownKeys(Object.prototype).length
    const name = fc.constantFrom('__proto__', 'constructor', 'prototype', '\\u005f_proto__', 'a', 'toString')
    const text = fc
      .array(name, { minLength: 1, maxLength: 6 })
      .map((path) => path.reduceRight((t, n) => `{"${n}":${t}}`, '{"verified":true}'))
    fc.assert(
      fc.property(text, (json) => {
        const result = parseJson(json)
        expect(result.ok).toBe(!/proto|constructor/.test(json))
        expect(Reflect.ownKeys(Object.prototype)).toHaveLength(before)
      }),
      RUNS,
    )
  })
})

describe('THREAT-032 nesting', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

  it('takes 32 levels and refuses 33, at the container that is too deep', () => {
    expect(refusal(nested(32))).toBe('accepted')
    expect(refusal(nested(33))).toBe(`LIMIT_DEPTH ${'/0'.repeat(32)}`)
    expect(refusal(`{"a":[0,${nested(31)}]}`)).toBe(`LIMIT_DEPTH /a/1${'/0'.repeat(30)}`)
  })

  it('counts from the limit that is asked for', () => {
    expect(refusal('{"a":{"b":1}}', { maxDepth: 2 })).toBe('accepted')
    expect(refusal('{"a":{"b":{}}}', { maxDepth: 2 })).toBe('LIMIT_DEPTH /a/b')
    expect(refusal('1', { maxDepth: 1 })).toBe('accepted')
    expect(refusal(nested(512), { maxDepth: 512 })).toBe('accepted')
  })

  it('brackets in strings are no nesting', () => {
    expect(refusal(JSON.stringify({ a: '[{'.repeat(100), b: '"\\[['.repeat(100) }))).toBe('accepted')
  })

  it('200,000 levels, open or closed, as arrays or objects, are refused before anything recurses', () => {
    const options = { maxBytes: 10_000_000 }
    const deep = `LIMIT_DEPTH ${'/0'.repeat(32)}`
    expect(refusal(nested(200_000), options)).toBe(deep)
    expect(refusal('['.repeat(200_000), options)).toBe(deep)
    expect(refusal('{"a":'.repeat(200_000), options)).toBe(`LIMIT_DEPTH ${'/a'.repeat(32)}`)
    expect(refusal(`}}]]${'['.repeat(200_000)}`, options)).toBe(deep)
    expect(refusal(`["\\x",${'['.repeat(200_000)}`, options)).toBe(`LIMIT_DEPTH /1${'/0'.repeat(31)}`)
    expect(refusal(`["\\x",${'['.repeat(200_000)}`, options)).toBe(`LIMIT_DEPTH /1${'/0'.repeat(31)}`)
    expect(refusal('{"\\ud800":'.repeat(200_000), options)).toBe(`LIMIT_DEPTH ${'/'.repeat(32)}`)
  })
})

describe('THREAT-033 size', () => {
  it('counts bytes, not characters, and takes exactly the limit', () => {
    expect(refusal('"ab"', { maxBytes: 4 })).toBe('accepted')
    expect(refusal('"abc"', { maxBytes: 4 })).toBe('LIMIT_SIZE ')
    expect(refusal('"é"', { maxBytes: 4 })).toBe('accepted')
    expect(refusal('"é"', { maxBytes: 3 })).toBe('LIMIT_SIZE ')
    expect(refusal(encodeUtf8('"é"'), { maxBytes: 3 })).toBe('LIMIT_SIZE ')
  })

  it('is 64 KiB unless the caller says otherwise', () => {
    expect(refusal(`"${'a'.repeat(65_534)}"`)).toBe('accepted')
    expect(refusal(`"${'a'.repeat(65_535)}"`)).toBe('LIMIT_SIZE ')
  })

  it('comes before decoding: 100 MB of invalid bytes cost nothing', () => {
    const huge = new Uint8Array(100_000_000).fill(0xff)
    expect(quickest(() => expect(refusal(huge)).toBe('LIMIT_SIZE '))).toBeLessThan(50)
  })

  const KIB64 = 65_536
  const fill = (unit: string, before = '', after = '') =>
    before + unit.repeat(Math.floor((KIB64 - before.length - after.length) / unit.length)) + after
  it.each([
    ['many members', `{${Array.from({ length: 6_000 }, (_, i) => `"k${i}":0`).join(',')}}`, 'accepted'],
    [
      'many members, the last twice',
      `{${Array.from({ length: 6_000 }, (_, i) => `"k${i}":0`).join(',')},"k5999":0}`,
      'JSON_DUPLICATE_KEY /k5999',
    ],
    ['integer-like members', `{${Array.from({ length: 5_000 }, (_, i) => `"${i * 65_536}":0`).join(',')}}`, 'accepted'],
    ['one member over and over', fill('"a":0,', '{', '"a":0}'), 'JSON_DUPLICATE_KEY /a'],
    ['a long array', fill('0,', '[', '0]'), 'accepted'],
    ['empty objects', fill('{},', '[', '{}]'), 'accepted'],
    ['one long number', fill('1', '', ''), 'JSON_NUMBER '],
    ['one long run of zeros', fill('0', '0.', '1'), 'JSON_NUMBER '],
    ['one long exponent', fill('9', '1e-', ''), 'JSON_NUMBER '],
    ['many fractions', fill('0.1,', '[', '0.1]'), 'accepted'],
    ['escaped quotation marks', fill('\\"', '"', '"'), 'accepted'],
    ['strings of one escape', fill('"\\n",', '[', '""]'), 'accepted'],
    ['escaped pairs', fill('\\ud83d\\ude00', '"', '"'), 'accepted'],
    ['a string that never ends', fill('a', '"', ''), 'JSON_SYNTAX '],
    ['quotation marks that never pair', fill('"\\', '', ''), 'JSON_SYNTAX '],
    ['backslashes only', fill('\\', '', ''), 'JSON_SYNTAX '],
    ['colons only', fill(':', '', ''), 'JSON_SYNTAX '],
    ['minus signs only', fill('-', '', ''), 'JSON_SYNTAX '],
    ['whitespace only', fill(' ', '', ''), 'JSON_SYNTAX '],
    ['a lone surrogate at the end', fill('"\\n",', '[', '"\\ud800"]'), `ENCODING /${Math.floor((KIB64 - 11) / 5)}`],
    ['wide nesting', fill('[[[[]]]],', '[', '0]'), 'accepted'],
  ])('hostile 64 KiB: %s', (_, text, expected) => {
    parseJson(text)
    // A tenth of this is usual; the bound is for slow shared machines.
    expect(quickest(() => expect(refusal(text, { maxBytes: 70_000 })).toBe(expected))).toBeLessThan(50)
  })
})

describe('THREAT-034 numbers', () => {
  it.each([
    '9007199254740992',
    '-9007199254740992',
    '9007199254740993',
    '12345678901234567890',
    '9007199254740993.0',
    '9.007199254740992e15',
    '1e21',
    '1E30',
    '1e400',
    '-1e400',
    '1e99999999999999999999',
    '1e-400',
    '-1e-400',
    '0.0000000000000000001e-400',
    '-0',
    '-0.0',
    '-0e5',
    '-0E-5',
    '0.1000000000000000055511151231257827',
    '333333333.33333329',
    '1.00000000000000000001',
    '4.9e-324',
  ])('%s loses information', (token) => {
    expect(refusal(token)).toBe('JSON_NUMBER ')
    expect(refusal(`{"a":[0,${token}]}`)).toBe('JSON_NUMBER /a/1')
    expect(refusal(`{"a":{"exp":${token}}}`, { numbers: 'integers' })).toBe('JSON_NUMBER /a/exp')
  })

  it.each(['0', '1', '-1', '999999999999999', '1000000000000000', '9007199254740991', '-9007199254740991'])(
    '%s is an integer',
    (token) => {
      expect(parseJson(token, { numbers: 'integers' })).toEqual({ ok: true, value: Number(token) })
    },
  )

  it.each(['1.0', '1.5', '1e3', '10E-1', '0.0', '0e0', '5e-324', '1.7976931348623157'])(
    '%s is a number that is kept, and no integer',
    (token) => {
      expect(parseJson(token)).toEqual({ ok: true, value: Number(token) })
      expect(refusal(`[${token}]`, { numbers: 'integers' })).toBe('JSON_NUMBER /0')
    },
  )

  it('every double that is no integer comes back as it was written', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = JSON.stringify(value)
        const kept = !Object.is(Number(text), -0) && (!Number.isInteger(value) || Number.isSafeInteger(value))
        expect(parseJson(text)).toEqual(
          kept ? { ok: true, value: Number(text) } : expect.objectContaining({ ok: false }),
        )
        const [mantissa = '', exponent = '0'] = text.split('e')
        const padded = `${mantissa}${mantissa.includes('.') ? '' : '.'}000e${exponent}`
        expect(parseJson(padded).ok).toBe(kept)
      }),
      RUNS,
    )
  })

  it('names the token, cut short', () => {
    const result = parseJson(`{"size":${'1'.repeat(500)}}`)
    expect(result).toMatchObject({ ok: false, problems: [{ pointer: '/size', actual: '1'.repeat(40) }] })
  })
})

describe('THREAT-035 encoding', () => {
  it.each([
    ['byte order mark', bytes([0xef, 0xbb, 0xbf], '{}')],
    ['overlong slash', bytes('"', [0xc0, 0xaf], '"')],
    ['overlong quotation mark', bytes('"a', [0xe0, 0x80, 0xa2], '"')],
    ['overlong U+0000', bytes('"', [0xc0, 0x80], '"')],
    ['encoded surrogate', bytes('"', [0xed, 0xa0, 0x80], '"')],
    ['encoded surrogate pair (CESU-8)', bytes('"', [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80], '"')],
    ['truncated sequence', bytes('"', [0xe2, 0x82], '"')],
    ['truncated at the end', bytes('"a"', [0xf0, 0x9f])],
    ['lone continuation byte', bytes('"', [0x80], '"')],
    ['beyond U+10FFFF', bytes('"', [0xf4, 0x90, 0x80, 0x80], '"')],
    ['Latin-1', bytes('"', [0xe9], '"')],
    ['UTF-16', new Uint8Array([0x7b, 0, 0x7d, 0])],
    ['U+0000 in a string', bytes('"a', [0], '"')],
    ['U+0000 after the value', bytes('{}', [0])],
  ])('%s is refused as bytes', (_, input) => {
    expect(refusal(input)).toBe('ENCODING ')
  })

  it.each([
    ['byte order mark', '\ufeff{}'],
    ['U+0000', '"\0"'],
    ['lone high surrogate', '"\ud800"'],
    ['lone low surrogate', '"\udc00"'],
    ['surrogates in the wrong order', '"\ude00\ud83d"'],
  ])('%s is refused as text', (_, input) => {
    expect(refusal(input)).toBe('ENCODING ')
  })

  it.each([
    ['{"a":"\\ud800"}', '/a'],
    ['{"a":["x","\\udc00"]}', '/a/1'],
    ['{"a":"\\ude00\\ud83d"}', '/a'],
    ['{"a":"\\ud83dx"}', '/a'],
    ['{"a":"\\ud83d\\n"}', '/a'],
    ['{"a":"\\ud83d\\u0041"}', '/a'],
    ['{"a":"\\ud83d\\ud83d\\ude00"}', '/a'],
    ['{"a":"\\uD83D"}', '/a'],
    ['{"a":"x\\u0000"}', '/a'],
    ['{"a":{"\\ud800":1}}', '/a'],
    ['{"a":{"b\\u0000":1}}', '/a'],
    ['"\\ud800"', ''],
    ['{"\\ud800":1}', ''],
  ])('escapes: %s', (text, pointer) => {
    expect(() => JSON.parse(text)).not.toThrow()
    expect(refusal(text)).toBe(`ENCODING ${pointer}`)
  })

  it('backslashes before a u that escape nothing are no escape', () => {
    expect(refusal('"\\\\u0000 \\\\ud800"')).toBe('accepted')
    expect(refusal('"\\\\\\ud800"')).toBe('ENCODING ')
  })
})

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function accepts(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
